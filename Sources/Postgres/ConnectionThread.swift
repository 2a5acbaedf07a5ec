import Dispatch
import Synchronization

/// The thread a connection lives on.
///
/// libpq waits, and Swift's own threads must not. The thread starts with the first job and ends with the connection.
final class ConnectionThread: SerialExecutor {
    private let mailbox = Mailbox()

    func enqueue(_ job: consuming ExecutorJob) { mailbox.put(Letter(job: UnownedJob(job), executor: self)) }

    deinit { mailbox.close() }
}

/// A job, and its executor held until the job is done.
private struct Letter: Sendable {
    let job: UnownedJob
    let executor: ConnectionThread
}

private final class Mailbox: Sendable {
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)

    private struct State {
        var letters: [Letter] = []
        var isClosed = false
        var isRunning = false
    }

    func put(_ letter: Letter) {
        let mustStart = state.withLock { state in
            state.letters.append(letter)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart { startThread { [self] in deliver() } }
        arrivals.signal()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        arrivals.signal()
    }

    private func deliver() {
        while true {
            arrivals.wait()
            let (letters, isClosed) = state.withLock { state in
                defer { state.letters.removeAll() }
                return (state.letters, state.isClosed)
            }
            for letter in letters { letter.job.runSynchronously(on: letter.executor.asUnownedSerialExecutor()) }
            if isClosed { return }
        }
    }
}
