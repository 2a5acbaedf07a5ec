import Postgres

/// Reads the books for people and their systems: one read-only transaction on a connection of the reading role, under a
/// reach, within a deadline.
///
/// The reach is set by the first statement of the pipeline, so it costs no round trip of its own.
public struct Reader: Sendable {
    private let pool: Pool
    private let deadline: Duration

    /// `pool` connects as `ballast_reader`, whom row-level security binds. `deadline` is for one reading, the wait for a
    /// connection included.
    public init(pool: Pool, deadline: Duration = .seconds(5)) {
        self.pool = pool
        self.deadline = deadline
    }

    /// - Throws: `PoolBusy`; `PostgresError`, with `isDeadline` where the time was up.
    func read<T: Sendable>(_ reach: Reach, _ work: @Sendable (inout Pipeline) throws -> T) async throws -> T {
        try await pool.transaction(readOnly: true, deadline: deadline) { transaction in
            try transaction.pipeline { pipeline in
                pipeline.add(reach.settings)
                return try work(&pipeline)
            }
        }
    }

    /// The rows of one statement.
    func rows<T: Sendable>(_ reach: Reach, _ sql: SQL, _ make: @Sendable (Row) throws -> T) async throws -> [T] {
        try await read(reach) { pipeline in
            let place = pipeline.add(sql)
            return try pipeline.send()[place].map(make)
        }
    }
}
