import AsyncHTTPClient
import Foundation
import Synchronization

/// `ballast serve` as a process of its own, to be killed and started again on the same port.
final class Program: Sendable {
    let port: UInt16
    private let database: String
    private let log: String
    private let options: [String]
    private let process = Shared<pid_t?>(nil)

    /// - Parameters:
    ///   - log: where its log lines go, those of every life of it.
    ///   - options: what it is told besides.
    init(database: String, log: String, options: [String] = []) throws {
        self.database = database
        self.log = log
        self.options = options
        let (descriptor, address) = try Address.port(0).listen()
        close(descriptor)
        guard case .port(let port) = address else { preconditionFailure("a port was asked for") }
        self.port = port
    }

    /// Starts it; it is not ready yet.
    func start() throws {
        let arguments = [Program.executable, "serve", "--database", database, "--port", "\(port)"] + options
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&files, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let words = arguments.map { strdup($0) }
        defer { words.forEach { free($0) } }
        var identifier = pid_t()
        guard posix_spawn(&identifier, Program.executable, &files, nil, words + [nil], environ) == 0 else {
            throw Failure(why: "\(Program.executable) cannot be started; build it with `swift build`")
        }
        process.change { $0 = identifier }
        Program.atEnd(identifier)
    }

    /// Sends it a signal and waits for its end; gives its status as `waitpid` has it.
    @discardableResult
    func end(_ signal: Int32) -> Int32 {
        guard let identifier = process.value else { return 0 }
        kill(identifier, signal)
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        process.change { $0 = nil }
        Program.living.withLock { _ = $0.remove(identifier) }
        return status
    }

    func wait(for status: UInt, from path: String) async throws {
        for _ in 0..<1200 {
            if await self.status(path) == status { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        // Why it has none is not the question.
        let log = (try? String(contentsOfFile: log, encoding: .utf8)) ?? "no log"
        throw Failure(why: "\(path) is not \(status): \(log)")
    }

    /// The status of a GET; nil where nobody answers.
    func status(_ path: String) async -> UInt? {
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/\(path)")
        return try? await HTTPClient.shared.execute(request, timeout: .seconds(10)).status.code  // any silence is alike
    }

    struct Failure: Error, CustomStringConvertible {
        let why: String
        var description: String { why }
    }

    /// Beside the tests in the build folder.
    static let executable: String = {
        let tests =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return (tests as NSString).deletingLastPathComponent + "/ballast"
    }()

    private static let living = Mutex<Set<pid_t>>([])

    /// Whatever lives when the tests end ends with them.
    private static func atEnd(_ identifier: pid_t) {
        let isFirst = living.withLock { living in
            living.insert(identifier)
            return living.count == 1
        }
        if isFirst { atexit { Program.living.withLock { $0.forEach { kill($0, SIGKILL) } } } }
    }
}
