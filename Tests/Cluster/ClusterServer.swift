import Foundation
import Synchronization

/// A private PostgreSQL server: its folder, also its socket's, lies under `/tmp` (a socket's path must be short).
public final class ClusterServer: Sendable {
    public let folder: String
    public let conninfo: String
    private let programs: Programs
    private let fsync: Bool

    public enum Stop: String, Sendable { case smart, fast, immediate }

    init(fsync: Bool) throws {
        programs = try Programs.find()
        self.fsync = fsync
        Self.sweep(programs)
        folder = "/tmp/ballast-test-\(getpid())-\(Self.count.add(1, ordering: .relaxed).newValue)"
        conninfo = "host=\(folder) port=5432 user=postgres"
        try? FileManager.default.removeItem(atPath: folder)  // mostly there is none
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try programs.give(folder)
        try programs.run(
            "initdb",
            ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        )
        removeAtExit()
        try start()
    }

    private static let count = Atomic(0)
    private var data: String { folder + "/data" }

    /// Starts the server and waits until it answers.
    public func start() throws {
        let settings = [
            "unix_socket_directories=\(folder)", "listen_addresses=", "port=5432", "max_connections=200",
            "shared_buffers=64MB",
            "log_min_messages=warning", "fsync=\(fsync ? "on" : "off")",
        ]
        let options = settings.map { "-c \($0)" }.joined(separator: " ")
        try programs.run("pg_ctl", ["-D", data, "-w", "-s", "-l", folder + "/log", "-o", options, "start"])
    }

    /// Stops it; `immediate` is as good as a crash.
    public func stop(_ how: Stop = .fast) throws {
        try programs.run("pg_ctl", ["-D", data, "-w", "-s", "-m", how.rawValue, "stop"])
    }

    /// Stops it for good and removes its folder.
    public func remove() {
        try? stop(.immediate)  // it may be stopped already
        try? FileManager.default.removeItem(atPath: folder)  // at worst it lies in /tmp
    }

    /// Stops and removes what killed test runs left behind, known by the process number in the folder's name.
    private static func sweep(_ programs: Programs) {
        // Without /tmp nothing was left there.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for name in names where name.hasPrefix("ballast-test-") {
            guard let process = pid_t(name.split(separator: "-")[2]), kill(process, 0) != 0, errno == ESRCH else {
                continue
            }
            // It may have been stopped, or swept by another run at the same time.
            try? programs.run("pg_ctl", ["-D", "/tmp/\(name)/data", "-w", "-s", "-m", "immediate", "stop"])
            try? FileManager.default.removeItem(atPath: "/tmp/\(name)")
        }
    }

    private static let running = Mutex<[ClusterServer]>([])

    private func removeAtExit() {
        let isFirst = Self.running.withLock { running in
            running.append(self)
            return running.count == 1
        }
        guard isFirst else { return }
        atexit { ClusterServer.running.withLock { $0 }.forEach { $0.remove() } }
    }
}
