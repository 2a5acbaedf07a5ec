import Foundation
import Postgres

/// The PostgreSQL that tests run against: the one `BALLAST_TEST_CLUSTER` names (a superuser's conninfo without
/// `dbname`), or a private one, started with the first use and gone with the process.
public final class Cluster: Sendable {
    public static let shared: Cluster = {
        if let given = ProcessInfo.processInfo.environment["BALLAST_TEST_CLUSTER"], !given.isEmpty {
            return Cluster(conninfo: given, server: nil)
        }
        do {
            // Nothing here outlives the process, so nothing need outlive the machine.
            return try Cluster.start(fsync: false)
        } catch {
            fatalError("tests need PostgreSQL: \(error)")
        }
    }()

    /// A superuser's, without `dbname`. Append ` dbname=…` or ` user=…`.
    public let conninfo: String
    /// The server, if it is ours to stop and start.
    public let server: ClusterServer?
    private let databases: Databases

    init(conninfo: String, server: ClusterServer?) {
        self.conninfo = conninfo
        self.server = server
        databases = Databases(conninfo: conninfo)
    }

    /// A new private cluster in a folder of its own, for tests that stop or kill the server. It keeps what it committed
    /// through any crash unless `fsync` is off.
    public static func start(fsync: Bool = true) throws -> Cluster {
        let server = try ClusterServer(fsync: fsync)
        return Cluster(conninfo: server.conninfo, server: server)
    }

    /// Makes a fresh database, a copy of `template` if given, and gives its conninfo.
    public func database(from template: String? = nil) async throws -> String {
        try await databases.make(from: template)
    }

    /// Removes a database by its conninfo, whoever is connected to it.
    public func drop(_ database: String) async throws { try await databases.drop(database) }

    /// A database to copy, filled by `fill` the first time its name is asked for in this process.
    public func template(_ name: String, _ fill: @escaping @Sendable (String) async throws -> Void) async throws
        -> String
    {
        try await databases.template(name, fill)
    }

    /// Runs `work` with a fresh database that is removed afterwards.
    public func withDatabase<T: Sendable>(
        from template: String? = nil,
        _ work: @Sendable (String) async throws -> T
    ) async throws -> T {
        try await Gate.shared.pass {
            let database = try await database(from: template)
            let outcome: Result<T, any Error>
            do { outcome = .success(try await work(database)) } catch { outcome = .failure(error) }
            try await drop(database)
            return try outcome.get()
        }
    }
}

extension Cluster {
    /// A fresh database of the shared cluster.
    public static func database(from template: String? = nil) async throws -> String {
        try await shared.database(from: template)
    }
}
