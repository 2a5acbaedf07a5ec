import Accounting
import Clearing
import Postgres

extension ClosingCheck {
    /// What stands in the way of closing until a day, worked out from the turnovers until that day and the orders due by it.
    static func findings(_ book: Int64, until day: Day) -> SQL {
        let last = SQLDate(day)
        return """
            with held as (
                select a.code, split_part(a.code, ':', 1) as base, a.normal, a.floor, sum(d.debit)::bigint as debit,
                    sum(d.credit)::bigint as credit
                from ledger.account a
                join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day <= \(last)
                where a.book_id = \(book)
                group by a.account_id, a.code, a.normal, a.floor
            ), balance as (
                select h.code, h.base, h.floor, case h.normal when 'D' then h.debit - h.credit else h.credit - h.debit end as amount
                from held h
            ), base as (
                select b.base, sum(b.amount)::bigint as amount from balance b group by b.base
            ), pair (one, other) as (
                values ('1231', '1239'), ('9001', '9101'), ('9002', '9102'), ('9003', '9103'), ('9004', '9104'), ('9005', '9105'),
                    ('9006', '9106'), ('9007', '9107'), ('9008', '9108')
            )
            select 'order-open' as kind, 'order/' || o.order_no as subject, o.amount as held, 0::bigint as expected
            from clearing.payment_order o
            join clearing.run r on r.book_id = o.book_id and r.run_no = o.run_no
            where o.book_id = \(book) and r.due_on <= \(last) and o.state in ('proposed', 'issued')
            union all
            select 'unbalanced', 'book', sum(h.debit)::bigint, sum(h.credit)::bigint
            from held h
            having sum(h.debit) <> sum(h.credit)
            union all
            select 'below-floor', 'account/' || b.code, b.amount, b.floor
            from balance b
            where b.amount < b.floor
            union all
            select 'unequal', 'account/' || p.one, coalesce(a.amount, 0), coalesce(b.amount, 0)
            from pair p
            left join base a on a.base = p.one
            left join base b on b.base = p.other
            where coalesce(a.amount, 0) <> coalesce(b.amount, 0)
            union all
            select 'year-not-carried', 'year/' || \(Int64(YearEnd.last(by: day))), sum(abs(y.amount))::bigint, 0
            from (\(YearEnd.results(book, until: YearEnd.lastDay(by: day)))) y
            having sum(abs(y.amount)) > 0
            order by 1, 2
            limit 200
            """
    }

    static func bankBalances(_ book: Int64, on day: Day) -> SQL {
        """
        select a.code, sum(d.debit - d.credit)::bigint as balance
        from ledger.account a
        join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day <= \(SQLDate(day))
        where a.book_id = \(book) and a.code like '1002%'
        group by a.code
        """
    }

    init(findings: Rows, banks: Rows, _ reconciliations: [Reconciliation]) throws {
        var balances: [AccountName: Money] = [:]
        for row in banks { balances[try row.accountName("code")] = try row.money("balance") }
        self.init(
            findings: try findings.map { row in
                Finding(
                    kind: try row.word("kind"), subject: try row.string("subject"), held: try row.money("held"),
                    expected: try row.money("expected"))
            } + reconciliations.compactMap(\.finding), bankBalances: balances)
    }
}

extension YearEnd {
    /// Where the rows of one year stand in a pipeline.
    struct Places {
        let balances, carried, earlier: Pipeline.Place

        init(_ book: Int64, _ year: Int, _ pipeline: inout Pipeline) {
            let end = Day(year: year, month: 12, day: 31)!
            balances = pipeline.add(YearEnd.balances(book, until: end))
            carried = pipeline.add(YearEnd.carried(book, year))
            earlier = pipeline.add(
                YearEnd.results(book, until: Day(year: year - 1, month: 12, day: 31)!) + "\nlimit 1")
        }
    }

    init(_ year: Int, _ places: Places, _ results: Pipeline.Results) throws {
        var balances: [AccountName: Money] = [:]
        for row in results[places.balances] { balances[try row.accountName("code")] = try row.money("amount") }
        var carried: [String: Money] = [:]
        for row in results[places.carried] { carried[try row.string("event")] = try row.money("amount") }
        self.init(year: year, balances: balances, carried: carried, isEarlierOpen: !results[places.earlier].isEmpty)
    }

    /// The last year that has ended by the end of a day.
    static func last(by day: Day) -> Int { lastDay(by: day).year }

    static func lastDay(by day: Day) -> Day {
        let end = Day(year: day.year, month: 12, day: 31)!
        return day == end ? day : Day(year: day.year - 1, month: 12, day: 31)!
    }

    /// Income and expense, of the budgetary book too, that is left at the end of a day.
    static func results(_ book: Int64, until day: Day) -> SQL {
        ended(book, until: day, ["income", "expense", "budget-income", "budget-expense"])
    }

    private static func balances(_ book: Int64, until day: Day) -> SQL {
        ended(book, until: day, ["income", "expense", "budget-income", "budget-expense", "fund"])
    }

    private static func ended(_ book: Int64, until day: Day, _ kinds: [String]) -> SQL {
        """
        select a.code, case a.normal when 'D' then sum(d.debit - d.credit) else sum(d.credit - d.debit) end::bigint as amount
        from ledger.account a
        join ledger.chart h on h.book_id = a.book_id and h.code = split_part(a.code, ':', 1)
        join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day <= \(SQLDate(day))
        where a.book_id = \(book) and h.kind = any (\(kinds))
        group by a.account_id, a.code, a.normal
        having sum(d.debit) <> sum(d.credit)
        """
    }

    private static func carried(_ book: Int64, _ year: Int) -> SQL {
        """
        select e.event, sum(p.amount)::bigint as amount
        from ledger.entry e
        join ledger.posting p on p.book_id = e.book_id and p.entry_no = e.entry_no
        where e.book_id = \(book) and e.subject = \("year/\(year)")
        group by e.event
        """
    }
}
