import Cluster
import Ledger
import Postgres
import Store
import Testing

/// A migrated database with two open books and a few accounts, and sessions in every role.
///
/// Book 1 and book 2 have, in this order: bank 1002.01 (floored), principal 3101.01 (floored), expense 5001:p:b (no floor),
/// provision 2601:p (floored), capacity 9008:pool (floored), its counterpart 9108.
struct Kernel: Sendable {
    let database: String

    static let bank: Int32 = 1
    static let principal: Int32 = 2
    static let expense: Int32 = 3
    static let provision: Int32 = 4
    static let capacity: Int32 = 5
    static let counterpart: Int32 = 6

    static func with<T: Sendable>(_ work: @Sendable (Kernel) async throws -> T) async throws -> T {
        let template = try await Cluster.shared.template("kernel") { database in
            let kernel = Kernel(database: database)
            try await kernel.asOwner { transaction in
                _ = try transaction.migrate()
                for book in [Int64(1), 2] {
                    let accounts = Ledger.embedded.rulebook.chart.accounts
                    try transaction.run(
                        """
                        select ledger.open_book(
                            \(book), \(accounts.map(\.code)), \(accounts.map(\.chinese)), \(accounts.map(\.english)),
                            \(accounts.map(\.kind.rawValue)), \(accounts.map { $0.normalSide == .debit ? "D" : "C" }),
                            \(accounts.map(\.hasFloor)))
                        """)
                    try transaction.run(
                        """
                        select account_id
                        from ledger.open_accounts(
                            \(book), array['1002.01', '3101.01', '5001:p:b', '2601:p', '9008:pool', '9108'])
                        """)
                }
            }
        }
        return try await Cluster.shared.withDatabase(from: template) { try await work(Kernel(database: $0)) }
    }

    /// A session of its own with a role's credentials, as psql would have.
    func `as`<T: Sendable>(_ role: String?, _ work: @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        let connection = Connection(role.map { "\(database) user=\($0)" } ?? database)
        let outcome: Result<T, any Error>
        do { outcome = .success(try await connection.transaction { try work($0) }) } catch { outcome = .failure(error) }
        await connection.close()
        return try outcome.get()
    }

    func asService<T: Sendable>(_ work: @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await self.as("ballast_service", work)
    }

    func asOwner<T: Sendable>(_ work: @Sendable (borrowing Transaction) throws -> T) async throws -> T {
        try await self.as(nil, work)
    }

    /// Runs a statement with a role's credentials; gives the SQLSTATE it was refused with, nil if it was not.
    func refusal(_ sql: SQL, as role: String = "ballast_service") async throws -> String? {
        do {
            _ = try await self.as(role) { try $0.run(sql) }
            return nil
        } catch let error as PostgresError {
            return error.sqlState
        }
    }

    /// Tries a statement with a role's credentials, and expects it to be refused with a SQLSTATE, or not at all.
    func attempt(
        _ sql: SQL, as role: String = "ballast_service", is expected: String?,
        at place: SourceLocation = #_sourceLocation
    ) async throws {
        let refused = try await refusal(sql, as: role)
        #expect(refused == expected, "\(sql.text)", sourceLocation: place)
    }

    /// All that a post leaves behind: numbers, totals, days.
    func trace() async throws -> [Int64] {
        try await asOwner { transaction in
            let row = try transaction.one(
                """
                select (select count(*) from ledger.entry) as entries, (select count(*) from ledger.posting) as postings,
                    (select count(*) from ledger.seal) as seals, (select count(*) from ledger.account_day) as days,
                    (select coalesce(sum(debit + credit), 0)::bigint from ledger.account) as totals,
                    (select sum(next_entry + next_seal)::bigint from ledger.book) as counters
                """)
            return try ["entries", "postings", "seals", "days", "totals", "counters"].map { try row!.int64(.name($0)) }
        }
    }

    /// Posts in one call as the service does; each posting is an entry of its own.
    static func post(
        _ postings: [(debit: Int32, credit: Int32, amount: Int64)], book: Int64 = 1, on day: String = "2026-03-02"
    ) -> SQL {
        let days = [String](repeating: day, count: postings.count)
        return """
            select first_entry, seal_no
            from ledger.post(
                \(book), \(days)::date[], \(postings.map { _ in "test" }), \(postings.map { _ in "test/1" }),
                \([[UInt8]?](repeating: nil, count: postings.count)), \(postings.indices.map { Int32($0 + 1) }),
                \(postings.map { _ in Int16(1) }), \(postings.map(\.debit)), \(postings.map(\.credit)), \(postings.map(\.amount)))
            """
    }

    /// Whether book's books verify clean, but for the clearing, which these books do without.
    func findings(of book: Int64 = 1) async throws -> [String] {
        let connection = Connection(database)
        let report = try await Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart).run(book)
        await connection.close()
        // The postings of these tests stand for no loan and no claim.
        return report.findings.map(\.description).filter {
            $0 != "book \(book): does not exist / 账套不存在" && !$0.contains("claims say") && !$0.contains("loans say")
        }
    }
}
