import Accounting
import Foundation
import Synchronization

/// The service's business clock while the demonstration runs: it stands where the story is, and goes on from there. After the
/// story it is the real time, but never earlier than the story's end: what was booked stays in the past.
final class DemoClock: Sendable {
    private struct State {
        var setTo: Moment
        var setAt: Moment
        var isReal = false
    }

    private let state: Mutex<State>

    init(_ day: Day) {
        let real = Moment.now
        state = Mutex(State(setTo: DemoClock.morning(of: day), setAt: real))
    }

    var now: Moment {
        state.withLock { state in
            let real = Moment.now
            let told = Moment(microseconds: state.setTo.microseconds + real.microseconds - state.setAt.microseconds)
            return state.isReal ? max(told, real) : told
        }
    }

    /// Moves to half past nine of a later day; on the day it stands at, it goes on.
    func turn(to day: Day) {
        let now = now
        guard day > now.day else { return }
        state.withLock { $0 = State(setTo: DemoClock.morning(of: day), setAt: Moment.now) }
    }

    func becomeReal() { state.withLock { $0.isReal = true } }

    private static func morning(of day: Day) -> Moment {
        Moment(microseconds: (Int64(day.number) * 86_400 + 9 * 3600 + 30 * 60 - 8 * 3600) * 1_000_000)
    }
}
