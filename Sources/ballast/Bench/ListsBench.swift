import Foundation

/// Lists read over HTTP out of a book of ten years, beside the same statements run bare in psql: `ours` is the p99 of our answers,
/// `plain` the p50 of psql's, both in milliseconds.
struct ListsBench {
    let administrator: String
    let samples: Int
    let seconds: Int
    /// In the book; ten times as many as claims.
    let loans: Int
    let report: (Figure) -> Void

    private struct Case {
        let name, path: String
        let queries: [String]
        /// How often psql runs them for a sample.
        let times: Int
    }

    private var cases: [Case] {
        [
            Case(
                name: "lists-claims", path: "claims?bank=bank-d&limit=50", queries: ListsQueries.claims(of: loans / 10),
                times: 200),
            Case(
                name: "lists-statement", path: "accounts/1002.01/statement?from=2021-06-01&until=2021-07-01&limit=50",
                queries: ListsQueries.statement, times: 50),
            Case(
                name: "lists-trial-balance", path: "trial-balance?as_of=2021-06-30&limit=100",
                queries: ListsQueries.trialBalance, times: 10),
        ]
    }

    func run() async throws {
        let lists = try await ListsBook(on: administrator, name: "ballast_bench_lists", loans: loans)
        let service = try BenchService(database: lists.book.database)
        defer { service.stop() }
        for which in cases {
            _ = try ours(which, lists, service, seconds: 1)  // caches fill
            var answers: [LoadClient.Result] = []
            var bare: [[Double]] = []
            for _ in 0..<samples {
                bare.append(try plain(which, lists.book.database))
                answers.append(try ours(which, lists, service, seconds: seconds))
            }
            let times = bare.flatMap { $0 }.sorted()
            report(
                Figure(
                    name: which.name, ours: Figure.median(answers.map { Double($0.percentile(99)) / 1000 }),
                    plain: Figure.median(times), unit: "ms",
                    details: [
                        ("p50_ms", Figure.median(answers.map { Double($0.percentile(50)) / 1000 })),
                        ("plain_p99_ms", times[min(times.count - 1, times.count * 99 / 100)]),
                        ("answers", Double(answers.reduce(0) { $0 + $1.answered })), ("samples", Double(samples)),
                        ("service_peak_mb", service.peakMemoryMB),
                    ]))
        }
        await lists.book.close()
    }

    private func ours(_ which: Case, _ lists: ListsBook, _ service: BenchService, seconds: Int) throws
        -> LoadClient.Result
    {
        let head =
            "GET /v1/books/bench/\(which.path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(try lists.token())\r\n\r\n"
        let request = Array(head.utf8)
        let result = try LoadClient(port: service.port, clients: 1, seconds: seconds) { _ in request }.run()
        guard result.statuses.keys.allSatisfy({ $0 == 200 }) else {
            throw LoadClient.Failure(description: "unexpected answers: \(result.statuses)")
        }
        return result
    }

    /// Milliseconds of each time through the statements, by psql's own clock.
    private func plain(_ which: Case, _ database: String) throws -> [Double] {
        let script = FileManager.default.temporaryDirectory.appendingPathComponent("ballast-lists-\(getpid()).sql")
        defer { try? FileManager.default.removeItem(at: script) }  // at worst it lies among temporary files
        let once = which.queries.joined(separator: "\n")
        try ("\\timing on\n" + String(repeating: once + "\n", count: which.times)).write(
            to: script, atomically: true, encoding: .utf8)
        let said = try Program.run(
            Program.find("psql"), ["-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-f", script.path, database])
        let times = said.split(separator: "\n").compactMap { line -> Double? in
            guard line.hasPrefix("Time: ") else { return nil }
            return Double(line.dropFirst(6).prefix { $0 != " " })
        }
        guard times.count == which.times * which.queries.count else {
            throw LoadClient.Failure(description: "psql did not say its times:\n\(said.prefix(500))")
        }
        return stride(from: 0, to: times.count, by: which.queries.count).map { first in
            times[first..<(first + which.queries.count)].reduce(0, +)
        }
    }
}
