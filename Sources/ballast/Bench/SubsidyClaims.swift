/// Claims filed through the service while it is quiet and while it works on a subsidy run: what the run costs them.
struct SubsidyClaims {
    private let book: BenchBook
    private var loans: LoanSupply
    private var quiet: [LoadClient.Result] = []
    private var busy: [LoadClient.Result] = []
    /// Of the run that is being worked out.
    private var pieces: [LoadClient.Result] = []

    private static let clients = 8

    /// Files so many loans, each reported in default.
    init(_ book: BenchBook, count: Int) async throws {
        self.book = book
        loans = LoanSupply(book: book)
        try await loans.fill(to: count)
    }

    mutating func fileInQuiet(_ service: BenchService) throws { quiet.append(try load(service)) }

    /// A second of claims while the run is worked out.
    mutating func file(_ service: BenchService) throws { pieces.append(try load(service)) }

    /// What was filed while the run came to its end is no measure of it, unless there is nothing else.
    mutating func endOfRun() {
        busy += pieces.count > 1 ? pieces.dropLast() : pieces
        pieces = []
    }

    private mutating func load(_ service: BenchService) throws -> LoadClient.Result {
        let supply = loans
        let token = try BenchToken(book.key)
        let result = try LoadClient(port: service.port, clients: Self.clients, seconds: 1) {
            supply.request($0, token, refusedPercent: 0)
        }.run(from: loans.used)
        guard result.statuses.keys.allSatisfy({ $0 == 201 }), result.answered > 0 else {
            throw LoadClient.Failure(description: "unexpected answers, or too few loans: \(result.statuses)")
        }
        loans.used = result.next
        return result
    }

    var details: [(String, Double)] {
        func p99(_ results: [LoadClient.Result]) -> Double {
            Figure.median(results.map { Double($0.percentile(99)) / 1000 })
        }
        return [
            ("claims_quiet_p99_ms", p99(quiet)), ("claims_busy_p99_ms", p99(busy)),
            ("claims_p99_times", p99(quiet) > 0 ? p99(busy) / p99(quiet) : 0),
            ("claims_busy", Double(busy.reduce(0) { $0 + $1.answered })),
        ]
    }
}
