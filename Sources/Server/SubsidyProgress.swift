import JSON
import Store
import Synchronization

/// How far subsidy runs are that this server works out: for whoever waits for their lines.
final class SubsidyProgress: Sendable {
    private struct Key: Hashable {
        let book, run: Int64
    }

    private struct State {
        let since: ContinuousClock.Instant
        var progress: SubsidyDrafting.Progress
    }

    private let states = Mutex<[Key: State]>([:])

    func note(_ progress: SubsidyDrafting.Progress, of run: Int64, in book: Int64) {
        states.withLock { states in
            let key = Key(book: book, run: run)
            states[key] = State(since: states[key]?.since ?? .now, progress: progress)
        }
    }

    func forget(_ run: Int64, in book: Int64) {
        states.withLock { $0[Key(book: book, run: run)] = nil }
    }

    /// Loans looked at, of how many, how many a second, and seconds left; nothing where the run is not at work here.
    func json(of run: Int64, in book: Int64) -> JSON {
        guard let state = states.withLock({ $0[Key(book: book, run: run)] }) else {
            return ["done": nil, "count": nil, "per_second": nil, "seconds_left": nil]
        }
        let (seconds, attoseconds) = (ContinuousClock.now - state.since).components
        let milliseconds = max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        let rate = Int64(state.progress.done) * 1000 / milliseconds
        let left = Int64(max(0, state.progress.count - state.progress.done))
        return [
            "done": .integer(Int64(state.progress.done)), "count": .integer(Int64(state.progress.count)),
            "per_second": .integer(rate), "seconds_left": rate > 0 ? .integer((left + rate - 1) / rate) : nil,
        ]
    }
}
