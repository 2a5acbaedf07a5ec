import CPostgres
import Glibc
import Synchronization

/// A request to the server to stop the running statement.
///
/// It travels over a connection of its own and `PQcancel` waits for that, which can take minutes when the network is
/// gone; so it is made on a thread of its own, and rings when it is done.
final class CancelRequest: Sendable {
    private let done = Mutex(false)
    private let wakeup: Wakeup

    var isDone: Bool { done.withLock { $0 } }

    /// Sends the request for the statement now running on `connection`; called on the connection's thread.
    init(on connection: OpaquePointer, ringing wakeup: Wakeup) {
        self.wakeup = wakeup
        guard let cancel = PQgetCancel(connection) else {
            finish()
            return
        }
        // `PQcancel` is documented as safe on any thread; this one alone has it and frees it.
        nonisolated(unsafe) let handle = cancel
        startThread { [self] in
            var message = [CChar](repeating: 0, count: 256)
            // A request that failed is noticed by the statement not ending.
            _ = PQcancel(handle, &message, Int32(message.count))
            PQfreeCancel(handle)
            finish()
        }
    }

    private func finish() {
        done.withLock { $0 = true }
        wakeup.ring()
    }
}

/// Runs `body` on a new thread that ends with it.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let status = pthread_create(
        &thread,
        nil,
        {
            Unmanaged<Box>.fromOpaque($0!).takeRetainedValue().body(); return nil
        },
        box.toOpaque()
    )
    precondition(status == 0, "the process has run out of threads")
    pthread_detach(thread)
}
