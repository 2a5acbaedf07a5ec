import Accounting
import Clearing
import Postgres

/// The trace of the closed day says how it came to stand where it stands, and who decided it; and every reversal is the mirror
/// of what it undoes.
enum ClosingPass {
    static func run(_ book: Int64, _ findings: inout Findings, in transaction: borrowing Transaction) throws {
        try checkTrace(book, &findings, in: transaction)
        try checkMirrors(book, &findings, in: transaction)
    }

    /// A move of the closed day, as the ledger kept it, and as it was proposed and decided.
    private struct Move: Hashable {
        let until: Int32?
        let proposedBy, decidedBy: String
    }

    private static func checkTrace(_ book: Int64, _ findings: inout Findings, in transaction: borrowing Transaction)
        throws
    {
        let trace = try transaction.rows(
            """
            select c.closing_no, nullif(c.closed_until, '-infinity') as until, nullif(c.previous, '-infinity') as previous,
                c.proposed_by, c.decided_by
            from ledger.closing c
            where c.book_id = \(book)
            order by c.closing_no
            """)
        var last: Int32?
        var moves: [Move] = []
        for row in trace {
            if try row.dateOrNil("previous") != last {
                findings.add(
                    "closing \(try row.int64("closing_no"))", "does not go on from the closing before it", "与前一次结账不衔接")
            }
            last = try row.dateOrNil("until")
            moves.append(
                Move(until: last, proposedBy: try row.string("proposed_by"), decidedBy: try row.string("decided_by")))
        }
        let closed = try transaction.one(
            "select nullif(closed_until, '-infinity') as until from ledger.book where book_id = \(book)"
        ) { try $0.dateOrNil("until") }
        if let closed, closed != last {
            findings.add("book", "its closed day is not the one last decided", "结账日与最近一次决定不符")
        }
        // In which order is said by the trace itself.
        func counted(_ moves: [Move]) -> [Move: Int] { moves.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
        if counted(try decided(book, in: transaction)) != counted(moves) {
            findings.add("closings", "are not what was proposed and granted", "与提请及核准的记录不符")
        }
    }

    private static func decided(_ book: Int64, in transaction: borrowing Transaction) throws -> [Move] {
        let granted = try transaction.rows(
            """
            select \(Proposal.columns)
            from clearing.proposal p
            where p.book_id = \(book) and p.state = 'adopted' and p.kind in ('close', 'reopen')
            """, Proposal.init)
        return granted.map { proposal in
            let until: Day? =
                if case .reopen(let until) = proposal.content {
                    until
                } else {
                    Day(proposal.matter.subject.dropFirst("period/".count))
                }
            return Move(
                until: until?.number, proposedBy: proposal.proposedBy, decidedBy: proposal.decidedBy ?? "")
        }
    }

    private static func checkMirrors(_ book: Int64, _ findings: inout Findings, in transaction: borrowing Transaction)
        throws
    {
        let strange = try transaction.rows(
            """
            with reversal as (
                select e.entry_no, clearing.subject_number(e.subject, 'entry') as undone
                from ledger.entry e
                where e.book_id = \(book) and e.event = \(Entry.reversal)
            )
            select r.entry_no
            from reversal r
            where exists (
                    select p.debit, p.credit, p.amount, p.line
                    from ledger.posting p where p.book_id = \(book) and p.entry_no = r.entry_no
                    except
                    select p.credit, p.debit, p.amount, p.line
                    from ledger.posting p where p.book_id = \(book) and p.entry_no = r.undone)
               or (select count(*) from ledger.posting p where p.book_id = \(book) and p.entry_no = r.entry_no)
                    <> (select count(*) from ledger.posting p where p.book_id = \(book) and p.entry_no = r.undone)
            order by r.entry_no
            """
        ) { try $0.int64("entry_no") }
        for entry in strange {
            findings.add("entry \(entry)", "is not the mirror of the entry it reverses", "与所冲销的凭证不互为镜像")
        }
    }
}
