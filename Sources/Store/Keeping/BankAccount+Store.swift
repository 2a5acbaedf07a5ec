import Accounting
import Clearing
import Postgres

extension BankAccount {
    static func all(_ book: Int64) -> SQL {
        """
        select a.category, a.bank_name, a.bank_code, a.account_no
        from clearing.bank_account a
        where a.book_id = \(book)
        """
    }

    public init(_ row: Row) throws {
        self.init(
            category: try row.word("category"),
            account: PayeeAccount(
                bankName: try row.string("bank_name"), bankCode: try row.string("bank_code"),
                number: try row.string("account_no")))
    }

    static func save(_ book: Int64, _ accounts: [BankAccount]) -> SQL {
        let accounts = accounts.lastOfEach(by: \.category)
        return """
            insert into clearing.bank_account (book_id, category, bank_name, bank_code, account_no)
            select \(book), u.category, u.bank_name, u.bank_code, u.account_no
            from unnest(
                \(accounts.map(\.category.rawValue)), \(accounts.map(\.account.bankName)), \(accounts.map(\.account.bankCode)),
                \(accounts.map(\.account.number))
            ) u (category, bank_name, bank_code, account_no)
            on conflict (book_id, category) do update
            set bank_name = excluded.bank_name, bank_code = excluded.bank_code, account_no = excluded.account_no
            """
    }
}

extension KeptStatement {
    static let columns: SQL = """
        s.statement_no, s.category, s.kind, s.id, s.account_no, s.sequence_no, s.day, s.opening, s.closing, s.lines::bigint as lines,
        s.digest, s.received_by, s.received_at
        """

    static func named(_ book: Int64, _ ids: [String]) -> SQL {
        """
        select \(columns)
        from unnest(\(ids)) n (id)
        join clearing.bank_statement s on s.book_id = \(book) and s.id = n.id
        """
    }

    /// The last one of each account.
    static func last(_ book: Int64, _ accounts: [String]) -> SQL {
        """
        select \(columns)
        from unnest(\(accounts)) n (account_no)
        cross join lateral (
            select s.*
            from clearing.bank_statement s
            where s.book_id = \(book) and s.account_no = n.account_no and s.kind = 'statement'
            order by s.statement_no desc
            limit 1
        ) s
        """
    }

    public init(_ row: Row) throws {
        self.init(
            number: try row.int64("statement_no"), category: try row.word("category"), kind: try row.word("kind"),
            id: try row.string("id"), account: try row.string("account_no"),
            sequence: try row.int64OrNil("sequence_no"), day: try row.day("day"),
            opening: try row.moneyOrNil("opening"), closing: try row.moneyOrNil("closing"),
            lines: try row.int("lines"), digest: try row.bytes("digest"), receivedBy: try row.string("received_by"),
            receivedAt: try row.moment("received_at"))
    }

    static func insert(_ book: Int64, _ statements: [KeptStatement]) -> SQL {
        """
        insert into clearing.bank_statement
            (book_id, statement_no, category, kind, id, account_no, sequence_no, day, opening, closing, lines, digest, received_by,
            received_at)
        select \(book), u.statement_no, u.category, u.kind, u.id, u.account_no, u.sequence_no, u.day, u.opening, u.closing, u.lines,
            u.digest, u.received_by, u.received_at
        from unnest(
            \(statements.map(\.number)), \(statements.map(\.category.rawValue)), \(statements.map(\.kind.rawValue)),
            \(statements.map(\.id)), \(statements.map(\.account)), \(statements.map(\.sequence)),
            \(statements.map { SQLDate($0.day) }), \(statements.map(\.opening?.fen)), \(statements.map(\.closing?.fen)),
            \(statements.map { Int32($0.lines) }), \(statements.map(\.digest)), \(statements.map(\.receivedBy)),
            \(statements.map { SQLTimestamp($0.receivedAt) })
        ) u (statement_no, category, kind, id, account_no, sequence_no, day, opening, closing, lines, digest, received_by,
            received_at)
        """
    }
}
