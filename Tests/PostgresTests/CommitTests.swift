import Cluster
import Dispatch
import Foundation
import Postgres
import Testing

/// What a caller may conclude when the connection breaks around `commit`.
@Suite struct CommitTests {
    /// Queues an insert and `commit` as the last pipeline of a turn.
    private static func insert(_ id: Int64, _ transaction: borrowing Transaction, before: SQL? = nil) throws {
        try transaction.pipeline { pipeline in
            pipeline.add("insert into fact (id) values (\(id))")
            if let before { pipeline.add(before) }
            try pipeline.commit()
        }
    }

    @Test func `killed between the pipelines of a turn, nothing was committed, and that is known`() async throws {
        try await withFacts { connection, other in
            let (paused, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let outcome = Task {
                try await connection.transaction { transaction in
                    _ = try transaction.rows("select id from fact for update")
                    paused.signal()
                    goOn.wait()
                    try Self.insert(1, transaction)
                }
            }
            await paused.waiting()
            try await other.kill(try #require(await other.process(of: "select id from fact for update")))
            goOn.signal()
            let error = await #expect(throws: PostgresError.self) { try await outcome.value }
            #expect(error?.isConnectionLost == true)
            #expect(try await connection.facts() == [])
        }
    }

    @Test func `killed at a statement before commit, nothing was committed, and that is known`() async throws {
        try await withFacts { connection, _ async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try Self.insert(1, transaction, before: "select pg_terminate_backend(pg_backend_pid(), 1000)")
                }
            }
            #expect(error?.sqlState == "57P01")
            #expect(error?.statementIndex == 1)
            #expect(try await connection.facts() == [])
        }
    }

    @Test func `killed while committing, the outcome is unknown`() async throws {
        try await withFacts { connection, other in
            // A deferred trigger runs inside `commit`, and this one does not come back.
            try await connection.transaction { transaction in
                try transaction.run(
                    """
                    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return null; end $$
                    """
                )
                try transaction.run(
                    """
                    create constraint trigger lingers after insert on fact deferrable initially deferred
                    for each row execute function linger()
                    """
                )
            }
            let outcome = Task { try await connection.transaction { try Self.insert(1, $0) } }
            try await other.kill(try await other.process(of: "commit", waitingFor: "PgSleep"))
            let error = await #expect(throws: CommitUnknown.self) { try await outcome.value }
            #expect(error?.cause.sqlState == "57P01")
            #expect(try await connection.facts() == [])
        }
    }

    @Test func `killed after the commit and before its answer, the outcome is unknown, and it happened`() async throws {
        let cluster = try Cluster.start()
        defer { cluster.server?.remove() }
        let conninfo = try await cluster.database()
        let connection = Connection(conninfo)
        let other = Connection(conninfo + " options='-c synchronous_commit=local'")
        try await other.transaction { try $0.run("create table fact (id bigint primary key)") }
        // A commit now waits for a standby that does not exist.
        try await other.runAlone("alter system set synchronous_standby_names = 'nobody'")
        _ = try await other.transaction { try $0.rows("select pg_reload_conf()").count }
        try await Task.sleep(for: .milliseconds(300))

        let outcome = Task { try await connection.transaction { try Self.insert(1, $0) } }
        try await other.kill(try await other.process(of: "commit", waitingFor: "SyncRep"))
        await #expect(throws: CommitUnknown.self) { try await outcome.value }
        #expect(try await other.facts() == [1])

        // The server itself crashes while the commit waits; it too had happened.
        let second = Task { try await connection.transaction { try Self.insert(2, $0) } }
        _ = try await other.process(of: "commit", waitingFor: "SyncRep")
        try cluster.server?.stop(.immediate)
        await #expect(throws: CommitUnknown.self) { try await second.value }
        try cluster.server?.start()
        #expect(try await other.facts() == [1, 2])

        // And a deadline that passes meanwhile cancels only the waiting, which PostgreSQL answers with success.
        try await connection.transaction(deadline: .milliseconds(300)) { try Self.insert(3, $0) }
        #expect(try await other.facts() == [1, 2, 3])
    }

    @Test func `a server that falls silent while committing leaves the outcome unknown`() async throws {
        var options = Connection.Options()
        options.cancelGrace = .milliseconds(200)
        try await withConnection(options: options) { connection in
            try await connection.transaction { try $0.run("create table fact (id bigint primary key)") }
            let process = try #require(await connection.processID)
            let error = await #expect(throws: CommitUnknown.self) {
                try await connection.transaction(deadline: .milliseconds(300)) { transaction in
                    _ = try transaction.rows("select 1")
                    signal(process, SIGSTOP)
                    try Self.insert(1, transaction)
                }
            }
            signal(process, SIGCONT)
            #expect(error?.cause.isDeadline == true)
            // Known only by asking, and it may take the server a moment to find that nobody listens.
            #expect(try await connection.facts().count <= 1)
        }
    }

    @Test func `an unknown outcome cannot be swallowed`() async throws {
        try await withFacts { connection, _ in
            try await connection.transaction { transaction in
                try transaction.run(
                    "create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid(), 1000); return null; end $$"
                )
                try transaction.run(
                    "create constraint trigger dies after insert on fact deferrable initially deferred for each row execute function die()"
                )
            }
            await #expect(throws: CommitUnknown.self) {
                try await connection.transaction { transaction in
                    do {
                        try Self.insert(1, transaction)
                    } catch {}  // this is what must not help
                }
            }
        }
    }
}
