import Accounting
import Clearing
import Postgres

extension Row {
    func accountName(_ column: Column) throws -> AccountName {
        let text = try string(column)
        guard let name = AccountName(text) else {
            throw ColumnError(column: column, problem: "\(text) is no account's name")
        }
        return name
    }
}

extension Holding {
    static func named(_ book: Int64, _ codes: [String]) -> SQL {
        """
        select a.account_id, a.code, a.normal::text as normal, a.debit, a.credit, a.floor, a.ceiling
        from unnest(\(codes)) n (code)
        join ledger.account a on a.book_id = \(book) and a.code = n.code
        """
    }

    /// Opens accounts, each with the most it may hold; gives their numbers.
    static func open(_ book: Int64, _ codes: [String], _ ceilings: [Money?]) -> SQL {
        """
        select o.account_id, o.code
        from ledger.open_accounts(\(book), \(codes), \(ceilings.map { $0?.fen })) o
        """
    }

    init(_ row: Row) throws {
        self.init(
            number: try row.int32("account_id"), normalSide: try row.string("normal") == "D" ? .debit : .credit,
            debit: try row.money("debit"), credit: try row.money("credit"), floor: try row.moneyOrNil("floor"),
            ceiling: try row.moneyOrNil("ceiling"))
    }

    /// The principal of the pool on the eve of a year. A pool that was opened during the year has what was paid in so far.
    static func openingPools(_ book: Int64, _ years: [Int]) -> SQL {
        """
        select n.year::bigint as year,
            coalesce(
                nullif(sum(d.credit - d.debit) filter (where d.day < make_date(n.year::integer, 1, 1)), 0),
                sum(d.credit - d.debit) filter (where d.day < make_date(n.year::integer + 1, 1, 1)), 0)::bigint as opening
        from unnest(\(years.map(Int64.init))) n (year)
        left join ledger.account a on a.book_id = \(book) and a.code like '3101%'
        left join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id
        group by n.year
        """
    }

    static func setCeilings(_ book: Int64, _ ceilings: [(Int32, Money?)]) -> SQL {
        "select ledger.set_ceilings(\(book), \(ceilings.map(\.0)), \(ceilings.map(\.1?.fen))) as count"
    }
}

extension Entry {
    static func about(_ book: Int64, _ subjects: [String]) -> SQL {
        """
        select n.subject
        from unnest(\(subjects)) n (subject)
        where exists (select from ledger.entry e where e.book_id = \(book) and e.subject = n.subject)
        """
    }

    /// Writes entries by the only way in.
    static func post(_ book: Int64, _ entries: [Entry], _ numbers: (AccountName) -> Int32) -> SQL {
        var entry: [Int32] = []
        var line: [Int16] = []
        var debit: [Int32] = []
        var credit: [Int32] = []
        var amount: [Int64] = []
        for (place, written) in entries.enumerated() {
            for (row, posting) in written.postings.enumerated() {
                entry.append(Int32(place + 1))
                line.append(Int16(row + 1))
                debit.append(numbers(posting.debit))
                credit.append(numbers(posting.credit))
                amount.append(posting.amount.fen)
            }
        }
        return """
            select first_entry, seal_no
            from ledger.post(
                \(book), \(entries.map { SQLDate($0.date) }), \(entries.map(\.event)), \(entries.map(\.reference)),
                \(entries.map(\.digest)), \(entry), \(line), \(debit), \(credit), \(amount))
            """
    }
}
