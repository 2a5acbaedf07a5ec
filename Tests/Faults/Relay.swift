import Foundation
import Synchronization

/// Passes bytes between those who dial it and the server behind it, and cuts the wire where its gates say so.
final class Relay: Sendable {
    /// Watches one connection. It is used by one thread only.
    protocol Gate {
        mutating func pass(_ bytes: ArraySlice<UInt8>, from side: Side) -> Passage
    }

    enum Side: Sendable { case client, server }

    /// What becomes of bytes that came in.
    struct Passage {
        var onward: [UInt8]
        var then = Ending.goOn

        enum Ending {
            case goOn
            /// Both ends hear that the connection is gone.
            case cut
            /// Neither end hears anything any more, not even that the other has hung up.
            case fallSilent
        }
    }

    let address: Address
    private let target: Address
    private let listener: Int32
    private let makeGate: @Sendable () -> any Gate
    private let open = Mutex<Set<Int32>>([])
    private let isClosed = Shared(false)

    init(to target: Address, at address: Address, _ makeGate: @escaping @Sendable () -> any Gate) throws {
        self.target = target
        self.makeGate = makeGate
        (listener, self.address) = try address.listen()
        Thread.detachNewThread { self.accept() }
    }

    /// Hangs up on everybody.
    func close() {
        isClosed.change { $0 = true }
        shutdown(listener, Int32(SHUT_RDWR))
        open.withLock { $0.forEach { shutdown($0, Int32(SHUT_RDWR)) } }
    }

    private func accept() {
        while !isClosed.value {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { continue }
            guard let server = target.dial() else {
                Glibc.close(client)
                continue
            }
            open.withLock { $0.formUnion([client, server]) }
            Thread.detachNewThread { self.carry(client, server) }
        }
        Glibc.close(listener)
    }

    private func carry(_ client: Int32, _ server: Int32) {
        var gate = makeGate()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        defer {
            open.withLock { $0.subtract([client, server]) }
            Glibc.close(client)
            Glibc.close(server)
        }
        while true {
            var ends = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&ends, 2, -1) > 0 else { continue }
            for (end, other, side) in [(ends[0], server, Side.client), (ends[1], client, .server)]
            where end.revents != 0 {
                let count = read(end.fd, &buffer, buffer.count)
                guard count > 0 else { return }
                let passage = gate.pass(buffer[..<count], from: side)
                guard other.writeAll(passage.onward) else { return }
                switch passage.then {
                case .goOn: break
                case .cut: return
                case .fallSilent:
                    // Both ends stay open until the relay closes; whoever waits is to find out by itself.
                    while !isClosed.value { usleep(10_000) }
                    return
                }
            }
        }
    }
}

extension Int32 {
    fileprivate func writeAll(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(self, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
