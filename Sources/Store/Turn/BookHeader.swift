import Accounting
import Clearing
import Postgres

/// The book's own row, locked for a turn, and how far its books have come.
public struct BookHeader: Sendable {
    public let id: Int64
    public let code: String
    public let isBudgetary: Bool
    /// Goes up when parties, people, credentials or terms change.
    public let reference: Int64
    public let counters: Changes.Counters
    /// Goes up with every turn that posts: while it stands still, balances stand still.
    public let nextSeal: Int64
    public let closedUntil: Day?

    init(lock: Row, books: Row) throws {
        id = try lock.int64("book_id")
        code = try lock.string("code")
        isBudgetary = try lock.bool("is_budgetary")
        reference = try lock.int64("reference")
        counters = Changes.Counters(
            loan: try lock.int64("next_loan"), claim: try lock.int64("next_claim"),
            recovery: try lock.int64("next_recovery"),
            leg: try lock.int64("next_leg"), run: try lock.int64("next_run"), order: try lock.int64("next_order"),
            event: try lock.int64("next_event"), request: try lock.int64("next_request"),
            bankLine: try lock.int64("next_bank_line"), statement: try lock.int64("next_statement"),
            batch: try lock.int64("next_batch"), subsidyRun: try lock.int64("next_subsidy_run"))
        nextSeal = try books.int64("next_seal")
        closedUntil = try books.dayOrNil("closed_until")
    }

    /// The lock is a statement of its own: what follows sees what the last holder committed.
    static func lock(_ book: Int64) -> SQL {
        """
        select book_id, code, is_budgetary, reference, next_request, next_event, next_loan, next_claim, next_recovery, next_leg,
            next_run, next_order, next_bank_line, next_statement, next_batch,
            next_subsidy_run
        from clearing.book
        where book_id = \(book)
        for update
        """
    }

    static func books(_ book: Int64) -> SQL {
        """
        select next_seal, nullif(closed_until, '-infinity') as closed_until
        from ledger.book
        where book_id = \(book)
        """
    }
}
