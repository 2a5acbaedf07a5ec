import Cluster
import Postgres
import Synchronization

/// Gives `work` the conninfo of an empty schema. Making a schema takes far less time than making a database.
func withSchema<T: Sendable>(_ work: @Sendable (String) async throws -> T) async throws -> T {
    let database = try await Cluster.shared.template("postgres") { _ in }
    let conninfo = "\(Cluster.shared.conninfo) dbname=\(database)"
    let name = "schema_\(Shared.count.change { $0 += 1 })"
    let maker = Connection(conninfo)
    try await maker.runAlone("create schema \(identifier: name)")
    await maker.close()
    return try await work("\(conninfo) application_name=\(name) options='-c search_path=\(name)'")
}

/// Gives `work` a connection to an empty schema.
func withConnection<T: Sendable>(
    options: Connection.Options = .init(), _ work: @Sendable (Connection) async throws -> T
) async throws -> T {
    try await withSchema { conninfo in
        let connection = Connection(conninfo, options: options)
        let result = try await work(connection)
        await connection.close()
        return result
    }
}

/// Gives `work` two connections to one schema that has a table `fact (id bigint primary key, note text)`.
func withFacts<T: Sendable>(
    _ work: @Sendable (_ connection: Connection, _ other: Connection) async throws -> T
) async throws -> T {
    try await withSchema { conninfo in
        let (connection, other) = (Connection(conninfo), Connection(conninfo))
        try await connection.transaction { transaction in
            try transaction.run("create table fact (id bigint primary key check (id > 0), note text)")
        }
        let result = try await work(connection, other)
        await connection.close()
        await other.close()
        return result
    }
}

extension Connection {
    /// The numbers of the facts that are committed.
    nonisolated func facts() async throws -> [Int64] {
        try await transaction(readOnly: true) { try $0.rows("select id from fact order by id") { try $0.int64("id") } }
    }

    /// How many rows a statement finds.
    nonisolated func count(of sql: SQL) async throws -> Int { try await transaction { try $0.rows(sql).count } }

    /// Ends the server's process for another connection, and waits until it is gone.
    nonisolated func kill(_ process: Int32) async throws {
        _ = try await transaction { try $0.rows("select pg_terminate_backend(\(process), 5000)").count }
    }
}

extension Pool {
    /// How many rows a statement finds.
    func count(of sql: SQL) async throws -> Int { try await transaction { try $0.rows(sql).count } }
}

/// A value that many tasks change.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value { state.withLock { $0 } }

    @discardableResult
    func change(_ body: @Sendable (inout Value) -> Void) -> Value {
        state.withLock { value in
            body(&value)
            return value
        }
    }
}

extension Shared where Value == Int {
    /// How many schemas there are.
    static let count = Shared(0)
}
