import Accounting
import Postgres

/// An account that holds something when the period begins or is used in it.
struct JournalAccount {
    let number: Int32
    let code: String
    let chinese, english: String
    let kind: Account.Kind
    /// Fen, debits less credits, before the first day and after the last.
    let opening, closing: Int64

    static func all(of export: JournalExport, in transaction: borrowing Transaction) throws -> [JournalAccount] {
        try transaction.rows(
            """
            select a.account_id, a.code, h.name_zh, h.name_en, h.kind,
                coalesce(sum(d.debit - d.credit) filter (where d.day < \(SQLDate(export.from))), 0)::bigint as opening,
                sum(d.debit - d.credit)::bigint as closing
            from ledger.account a
            join ledger.chart h on h.book_id = a.book_id and h.code = split_part(a.code, ':', 1)
            join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day < \(SQLDate(export.until))
            where a.book_id = \(export.book)
            group by a.account_id, a.code, h.name_zh, h.name_en, h.kind
            having bool_or(d.day >= \(SQLDate(export.from))) or sum(d.debit - d.credit) <> 0
            order by a.code
            """
        ) { row in
            JournalAccount(
                number: try row.int32("account_id"), code: try row.string("code"), chinese: try row.string("name_zh"),
                english: try row.string("name_en"), kind: try row.word("kind"), opening: try row.int64("opening"),
                closing: try row.int64("closing"))
        }
    }
}

/// One posting with its entry.
struct JournalLine {
    let entry: Int64
    let day: Day
    let event, subject: String
    let debit, credit: Int32
    let amount: Int64

    static func all(of export: JournalExport) -> SQL {
        """
        select e.entry_no, e.effective, e.event, e.subject, p.debit, p.credit, p.amount
        from ledger.entry e
        join ledger.posting p on p.book_id = e.book_id and p.entry_no = e.entry_no
        where e.book_id = \(export.book) and e.effective >= \(SQLDate(export.from)) and e.effective < \(SQLDate(export.until))
        order by e.effective, e.entry_no, p.line
        """
    }

    init(_ row: Row) throws {
        entry = try row.int64(0)
        day = try row.day(1)
        event = try row.string(2)
        subject = try row.string(3)
        debit = try row.int32(4)
        credit = try row.int32(5)
        amount = try row.int64(6)
    }
}
