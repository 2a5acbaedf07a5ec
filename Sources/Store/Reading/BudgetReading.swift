import Accounting
import Postgres

/// How one kind of earmarked money was used in a year: the special account of its category.
public struct BudgetRow: Sendable {
    /// `1002.01`.
    public let account: String
    public let opening, paidIn, otherIn, paidOut, closing: Money
}

/// An account that holds what is taken of a limit (9004, 9005, 9007, 9008), and the limit last set.
public struct LimitRow: Sendable {
    public let account: String
    public let used: Money
    public let ceiling: Money?
}

extension Reader {
    /// The risk, subsidy and rebate accounts in `[from, until)`; what came from budgets apart from what else came in.
    public func budget(_ reach: Reach, from: Day, until: Day) async throws -> [BudgetRow] {
        guard reach.seesAll else { return [] }
        let (first, end) = (SQLDate(from), SQLDate(until))
        return try await rows(
            reach,
            """
            select a.code,
                coalesce(sum(d.debit - d.credit) filter (where d.day < \(first)), 0)::bigint as opening,
                coalesce(sum(d.debit) filter (where d.day >= \(first)), 0)::bigint as debit,
                coalesce(sum(d.credit) filter (where d.day >= \(first)), 0)::bigint as credit,
                coalesce((
                    select sum(p.amount)
                    from ledger.posting p
                    join ledger.entry e on e.book_id = p.book_id and e.entry_no = p.entry_no
                    where p.book_id = a.book_id and p.debit = a.account_id and e.event like 'appropriation-%'
                        and e.effective >= \(first) and e.effective < \(end)
                ), 0)::bigint as paid_in
            from ledger.account a
            left join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day < \(end)
            where a.book_id = \(reach.book) and a.code in ('1002.01', '1002.02', '1002.03')
            group by a.book_id, a.account_id, a.code
            order by a.code
            """
        ) { row in
            let (opening, paidIn) = (try row.money("opening"), try row.money("paid_in"))
            let (debit, credit) = (try row.money("debit"), try row.money("credit"))
            return BudgetRow(
                account: try row.string("code"), opening: opening, paidIn: paidIn, otherIn: debit - paidIn,
                paidOut: credit, closing: opening + debit - credit)
        }
    }

    /// Every limit something has been taken of, by account.
    public func limits(_ reach: Reach, _ ask: PageAsk<String>) async throws -> Page<LimitRow, String> {
        guard reach.seesAll else { return Page([], ask, key: \.account) }
        let found = try await rows(
            reach,
            """
            select a.code, (a.debit - a.credit) * case a.normal when 'D' then 1 else -1 end as used, a.ceiling
            from ledger.account a
            where a.book_id = \(reach.book) and (a.code like '9004:%' or a.code like '9005:%' or a.code like '9007:%' or a.code like '9008:%')
                \(SQL.and(ask.after) { "a.code > \($0)" })
            order by a.code
            limit \(ask.rows)
            """
        ) { row in
            LimitRow(
                account: try row.string("code"), used: try row.money("used"), ceiling: try row.moneyOrNil("ceiling"))
        }
        return Page(found, ask, key: \.account)
    }
}
