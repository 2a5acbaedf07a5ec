import Accounting
import Clearing
import Postgres

/// Reads what a subsidy run is worked out from, borrower by borrower, out of one moment of the database.
struct SubsidyInput {
    let book: Int64
    let run: SubsidyRun
    let terms: SubsidyTerms
    /// Whether earlier runs of the programme are approved, and whether other programmes' runs over these days are.
    let hasFormer, hasOthers: Bool
    /// Reference rates, where the terms ask for one.
    let fixings: [Fixing]

    private static let chunk = 4000

    /// Loans of the programme; a borrower's together.
    private var loans: SQL {
        let selection = terms.loans
        return """
            select l.loan_no, l.bank, l.branch, l.borrower, l.principal, l.rate, l.disbursed, l.matures, l.filed_at
            from clearing.loan l
            where \(condition(selection))
            order by l.borrower, l.disbursed, l.loan_no
            """
    }

    private func condition(_ selection: SubsidyTerms.Selection) -> SQL {
        """
        l.book_id = \(book) and l.tags && \(selection.tags)::text[] and l.disbursed < \(SQLDate(run.period.upperBound))
            and l.state in ('active', 'released', 'compensated')
            \(SQL.and(selection.disbursedFrom) { "l.disbursed >= \(SQLDate($0))" })
            \(SQL.and(selection.disbursedUntil) { "l.disbursed < \(SQLDate($0))" })
        """
    }

    /// How many loans there are to look at.
    func count(in transaction: borrowing Transaction) throws -> Int {
        let row: SQL = "select count(*) as count from clearing.loan l where \(condition(terms.loans))"
        return try transaction.one(row) { try $0.int("count") } ?? 0
    }

    /// Households in pieces of a few thousand loans; one household is never parted.
    func read(in transaction: borrowing Transaction, _ take: ([[SubsidyReckoning.Filed]]) throws -> Void) throws {
        var rest: [SubsidyReckoning.Filed] = []
        try transaction.forEachChunk(of: loans, size: Self.chunk) { rows in
            let filed = try self.filed(rows, in: transaction)
            var households: [[SubsidyReckoning.Filed]] = []
            for loan in filed {
                if let last = rest.last, last.loan.borrower != loan.loan.borrower {
                    households.append(rest)
                    rest = []
                }
                rest.append(loan)
            }
            if !households.isEmpty { try take(households) }
        }
        if !rest.isEmpty { try take([rest]) }
    }

    private func filed(_ rows: Rows, in transaction: borrowing Transaction) throws -> [SubsidyReckoning.Filed] {
        let numbers = try rows.map { try $0.int64(0) }
        var reports = try Reports(of: numbers, in: book, transaction)
        let former = hasFormer ? try self.former(of: numbers, in: transaction) : [:]
        let others = hasOthers ? try self.others(of: numbers, in: transaction) : [:]
        var filed: [SubsidyReckoning.Filed] = []
        filed.reserveCapacity(rows.count)
        for row in rows {
            let number = numbers[filed.count]
            let reported = try reports.next(filed.count)
            let disbursed = try row.day(6)
            let other = others[number] ?? 0
            let loan = SubsidyLoan(
                loan: "\(number)", bank: try row.string(1), borrower: try row.string(3), disbursed: disbursed,
                matures: try row.day(7), contractRate: try row.ratio(5), otherSubsidyRate: Ratio(billionths: other),
                fixing: terms.subsidy.fixing.flatMap { fixings.rate(of: $0, on: disbursed) },
                events: reported.events(of: try row.int64(4), disbursed: disbursed), excluded: reported.excluded,
                elsewhere: other > 0 && !terms.subsidy.stacking ? [run.period] : [],
                completedAt: try row.moment(8))
            filed.append(
                SubsidyReckoning.Filed(
                    number: number, branch: try row.string(2), loan: loan,
                    approvedDue: Money(fen: former[number]?.due ?? 0),
                    approvedPayable: Money(fen: former[number]?.payable ?? 0)))
        }
        return filed
    }

    /// The balance reports of some loans, in the order of the loans: both are walked through once, side by side.
    private struct Reports {
        private let rows: Rows
        private var place = 0

        init(of loans: [Int64], in book: Int64, _ transaction: borrowing Transaction) throws {
            rows = try transaction.rows(
                """
                select n.place, b.as_of, b.balance, b.overdue_since, b.five_class
                from unnest(\(loans)) with ordinality n (loan_no, place)
                join clearing.balance_report b on b.book_id = \(book) and b.loan_no = n.loan_no
                order by n.place, b.as_of
                """)
        }

        /// Those of the loan at this place, from 0.
        mutating func next(_ loan: Int) throws -> [ReportedBalance] {
            var reports: [ReportedBalance] = []
            while place < rows.count {
                let row = rows[place]
                guard try row.int64(0) == Int64(loan + 1) else { break }
                reports.append(
                    ReportedBalance(
                        asOf: try row.day(1), balance: try row.int64(2), overdueSince: try row.dayOrNil(3),
                        isNonPerforming: try row.int16(4) >= 3))
                place += 1
            }
            return reports
        }
    }

    /// What the programme's approved runs came to for each loan.
    private func former(of loans: [Int64], in transaction: borrowing Transaction) throws
        -> [Int64: (due: Int64, payable: Int64)]
    {
        let sql: SQL = """
            select l.loan_no, sum(l.capped + l.correction)::bigint as due, sum(l.payable)::bigint as payable
            from unnest(\(loans)) n (loan_no)
            join clearing.subsidy_line l on l.book_id = \(book) and l.loan_no = n.loan_no
            join clearing.subsidy_run r on r.book_id = l.book_id and r.run_no = l.run_no
            where r.programme = \(run.programme) and r.state = 'approved'
            group by l.loan_no
            """
        return Dictionary(
            uniqueKeysWithValues: try transaction.rows(sql).map {
                (try $0.int64(0), (due: try $0.int64(1), payable: try $0.int64(2)))
            })
    }

    /// The rates at which other programmes subsidise each loan in these days, in billionths, rounded up.
    private func others(of loans: [Int64], in transaction: borrowing Transaction) throws -> [Int64: Int64] {
        let sql: SQL = """
            select o.loan_no, sum(o.rate)::bigint as rate
            from (
                select l.loan_no, r.programme, max((l.rate + 999999999) / 1000000000) as rate
                from unnest(\(loans)) n (loan_no)
                join clearing.subsidy_line l on l.book_id = \(book) and l.loan_no = n.loan_no
                join clearing.subsidy_run r on r.book_id = l.book_id and r.run_no = l.run_no
                where r.programme <> \(run.programme) and r.state = 'approved' and l.days > 0
                    and r.from_day < \(SQLDate(run.period.upperBound)) and r.until_day > \(SQLDate(run.period.lowerBound))
                group by l.loan_no, r.programme
            ) o
            group by o.loan_no
            """
        return Dictionary(
            uniqueKeysWithValues: try transaction.rows(sql).map { (try $0.int64(0), try $0.int64(1)) })
    }
}
