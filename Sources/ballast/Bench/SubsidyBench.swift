import Accounting
import Clearing
import Commands
import Foundation
import JSON
import Postgres

/// A quarter's subsidies of many loans, from balances in the tables to an approved, posted run of the service, beside plain COPY:
/// the same loans and balances out, and as many lines in, into a table with the same indexes. The two alternate. Then claims
/// are filed while the service is quiet and while it works on a run, in turn.
struct SubsidyBench {
    let administrator: String
    let samples: Int
    let seconds: Int
    let loans: Int
    let report: (Figure) -> Void

    /// Balance reports of a loan.
    static let reports = 6

    func run() async throws {
        let book = try await BenchBook(on: administrator, name: "ballast_bench_subsidy")
        let connection = Connection(book.database)
        try await fill(connection)
        let service = try BenchService(database: book.database)
        defer { service.stop() }
        // The first draw does not count: caches fill, and plain COPY has lines to copy only then.
        _ = try await draw(0, book, connection)
        var ours: [Double] = []
        var theirs: [Double] = []
        for sample in 1...samples {
            theirs.append(try await plain(connection, from: sample == 1 ? "clearing.subsidy_line" : "bare"))
            ours.append(try await draw(sample, book, connection))
        }
        let peak = service.peakMemoryMB
        // Its loans are filed only now: plain COPY would have copied them.
        var claims = try await SubsidyClaims(
            book, count: samples * (seconds + 1) * min(3_000, loans / 4))
        for sample in 1...samples {
            try claims.fileInQuiet(service)
            let run = try await begin(samples + sample, book)
            while try await digest(run, connection) == nil { try claims.file(service) }
            claims.endOfRun()
        }
        await connection.close()
        await book.close()
        report(
            Figure(
                name: "subsidy-\(loans)", ours: Figure.median(ours), plain: Figure.median(theirs), unit: "loans/s",
                details: [
                    ("loans", Double(loans)), ("reports", Double(loans * Self.reports)), ("samples", Double(samples)),
                    ("peak_memory_mb", peak), ("times_plain", Figure.median(theirs) / Figure.median(ours)),
                ] + claims.details))
    }

    /// Loans a second, from the draft asked for to the run approved and posted.
    private func draw(_ sample: Int, _ book: BenchBook, _ connection: Connection) async throws -> Double {
        let start = ContinuousClock.now
        let run = try await begin(sample, book)
        var digest: String?
        while digest == nil {
            try await Task.sleep(for: .milliseconds(20))
            digest = try await self.digest(run, connection)
        }
        try await book.perform(
            "approve-subsidy-run", ["digest": .string(digest ?? "")], by: "bureau/approver", at: ["run": "\(run)"],
            key: "approve-\(run)")
        return Double(loans) / start.secondsSince
    }

    /// Asks for the draft of a programme and quarter of its own.
    private func begin(_ sample: Int, _ book: BenchBook) async throws -> Int64 {
        let programme = "subsidy-\(sample)"
        try await book.perform(
            "propose-subsidy-terms", ["terms": Self.terms(programme)], by: "bureau/clerk", key: "terms-\(programme)")
        try await book.perform(
            "adopt-subsidy-terms", [:], by: "bureau/approver", at: ["programme": programme, "version": "1"],
            key: "adopt-\(programme)")
        let reply = try await book.perform(
            "draft-subsidy-run",
            ["programme": .string(programme), "period": .string("\(Self.quarter(before: sample + 1))")],
            by: "bureau/clerk", key: "draft-\(programme)")
        guard let run = try JSON.parse(reply.body)["run"]?.number else {
            throw LoadClient.Failure(description: "a run without a number")
        }
        return run
    }

    /// Of the run's lines; nil until they are in place.
    private func digest(_ run: Int64, _ connection: Connection) async throws -> String? {
        try await connection.transaction { transaction in
            let rows = try transaction.rows(
                "select encode(digest, 'hex') as digest from clearing.subsidy_run where run_no = \(run)")
            return try rows.first?.stringOrNil("digest")
        }
    }

