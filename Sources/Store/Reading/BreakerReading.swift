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
                select f.bank, f.programme, f.filed, f.lost
                from clearing.loss_rate f
                where f.book_id = \(reach.book) and f.filed > 0 and \(own)\(SQL.and(bank) { "f.bank = \($0)" })\(SQL.and(programme) { "f.programme = \($0)" })
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
