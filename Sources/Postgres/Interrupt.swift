import Synchronization

/// When one job on a connection must stop: its deadline, or the cancelling of the task that asked for it.
final class Interrupt: Sendable {
    let deadline: ContinuousClock.Instant?
    private let state = Mutex(State())

    private struct State {
        var isTaskCancelled = false
        var wakeup: Wakeup?
    }

    init(deadline: ContinuousClock.Instant?) { self.deadline = deadline }

    /// Stops the job, whether it waits for its turn or for the server.
    func cancelTask() {
        let wakeup = state.withLock { state in
            state.isTaskCancelled = true
            return state.wakeup
        }
        wakeup?.ring()
    }

    /// From now on the job runs where `wakeup` is heard.
    func attach(_ wakeup: Wakeup) { state.withLock { $0.wakeup = wakeup } }

    /// What the job is to be told, if it must stop now.
    var cause: (any Error)? {
        if state.withLock({ $0.isTaskCancelled }) { return CancellationError() }
        if let deadline, deadline <= .now { return PostgresError.deadlinePassed }
        return nil
    }
}
