import Accounting
import Clearing
import Postgres

/// Which loans a list is narrowed to; nil narrows nothing.
public struct LoanFilter: Sendable {
    public var programme, bank, borrower: String?
    public var state: Loan.State?

    public init() {}
}

/// A loan with all that was ever reported of it.
public struct LoanFile: Sendable {
    public let loan: Loan
    /// Oldest first.
    public let reports: [Report]
    public let events: [EventRow]

    public struct Report: Sendable {
        public let report: Loan.Report
        public let reportedBy: String
        public let reportedAt: Moment

        init(_ row: Row) throws {
            report = Loan.Report(
                asOf: try row.day("as_of"), balance: try row.money("balance"),
                interestPaidTo: try row.day("interest_paid_to"),
                fiveClass: Int(try row.int16("five_class")), overdueSince: try row.dayOrNil("overdue_since"))
            reportedBy = try row.string("reported_by")
            reportedAt = try row.moment("reported_at")
        }
    }
}

extension Reader {
    /// Newest first.
    public func loans(_ reach: Reach, _ filter: LoanFilter, _ ask: PageAsk<Int64>) async throws -> Page<Loan, Int64> {
        let found = try await rows(
            reach,
            """
            select \(Loan.columns)
            from clearing.loan l
            where \(reach.loans)\(filter.conditions)\(SQL.and(ask.after) { "l.loan_no < \($0)" })
            order by l.loan_no desc
            limit \(ask.rows)
            """, Loan.init)
        return Page(found, ask, key: \.number)
    }

    public func loan(_ reach: Reach, _ number: Int64) async throws -> LoanFile? {
        try await read(reach) { pipeline in
            let loan = pipeline.add(
                """
                select \(Loan.columns)
                from clearing.loan l
                where \(reach.loans) and l.loan_no = \(number)
                """)
            let reports = pipeline.add(
                """
                select b.as_of, b.balance, b.interest_paid_to, b.five_class, b.overdue_since, b.reported_by, b.reported_at
                from clearing.loan l
                join clearing.balance_report b on b.book_id = l.book_id and b.loan_no = l.loan_no
                where \(reach.loans) and l.loan_no = \(number)
                order by b.as_of
                """)
            let events = pipeline.add(EventRow.about("loan/\(number)", reach))
            let results = try pipeline.send()
            guard let row = results[loan].first else { return nil }
            return LoanFile(
                loan: try Loan(row), reports: try results[reports].map(LoanFile.Report.init),
                events: try results[events].map(EventRow.init))
        }
    }
}

extension LoanFilter {
    fileprivate var conditions: SQL {
        SQL.and(programme) { "l.programme = \($0)" } + SQL.and(bank) { "l.bank = \($0)" }
            + SQL.and(borrower) { "l.borrower = \($0)" } + SQL.and(state) { "l.state = \($0.rawValue)" }
    }
}
