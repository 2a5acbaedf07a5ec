import Accounting
import Clearing
import Postgres

/// An entry as an auditor reads it: what happened, and every line of it.
public struct EntryRow: Sendable {
    public let number: Int64
    public let effective: Day
    public let event, subject: String
    /// SHA-256 of the lines an aggregated entry stands for; nil where it stands for itself.
    public let digest: [UInt8]?
    public let postings: [PostingRow]

    static let columns: SQL = "e.entry_no, e.effective, e.event, e.subject, e.digest"

    init(_ row: Row, postings: [PostingRow]) throws {
        number = try row.int64("entry_no")
        effective = try row.day("effective")
        event = try row.string("event")
        subject = try row.string("subject")
        digest = try row.bytesOrNil("digest")
        self.postings = postings
    }

    static func about(_ subject: String, _ reach: Reach) -> SQL {
        """
        select \(columns)
        from ledger.entry e
        where e.book_id = \(reach.book) and \(reach.whole) and e.subject = \(subject)
        order by e.entry_no
        """
    }

    static func list(_ rows: Rows, postings: Rows) throws -> [EntryRow] {
        let byEntry = Dictionary(grouping: try postings.map(PostingRow.init), by: \.entry)
        return try rows.map { row in try EntryRow(row, postings: byEntry[try row.int64("entry_no")] ?? []) }
    }
}

/// One line of an entry: one account debited, one credited, with the same amount.
public struct PostingRow: Sendable {
    public let entry: Int64
    public let line: Int
    public let debit, credit: String
    public let amount: Money

    init(_ row: Row) throws {
        entry = try row.int64("entry_no")
        line = Int(try row.int16("line"))
        debit = try row.string("debit")
        credit = try row.string("credit")
        amount = try row.money("amount")
    }

    private static let named: SQL = """
        select p.entry_no, p.line, d.code as debit, c.code as credit, p.amount
        from ledger.posting p
        join ledger.account d on d.book_id = p.book_id and d.account_id = p.debit
        join ledger.account c on c.book_id = p.book_id and c.account_id = p.credit
        """

    static func about(_ subject: String, _ reach: Reach) -> SQL {
        named
            + """

            join ledger.entry e on e.book_id = p.book_id and e.entry_no = p.entry_no
            where p.book_id = \(reach.book) and \(reach.whole) and e.subject = \(subject)
            order by p.entry_no, p.line
            """
    }

    static func ofEntries(_ numbers: [Int64], _ reach: Reach) -> SQL {
        named
            + """

            join unnest(\(numbers)) n (entry_no) on n.entry_no = p.entry_no
            where p.book_id = \(reach.book) and \(reach.whole)
            order by p.entry_no, p.line
            """
    }
}

/// One link of the chain over all entries.
public struct SealRow: Sendable {
    public let number, firstEntry, lastEntry: Int64
    public let digest, previous, hash: [UInt8]
    public let sealedAt: Moment

    static let columns: SQL = "l.seal_no, l.first_entry, l.last_entry, l.digest, l.previous, l.hash, l.sealed_at"

    init(_ row: Row) throws {
        number = try row.int64("seal_no")
        firstEntry = try row.int64("first_entry")
        lastEntry = try row.int64("last_entry")
        digest = try row.bytes("digest")
        previous = try row.bytes("previous")
        hash = try row.bytes("hash")
        sealedAt = try row.moment("sealed_at")
    }
}

/// Which entries a list is narrowed to; nil narrows nothing.
public struct EntryFilter: Sendable {
    /// `[from, until)`, by the day an entry takes effect.
    public var from, until: Day?
    public var event, subject: String?

    public init() {}
}

extension Reader {
    /// The journal, in the order of entries.
    public func entries(_ reach: Reach, _ filter: EntryFilter, _ ask: PageAsk<Int64>) async throws -> Page<
        EntryRow, Int64
    > {
        let found = try await read(reach) { pipeline in
            let place = pipeline.add(
                """
                select \(EntryRow.columns)
                from ledger.entry e
                where e.book_id = \(reach.book) and \(reach.whole) and e.entry_no > \(ask.after ?? 0)\(filter.conditions)
                order by e.entry_no
                limit \(ask.rows)
                """)
            let rows = try pipeline.send()[place]
            let postings = pipeline.add(PostingRow.ofEntries(try rows.map { try $0.int64("entry_no") }, reach))
            return try EntryRow.list(rows, postings: try pipeline.send()[postings])
        }
        return Page(found, ask, key: \.number)
    }

    /// An entry, the seal that covers it, and what undid it.
    public func entry(_ reach: Reach, _ number: Int64) async throws -> (
        entry: EntryRow, seal: SealRow?, reversal: ReversalRow?
    )? {
        try await read(reach) { pipeline in
            let entry = pipeline.add(
                """
                select \(EntryRow.columns)
                from ledger.entry e
                where e.book_id = \(reach.book) and \(reach.whole) and e.entry_no = \(number)
                """)
            let postings = pipeline.add(PostingRow.ofEntries([number], reach))
            let seal = pipeline.add(
                """
                select \(SealRow.columns)
                from ledger.seal l
                where l.book_id = \(reach.book) and \(reach.whole) and l.first_entry <= \(number)
                order by l.first_entry desc
                limit 1
                """)
            let reversal = pipeline.add(ReversalRow.of(number, reach))
            let results = try pipeline.send()
            guard let found = try EntryRow.list(results[entry], postings: results[postings]).first else { return nil }
            return (
                found, try results[seal].first.map(SealRow.init), try results[reversal].first.map(ReversalRow.init)
            )
        }
    }

    /// Newest first.
    public func seals(_ reach: Reach, _ ask: PageAsk<Int64>) async throws -> Page<SealRow, Int64> {
        let found = try await rows(
            reach,
            """
            select \(SealRow.columns)
            from ledger.seal l
            where l.book_id = \(reach.book) and \(reach.whole)\(SQL.and(ask.after) { "l.seal_no < \($0)" })
            order by l.seal_no desc
            limit \(ask.rows)
            """, SealRow.init)
        return Page(found, ask, key: \.number)
    }
}

extension EntryFilter {
    var period: SQL {
        SQL.and(from) { "e.effective >= \(SQLDate($0))" } + SQL.and(until) { "e.effective < \(SQLDate($0))" }
    }

    fileprivate var conditions: SQL {
        period + SQL.and(event) { "e.event = \($0)" } + SQL.and(subject) { "e.subject = \($0)" }
    }
}
