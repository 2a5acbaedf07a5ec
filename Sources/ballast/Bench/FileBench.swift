import Commands
import Foundation
import JSON
import Postgres

/// One file through the service, over the wire, beside a plain COPY of the same rows into a table with the same indexes,
/// alternating; each sample in a database of its own.
struct FileBench {
    enum Kind: String {
        case filings, balances

        var records: Int { self == .filings ? 200_000 : 1_000_000 }
    }

    let administrator: String
    let samples: Int
    let kind: Kind
    let records: Int
    let report: (Figure) -> Void

    /// A borrower draws four times, a loan is reported for ten days.
    static let drawdowns = 4
    static let days = 10

    func run() async throws {
        var ours: [Double] = []
        var theirs: [Double] = []
        var peak = 0.0
        for _ in 0..<samples {
            let book = try await BenchBook(on: administrator, name: "ballast_bench_file")
            let files = BenchFile(folder: FileManager.default.temporaryDirectory)
            let service = try BenchService(database: book.database)
            do {
                let loans = kind == .filings ? records : max(1, records / Self.days)
                let filed = try await send(try files.filings(loans), service, book)
                if kind == .balances { try await settle(book.database) }
                ours.append(
                    kind == .filings
                        ? filed : try await send(try files.balances(loans, days: Self.days), service, book))
                peak = max(peak, service.peakMemoryMB)
            } catch {
                service.stop()
                throw error
            }
            service.stop()
            await book.close()
            theirs.append(try await copy(book.database))
        }
        report(
            Figure(
                name: kind.rawValue, ours: Figure.median(ours), plain: Figure.median(theirs), unit: "records/s",
                details: [
                    ("records", Double(records)), ("samples", Double(samples)), ("peak_memory_mb", peak),
                    (
                        kind == .filings ? "drawdowns_a_borrower" : "days",
                        Double(kind == .filings ? Self.drawdowns : Self.days)
                    ),
                ]))
    }

    /// Records a second, from the first byte sent to the last outcome heard.
    private func send(_ file: BenchFile.Written, _ service: BenchService, _ book: BenchBook) async throws -> Double {
        let sending = FileSending(
            path: file.path, address: "http://127.0.0.1:\(service.port)/v1/books/bench/batches",
            token: try BenchToken(book.key).bank, type: "application/x-ndjson")
        let start = ContinuousClock.now
        let outcome = try await sending.send(1) { _ in }
        let rate = Double(file.records) / start.secondsSince
        try FileManager.default.removeItem(atPath: file.path)
        guard case .finished = outcome else { throw LoadClient.Failure(description: "\(outcome)") }
        try await check(book.database, file)
        return rate
    }

    /// The loans were filed some time ago: what the database does by itself within minutes has been done.
    private func settle(_ database: String) async throws {
        let connection = Connection(database)
        try await connection.runAlone("vacuum analyze")
        await connection.close()
    }

    /// What was measured is what was meant: every record was accepted.
    private func check(_ database: String, _ file: BenchFile.Written) async throws {
        let connection = Connection(database)
        let accepted = try await connection.transaction { transaction in
            try transaction.one("select accepted from clearing.batch order by batch_no desc limit 1") {
                try $0.int64("accepted")
            }
        }
        await connection.close()
        guard accepted == Int64(file.records) else {
            throw LoadClient.Failure(description: "\(accepted ?? 0) of \(file.records) records were accepted")
        }
    }

    /// Rows a second of a plain COPY of what the file became, read back from the book: loans, or reports, with all their columns,
    /// into a new table that has every index and check of theirs, in one transaction. What a file does besides, the COPY does
    /// without: its lines and their answers, accounts and postings, and for balances the loan that is brought up to date.
    private func copy(_ database: String) async throws -> Double {
        let connection = Connection(database)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("ballast-bench-rows").path
        defer { unlink(path) }
        FileManager.default.createFile(atPath: path, contents: nil)
        let kind = kind
        let rows = try await connection.transaction { transaction in
            guard let file = FileHandle(forWritingAtPath: path) else { throw LoadClient.Failure(description: path) }
            let out: SQL =
                kind == .filings
                ? "copy clearing.loan to stdout (format binary)"
                : "copy clearing.balance_report to stdout (format binary)"
            return try transaction.copyOut(from: out) { try file.write(contentsOf: $0) }
        }
        try await connection.transaction { transaction in
            try transaction.run(
                kind == .filings
                    ? "create table bare (like clearing.loan including all)"
                    : "create table bare (like clearing.balance_report including all)")
        }
        let start = ContinuousClock.now
        try await connection.transaction { transaction in
            guard let file = FileHandle(forReadingAtPath: path) else { throw LoadClient.Failure(description: path) }
            try transaction.copyIn(into: "copy bare from stdin (format binary)") { writer in
                while let piece = try file.read(upToCount: 256 * 1024), !piece.isEmpty {
                    try writer.bytes(Array(piece))
                }
            }
        }
        let rate = Double(rows) / start.secondsSince
        await connection.close()
        return rate
    }
}
