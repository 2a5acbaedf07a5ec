import Postgres
import Testing

@Suite struct PoolTests {
    @discardableResult
    private func withPool<T: Sendable>(
        _ connections: Int,
        waiters: Int = 256,
        patience: Duration = .seconds(60),
        _ work: @Sendable (Pool) async throws -> T
    ) async throws -> T {
        try await withSchema { conninfo in
            var options = Pool.Options()
            options.connections = connections
            options.waiters = waiters
            options.patience = patience
            let pool = Pool(conninfo, options: options)
            let result = try await work(pool)
            await pool.close()
            return result
        }
    }

    /// Sleeps in the database.
    private static let nap: @Sendable (borrowing Transaction) throws -> Int = {
        try $0.rows("select pg_sleep(0.4)").count
    }

    @Test func `no more connections are used than there are`() async throws {
        try await withPool(3) { pool in
            let processes = Shared<Set<Int32>>([])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<60 {
                    group.addTask {
                        let process = try await pool.transaction {
                            try $0.one("select pg_backend_pid() as p")?.int32("p")
                        }
                        processes.change { $0.insert(process!) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(processes.value.count <= 3)
        }
    }

    @Test func `a wait that takes too long ends in busy`() async throws {
        try await withPool(1, patience: .milliseconds(100)) { pool in
            try await Hold.during({ try await pool.transaction($0) }) {
                await #expect(throws: PoolBusy.waited) { try await pool.count(of: "select 1") }
            }
            let found = try await pool.count(of: "select 1")
            #expect(found == 1)
        }
    }

    @Test func `a deadline shorter than the patience goes before`() async throws {
        try await withPool(1) { pool in
            try await Hold.during({ try await pool.transaction($0) }) {
                await #expect(throws: PoolBusy.waited) {
                    try await pool.transaction(deadline: .milliseconds(50)) { try $0.run("select 1") }
                }
            }
        }
    }

    @Test func `a line that is full turns away at once`() async throws {
        try await withPool(1, waiters: 2) { pool in
            let waiters = try await Hold.during({ try await pool.transaction($0) }) {
                let waiters = (1...2).map { _ in Task { try await pool.count(of: "select 1") } }
                while pool.waiting < 2 { try await Task.sleep(for: .milliseconds(5)) }
                await #expect(throws: PoolBusy.lineFull) { try await pool.count(of: "select 1") }
                return waiters
            }
            for waiter in waiters {
                let found = try await waiter.value
                #expect(found == 1)
            }
        }
    }

    @Test func `first come, first served`() async throws {
        try await withPool(1) { pool in
            let order = Shared<[Int]>([])
            let waiters = try await Hold.during({ try await pool.transaction($0) }) {
                var waiters: [Task<Void, any Error>] = []
                for number in 1...5 {
                    waiters.append(Task { try await pool.transaction { _ in _ = order.change { $0.append(number) } } })
                    while pool.waiting < number { try await Task.sleep(for: .milliseconds(5)) }
                }
                return waiters
            }
            for waiter in waiters { try await waiter.value }
            #expect(order.value == [1, 2, 3, 4, 5])
        }
    }

    @Test func `a waiter that is cancelled leaves the line and no connection is lost`() async throws {
        try await withPool(1) { pool in
            for _ in 0..<20 {
                try await Hold.during({ try await pool.transaction($0) }) {
                    let waiter = Task { try await pool.count(of: "select 1") }
                    if Bool.random() { while pool.waiting < 1 { try await Task.sleep(for: .milliseconds(1)) } }
                    waiter.cancel()
                    await #expect(throws: CancellationError.self) { try await waiter.value }
                    #expect(pool.waiting == 0)
                }
            }
            let found = try await pool.count(of: "select 1")
            #expect(found == 1)
        }
    }

    @Test func `broken connections are replaced`() async throws {
        try await withPool(2) { pool async throws in
            for _ in 0..<6 {
                await #expect(throws: PostgresError.self) {
                    try await pool.transaction {
                        _ = try $0.rows("select pg_terminate_backend(pg_backend_pid(), 1000)")
                    }
                }
            }
            #expect(try await pool.count(of: "select 1") == 1)
        }
    }

    @Test func `a closed pool turns everyone away`() async throws {
        try await withPool(1) { pool in
            try await Hold.during({ try await pool.transaction($0) }) {
                let waiter = Task { try await pool.count(of: "select 1") }
                while pool.waiting < 1 { try await Task.sleep(for: .milliseconds(5)) }
                await pool.close()
                await #expect(throws: PoolBusy.closed) { try await waiter.value }
            }
            await #expect(throws: PoolBusy.closed) { try await pool.count(of: "select 1") }
        }
    }
}
