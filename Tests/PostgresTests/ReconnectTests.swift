import Cluster
import Postgres
import Testing

@Suite struct ReconnectTests {
    @Test func `an idle connection that was cut dials again without anyone noticing`() async throws {
        try await withFacts { connection, other in
            #expect(try await connection.facts() == [])
            let process = try #require(await connection.processID)
            try await other.kill(process)
            #expect(try await connection.facts() == [])
            #expect(await connection.processID != process)
        }
    }

    @Test func `cut in the middle, the error says so and the next use dials again`() async throws {
        try await withConnection { connection async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction {
                    _ = try $0.rows("select pg_terminate_backend(pg_backend_pid(), 1000)")
                }
            }
            #expect(error?.isConnectionLost == true)
            #expect(try await connection.count(of: "select 1") == 1)
        }
    }

    @Test func `a server that was restarted is found again`() async throws {
        let cluster = try Cluster.start()
        defer { cluster.server?.remove() }
        let connection = Connection(try await cluster.database())
        try await connection.transaction { try $0.run("create table fact (id bigint)") }
        try cluster.server?.stop(.immediate)
        let error = await #expect(throws: PostgresError.self) { try await connection.facts() }
        #expect(error?.isConnectionLost == true)
        let again = await #expect(throws: PostgresError.self) { try await connection.facts() }
        #expect(again?.sqlState == "08001")
        try cluster.server?.start()
        #expect(try await connection.facts() == [])
    }

    @Test func `of many hosts the one that answers is taken`() async throws {
        try await withSchema { conninfo async throws in
            let connection = Connection(
                "host=/tmp/nobody,\(value("host", of: conninfo)) port=1,\(value("port", of: conninfo)) "
                    + "user=\(value("user", of: conninfo)) dbname=\(value("dbname", of: conninfo)) target_session_attrs=read-write"
            )
            #expect(try await connection.count(of: "select 1") == 1)
            await connection.close()
        }
    }

    @Test func `a closed connection stays closed`() async throws {
        try await withConnection { connection in
            await connection.close()
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try $0.run("select 1") }
            }
            #expect(error?.sqlState == "08003")
        }
    }

    private func value(_ key: String, of conninfo: String) -> String {
        let words = conninfo.split(separator: " ").map { $0.split(separator: "=", maxSplits: 1).map { String($0) } }
        return words.last { $0.first == key }?.last ?? "5432"
    }
}
