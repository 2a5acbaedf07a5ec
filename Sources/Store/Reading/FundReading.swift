import Accounting
import Clearing
import Postgres

/// How the risk pool's money moved in a period, and what it is bound to at the end of it (RULES §12).
///
/// Movements are those of the special account 1002.01, summed by event and by the account on the other side, so that each
/// can be drilled down to its entries, and opening plus movements is closing by nothing but addition.
public struct FundStatement: Sendable {
    public let opening, closing: Money
    public let movements: [Movement]
    /// Balances at the end, on their normal sides, by code of the chart.
    public let balances: [String: Money]

    public struct Movement: Sendable {
        public let event: String
        /// Code of the chart of the other side.
        public let other: String
        public let paidIn, paidOut: Money
    }
}

extension Reader {
    /// Over `[from, until)`.
    public func fundStatement(_ reach: Reach, from: Day, until: Day) async throws -> FundStatement? {
        guard reach.seesAll else { return nil }
        return try await read(reach) { pipeline in
            let ends = pipeline.add(FundStatement.ends(reach.book, from, until))
            let movements = pipeline.add(FundStatement.movements(reach.book, from, until))
            let balances = pipeline.add(FundStatement.balances(reach.book, until))
            let results = try pipeline.send()
            guard let row = results[ends].first else { preconditionFailure("an aggregate always has a row") }
            return FundStatement(
                opening: try row.money("opening"), closing: try row.money("closing"),
                movements: try results[movements].map { row in
                    FundStatement.Movement(
                        event: try row.string("event"), other: try row.string("other"),
                        paidIn: try row.money("paid_in"),
                        paidOut: try row.money("paid_out"))
                },
                balances: Dictionary(
                    uniqueKeysWithValues: try results[balances].map { (try $0.string("code"), try $0.money("balance")) }
                ))
        }
    }
}

extension FundStatement {
    private static let pool: SQL = "a.code = '1002.01'"

    fileprivate static func ends(_ book: Int64, _ from: Day, _ until: Day) -> SQL {
        """
        select coalesce(sum(d.debit - d.credit) filter (where d.day < \(SQLDate(from))), 0)::bigint as opening,
            coalesce(sum(d.debit - d.credit), 0)::bigint as closing
        from ledger.account a
        join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day < \(SQLDate(until))
        where a.book_id = \(book) and \(pool)
        """
    }

    fileprivate static func movements(_ book: Int64, _ from: Day, _ until: Day) -> SQL {
        """
        select e.event, split_part(o.code, ':', 1) as other, sum(p.paid_in)::bigint as paid_in, sum(p.paid_out)::bigint as paid_out
        from ledger.account a
        cross join lateral (
            select q.entry_no, q.amount as paid_in, 0::bigint as paid_out, q.credit as other
            from ledger.posting q
            where q.book_id = a.book_id and q.debit = a.account_id
            union all
            select q.entry_no, 0, q.amount, q.debit
            from ledger.posting q
            where q.book_id = a.book_id and q.credit = a.account_id
        ) p
        join ledger.entry e on e.book_id = a.book_id and e.entry_no = p.entry_no
        join ledger.account o on o.book_id = a.book_id and o.account_id = p.other
        where a.book_id = \(book) and \(pool) and e.effective >= \(SQLDate(from)) and e.effective < \(SQLDate(until))
        group by 1, 2
        order by min(e.entry_no), 1, 2
        """
    }

    fileprivate static func balances(_ book: Int64, _ until: Day) -> SQL {
        """
        select split_part(a.code, ':', 1) as code,
            sum(case a.normal when 'D' then d.debit - d.credit else d.credit - d.debit end)::bigint as balance
        from ledger.account a
        join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day < \(SQLDate(until))
        where a.book_id = \(book)
        group by 1
        """
    }
}
