import Synchronization

/// Commands that wait for the next turn: bounded, first come first served.
final class LaneQueue: Sendable {
    private struct State {
        var waiting: [Pending] = []
        var turn: CheckedContinuation<[Pending], Never>?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let bound: Int
    private let batch: Int

    init(bound: Int, batch: Int) {
        self.bound = bound
        self.batch = batch
    }

    var depth: Int { state.withLock { $0.waiting.count } }

    /// False where the queue is full or closed: the caller is told to come again.
    func add(_ pending: Pending) -> Bool {
        let (isAdded, turn) = state.withLock { state -> (Bool, CheckedContinuation<[Pending], Never>?) in
            guard !state.isClosed, state.waiting.count < bound else { return (false, nil) }
            if let turn = state.turn {
                state.turn = nil
                return (true, turn)
            }
            state.waiting.append(pending)
            return (true, nil)
        }
        turn?.resume(returning: [pending])
        return isAdded
    }

    /// What waits, at most a batch; waits itself while there is nothing. Empty once the queue is closed and drained.
    func next() async -> [Pending] {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> [Pending]? in
                if state.waiting.isEmpty && !state.isClosed {
                    precondition(state.turn == nil, "one lane takes from a queue")
                    state.turn = continuation
                    return nil
                }
                let taken = Array(state.waiting.prefix(batch))
                state.waiting.removeFirst(taken.count)
                return taken
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    /// Takes nothing new; what waits is still performed.
    func close() {
        let turn = state.withLock { state in
            state.isClosed = true
            defer { state.turn = nil }
            return state.turn
        }
        turn?.resume(returning: [])
    }
}
