import Glibc

/// Many HTTP clients in one thread, each sending its next request as soon as it has the answer to the last: as light as a
/// client can be, since it shares the machine with what it measures.
struct LoadClient {
    let port: UInt16
    let clients: Int
    let seconds: Int
    /// The bytes of request number n, from 0; nil when there are no more.
    let request: (Int) -> [UInt8]?

    struct Result {
        /// Answers by status.
        var statuses: [Int: Int] = [:]
        var elapsedSeconds = 0.0
        /// Of every answer, in microseconds, ascending.
        var latencies: [Int] = []
        /// Requests given out so far: the next load goes on from here.
        var next = 0

        var answered: Int { latencies.count }
        var rate: Double { elapsedSeconds > 0 ? Double(answered) / elapsedSeconds : 0 }
        func percentile(_ percent: Int) -> Int {
            latencies.isEmpty ? 0 : latencies[min(latencies.count - 1, latencies.count * percent / 100)]
        }
    }

    private final class Client {
        let socket: Int32
        var sentAt = 0
        var received: [UInt8] = []
        init(socket: Int32) { self.socket = socket }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func run(from first: Int = 0) throws -> Result {
        var result = Result()
        result.next = first
        let start = microseconds()
        let end = start + seconds * 1_000_000
        var open: [Client] = []
        defer { for client in open { close(client.socket) } }
        for _ in 0..<clients {
            let client = Client(socket: try LoadClient.connected(port))
            open.append(client)
            try send(to: client, &result)
        }
        var polled = open.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var waiting = clients
        while waiting > 0 {
            guard poll(&polled, nfds_t(polled.count), 10_000) > 0 else {
                throw Failure(description: "the service has not answered for ten seconds")
            }
            for place in polled.indices where polled[place].revents != 0 {
                let client = open[place]
                let length = read(client.socket, &buffer, buffer.count)
                guard length > 0 else { throw Failure(description: "the service closed a connection") }
                client.received += buffer[..<length]
                guard let status = takeAnswer(client) else { continue }
                let now = microseconds()
                result.statuses[status, default: 0] += 1
                result.latencies.append(now - client.sentAt)
                if now < end, try send(to: client, &result) { continue }
                polled[place].fd = -1  // poll passes over it
                waiting -= 1
            }
        }
        result.elapsedSeconds = Double(microseconds() - start) / 1e6
        result.latencies.sort()
        return result
    }

    @discardableResult
    private func send(to client: Client, _ result: inout Result) throws -> Bool {
        guard let bytes = request(result.next) else { return false }
        result.next += 1
        client.sentAt = microseconds()
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(client.socket, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure(description: "the service does not take requests") }
            sent += count
        }
        return true
    }

    /// The status of a whole answer, which is taken out of what was received; nil while it is not whole.
    private func takeAnswer(_ client: Client) -> Int? {
        let found = client.received.withUnsafeBufferPointer { bytes -> (status: Int, end: Int)? in
            guard let head = LoadClient.headLength(bytes), head > 12 else { return nil }
            let status = bytes[9..<12].reduce(0) { $0 * 10 + Int($1 &- 0x30) }
            let end = head + LoadClient.contentLength(bytes, head)
            return bytes.count >= end ? (status, end) : nil
        }
        guard let found else { return nil }
        client.received.removeFirst(found.end)
        return found.status
    }

    private static func headLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 3
        while index < bytes.count {
            if bytes[index] == 0x0A && bytes[index - 1] == 0x0D && bytes[index - 2] == 0x0A && bytes[index - 3] == 0x0D
            {
                return index + 1
            }
            index += 1
        }
        return nil
    }

    private static let lengthName = Array("content-length:".utf8)

    private static func contentLength(_ bytes: UnsafeBufferPointer<UInt8>, _ head: Int) -> Int {
        var start = 0
        while start + lengthName.count < head {
            var matched = 0
            while matched < lengthName.count && bytes[start + matched] | 0x20 == lengthName[matched] | 0x20 {
                matched += 1
            }
            if matched == lengthName.count {
                return bytes[(start + matched)..<head].drop { $0 == 0x20 }.prefix { (0x30...0x39).contains($0) }
                    .reduce(0) { $0 * 10 + Int($1 &- 0x30) }
            }
            while start < head && bytes[start] != 0x0A { start += 1 }
            start += 1
        }
        return 0
    }

    static func connected(_ port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let outcome = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard outcome == 0 else {
            close(descriptor)
            throw Failure(description: "the service does not listen on port \(port)")
        }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    private func microseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }
}
