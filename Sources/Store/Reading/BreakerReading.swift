import Accounting
import Clearing
import Postgres

/// A portfolio in reach, its rate as it stands, and what its breaker has done, oldest first.
public struct BreakerRow: Sendable {
    public let portfolio: Portfolio
    public let rate: LossRate
    public let moves: [BreakerMove]
}

extension Reader {
    /// By programme and bank. Of those who do not see the whole book, a bank sees its own, and a branch nothing: the rate is
    /// the whole bank's.
    public func breakers(_ reach: Reach, bank: String? = nil, programme: String? = nil) async throws -> [BreakerRow] {
        let own: SQL = reach.seesAll ? "true" : "\(reach.branch)::text is null and f.bank = \(reach.party)"
        return try await read(reach) { pipeline in
            let rates = pipeline.add(
                """
                select f.bank, f.programme, f.filed, coalesce(g.lost, 0)::bigint as lost
                from (
                    select l.bank, l.programme, sum(l.principal)::bigint as filed
                    from clearing.loan l
                    where \(reach.loans) and l.state in ('active', 'released', 'compensated')\(SQL.and(bank) { "l.bank = \($0)" })\(SQL.and(programme) { "l.programme = \($0)" })
                    group by l.bank, l.programme
                ) f
                left join (
                    select c.bank, c.programme, sum(s.amount + s.deferred - s.recovered)::bigint as lost
                    from clearing.claim c
                    join clearing.share s on s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
                    where c.book_id = \(reach.book) and c.approved_on is not null and c.state <> 'clawed-back'
                    group by c.bank, c.programme
                ) g on g.bank = f.bank and g.programme = f.programme
                where \(own)
                order by f.programme, f.bank
                """)
            let moves = pipeline.add(BreakerMove.all(reach.book))
            let results = try pipeline.send()
            let kept = Dictionary(grouping: try results[moves].map(BreakerMove.init), by: \.portfolio)
            return try results[rates].map { row in
                let portfolio = try Portfolio(row)
                return BreakerRow(portfolio: portfolio, rate: try LossRate(row), moves: kept[portfolio] ?? [])
            }
        }
    }
}
