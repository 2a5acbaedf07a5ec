import Foundation
import Testing

/// A bare socket, for requests that no client library would send.
enum Wire {
    /// Sends each part, waiting after it for so many milliseconds, and gives all that came until the server hung up, or
    /// until nothing came for `patience` seconds. Off Swift's own threads, which the server needs.
    static func exchange(
        _ port: Int, _ parts: [(text: String, pause: Int)], patience: Int = 10, hangsUp: Bool = false
    ) async throws -> (text: String, isClosed: Bool) {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try talk(port, parts, patience, hangsUp) })
            }
        }
    }

    private static func talk(
        _ port: Int, _ parts: [(text: String, pause: Int)], _ patience: Int, _ hangsUp: Bool
    ) throws -> (text: String, isClosed: Bool) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
        var timeout = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        for part in parts {
            let bytes = Array(part.text.utf8)
            if send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) < 0 { break }
            usleep(UInt32(part.pause) * 1000)
        }
        if hangsUp { shutdown(socket, Int32(SHUT_WR)) }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 { received += buffer[..<count] }
            if count == 0 || (count < 0 && errno == ECONNRESET) {
                return (String(decoding: received, as: UTF8.self), true)
            }
            if count < 0 { return (String(decoding: received, as: UTF8.self), false) }
        }
    }
}
