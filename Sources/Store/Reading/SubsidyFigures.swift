import Accounting
import Clearing
import Postgres

/// What one funder has in one programme and year: approved, given back, and moved so far.
public struct SubsidyExecution: Sendable {
    public let programme, year, funder: String
    public let category: Category
    public let approved, returned, paid, received: Money
}

/// What is told in public (公示): who gets it, who is paid, and how much. Where a guarantor or reguarantor gets it itself there is no
/// borrower.
public struct SubsidyNotice: Sendable {
    public let borrower: String?
    public let payee: String
    public let loans: Int64
    public let payable: Money
}

extension Reader {
    /// Execution of subsidy budgets by programme, year and funder; for those who see the whole book.
    public func subsidyExecution(_ reach: Reach) async throws -> [SubsidyExecution] {
        try await rows(
            reach,
            """
            select r.programme, left(r.span, 4) as year, s.funder, r.category, sum(s.payable)::bigint as approved,
                sum(s.returned)::bigint as returned, coalesce(sum(g.paid), 0)::bigint as paid,
                coalesce(sum(g.received), 0)::bigint as received
            from clearing.subsidy_run r
            join clearing.subsidy_part s on s.book_id = r.book_id and s.run_no = r.run_no
            left join lateral (
                select sum(g.amount) filter (where g.kind in ('subsidy', 'rebate')) as paid,
                    sum(g.amount) filter (where g.kind in ('subsidy-return', 'rebate-return')) as received
                from clearing.leg g
                where g.book_id = r.book_id and g.subsidy_run = r.run_no and g.counterparty = s.payee and g.bearer = s.funder
                    and g.settled_on is not null
            ) g on true
            where r.book_id = \(reach.book) and \(reach.whole) and r.state = 'approved'
            group by 1, 2, 3, 4
            order by 1, 2, 3
            """
        ) { row in
            SubsidyExecution(
                programme: try row.string("programme"), year: try row.string("year"),
                funder: try row.string("funder"), category: try row.word("category"),
                approved: try row.money("approved"),
                returned: try row.money("returned"), paid: try row.money("paid"), received: try row.money("received"))
        }
    }

    /// Who gets something in an approved run, by name and payee; a hundred thousand at most.
    public func subsidyNotice(_ reach: Reach, run: Int64) async throws -> [SubsidyNotice] {
        try await rows(
            reach,
            """
            select case when not t.is_kept then o.borrower_name end as borrower_name, coalesce(l.payee, l.bank) as payee,
                count(*) as loans, sum(l.payable)::bigint as payable
            from clearing.seen_subsidy_line l
            join clearing.subsidy_run r on r.book_id = l.book_id and r.run_no = l.run_no and r.state = 'approved'
            join clearing.loan o on o.book_id = l.book_id and o.loan_no = l.loan_no
            cross join lateral (
                select coalesce(t.document::jsonb -> 'fees' ?| array['structure', 'reguarantee'], false) as is_kept
                from clearing.subsidy_terms t
                where t.book_id = r.book_id and t.programme = r.programme and t.version = r.version
            ) t
            where l.book_id = \(reach.book) and \(reach.whole) and l.run_no = \(run) and l.payable > 0
            group by 1, 2, case when not t.is_kept then l.borrower end
            order by case when not t.is_kept then o.borrower_name end collate "C", 2
            limit 100000
            """
        ) { row in
            SubsidyNotice(
                borrower: try row.stringOrNil("borrower_name"), payee: try row.string("payee"),
                loans: try row.int64("loans"), payable: try row.money("payable"))
        }
    }
}
