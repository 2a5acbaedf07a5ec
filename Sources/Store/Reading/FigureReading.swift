import Accounting
import Clearing
import Postgres

/// What figures are added up by.
public enum FigureKey: String, Sendable, CaseIterable {
    case programme, bank
    case programmeAndBank = "programme-bank"
    /// The month in which something happened, `2026-07`.
    case month

    /// The key of something with the columns of `fact f`.
    var column: SQL {
        switch self {
        case .programme: "f.programme"
        case .bank: "f.bank"
        case .programmeAndBank: "f.programme || '/' || f.bank"
        case .month: "to_char(f.day, 'YYYY-MM')"
        }
    }
}

/// The figures of one programme, bank or month (RULES §12).
public struct FigureRow: Sendable {
    public let key: String
    public var counts: [Measure: Int64] = [:]
    public var amounts: [Measure: Money] = [:]
    public var inForce = InForce()
    /// Guarantee fee a year, weighted by principal, rounded half up at the ninth decimal; nil where no loan names one.
    public var averageFee: Ratio?

    /// Loans in force on a day, and the three balances of them (V28): 名义在保余额, 在保余额 without the bank's share, 责任余额
    /// also without what is re-guaranteed. Shares are those of the terms the loans were filed under, of the exact totals.
    public struct InForce: Sendable, Equatable {
        public var count: Int64 = 0
        public var nominal = Money.zero
        public var netOfBank = Money.zero
        public var responsibility = Money.zero
    }

    public func amount(_ measure: Measure) -> Money { amounts[measure] ?? .zero }
}

extension Reader {
    /// What happened from a day, or ever, until the end of another, by key; and the loans in force then. A month has none.
    public func figures(
        _ reach: Reach, by key: FigureKey, from: Day? = nil, asOf: Day, today: Day, programme: String? = nil,
        bank: String? = nil
    ) async throws -> [FigureRow] {
        var filter = FactFilter()
        (filter.programme, filter.bank, filter.until) = (programme, bank, asOf + 1)
        let standing = filter
        filter.from = from
        let narrowed = filter
        return try await read(reach) { pipeline in
            let sums = pipeline.add(
                """
                with \(Measure.facts(reach))
                select \(key.column) as key, f.measure, count(*) as count, floor(sum(f.amount))::bigint as amount
                from fact f
                where \(narrowed.conditions)
                group by 1, 2
                """)
            let fees = pipeline.add(FigureRow.fees(reach, key, narrowed))
            let balances = key == .month ? nil : pipeline.add(FigureRow.balances(reach, key, standing, asOf, today))
            let terms = pipeline.add(TermsVersion.all(reach.book))
            let reguarantors = pipeline.add(
                "select party from clearing.party where book_id = \(reach.book) and kind in ('reguarantor', 'national')"
            )
            let results = try pipeline.send()
            var rows: [String: FigureRow] = [:]
            for row in results[sums] {
                let (key, measure) = (try row.string("key"), try row.word("measure", Measure.self))
                rows[key, default: FigureRow(key: key)].counts[measure] = try row.int64("count")
                rows[key, default: FigureRow(key: key)].amounts[measure] = try row.money("amount")
            }
            for row in results[fees] {
                let key = try row.string("key")
                rows[key, default: FigureRow(key: key)].averageFee = try row.ratioOrNil("fee")
            }
            let versions = Dictionary(grouping: try results[terms].map(TermsVersion.init), by: \.terms.programme)
            let above = Set(try results[reguarantors].map { try $0.string("party") })
            if let balances {
                for row in results[balances] {
                    let (key, version) = (try row.string("key"), try row.int32("terms_version"))
                    let terms = versions[try row.string("programme")]?.first { $0.version == version }?.terms
                    rows[key, default: FigureRow(key: key)].inForce.add(
                        try row.int64("count"), try row.money("balance"), terms, reguarantors: above)
                }
            }
            return rows.values.sorted { $0.key < $1.key }
        }
    }
}

extension FigureRow {
    /// `sum(principal × rate) / sum(principal)`, never an average of rates.
    fileprivate static func fees(_ reach: Reach, _ key: FigureKey, _ filter: FactFilter) -> SQL {
        """
        select \(key.column) as key, round(sum(f.principal::numeric * f.fee_rate) / sum(f.principal))::bigint as fee
        from (
            select l.programme, l.bank, l.principal, l.fee_rate, (l.filed_at at time zone 'Asia/Shanghai')::date as day
            from clearing.loan l
            where \(reach.loans) and l.fee_rate is not null
        ) f
        where \(filter.conditions)
        group by 1
        """
    }

    /// Balances as reported until a day; as they stand, where the day is today's.
    fileprivate static func balances(
        _ reach: Reach, _ key: FigureKey, _ filter: FactFilter, _ asOf: Day, _ today: Day
    ) -> SQL {
        let balance: SQL =
            asOf >= today
            ? "l.balance"
            : """
            coalesce((
                select b.balance
                from clearing.balance_report b
                where b.book_id = l.book_id and b.loan_no = l.loan_no and b.as_of <= \(SQLDate(asOf))
                order by b.as_of desc
                limit 1), l.principal)
            """
        return """
            select \(key.column) as key, f.programme, f.terms_version, count(*) as count, sum(f.balance)::bigint as balance
            from (
                select l.programme, l.bank, l.terms_version, \(balance) as balance,
                    (l.filed_at at time zone 'Asia/Shanghai')::date as day
                from clearing.loan l
                where \(reach.loans) and (l.released_on is null or l.released_on > \(SQLDate(asOf)))
            ) f
            where \(filter.conditions)
            group by 1, 2, 3
            """
    }
}

extension FigureRow.InForce {
    fileprivate mutating func add(_ loans: Int64, _ balance: Money, _ terms: Terms?, reguarantors: Set<String>) {
        count += loans
        nominal += balance
        let parts = terms?.nominalShares(of: balance) ?? []
        let bank = parts.filter { $0.party == Share.bank }.map(\.amount).total
        let above = parts.filter { reguarantors.contains($0.party) }.map(\.amount).total
        netOfBank += balance - bank
        responsibility += balance - bank - above
    }
}
