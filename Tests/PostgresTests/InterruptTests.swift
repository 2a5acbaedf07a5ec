import Dispatch
import Foundation
import Postgres
import Testing

/// Deadlines, and tasks that are cancelled.
@Suite struct InterruptTests {
    @Test func `a statement that takes too long is stopped, and the connection goes on`() async throws {
        try await withFacts { connection, _ in
            let process = try await connection.transaction { try $0.one("select pg_backend_pid() as p")?.int32("p") }
            let clock = ContinuousClock()
            let taken = await clock.measure {
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.transaction(deadline: .milliseconds(200)) { transaction in
                        try transaction.run("insert into fact (id) values (1)")
                        _ = try transaction.rows("select pg_sleep(30)")
                    }
                }
                #expect(error?.isDeadline == true)
                #expect(error?.isCancelled == true)
                #expect(error?.statement == "select pg_sleep(30)")
            }
            #expect(taken > .milliseconds(190) && taken < .seconds(25))
            #expect(try await connection.facts() == [])
            #expect(await connection.processID == process)
        }
    }

    @Test func `a deadline counts the whole transaction, not one statement`() async throws {
        try await withConnection { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction(deadline: .milliseconds(300)) { transaction in
                    for _ in 0..<100 { _ = try transaction.rows("select pg_sleep(0.05)") }
                }
            }
            #expect(error?.isDeadline == true)
        }
    }

    @Test func `a deadline that passes while waiting for one's turn ends the wait with an error`() async throws {
        try await withConnection { connection in
            let waiting = try await Hold.during({ try await connection.transaction($0) }) {
                let asking = DispatchSemaphore(value: 0)
                let waiting = Task {
                    asking.signal()
                    return try await connection.transaction(deadline: .milliseconds(50)) { try $0.run("select 1") }
                }
                await asking.waiting()
                try await Task.sleep(for: .milliseconds(500))
                return waiting
            }
            let error = await #expect(throws: PostgresError.self) { try await waiting.value }
            #expect(error?.isDeadline == true)
        }
    }

    @Test func `a server that does not answer is given up after the grace`() async throws {
        var options = Connection.Options()
        options.cancelGrace = .milliseconds(200)
        try await withConnection(options: options) { connection in
            let process = try #require(
                try await connection.transaction { try $0.one("select pg_backend_pid() as p")?.int32("p") }
            )
            signal(process, SIGSTOP)
            let clock = ContinuousClock()
            let taken = await clock.measure {
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.transaction(deadline: .milliseconds(200)) { _ = try $0.rows("select 1") }
                }
                #expect(error?.isDeadline == true)
            }
            signal(process, SIGCONT)
            #expect(taken < .seconds(25))
            let next = try await connection.transaction { try $0.one("select pg_backend_pid() as p")?.int32("p") }
            #expect(next != process)
        }
    }

    @Test func `cancelling the task cancels the statement`() async throws {
        try await withFacts { connection, other in
            let task = Task {
                try await connection.transaction { transaction in
                    try transaction.run("insert into fact (id) values (1)")
                    _ = try transaction.rows("select pg_sleep(30)")
                }
            }
            let process = try await other.process(of: "select pg_sleep(30)", waitingFor: "PgSleep")
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await connection.facts() == [])
            #expect(await connection.processID == process)
        }
    }

    @Test func `cancelling a task that waits its turn leaves the one at work alone`() async throws {
        try await withFacts { connection, other in
            let atWork = Task { try await connection.count(of: "select pg_sleep(1)") }
            _ = try await other.process(of: "select pg_sleep(1)", waitingFor: "PgSleep")
            let waiting = Task { try await connection.count(of: "select 1") }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            let found = try await atWork.value
            #expect(found == 1)
        }
    }

    @Test func `many deadlines close to the end of their statement never hit the next one`() async throws {
        try await withConnection { connection in
            var stopped = 0
            for _ in 0..<60 {
                do {
                    try await connection.transaction(deadline: .milliseconds(10)) {
                        _ = try $0.rows("select pg_sleep(0.009)")
                    }
                } catch let error as PostgresError where error.isDeadline {
                    stopped += 1
                }
                let answer = try await connection.transaction { try $0.one("select \(1) as n")?.int("n") }
                #expect(answer == 1)
            }
            #expect(stopped > 0)
        }
    }
}
