import Ledger
import Postgres
import Store

extension House {
    /// Whatever is wrong with the book, by two opinions: the invariants read from the tables, and `ballast verify`. Empty
    /// where all is well.
    public func findings() async throws -> [String] {
        let connection = Connection(database)
        let report = try await Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart).run(book)
        await connection.close()
        return try await broken() + report.findings.map(\.description)
    }
}
