import Accounting
import Clearing
import Postgres

/// What figures are added up by.
public enum FigureKey: String, Sendable, CaseIterable {
    case programme, bank, guarantor
    case programmeAndBank = "programme-bank"
    /// The month in which something happened, `2026-07`.
    case month

    /// The key of something with the columns of `fact f`.
    var column: SQL {
        switch self {
        case .programme: "f.programme"
        case .bank: "f.bank"
        case .guarantor: "led.guarantor"
        case .programmeAndBank: "f.programme || '/' || f.bank"
        case .month: "to_char(f.day, 'YYYY-MM')"
        }
    }

    /// What `fact f` is joined with for it.
    fileprivate func join(_ reach: Reach) -> SQL {
        self == .guarantor
            ? "join (\(Led.by(reach))) led on led.programme = f.programme and led.version = f.terms_version" : ""
    }

    /// - Parameter led: guarantors by programme and version of its terms.
    fileprivate func of(_ loans: InForceRow, _ led: [String: String]) -> String {
        switch self {
        case .guarantor: led["\(loans.programme) \(loans.version)"] ?? "none"
        case .programme: loans.programme
        case .bank: loans.bank
        case .programmeAndBank: "\(loans.programme)/\(loans.bank)"
        case .month: preconditionFailure("what is in force belongs to no month")
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

    /// A row in which nothing has happened.
    public init(key: String) { self.key = key }

    public func amount(_ measure: Measure) -> Money { amounts[measure] ?? .zero }
}

extension Reader {
    /// What happened from a day, or ever, until the end of another, by key; and the loans in force then. A month has none.
    public func figures(
        _ reach: Reach, by key: FigureKey, from: Day? = nil, asOf: Day, today: Day, programme: String? = nil,
        bank: String? = nil, guarantor: String? = nil
    ) async throws -> [FigureRow] {
        let standing = FactFilter.standing(asOf, programme, bank, guarantor)
        var filter = standing
        filter.from = from
        let narrowed = filter
        return try await read(reach) { pipeline in
            let sums = pipeline.add(
                """
                with \(Measure.facts(reach, versioned: key == .guarantor || guarantor != nil))
                select \(key.column) as key, f.measure, count(*) filter (where f.amount >= 0) - count(*) filter (where f.amount < 0) as count,
                    floor(sum(f.amount))::bigint as amount
                from fact f
                \(key.join(reach))
                where \(narrowed.conditions(reach))
                group by 1, 2
                """)
            let fees = pipeline.add(FigureRow.fees(reach, key, narrowed))
            let balances =
                key == .month
                ? nil : InForceLoading(reach, InForceLoading.loans(reach, asOf, today), standing, &pipeline)
            let guarantors = pipeline.add(Led.by(reach))
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
            let led = try results[guarantors].map { row in
                ("\(try row.string("programme")) \(try row.int32("version"))", try row.string("guarantor"))
            }
            let leading = Dictionary(led) { first, _ in first }
            for loans in try balances?.rows(results) ?? [] {
                let name = key.of(loans, leading)
                rows[name, default: FigureRow(key: name)].inForce += loans.inForce
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
            select l.programme, l.bank, l.terms_version, l.principal, l.fee_rate, l.in_force_from as day
            from clearing.loan l
            where \(reach.loans) and \(InForceLoading.counts) and l.fee_rate is not null
        ) f
        \(key.join(reach))
        where \(filter.conditions(reach))
        group by 1
        """
    }
}
