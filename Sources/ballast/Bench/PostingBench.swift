import Foundation
import Postgres
import Server

/// One million postings through `ledger.post`, ten thousand a call, sealed, beside `insert … select unnest` of the same rows
/// into a bare table with the same indexes.
struct PostingBench {
    let administrator: String
    let samples: Int
    let report: (Figure) -> Void

    static let perCall = 10_000
    static let perEntry = 2
    static let accounts = 1_000

    func run(postings: Int = 1_000_000) async throws {
        let database = try await PostingBench.database(administrator, name: "ballast_bench_posting")
        let connection = Connection(database)
        var ours: [Double] = []
        var theirs: [Double] = []
        let callsASample = max(1, postings / PostingBench.perCall / samples)
        for sample in 0..<samples {
            theirs.append(
                try await rate(callsASample) { try await PostingBench.bare(connection, sample * callsASample + $0) })
            ours.append(
                try await rate(callsASample) { try await PostingBench.post(connection, sample * callsASample + $0) })
        }
        await connection.close()
        report(
            Figure(
                name: "posting", ours: Figure.median(ours), plain: Figure.median(theirs), unit: "postings/s",
                details: [
                    ("postings", Double(callsASample * PostingBench.perCall * samples)),
                    ("per_call", Double(PostingBench.perCall)),
                    ("per_entry", Double(PostingBench.perEntry)), ("accounts", Double(PostingBench.accounts)),
                    ("samples", Double(samples)),
                ]))
    }

    private func rate(_ calls: Int, _ call: (Int) async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        for number in 0..<calls { try await call(number) }
        return Double(calls * PostingBench.perCall) / start.secondsSince
    }

    /// A book of two thousand open accounts and, beside its tables, the bare one.
    static func database(_ administrator: String, name: String) async throws -> String {
        let cluster = Connection(administrator)
        try await cluster.runAlone("drop database if exists \(identifier: name) with (force)")
        try await cluster.runAlone("create database \(identifier: name)")
        await cluster.close()
        let database = Conninfo.with(database: name, administrator)
        let connection = Connection(database)
        try await connection.transaction { transaction in
            _ = try transaction.migrate()
            try transaction.run(
                "select ledger.open_book(1, '{1002,2302}', '{a,b}', '{a,b}', '{asset,liability}', '{D,C}', '{f,f}')")
            try transaction.run(
                """
                select count(*) from ledger.open_accounts(1, (
                    select array_agg(case when n % 2 = 0 then '1002:' else '2302:' end || n) from generate_series(1, \(Int64(accounts))) n))
                """)
            try transaction.run(
                """
                create table bare (
                    book_id bigint not null, entry_no bigint not null, amount bigint not null, debit integer not null,
                    credit integer not null, line smallint not null, primary key (book_id, entry_no, line))
                """)
            try transaction.run("create index on bare (book_id, debit, entry_no)")
            try transaction.run("create index on bare (book_id, credit, entry_no)")
        }
        await connection.close()
        return database
    }

    /// Postings of one call: accounts drawn at random, the same for both sides.
    private struct Rows {
        var entry: [Int32] = []
        var line: [Int16] = []
        var debit: [Int32] = []
        var credit: [Int32] = []
        var amount: [Int64] = []

        init(_ call: Int, _ firstAccount: Int32 = 1) {
            var state = UInt64(call + 1) &* 0x9E37_79B9_7F4A_7C15
            func random(_ bound: Int) -> Int {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return Int(state % UInt64(bound))
            }
            for row in 0..<perCall {
                let debited = random(accounts)
                entry.append(Int32(row / perEntry + 1))
                line.append(Int16(row % perEntry + 1))
                debit.append(firstAccount + Int32(debited))
                credit.append(firstAccount + Int32((debited + 1 + random(accounts - 1)) % accounts))
                amount.append(Int64(random(1_000_000) + 1))
            }
        }
    }

    /// `firstAccount` is the number of the first of the thousand accounts posted to.
    static func post(_ connection: Connection, _ call: Int, firstAccount: Int32 = 1) async throws {
        let rows = Rows(call, firstAccount)
        let entries = perCall / perEntry
        let day = SQLDate(daysSince1970: 20_454 + Int32(call % 250))
        try await connection.transaction { transaction in
            let subjects = (0..<entries).map { "loan/\(call * entries + $0)" }
            try transaction.run(
                """
                select first_entry from ledger.post(
                    1, \([SQLDate](repeating: day, count: entries)), \([String](repeating: "loan-repaid", count: entries)),
                    \(subjects), \([[UInt8]?](repeating: nil, count: entries)),
                    \(rows.entry), \(rows.line), \(rows.debit), \(rows.credit), \(rows.amount))
                """)
        }
    }

    static func bare(_ connection: Connection, _ call: Int) async throws {
        let rows = Rows(call)
        let first = Int64(call * perCall / perEntry)
        try await connection.transaction { transaction in
            try transaction.run(
                """
                insert into bare (book_id, entry_no, line, debit, credit, amount)
                select 1, \(first) + u.entry, u.line, u.debit, u.credit, u.amount
                from unnest(\(rows.entry), \(rows.line), \(rows.debit), \(rows.credit), \(rows.amount))
                    u (entry, line, debit, credit, amount)
                """)
        }
    }
}

extension ContinuousClock.Instant {
    var secondsSince: Double {
        let passed = (.now - self).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }
}