    /// Plain COPY of the same rows out, and of as many lines in.
    private func plain(_ connection: Connection, from lines: SQL) async throws -> Double {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("ballast-bench-lines").path
        defer { unlink(path) }
        FileManager.default.createFile(atPath: path, contents: nil)
        try await connection.transaction { transaction in
            guard let file = FileHandle(forWritingAtPath: path) else { throw LoadClient.Failure(description: path) }
            _ = try transaction.copyOut(from: "copy \(lines) to stdout (format binary)") {
                try file.write(contentsOf: $0)
            }
            try transaction.run("drop table if exists bare")
            try transaction.run("create table bare (like clearing.subsidy_line including all)")
        }
        let start = ContinuousClock.now
        try await connection.transaction { transaction in
            _ = try transaction.copyOut(from: "copy clearing.loan to stdout (format binary)") { _ in }
            _ = try transaction.copyOut(from: "copy clearing.balance_report to stdout (format binary)") { _ in }
        }
        try await connection.transaction { transaction in
            guard let file = FileHandle(forReadingAtPath: path) else { throw LoadClient.Failure(description: path) }
            try transaction.copyIn(into: "copy bare from stdin (format binary)") { writer in
                while let piece = try file.read(upToCount: 256 * 1024), !piece.isEmpty {
                    try writer.bytes(Array(piece))
                }
            }
        }
        return Double(loans) / start.secondsSince
    }
}

extension SubsidyBench {
    /// Loans that claims are filed for have the numbers below.
    private static let firstLoan: Int64 = 10_000_000

    private static func quarter(before count: Int) -> RunSpan {
        let today = BenchBook.now().day.parts
        let place = today.year * 4 + (today.month - 1) / 3 - count
        guard let quarter = RunSpan("\(place / 4)-Q\(place % 4 + 1)") else {
            preconditionFailure("every quarter of these years has a name")
        }
        return quarter
    }

    private static func terms(_ programme: String) -> JSON {
        [
            "programme": .string(programme), "from": "2020-01-01", "loans": ["tags": ["bench"]],
            "subsidy": [
                "rate": "0.015", "household_cap": 200_000_000, "day_count": 360, "budget": 1_000_000_000_000_000,
                "funders": [["party": "central", "parts": "90"], ["party": "district", "parts": "10"]],
            ],
        ]
    }

    /// Loans of four banks, six reports each over two years; one in five shares a household with one to four others.
    private func fill(_ connection: Connection) async throws {
        let count = Int64(loans)
        try await connection.transaction { transaction in
            try transaction.run(
                """
                insert into clearing.loan
                    (book_id, loan_no, business_no, programme, terms_version, bank, branch, borrower, borrower_name, industry,
                    contract_no, note_no, principal, rate, disbursed, matures, is_first_loan, tags, filed_at, state, balance,
                    exposure, reported_on, interest_paid_to, five_class, in_force_from)
                select 1, n + \(Self.firstLoan), 'SY-' || n, 'bench', 1, 'bank-' || (n % 4), 'main',
                    case when n % 5 = 0
                        then 'H' || (n / 70) * 4 + case when n / 5 % 14 < 2 then 0 when n / 5 % 14 < 5 then 1 when n / 5 % 14 < 9 then 2 else 3 end
                        else 'S' || n end,
                    '测试有限公司', '制造业', 'SH-' || n, 'SJ-' || n, 100000000 + n % 1000 * 1000, 43500000,
                    current_date - 800 - (n % 90)::integer, current_date + 900, false, '{bench}', now(), 'active', 10000000, 0,
                    current_date - 30, current_date - 30, 1, current_date - 800
                from generate_series(1, \(count)) n
                """)
            try transaction.run(
                """
                insert into clearing.balance_report
                    (book_id, loan_no, as_of, balance, interest_paid_to, five_class, overdue_since, reported_by, reported_at)
                select 1, n + \(Self.firstLoan), current_date - 660 + (k * 105 + n % 20)::integer, 90000000 - k * 10000000, current_date - 30, 1,
                    case when n % 50 = 0 and k = 3 then current_date - 660 + (k * 105)::integer end, 'bank-maker', now()
                from generate_series(1, \(count)) n, generate_series(0, \(Int64(Self.reports - 1))) k
                """)
        }
        _ = try await connection.runAlone("vacuum analyze clearing.loan, clearing.balance_report")
    }
}
