import Accounting
import Clearing
import Postgres

/// A new book, as the owner of the database opens it: its name, its chart, and the first administrator, who registers all
/// others.
public struct NewBook: Sendable {
    public let code: String
    public let nameChinese: String
    public let nameEnglish: String
    /// Whether the budgetary books are kept beside the financial ones.
    public let isBudgetary: Bool
    public let administrator: Party
    public let person: Person
    public let credential: Credential

    public init(
        code: String, nameChinese: String, nameEnglish: String, isBudgetary: Bool, administrator: Party, person: Person,
        credential: Credential
    ) {
        self.code = code
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.isBudgetary = isBudgetary
        self.administrator = administrator
        self.person = person
        self.credential = credential
    }
}

extension Transaction {
    /// Opens a book and gives its id. Opening it again with the same code gives the same id and changes nothing.
    public func open(_ book: NewBook, chart: Chart, at now: Moment) throws -> Int64 {
        try run("lock table clearing.directory in share row exclusive mode")
        if let known = try bookID(of: book.code) { return known }
        let accounts = chart.accounts
        guard
            let id = try one(
                "select coalesce(max(book_id), 0) + 1 as id from clearing.directory", { try $0.int64("id") })
        else {
            preconditionFailure("an aggregate always has a row")
        }
        try pipeline { pipeline in
            pipeline.add("insert into clearing.directory (code, book_id) values (\(book.code), \(id))")
            pipeline.add(
                """
                insert into clearing.book (book_id, code, name_zh, name_en, is_budgetary, opened_at)
                values (\(id), \(book.code), \(book.nameChinese), \(book.nameEnglish), \(book.isBudgetary), \(SQLTimestamp(now)))
                """)
            pipeline.add(
                """
                select ledger.open_book(
                    \(id), \(accounts.map(\.code)), \(accounts.map(\.chinese)), \(accounts.map(\.english)),
                    \(accounts.map(\.kind.rawValue)), \(accounts.map { $0.normalSide == .debit ? "D" : "C" }), \(accounts.map(\.hasFloor)))
                """)
            pipeline.add(Party.save(id, [book.administrator]))
            pipeline.add(Person.save(id, [book.person]))
            pipeline.add(Credential.save(id, [book.credential]))
            try pipeline.send()
        }
        return id
    }

    public func bookID(of code: String) throws -> Int64? {
        try one("select book_id from clearing.directory where code = \(code)") { try $0.int64("book_id") }
    }

    /// Every book of the database: code and id.
    public func directory() throws -> [String: Int64] {
        Dictionary(
            uniqueKeysWithValues: try rows("select code, book_id from clearing.directory").map {
                (try $0.string("code"), try $0.int64("book_id"))
            })
    }
}
