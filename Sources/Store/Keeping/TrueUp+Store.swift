import Clearing
import Postgres

extension TrueUp.Year {
    /// Paid claims that take of some cap of the bank's year.
    static func claims(_ book: Int64, _ years: [TrueUp.Year]) -> SQL {
        """
        select n.bank, n.programme, n.year, array_agg(c.claim_no order by c.claim_no) as claims
        from unnest(
            \(years.map(\.portfolio.bank)), \(years.map(\.portfolio.programme)), \(years.map { Int64($0.year) })
        ) n (bank, programme, year)
        join clearing.claim c on c.book_id = \(book) and c.bank = n.bank and c.programme = n.programme
            and c.state in ('paid', 'recovering')
        where exists (
            select from jsonb_array_elements(c.uses::jsonb) u
            where u ->> 'window' = n.bank || '-' || n.year and (u ->> 'amount')::bigint > 0)
        group by n.bank, n.programme, n.year
        """
    }

    init(_ row: Row) throws { self.init(portfolio: try Portfolio(row), year: Int(try row.int64("year"))) }
}
