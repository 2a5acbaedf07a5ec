import Accounting
import Clearing
import Postgres

/// A move of the closed day, as it is kept for ever.
public struct ClosingRow: Sendable {
    public let number: Int64
    /// The last closed day; nil where nothing stayed closed, or had been.
    public let closedUntil, previous: Day?
    public let reason, proposedBy, decidedBy: String
    public let setAt: Moment

    init(_ row: Row) throws {
        number = try row.int64("closing_no")
        closedUntil = try row.dayOrNil("closed_until")
        previous = try row.dayOrNil("previous")
        reason = try row.string("reason")
        proposedBy = try row.string("proposed_by")
        decidedBy = try row.string("decided_by")
        setAt = try row.moment("set_at")
    }
}

extension Reader {
    /// Every closing and reopening, newest first.
    public func closings(_ reach: Reach, _ ask: PageAsk<Int64>) async throws -> Page<ClosingRow, Int64> {
        let found = try await rows(
            reach,
            """
            select c.closing_no, nullif(c.closed_until, '-infinity') as closed_until,
                nullif(c.previous, '-infinity') as previous, c.reason, c.proposed_by, c.decided_by, c.set_at
            from ledger.closing c
            where c.book_id = \(reach.book) and \(reach.whole)\(SQL.and(ask.after) { "c.closing_no < \($0)" })
            order by c.closing_no desc
            limit \(ask.rows)
            """, ClosingRow.init)
        return Page(found, ask, key: \.number)
    }

    /// What stands in the way of closing until a day, and the bank accounts beside their last statements.
    public func closingCheck(_ reach: Reach, until day: Day) async throws -> (
        check: ClosingCheck, reconciliations: [Reconciliation]
    ) {
        try await read(reach) { pipeline in
            let findings = pipeline.add(ClosingCheck.findings(reach.book, until: day))
            let banks = pipeline.add(ClosingCheck.bankBalances(reach.book, on: day))
            let loading = ReconciliationLoading(reach.book, on: day, &pipeline)
            let results = try pipeline.send()
            let reconciliations = try loading.all(results)
            return (
                try ClosingCheck(findings: results[findings], banks: results[banks], reconciliations), reconciliations
            )
        }
    }
}

/// The entry that undid another, why, and by whom.
public struct ReversalRow: Sendable {
    public let entry: Int64
    public let note, proposedBy, decidedBy: String

    init(_ row: Row) throws {
        entry = try row.int64("entry_no")
        note = try row.string("note")
        proposedBy = try row.string("proposed_by")
        decidedBy = try row.string("decided_by")
    }

    static func of(_ entry: Int64, _ reach: Reach) -> SQL {
        """
        select e.entry_no, p.note, p.proposed_by, p.decided_by
        from ledger.entry e
        join clearing.proposal p on p.book_id = e.book_id and p.kind = 'reverse' and p.subject = e.subject
            and p.state = 'adopted'
        where e.book_id = \(reach.book) and \(reach.whole) and e.event = \(Entry.reversal)
            and e.subject = \("entry/\(entry)")
        """
    }
}
