import Accounting
import Clearing
import Postgres

/// What one funder has in one programme and year: approved, given back, and moved so far.
public struct SubsidyExecution: Sendable {
    public let programme, year, funder: String
    public let approved, returned, paid, received: Money
}

/// What a borrower is told of in public (公示): its name, who passes the money on, and how much.
public struct SubsidyNotice: Sendable {
    public let borrower, bank: String
    public let loans: Int64
    public let payable: Money
}

extension Reader {
    /// Execution of subsidy budgets by programme, year and funder; for those who see the whole book.
    public func subsidyExecution(_ reach: Reach) async throws -> [SubsidyExecution] {
        try await rows(
            reach,
            """
            select r.programme, left(r.quarter, 4) as year, s.funder, sum(s.payable)::bigint as approved,
                sum(s.returned)::bigint as returned, coalesce(sum(g.paid), 0)::bigint as paid,
                coalesce(sum(g.received), 0)::bigint as received
            from clearing.subsidy_run r
            join clearing.subsidy_part s on s.book_id = r.book_id and s.run_no = r.run_no
            left join lateral (
                select sum(g.amount) filter (where g.kind = 'subsidy') as paid,
                    sum(g.amount) filter (where g.kind = 'subsidy-return') as received
                from clearing.leg g
                where g.book_id = r.book_id and g.subsidy_run = r.run_no and g.counterparty = s.bank and g.bearer = s.funder
                    and g.settled_on is not null
            ) g on true
            where r.book_id = \(reach.book) and \(reach.whole) and r.state = 'approved'
            group by 1, 2, 3
            order by 1, 2, 3
            """
        ) { row in
            SubsidyExecution(
                programme: try row.string("programme"), year: try row.string("year"),
                funder: try row.string("funder"), approved: try row.money("approved"),
                returned: try row.money("returned"), paid: try row.money("paid"), received: try row.money("received"))
        }
    }

    /// The borrowers of an approved run that get something, by name and bank; a hundred thousand at most.
    public func subsidyNotice(_ reach: Reach, run: Int64) async throws -> [SubsidyNotice] {
        try await rows(
            reach,
            """
            select o.borrower_name, l.bank, count(*) as loans, sum(l.payable)::bigint as payable
            from clearing.seen_subsidy_line l
            join clearing.subsidy_run r on r.book_id = l.book_id and r.run_no = l.run_no and r.state = 'approved'
            join clearing.loan o on o.book_id = l.book_id and o.loan_no = l.loan_no
            where l.book_id = \(reach.book) and \(reach.whole) and l.run_no = \(run) and l.payable > 0
            group by l.borrower, o.borrower_name, l.bank
            order by o.borrower_name collate "C", l.bank
            limit 100000
            """
        ) { row in
            SubsidyNotice(
                borrower: try row.string("borrower_name"), bank: try row.string("bank"),
                loans: try row.int64("loans"), payable: try row.money("payable"))
        }
    }
}
