import Foundation

/// The service that is measured: this program's own `serve`, as a process of its own.
final class BenchService {
    let port: UInt16
    private let process = Process()

    init(database: String) throws {
        port = try BenchService.freePort()
        process.executableURL = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
        process.arguments = ["serve", "--database", database, "--port", "\(port)"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Program.start(process)
        try waitUntilItListens()
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Peak memory of the service so far, in MB; 0 where the system does not tell.
    var peakMemoryMB: Double {
        // Not Linux.
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Double($0.split(separator: " ")[1]) }.map { $0 / 1024 } ?? 0
    }

    private func waitUntilItListens() throws {
        for _ in 0..<200 {
            if let descriptor = try? LoadClient.connected(port) {  // not yet is what this loop waits through
                close(descriptor)
                return
            }
            guard process.isRunning else { throw LoadClient.Failure(description: "the service did not start") }
            usleep(50_000)
        }
        throw LoadClient.Failure(description: "the service does not listen")
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw LoadClient.Failure(description: "no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}
