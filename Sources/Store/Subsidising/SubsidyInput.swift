import Accounting
import Clearing
import Postgres

/// Reads what a subsidy run is worked out from, borrower by borrower, out of one moment of the database.
struct SubsidyInput {
    let past: RunPast
    let loans: SubsidyTerms.Selection
    let programme: SubsidyProgramme
    /// Whether other programmes' runs over these days are approved.
    let hasOthers: Bool
    /// Reference rates, where the terms ask for one.
    let fixings: [Fixing]

    private var book: Int64 { past.book }
    private var run: SubsidyRun { past.run }

    /// Loans of the programme; a borrower's together.
    private var rows: SQL {
        """
        select l.loan_no, l.bank, l.branch, l.borrower, l.principal, l.rate, l.disbursed, l.matures, l.filed_at
        from clearing.loan l
        where \(condition)
        order by l.borrower, l.disbursed, l.loan_no
        """
    }

    private var condition: SQL { past.loans(loans) }

    /// How many loans there are to look at.
    func count(in transaction: borrowing Transaction) throws -> Int {
        let row: SQL = "select count(*) as count from clearing.loan l where \(condition)"
        return try transaction.one(row) { try $0.int("count") } ?? 0
    }

    /// Households in pieces of a few thousand loans; one household is never parted.
    func read(in transaction: borrowing Transaction, _ take: ([[SubsidyReckoning.Filed]]) throws -> Void) throws {
        try transaction.forEachGroup(of: rows, by: \.loan.borrower, { try filed($0, in: transaction) }, take)
    }

    private func filed(_ rows: Rows, in transaction: borrowing Transaction) throws -> [SubsidyReckoning.Filed] {
        let numbers = try rows.map { try $0.int64(0) }
        var reports = try past.reports(of: numbers, in: transaction)
        let former = try past.former(of: numbers, in: transaction)
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
                fixing: programme.fixing.flatMap { fixings.rate(of: $0, on: disbursed) },
                events: reported.events(of: try row.int64(4), disbursed: disbursed), excluded: reported.excluded,
                elsewhere: other > 0 && !programme.stacking ? [run.period] : [],
                completedAt: try row.moment(8))
            filed.append(
                SubsidyReckoning.Filed(
                    number: number, branch: try row.string(2), loan: loan,
                    approvedDue: Money(fen: former[number]?.due ?? 0),
                    approvedPayable: Money(fen: former[number]?.payable ?? 0)))
        }
        return filed
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
                where r.programme <> \(run.programme) and r.category = 'subsidy' and r.state = 'approved' and l.days > 0
                    and r.from_day < \(SQLDate(run.period.upperBound)) and r.until_day > \(SQLDate(run.period.lowerBound))
                group by l.loan_no, r.programme
            ) o
            group by o.loan_no
            """
        return Dictionary(
            uniqueKeysWithValues: try transaction.rows(sql).map { (try $0.int64(0), try $0.int64(1)) })
    }
}
