import Postgres
import Testing

/// That a transaction cannot leave its closure is held by the compiler: `Transaction` is not copyable and only lent, so
/// `kept = transaction` and `return transaction` do not compile.
@Suite struct TransactionTests {
    private struct Refused: Error {}

    @Test func `what is committed is there for others`() async throws {
        try await withFacts { connection, other in
            let touched = try await connection.transaction { transaction in
                try transaction.run("insert into fact (id) select unnest(\([1, 2, 3] as [Int64]))")
            }
            #expect(touched == 3)
            #expect(try await other.facts() == [1, 2, 3])
        }
    }

    @Test func `work that throws leaves nothing`() async throws {
        try await withFacts { connection, other async throws in
            await #expect(throws: Refused.self) {
                try await connection.transaction { transaction in
                    try transaction.run("insert into fact (id) values (1)")
                    throw Refused()
                }
            }
            #expect(try await other.facts() == [])
            #expect(try await connection.facts() == [])
        }
    }

    @Test func `an error caught inside does not make a half transaction`() async throws {
        try await withFacts { connection, other async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try transaction.run("insert into fact (id) values (1)")
                    do {
                        try transaction.run("insert into fact (id) values (1)")
                    } catch {}  // this is what must not help
                }
            }
            #expect(error?.isUniqueViolation == true)
            #expect(try await other.facts() == [])
        }
    }

    @Test func `nothing happens where nothing is asked`() async throws {
        let connection = Connection("host=/nonexistent dbname=none")
        let answer = try? await connection.transaction { _ in 42 }
        #expect(answer == nil)
        try await withConnection { connection in
            let answer = try await connection.transaction { _ in 42 }
            #expect(answer == 42)
        }
    }

    @Test func `a connection does not dial until it is used`() async throws {
        try await withConnection { connection in
            #expect(await connection.processID == nil)
            let process = try await connection.transaction { try $0.one("select pg_backend_pid() as p")?.int32("p") }
            #expect(await connection.processID == process)
        }
    }

    @Test func `a read-only transaction cannot write`() async throws {
        try await withFacts { connection, _ in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction(readOnly: true) { try $0.run("insert into fact (id) values (1)") }
            }
            #expect(error?.isReadOnly == true)
        }
    }

    @Test func `one finds one or none, and objects to two`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction throws in
                #expect(try transaction.one("select 1 as n where false") == nil)
                #expect(try transaction.one("select 1 as n") { try $0.int("n") } == 1)
            }
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try $0.one("select generate_series(1, 2)") { _ in } }
            }
            #expect(error?.sqlState == "21000")
        }
    }

    @Test func `many tasks on one connection take turns`() async throws {
        try await withFacts { connection, other in
            try await connection.transaction { try $0.run("insert into fact (id, note) values (1, '0')") }
            let inside = Shared(0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await connection.transaction { transaction in
                            let tasks = inside.change { $0 += 1 }
                            #expect(tasks == 1)
                            let note = try transaction.one("select note from fact where id = 1")?.string("note")
                            try transaction.run("update fact set note = \(String(Int(note!)! + 1)) where id = 1")
                            inside.change { $0 -= 1 }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let note = try await other.transaction { try $0.one("select note from fact")?.string("note") }
            #expect(note == "50")
        }
    }

    @Test func `a script runs many statements, or none`() async throws {
        try await withFacts { connection, other in
            let script = Script(
                shipped: Array("insert into fact (id) values (1);\n-- note\ninsert into fact (id) values (2);".utf8)
            )
            try await connection.transaction { transaction in
                try transaction.run(script)
                try transaction.run("insert into fact (id) values (3)")
            }
            let failing = Script(
                shipped: Array("insert into fact (id) values (4); insert into fact (id) values (4);".utf8)
            )
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try $0.run(failing) }
            }
            #expect(error?.isUniqueViolation == true)
            #expect(try await other.facts() == [1, 2, 3])
        }
    }

    @Test func `a script cannot end the transaction it runs in`() async throws {
        try await withFacts { connection, _ async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try $0.run(Script(shipped: Array("commit".utf8))) }
            }
            #expect(error?.sqlState == "25P01")
            #expect(try await connection.facts() == [])
        }
    }

    @Test func `a statement that wants to be alone can be`() async throws {
        try await withFacts { connection, _ in
            try await connection.runAlone("vacuum fact")
            #expect(try await connection.runAlone("insert into fact (id) values (\(1))") == 1)
            let error = await #expect(throws: PostgresError.self) { try await connection.runAlone("vacuum nothing") }
            #expect(error?.sqlState == "42P01")
            #expect(try await connection.facts() == [1])
        }
    }
}
