import Accounting
import Clearing
import Postgres

/// An account with what it holds now.
public struct AccountRow: Sendable {
    public let code, nameChinese, nameEnglish: String
    public let normalSide: Account.Side
    public let debit, credit: Money
    public let floor, ceiling: Money?

    /// On the normal side.
    public var balance: Money { normalSide == .debit ? debit - credit : credit - debit }

    static let columns: SQL = """
        a.code, h.name_zh, h.name_en, a.normal::text as normal, a.debit, a.credit, a.floor, a.ceiling
        """

    init(_ row: Row) throws {
        code = try row.string("code")
        nameChinese = try row.string("name_zh")
        nameEnglish = try row.string("name_en")
        normalSide = try row.string("normal") == "D" ? .debit : .credit
        debit = try row.money("debit")
        credit = try row.money("credit")
        floor = try row.moneyOrNil("floor")
        ceiling = try row.moneyOrNil("ceiling")
    }
}

/// What went over an account in a period, line by line, with the balance after each.
public struct Statement: Sendable {
    public let account: AccountRow
    /// Before the period began, and when it ended.
    public let opening, closing: Money
    public let lines: Page<Line, Key>

    public struct Line: Sendable {
        public let entry: Int64
        public let line: Int
        public let effective: Day
        public let event, subject: String
        /// The account on the other side.
        public let other: String
        /// One of the two is zero.
        public let debit, credit: Money
        /// After this line, on the normal side.
        public let balance: Money
    }

    /// The last line seen, and the balance after it: so no page adds up what the pages before it did.
    public struct Key: Sendable, Equatable {
        public let entry: Int64
        public let line: Int
        public let balance: Money

        public init(entry: Int64, line: Int, balance: Money) {
            self.entry = entry
            self.line = line
            self.balance = balance
        }
    }
}

extension Reader {
    /// Accounts by code; those that begin with a prefix where one is given.
    public func accounts(_ reach: Reach, prefix: String? = nil, _ ask: PageAsk<String>) async throws -> Page<
        AccountRow, String
    > {
        let found = try await rows(
            reach,
            """
            select \(AccountRow.columns)
            from ledger.account a
            join ledger.chart h on h.book_id = a.book_id and h.code = split_part(a.code, ':', 1)
            where a.book_id = \(reach.book) and \(reach.whole)
                \(SQL.and(prefix) { "a.code ^@ \($0)" })
                \(SQL.and(ask.after) { "a.code > \($0)" })
            order by a.code
            limit \(ask.rows)
            """, AccountRow.init)
        return Page(found, ask, key: \.code)
    }

    /// The statement of an account over `[from, until)`, lines in the order they were entered.
    public func statement(_ reach: Reach, of code: String, from: Day?, until: Day?, _ ask: PageAsk<Statement.Key>)
        async throws
        -> Statement?
    {
        try await read(reach) { pipeline in
            let place = pipeline.add(
                """
                select a.account_id, \(AccountRow.columns)
                from ledger.account a
                join ledger.chart h on h.book_id = a.book_id and h.code = split_part(a.code, ':', 1)
                where a.book_id = \(reach.book) and \(reach.whole) and a.code = \(code)
                """)
            guard let row = try pipeline.send()[place].first else { return nil }
            let account = try AccountRow(row)
            let number = try row.int32("account_id")
            let turnovers = pipeline.add(Statement.turnovers(reach.book, number, from: from, until: until))
            let lines = pipeline.add(Statement.lines(reach.book, number, from: from, until: until, ask))
            let results = try pipeline.send()
            guard let sums = results[turnovers].first else { preconditionFailure("an aggregate always has a row") }
            let sign: (Money) -> Money = { account.normalSide == .debit ? $0 : -$0 }
            let opening = sign(try sums.money("opening"))
            var balance = ask.after?.balance ?? opening
            let found = try results[lines].map { row in
                let amount = try row.money("amount")
                let isDebit = try row.bool("is_debit")
                balance += sign(isDebit ? amount : -amount)
                return Statement.Line(
                    entry: try row.int64("entry_no"), line: Int(try row.int16("line")),
                    effective: try row.day("effective"),
                    event: try row.string("event"), subject: try row.string("subject"), other: try row.string("other"),
                    debit: isDebit ? amount : .zero, credit: isDebit ? .zero : amount, balance: balance)
            }
            return Statement(
                account: account, opening: opening, closing: sign(try sums.money("closing")),
                lines: Page(found, ask) { Statement.Key(entry: $0.entry, line: $0.line, balance: $0.balance) })
        }
    }
}

extension Statement {
    /// Debit less credit, before the period and until its end.
    fileprivate static func turnovers(_ book: Int64, _ account: Int32, from: Day?, until: Day?) -> SQL {
        let first = from.map(SQLDate.init)
        let end = until.map(SQLDate.init)
        return """
            select coalesce(sum(d.debit - d.credit) filter (where d.day < \(first)), 0)::bigint as opening,
                coalesce(sum(d.debit - d.credit) filter (where \(end)::date is null or d.day < \(end)), 0)::bigint as closing
            from ledger.account_day d
            where d.book_id = \(book) and d.account_id = \(account)
            """
    }

    /// Each side comes by its own index in the order of entries, and no further than the page needs.
    fileprivate static func lines(
        _ book: Int64, _ account: Int32, from: Day?, until: Day?, _ ask: PageAsk<Key>
    ) -> SQL {
        var period = EntryFilter()
        period.from = from
        period.until = until
        let rest: SQL = """
            \(SQL.and(ask.after) { "(p.entry_no, p.line) > (\($0.entry), \(Int16(clamping: $0.line)))" })
            \(period.period)
            order by p.entry_no, p.line
            limit \(ask.rows)
            """
        return """
            select s.entry_no, s.line, s.amount, s.is_debit, s.effective, s.event, s.subject, o.code as other
            from (
                (select p.entry_no, p.line, p.amount, true as is_debit, p.credit as other, e.effective, e.event, e.subject
                from ledger.posting p
                join ledger.entry e on e.book_id = p.book_id and e.entry_no = p.entry_no
                where p.book_id = \(book) and p.debit = \(account)\(rest))
                union all
                (select p.entry_no, p.line, p.amount, false, p.debit, e.effective, e.event, e.subject
                from ledger.posting p
                join ledger.entry e on e.book_id = p.book_id and e.entry_no = p.entry_no
                where p.book_id = \(book) and p.credit = \(account)\(rest))
            ) s
            join ledger.account o on o.book_id = \(book) and o.account_id = s.other
            order by s.entry_no, s.line
            limit \(ask.rows)
            """
    }
}
