import Cluster
import Postgres
import Testing

@Suite struct ClusterTests {
    @Test func `a database copied from a template has what the template has, and is gone after use`() async throws {
        let template = try await Cluster.shared.template("copied") { conninfo in
            let connection = Connection(conninfo)
            try await connection.transaction { transaction in
                try transaction.run("create table fact (id bigint primary key)")
                try transaction.run("insert into fact (id) values (1)")
            }
            await connection.close()
        }
        let gone = try await Cluster.shared.withDatabase(from: template) { conninfo async throws in
            let connection = Connection(conninfo)
            #expect(try await connection.facts() == [1])
            return connection
        }
        let error = await #expect(throws: PostgresError.self) { try await gone.facts() }
        #expect(error?.sqlState == "08001")
    }
}
