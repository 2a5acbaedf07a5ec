import Accounting
import Clearing
import Postgres

/// Which lines of a subsidy run a list is narrowed to; nil narrows nothing.
public struct SubsidyLineFilter: Sendable {
    public var bank: String?
    public var payee: String?
    public var borrower: String?
    public var loan: Int64?
    public var reason: SubsidyReasons?

    public init() {}
}

extension Reader {
    /// Every version of every subsidy programme, or of one.
    public func subsidyTerms(_ reach: Reach, programme: String? = nil) async throws -> [SubsidyVersion] {
        try await rows(
            reach,
            "\(SubsidyVersion.all(reach.book)) \(SQL.and(programme) { "programme = \($0)" }) order by programme, version",
            SubsidyVersion.init)
    }

    /// Newest first; for those who see the whole book.
    public func subsidyRuns(
        _ reach: Reach, programme: String? = nil, state: SubsidyRun.State? = nil, _ ask: PageAsk<Int64>
    ) async throws -> Page<SubsidyRun, Int64> {
        let found = try await rows(
            reach,
            """
            select \(SubsidyRun.columns)
            from clearing.subsidy_run r
            \(SubsidyRun.parts)
            where r.book_id = \(reach.book) and \(reach.whole)
                \(SQL.and(programme) { "r.programme = \($0)" })
                \(SQL.and(state) { "r.state = \($0.rawValue)" })
                \(SQL.and(ask.after) { "r.run_no < \($0)" })
            order by r.run_no desc
            limit \(ask.rows)
            """, SubsidyRun.init)
        return Page(found, ask, key: \.number)
    }

    public func subsidyRun(_ reach: Reach, _ number: Int64) async throws -> SubsidyRun? {
        try await rows(
            reach,
            """
            select \(SubsidyRun.columns)
            from clearing.subsidy_run r
            \(SubsidyRun.parts)
            where r.book_id = \(reach.book) and \(reach.whole) and r.run_no = \(number)
            """, SubsidyRun.init
        ).first
    }

    /// A run's lines in order: all of them for those who see the whole book; who is paid sees its own once they are approved.
    public func subsidyLines(
        _ reach: Reach, run: Int64, _ filter: SubsidyLineFilter = SubsidyLineFilter(), _ ask: PageAsk<Int64>
    ) async throws -> Page<SubsidyRunLine, Int64> {
        let found = try await rows(
            reach,
            """
            select \(SubsidyRunLine.columns)
            from clearing.seen_subsidy_line l
            where l.book_id = \(reach.book) and l.run_no = \(run)
                \(SQL.and(reach.seesAll ? nil : reach.party) { "coalesce(l.payee, l.bank) = \($0)" })
                \(SQL.and(reach.seesAll ? nil : reach.branch) { "l.branch = \($0)" })
                \(SQL.and(filter.bank) { "l.bank = \($0)" })
                \(SQL.and(filter.payee) { "coalesce(l.payee, l.bank) = \($0)" })
                \(SQL.and(filter.borrower) { "l.borrower = \($0)" })
                \(SQL.and(filter.loan) { "l.loan_no = \($0)" })
                \(SQL.and(filter.reason) { "l.reasons & \($0.rawValue) <> 0" })
                \(SQL.and(ask.after) { "l.line_no > \($0)" })
            order by l.line_no
            limit \(ask.rows)
            """, SubsidyRunLine.init)
        return Page(found, ask, key: { Int64($0.line) })
    }
}
