import Cluster
import Testing

/// Whether everything that is measured can be measured still. At a size that says nothing about speed.
@Suite struct BenchTests {
    @Test func `each figure is taken and said in a line`() async throws {
        let outcome = try await Ballast.run(
            [
                "bench", "--database", Cluster.shared.conninfo + " dbname=postgres", "--samples", "1", "--seconds", "1",
                "--records", "6000", "hot-book-single", "filings", "balances", "lists",
            ])
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let figures = outcome.output.split(separator: "\n").map { $0.prefix { $0 != ":" } }
        #expect(
            figures == [
                "hot-book-single", "filings", "balances", "lists-claims", "lists-statement", "lists-trial-balance",
            ], "\(outcome.output)")
    }

    @Test func `a figure nobody takes is refused with those that are known`() async throws {
        let outcome = try await Ballast.run(["bench", "--database", "dbname=none", "speed"])
        #expect(outcome.status == 64)
        #expect(outcome.complaints.contains("known: hot-book-single"))
    }
}
