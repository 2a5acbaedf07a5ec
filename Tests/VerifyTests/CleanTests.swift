import Clearing
import House
import Ledger
import Postgres
import Store
import Testing

/// Books that nobody has touched but through the one way in.
@Suite struct CleanTests {
    @Test func `a book in which everything has happened verifies clean`() async throws {
        try await House.played { house in
            let report = try await house.verify()
            #expect(report.findings == [])
            #expect(report.isClean)
            #expect(report.notes == [])
            #expect(report.counts.loans == 5)
            #expect(report.counts.claims == 3)
            #expect(report.counts.postings > 80)
        }
    }

    @Test func `a book that was just opened verifies clean`() async throws {
        try await House.with { house in
            let report = try await house.verify()
            #expect(report.findings == [])
            #expect(report.counts.entries == 1)
        }
    }

    @Test func `a book that does not exist is not clean`() async throws {
        try await House.with { house in
            let report = try await house.verify(book: 2)
            #expect(!report.isClean)
        }
    }
}

extension House {
    func verify(book: Int64 = 1) async throws -> Report {
        let connection = Connection(database)
        let report = try await Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart).run(book)
        await connection.close()
        return report
    }
}
