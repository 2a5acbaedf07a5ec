import CPostgres
import Glibc

/// Wakes a connection's thread while it waits for the server. Usable from any thread; lives as long as anyone may ring.
final class Wakeup: Sendable {
    let descriptor: Int32

    init() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        precondition(descriptor >= 0, "the process has run out of file descriptors")
    }

    deinit { close(descriptor) }

    func ring() {
        var one: UInt64 = 1
        // It can only fail when the bell is already ringing.
        _ = write(descriptor, &one, 8)
    }

    func silence() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }
}
