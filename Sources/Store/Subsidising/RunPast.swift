import Accounting
import Clearing
import Postgres

/// What a run looks back on: what banks have reported of its loans, and what earlier runs of the programme approved.
struct RunPast: Sendable {
    let book: Int64
    let run: SubsidyRun
    /// Whether earlier runs of the programme are approved.
    let hasFormer: Bool

    /// The condition on `clearing.loan l`: loans taken under guarantee that a programme selects.
    func loans(_ selection: SubsidyTerms.Selection) -> SQL {
        """
        l.book_id = \(book) and l.disbursed < \(SQLDate(run.period.upperBound))
            and l.state in ('active', 'released', 'compensated')
            \(SQL.and(selection.tags.isEmpty ? nil : selection.tags) { "l.tags && \($0)::text[]" })
            \(SQL.and(selection.disbursedFrom) { "l.disbursed >= \(SQLDate($0))" })
            \(SQL.and(selection.disbursedUntil) { "l.disbursed < \(SQLDate($0))" })
        """
    }

    /// Whether other programmes' runs on interest over these days are approved.
    func hasOthers(in transaction: borrowing Transaction) throws -> Bool {
        let row: SQL = """
            select exists (
                select from clearing.subsidy_run r
                where r.book_id = \(book) and r.programme <> \(run.programme) and r.category = 'subsidy'
                    and r.state = 'approved' and r.from_day < \(SQLDate(run.period.upperBound))
                    and r.until_day > \(SQLDate(run.period.lowerBound))) as found
            """
        return try transaction.one(row) { try $0.bool(0) } ?? false
    }

    /// What banks have reported of some loans, to be walked through beside them.
    func reports(of loans: [Int64], in transaction: borrowing Transaction) throws -> Reports {
        Reports(
            rows: try transaction.rows(
                """
                select n.place, b.as_of, b.balance, b.overdue_since, b.five_class
                from unnest(\(loans)) with ordinality n (loan_no, place)
                join clearing.balance_report b on b.book_id = \(book) and b.loan_no = n.loan_no
                order by n.place, b.as_of
                """))
    }

    /// The balance reports of some loans, in the order of the loans: both are walked through once, side by side.
    struct Reports {
        private let rows: Rows
        private var place = 0

        fileprivate init(rows: Rows) { self.rows = rows }

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
    func former(of loans: [Int64], in transaction: borrowing Transaction) throws
        -> [Int64: (due: Int64, payable: Int64)]
    {
        guard hasFormer else { return [:] }
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
}

extension Transaction {
    /// Reads rows that stand in the order of their groups, in pieces of some thousands; a group is never parted.
    func forEachGroup<Loan, Key: Equatable>(
        of rows: SQL, by key: (Loan) -> Key, _ read: (Rows) throws -> [Loan], _ take: ([[Loan]]) throws -> Void
    ) throws {
        var rest: [Loan] = []
        try forEachChunk(of: rows, size: 4000) { rows in
            var groups: [[Loan]] = []
            for loan in try read(rows) {
                if let last = rest.last, key(last) != key(loan) {
                    groups.append(rest)
                    rest = []
                }
                rest.append(loan)
            }
            if !groups.isEmpty { try take(groups) }
        }
        if !rest.isEmpty { try take([rest]) }
    }
}
