import Accounting
import Clearing
import Postgres

/// A state of knowledge: what the books said up to a seal, whatever was dated back since.
public enum KnownAt: Sendable, Equatable {
    case seal(Int64)
    /// The last seal at a moment.
    case moment(Moment)

    /// The seal meant; nil where the book has none such.
    func seal(_ reach: Reach, _ pipeline: inout Pipeline) throws -> SealRow? {
        let condition: SQL =
            switch self {
            case .seal(let number): "l.seal_no = \(number)"
            case .moment(let moment): "l.sealed_at <= \(SQLTimestamp(moment))"
            }
        let place = pipeline.add(
            """
            select \(SealRow.columns)
            from ledger.seal l
            where l.book_id = \(reach.book) and \(reach.whole) and \(condition)
            order by l.seal_no desc
            limit 1
            """)
        return try pipeline.send()[place].first.map(SealRow.init)
    }

    /// Turnovers until a day: `account_id`, `day`, `debit`, `credit`. As known at an entry, they are today's less what was posted
    /// after it: turnovers are kept by day, and the past asked for is mostly near.
    static func turnovers(_ book: Int64, asOf: Day, known: Int64?) -> SQL {
        let last = SQLDate(asOf)
        let kept: SQL = """
            select t.account_id, t.day, t.debit, t.credit
            from ledger.account_day t
            where t.book_id = \(book) and t.day <= \(last)
            """
        guard let known else { return kept }
        return kept + """

            union all
            select p.debit, e.effective, -p.amount, 0
            from ledger.entry e
            join ledger.posting p on p.book_id = e.book_id and p.entry_no = e.entry_no
            where e.book_id = \(book) and e.entry_no > \(known) and e.effective <= \(last)
            union all
            select p.credit, e.effective, 0, -p.amount
            from ledger.entry e
            join ledger.posting p on p.book_id = e.book_id and p.entry_no = e.entry_no
            where e.book_id = \(book) and e.entry_no > \(known) and e.effective <= \(last)
            """
    }
}

/// What an account held at the end of a day, as known now or at a seal.
public struct AccountBalance: Sendable {
    public let code: String
    public let debit, credit, balance: Money
    public let known: SealRow?
}

extension Reader {
    /// Nil where there is no such account, or no such seal.
    public func balance(_ reach: Reach, of code: String, asOf: Day, known: KnownAt? = nil) async throws
        -> AccountBalance?
    {
        try await read(reach) { pipeline in
            var seal: SealRow?
            if let known {
                seal = try known.seal(reach, &pipeline)
                if seal == nil { return nil }
            }
            let place = pipeline.add(
                """
                select a.normal::text as normal, coalesce(sum(d.debit), 0)::bigint as debit,
                    coalesce(sum(d.credit), 0)::bigint as credit
                from ledger.account a
                left join (\(KnownAt.turnovers(reach.book, asOf: asOf, known: seal?.lastEntry))) d on d.account_id = a.account_id
                where a.book_id = \(reach.book) and \(reach.whole) and a.code = \(code)
                group by a.account_id, a.normal
                """)
            guard let row = try pipeline.send()[place].first else { return nil }
            let (debit, credit) = (try row.money("debit"), try row.money("credit"))
            return AccountBalance(
                code: code, debit: debit, credit: credit,
                balance: try row.string("normal") == "D" ? debit - credit : credit - debit, known: seal)
        }
    }
}
