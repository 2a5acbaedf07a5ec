import Foundation
import Postgres

/// Whether a book slows down as it fills: posting and claim rates at one, ten and more million postings.
struct GrowthBench {
    let administrator: String
    let samples: Int
    let seconds: Int
    /// Ascending, in millions of postings.
    let millions: [Int]
    let report: (Figure) -> Void

    func run() async throws {
        let book = try await BenchBook(on: administrator, name: "ballast_bench_growth")
        let connection = Connection(book.database)
        let firstAccount = try await openAccounts(connection)
        var loans = LoanSupply(book: book)
        try await loans.fill(to: 1_000)
        let service = try BenchService(database: book.database)
        defer { service.stop() }
        var calls = 0
        var posting: [(Int, Double)] = []
        var claims: [(Int, Double)] = []
        for million in millions {
            while calls * PostingBench.perCall < million * 1_000_000 - samples * 10 * PostingBench.perCall {
                try await PostingBench.post(connection, calls, firstAccount: firstAccount)
                calls += 1
            }
            try await connection.runAlone("vacuum analyze")
            posting.append((million, try await postingRate(connection, &calls, firstAccount)))
            claims.append((million, try await claimRate(service, &loans)))
        }
        await connection.close()
        await book.close()
        tell("growth-posting", posting, "postings/s")
        tell("growth-claims", claims, "claims/s")
    }

    /// `ours` is the rate at the last size, `plain` that at the first: their ratio is what growth costs.
    private func tell(_ name: String, _ rates: [(Int, Double)], _ unit: String) {
        report(
            Figure(
                name: name, ours: rates.last?.1 ?? 0, plain: rates.first?.1 ?? 0, unit: unit,
                details: rates.map { ("at_\($0.0)_million", $0.1) } + [("samples", Double(samples))]))
    }

    private func postingRate(_ connection: Connection, _ calls: inout Int, _ firstAccount: Int32) async throws -> Double
    {
        var rates: [Double] = []
        for _ in 0..<samples {
            let start = ContinuousClock.now
            for _ in 0..<10 {
                try await PostingBench.post(connection, calls, firstAccount: firstAccount)
                calls += 1
            }
            rates.append(Double(10 * PostingBench.perCall) / start.secondsSince)
        }
        return Figure.median(rates)
    }

    private func claimRate(_ service: BenchService, _ loans: inout LoanSupply) async throws -> Double {
        var rates: [Double] = []
        for _ in 0..<samples {
            try await loans.fill(to: loans.used + 12_000 * seconds)
            let supply = loans
            let token = try BenchToken(loans.book.key)
            let result = try LoadClient(port: service.port, clients: 64, seconds: seconds) {
                supply.request($0, token, refusedPercent: 0)
            }.run(from: loans.used)
            loans.used = result.next
            rates.append(result.rate)
        }
        return Figure.median(rates)
    }

    /// A thousand expense accounts, which have no floor.
    private func openAccounts(_ connection: Connection) async throws -> Int32 {
        try await connection.transaction { transaction in
            let opened = try transaction.rows(
                """
                select account_id
                from ledger.open_accounts(1, (
                    select array_agg('5003:p' || n order by n) from generate_series(1, \(Int64(PostingBench.accounts))) n))
                order by account_id
                """
            ) { try $0.int32("account_id") }
            guard let first = opened.first, opened.last == first + Int32(PostingBench.accounts) - 1 else {
                throw LoadClient.Failure(description: "accounts opened together are numbered one after another")
            }
            return first
        }
    }
}
