import Ledger
import Postgres
import Store

extension House {
    /// What `ballast verify` finds wrong with the book, a line each; empty where all holds.
    public func verified() async throws -> [String] {
        let connection = Connection(database)
        let report: Result<Report, any Error>
        do {
            report = .success(
                try await Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart).run(book))
        } catch { report = .failure(error) }
        await connection.close()
        return try report.get().findings.map(\.description)
    }
}
