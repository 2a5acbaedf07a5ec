import Foundation

/// Where somebody listens: a socket's path, or a port of this machine.
enum Address: Sendable {
    case path(String)
    /// 0 asks for any free one.
    case port(UInt16)

    struct Unusable: Error { let address: Address }

    func listen() throws -> (Int32, Address) {
        let descriptor = make()
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard withSocketAddress({ bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 128) == 0 else {
            throw Unusable(address: self)
        }
        guard case .port(0) = self else { return (descriptor, self) }
        var bound = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &bound) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
        }
        return (descriptor, .port(UInt16(bigEndian: bound.sin_port)))
    }

    /// Nil where nobody answers.
    func dial() -> Int32? {
        let descriptor = make()
        if withSocketAddress({ connect(descriptor, $0, $1) }) == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    private func make() -> Int32 {
        switch self {
        case .path: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        case .port: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        }
    }

    private func withSocketAddress<T>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
        switch self {
        case .path(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
            return withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        case .port(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
    }
}
