import Crypto
import Foundation
import Postgres
import Server

/// Claims filed over HTTP by many clients into one book, beside `pgbench` writing the same rows one transaction a claim.
struct HotBook {
    let administrator: String
    let samples: Int
    let seconds: Int
    let report: (Figure) -> Void

    /// Which figures: clients, and how many of a hundred requests a limit refuses.
    struct Case {
        let name: String
        let clients: Int
        let refusedPercent: Int
    }

    static let cases = [
        Case(name: "hot-book-single", clients: 1, refusedPercent: 0),
        Case(name: "hot-book", clients: 64, refusedPercent: 0),
        Case(name: "hot-book-256", clients: 256, refusedPercent: 0),
        Case(name: "hot-book-refusals", clients: 64, refusedPercent: 20),
    ]

    func run(_ cases: [Case]) async throws {
        let book = try await BenchBook(on: administrator, name: "ballast_bench")
        var loans = LoanSupply(book: book)
        try await loans.fill(to: 2_000)
        try await loans.fillRefused(to: 2_000)
        let service = try BenchService(database: book.database)
        defer { service.stop() }
        loans.used = try warmUp(loans, service)
        let plain = try await PlainClaims(database: try await copy(of: book), loans: 2_000)
        for which in cases { try await measure(which, &loans, service, plain) }
        try plain.remove()
        await book.close()
    }

    /// A second of claims that do not count: caches fill, accounts open.
    private func warmUp(_ loans: LoanSupply, _ service: BenchService) throws -> Int {
        let token = try BenchToken(loans.book.key)
        return try LoadClient(port: service.port, clients: 1, seconds: 1) {
            loans.request($0, token, refusedPercent: 0)
        }.run().next
    }

    private func measure(
        _ which: Case, _ loans: inout LoanSupply, _ service: BenchService, _ plain: PlainClaims
    ) async throws {
        var ours: [LoadClient.Result] = []
        var theirs: [PlainClaims.Sample] = []
        for _ in 0..<samples {
            theirs.append(try plain.run(clients: which.clients, seconds: seconds))
            try await loans.fill(to: loans.used + (which.clients == 1 ? 2_500 : 12_000) * seconds)
            let supply = loans
            let token = try BenchToken(loans.book.key)
            let result = try LoadClient(port: service.port, clients: which.clients, seconds: seconds) {
                supply.request($0, token, refusedPercent: which.refusedPercent)
            }.run(from: loans.used)
            guard result.statuses.keys.allSatisfy({ $0 == 201 || $0 == 422 }) else {
                throw LoadClient.Failure(description: "unexpected answers: \(result.statuses)")
            }
            loans.used = result.next
            ours.append(result)
        }
        report(
            Figure(
                name: which.name, ours: Figure.median(ours.map(\.rate)), plain: Figure.median(theirs.map(\.rate)),
                unit: "claims/s",
                details: [
                    ("clients", Double(which.clients)), ("samples", Double(samples)),
                    ("p50_ms", Figure.median(ours.map { Double($0.percentile(50)) / 1000 })),
                    ("p99_ms", Figure.median(ours.map { Double($0.percentile(99)) / 1000 })),
                    ("plain_p50_ms", Figure.median(theirs.map { Double($0.percentile(50)) / 1000 })),
                    ("plain_p99_ms", Figure.median(theirs.map { Double($0.percentile(99)) / 1000 })),
                    (
                        "refused_percent",
                        100 * Double(ours.reduce(0) { $0 + ($1.statuses[422] ?? 0) })
                            / Double(max(1, ours.reduce(0) { $0 + $1.answered }))
                    ),
                    ("service_peak_mb", service.peakMemoryMB),
                ]))
    }

    /// A copy of the book's database for pgbench. Nobody may be connected to a database while it is copied, so the book's rows
    /// are dumped and restored instead.
    private func copy(of book: BenchBook) async throws -> String {
        let name = "\(book.name)_plain"
        let cluster = Connection(administrator)
        try await cluster.runAlone("drop database if exists \(identifier: name) with (force)")
        try await cluster.runAlone("create database \(identifier: name)")
        await cluster.close()
        let database = Conninfo.with(database: name, administrator)
        let dump = "/tmp/ballast-bench-\(getpid()).dump"
        defer { unlink(dump) }
        _ = try Program.run(Program.find("pg_dump"), ["-Fc", "-f", dump, "-d", book.database])
        _ = try Program.run(Program.find("pg_restore"), ["-d", database, dump])
        let connection = Connection(database)
        try await connection.runAlone("vacuum analyze")
        await connection.close()
        return database
    }
}

/// Loans that wait to be claimed, one a request.
struct LoanSupply {
    let book: BenchBook
    var used = 0
    /// Loan numbers by place: the order in which they were asked for is not the order in which they were filed.
    private var loans: [Int64] = []
    private var refused: [Int64] = []
    private static let firstRefusedPlace = 100_000_000

    init(book: BenchBook) { self.book = book }

    mutating func fill(to count: Int) async throws {
        guard count > loans.count else { return }
        loans += try await book.addLoans(count - loans.count, from: loans.count)
        try await analyse()
    }

    /// Loans of the bank whose limit is full: each claim is refused, so each may be claimed again and again.
    mutating func fillRefused(to count: Int) async throws {
        refused = try await book.addLoans(
            count, from: Self.firstRefusedPlace, bank: BenchBook.refusedBank, programme: "bench-full")
    }

    private func analyse() async throws {
        let connection = Connection(book.database)
        try await connection.runAlone("vacuum analyze")
        await connection.close()
    }

    func request(_ number: Int, _ token: BenchToken, refusedPercent: Int) -> [UInt8]? {
        if number % 100 < refusedPercent {
            let place = number % refused.count
            return book.claimRequest(
                refused[place], place: Self.firstRefusedPlace + place, token: token.refused, key: "claim-\(number)")
        }
        guard number < loans.count else { return nil }
        return book.claimRequest(loans[number], place: number, token: token.bank, key: "claim-\(number)")
    }
}
