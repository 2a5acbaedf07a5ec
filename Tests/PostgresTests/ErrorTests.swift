import Postgres
import Testing

@Suite struct ErrorTests {
    @Test func `an error says what it is about, and its short form tells no value`() async throws {
        try await withFacts { connection, _ in
            let error = try #require(
                await #expect(throws: PostgresError.self) {
                    try await connection.transaction {
                        try $0.run("insert into fact (id, note) values (7, \("secret")), (7, 'b')")
                    }
                }
            )
            #expect(
                error.isUniqueViolation && error.isConstraintViolation && !error.isCheckViolation
                    && !error.isConnectionLost
            )
            #expect(error.table == "fact")
            #expect(error.constraint == "fact_pkey")
            #expect(error.detail == "Key (id)=(7) already exists.")
            #expect(error.description == "PostgreSQL error 23505 (table fact, constraint fact_pkey)")
            #expect(error.debugDescription.contains("Key (id)=(7) already exists."))
            #expect(!error.debugDescription.contains("secret"))
        }
    }

    @Test func `an error raised by a function carries its code, hint and context`() async throws {
        try await withConnection { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try transaction.run(
                        """
                        create function refuse() returns void language plpgsql as
                        $$ begin raise exception 'no' using errcode = 'BL001', hint = 'ask', detail = 'why'; end $$
                        """
                    )
                    _ = try transaction.rows("select refuse()")
                }
            }
            #expect(error?.sqlState == "BL001")
            #expect(error?.message == "no")
            #expect(error?.hint == "ask")
            #expect(error?.detail == "why")
            #expect(error?.context?.contains("refuse()") == true)
        }
    }

    @Test(
        arguments: [
            ("40001", \PostgresError.isSerializationFailure), ("40P01", \.isDeadlock), ("42501", \.isPermissionDenied),
            ("55P03", \.isLockNotAvailable), ("57014", \.isCancelled), ("23503", \.isForeignKeyViolation),
            ("23502", \.isNotNullViolation), ("P0001", \.isRaised), ("57P01", \.isConnectionLost),
            ("08006", \.isConnectionLost),
        ] as [(String, KeyPath<PostgresError, Bool> & Sendable)]
    )
    func `a kind is known by its code`(code: String, kind: KeyPath<PostgresError, Bool> & Sendable) {
        #expect(PostgresError(sqlState: code, message: "")[keyPath: kind])
        #expect(!PostgresError(sqlState: "22012", message: "")[keyPath: kind])
    }

    @Test func `a value PostgreSQL cannot hold is refused, not changed`() async throws {
        try await withConnection { connection in
            let zero = await #expect(throws: PostgresError.self) {
                try await connection.transaction { _ = try $0.rows("select \("a\0b") as t") }
            }
            #expect(zero?.sqlState == "22021")
            for days: Int32 in [.min, .max] {
                await #expect(throws: PostgresError.self) {
                    try await connection.transaction { _ = try $0.rows("select \(SQLDate(daysSince1970: days)) as d") }
                }
            }
            await #expect(throws: PostgresError.self) {
                try await connection.transaction {
                    _ = try $0.rows("select \(SQLTimestamp(microsecondsSince1970: .min)) as m")
                }
            }
        }
    }

    @Test func `a server that is not there is an error at the first use`() async throws {
        let connection = Connection("host=/nonexistent dbname=none")
        let error = await #expect(throws: PostgresError.self) {
            try await connection.transaction { _ = try $0.rows("select 1") }
        }
        #expect(error?.sqlState == "08001")
        #expect(error?.isConnectionLost == true)
    }
}
