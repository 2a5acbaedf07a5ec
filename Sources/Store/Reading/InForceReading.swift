import Accounting
import Clearing
import Postgres

/// Loans in force on a day, and the three balances of them (V28).
public struct InForce: Sendable, Equatable {
    public var count: Int64 = 0
    public var balances = LoanBalances.zero

    static func += (left: inout InForce, right: InForce) {
        left.count += right.count
        left.balances += right.balances
    }
}

/// The loans in force of one bank under one version of a programme's terms; every balance in the figures is a sum of such rows,
/// and each of these the sum of its loans.
public struct InForceRow: Sendable {
    public let programme: String
    public let version: Int
    public let bank: String
    public fileprivate(set) var inForce = InForce()
}

/// One loan below them.
public struct InForceLoan: Sendable {
    public let loan: Int64
    public let programme: String
    public let version: Int
    public let bank: String
    public let balances: LoanBalances
}

/// How a balance under some version of a programme's terms falls into the three.
struct BalanceScales {
    private let terms, reguarantors: Pipeline.Place

    init(_ book: Int64, _ pipeline: inout Pipeline) {
        terms = pipeline.add(TermsVersion.all(book))
        reguarantors = pipeline.add(
            "select party from clearing.party where book_id = \(book) and kind in ('reguarantor', 'national')")
    }

    func weigh(_ results: Pipeline.Results) throws -> (Money, _ programme: String, _ version: Int) -> LoanBalances {
        var versions: [String: [Int: Terms]] = [:]
        for version in try results[terms].map(TermsVersion.init) {
            versions[version.terms.programme, default: [:]][version.version] = version.terms
        }
        let above = Set(try results[reguarantors].map { try $0.string("party") })
        return { balance, programme, version in
            guard let terms = versions[programme]?[version] else { return .zero }
            return LoanBalances(of: balance, under: terms, isReguarantor: above.contains)
        }
    }
}

/// The statements that fetch loans with their balances: what follows from a balance is worked out once for all that have it.
struct InForceLoading {
    private let balances: Pipeline.Place
    private let scales: BalanceScales

    /// `loans` has the columns of `InForceLoading.loans`.
    init(_ reach: Reach, _ loans: SQL, _ filter: FactFilter, _ pipeline: inout Pipeline) {
        balances = pipeline.add(
            """
            select f.programme, f.terms_version, f.bank, f.balance, count(*) as count
            from (\(loans)) f
            where \(filter.conditions(reach))
            group by 1, 2, 3, 4
            order by 1, 2, 3
            """)
        scales = BalanceScales(reach.book, &pipeline)
    }

    func rows(_ results: Pipeline.Results) throws -> [InForceRow] {
        let weigh = try scales.weigh(results)
        var rows: [InForceRow] = []
        for row in results[balances] {
            let (programme, version) = (try row.string("programme"), Int(try row.int32("terms_version")))
            let (bank, count) = (try row.string("bank"), try row.int64("count"))
            if rows.last?.programme != programme || rows.last?.version != version || rows.last?.bank != bank {
                rows.append(InForceRow(programme: programme, version: version, bank: bank))
            }
            let found = weigh(try row.money("balance"), programme, version).times(count)
            rows[rows.count - 1].inForce += InForce(count: count, balances: found)
        }
        return rows
    }

    /// Balances as reported until a day; as they stand, where the day is today's.
    static func loans(_ reach: Reach, _ asOf: Day, _ today: Day) -> SQL {
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
            select l.loan_no, l.programme, l.bank, l.terms_version, \(balance) as balance,
                l.in_force_from as day
            from clearing.loan l
            where \(reach.loans) and l.in_force_from is not null
                and (l.released_on is null or l.released_on > \(SQLDate(asOf)))
            """
    }

    /// Principals of all loans that were ever taken under guarantee.
    static func filed(_ reach: Reach) -> SQL {
        """
        select l.loan_no, l.programme, l.bank, l.terms_version, l.principal as balance,
            l.in_force_from as day
        from clearing.loan l
        where \(reach.loans) and \(InForceLoading.counts)
        """
    }

    /// Whether loan `l` was taken under guarantee, and not corrected by another filing.
    static let counts: SQL = "l.state not in ('pending', 'declined', 'replaced')"
}

extension Reader {
    /// What is in force at the end of a day, by bank and version of terms.
    public func inForce(
        _ reach: Reach, asOf: Day, today: Day, programme: String? = nil, bank: String? = nil, guarantor: String? = nil
    ) async throws -> [InForceRow] {
        let filter = FactFilter.standing(asOf, programme, bank, guarantor)
        return try await read(reach) { pipeline in
            let loading = InForceLoading(
                reach, InForceLoading.loans(reach, asOf, today), filter, &pipeline)
            return try loading.rows(try pipeline.send())
        }
    }

    /// What was filed in `[from, until)`, its principal weighed like a balance.
    public func filed(_ reach: Reach, from: Day?, until: Day) async throws -> [InForceRow] {
        var filter = FactFilter()
        (filter.from, filter.until) = (from, until)
        let span = filter
        return try await read(reach) { pipeline in
            let loading = InForceLoading(reach, InForceLoading.filed(reach), span, &pipeline)
            return try loading.rows(try pipeline.send())
        }
    }

    /// The loans in force, by number.
    public func loansInForce(
        _ reach: Reach, asOf: Day, today: Day, programme: String? = nil, bank: String? = nil, guarantor: String? = nil,
        _ ask: PageAsk<Int64>
    ) async throws -> Page<InForceLoan, Int64> {
        let filter = FactFilter.standing(asOf, programme, bank, guarantor)
        return try await read(reach) { pipeline in
            let loans = pipeline.add(
                """
                select f.loan_no, f.programme, f.terms_version, f.bank, f.balance
                from (\(InForceLoading.loans(reach, asOf, today))) f
                where \(filter.conditions(reach))\(SQL.and(ask.after) { "f.loan_no > \($0)" })
                order by f.loan_no
                limit \(ask.rows)
                """)
            let scales = BalanceScales(reach.book, &pipeline)
            let results = try pipeline.send()
            let weigh = try scales.weigh(results)
            let found = try results[loans].map { row in
                let (programme, version) = (try row.string("programme"), Int(try row.int32("terms_version")))
                return InForceLoan(
                    loan: try row.int64("loan_no"), programme: programme, version: version,
                    bank: try row.string("bank"), balances: weigh(try row.money("balance"), programme, version))
            }
            return Page(found, ask, key: \.loan)
        }
    }
}

extension FactFilter {
    /// All that was filed by the end of a day.
    static func standing(_ asOf: Day, _ programme: String?, _ bank: String?, _ guarantor: String? = nil) -> FactFilter {
        var filter = FactFilter()
        filter.guarantor = guarantor
        (filter.programme, filter.bank, filter.until) = (programme, bank, asOf + 1)
        return filter
    }
}
