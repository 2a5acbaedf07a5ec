import Accounting
import Clearing
import Postgres

/// Loans in force at the end of a day, cut the ways a monthly report asks for.
public struct LoanPortfolio: Sendable {
    /// By five-class, 1 to 5.
    public let classes: [Cut]
    /// By what a borrower has in force altogether: `up-to-2m`, `up-to-5m`, `up-to-10m`, `above-10m`, in yuan.
    public let sizes: [Cut]
    /// Responsibility balances by the bands regulators ask for: `farmer-up-to-2m` of borrowers tagged `farmer`, `small-up-to-5m`,
    /// `other`, in yuan of what a borrower has in force.
    public let bands: [Band]
    /// By the guarantee fee a year: `up-to-1-percent`, `above-1-percent`, `none`.
    public let fees: [Cut]
    /// The ten borrowers with the most.
    public let largest: [Cut]

    public struct Cut: Sendable {
        public let key: String
        /// Of a borrower.
        public let name: String?
        public let loans, households: Int64
        public let balance: Money
    }

    public struct Band: Sendable {
        public let key: String
        public let loans: Int64
        public let balances: LoanBalances
    }

    public var households: Int64 { sizes.reduce(0) { $0 + $1.households } }
}

/// One loan that is overdue or claimed, as the quarterly list names it.
public struct LossLine: Sendable {
    public let loan: Int64
    public let claim: Int64?
    public let state, borrower, industry, bank, programme: String
    public let principal: Money
    public let disbursed, matures: Day
    public let overdueSince: Day?
    /// What the bank reported last.
    public let balance: Money
    public let base, bankShare, fundShare, otherShare, paid, recovered: Money
    public let paidOn: Day?
    public let circumstances: Claim.Circumstances
}

extension Reader {
    public func portfolio(_ reach: Reach, asOf: Day, today: Day) async throws -> LoanPortfolio {
        try await read(reach) { pipeline in
            func cut(_ key: SQL, _ name: SQL = "null::text", _ tail: SQL = "order by 1") -> Pipeline.Place {
                pipeline.add(
                    """
                    select \(key) as key, \(name) as name, sum(f.loans)::bigint as loans, count(distinct f.borrower) as households,
                        sum(f.balance)::bigint as balance
                    from (\(LoanPortfolio.loans(reach, asOf, today))) f
                    group by 1
                    \(tail)
                    """)
            }
            let classes = cut("f.five_class::text")
            let fees = cut(
                """
                case when f.fee_rate is null then 'none' when f.fee_rate <= 10000000 then 'up-to-1-percent'
                    else 'above-1-percent' end
                """)
            let largest = cut("f.borrower", "min(f.borrower_name)", "order by balance desc, 1 limit 10")
            let sizes = pipeline.add(LoanPortfolio.sizes(reach, asOf, today))
            let bands = pipeline.add(LoanPortfolio.bands(reach, asOf, today))
            let scales = BalanceScales(reach.book, &pipeline)
            let results = try pipeline.send()
            return LoanPortfolio(
                classes: try results[classes].map(LoanPortfolio.Cut.init),
                sizes: try results[sizes].map(LoanPortfolio.Cut.init),
                bands: try LoanPortfolio.weighed(results[bands], scales.weigh(results)),
                fees: try results[fees].map(LoanPortfolio.Cut.init),
                largest: try results[largest].map(LoanPortfolio.Cut.init))
        }
    }

    /// Loans filed until a day that are overdue or claimed, as they stand now.
    public func losses(_ reach: Reach, filedUntil end: Day) async throws -> [LossLine] {
        try await rows(
            reach,
            """
            select l.loan_no, c.claim_no, coalesce(c.state, l.state) as state, l.borrower_name, l.industry, l.bank, l.programme,
                l.principal, l.disbursed, l.matures, l.overdue_since, l.balance, coalesce(c.base, 0) as base, c.paid_on,
                coalesce(s.bank, 0)::bigint as bank_share, coalesce(s.fund, 0)::bigint as fund_share,
                coalesce(s.others, 0)::bigint as other_share, coalesce(s.paid, 0)::bigint as paid,
                coalesce(s.recovered, 0)::bigint as recovered, coalesce(f.cause, c.cause) as cause,
                coalesce(f.counter_guarantee, c.counter_guarantee) as counter_guarantee
            from clearing.loan l
            left join clearing.claim c on c.book_id = l.book_id and c.loan_no = l.loan_no
                and c.state not in ('withdrawn', 'rejected')
            left join clearing.refiling f on f.book_id = c.book_id and f.claim_no = c.claim_no and f.revision = c.revision
            left join lateral (
                select sum(s.amount + s.deferred) filter (where s.party = 'bank') as bank,
                    sum(s.amount + s.deferred) filter (where s.party = 'fund') as fund,
                    sum(s.amount + s.deferred) filter (where s.party not in ('bank', 'fund')) as others,
                    sum(s.settled) filter (where s.party <> 'bank') as paid,
                    sum(s.recovered) filter (where s.party <> 'bank') as recovered
                from clearing.share s
                where s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
            ) s on true
            where \(reach.loans) and (l.overdue_since is not null or c.claim_no is not null)
                and l.in_force_from < \(SQLDate(end))
            order by l.loan_no, c.claim_no
            """, LossLine.init)
    }
}

extension LoanPortfolio {
    /// As reported until a day; as they stand, where the day is today's.
    fileprivate static func loans(_ reach: Reach, _ asOf: Day, _ today: Day) -> SQL {
        let last = SQLDate(asOf)
        let state: SQL =
            asOf >= today
            ? "l.balance, l.five_class::integer as five_class"
            : "coalesce(b.balance, l.principal) as balance, coalesce(b.five_class, 1)::integer as five_class"
        let reported: SQL =
            asOf >= today
            ? ""
            : """
            left join lateral (
                select b.balance, b.five_class
                from clearing.balance_report b
                where b.book_id = l.book_id and b.loan_no = l.loan_no and b.as_of <= \(last)
                order by b.as_of desc
                limit 1
            ) b on true
            """
        return """
            select l.borrower, l.borrower_name, l.fee_rate, l.programme, l.terms_version, l.tags, 1::bigint as loans, \(state)
            from clearing.loan l
            \(reported)
            where \(reach.loans) and \(InForceLoading.counts) and (l.released_on is null or l.released_on > \(last))
                and l.in_force_from <= \(last)
            """
    }

    /// Balances by band and version of terms: each is weighed once for all loans that have it.
    fileprivate static func bands(_ reach: Reach, _ asOf: Day, _ today: Day) -> SQL {
        """
        select case when h.is_farmer and h.whole <= 200000000 then 'farmer-up-to-2m' when h.whole <= 500000000 then 'small-up-to-5m'
                else 'other' end as key,
            h.programme, h.terms_version, h.balance, count(*) as loans
        from (
            select f.programme, f.terms_version, f.balance, sum(f.balance) over (partition by f.borrower) as whole,
                bool_or('farmer' = any (f.tags)) over (partition by f.borrower) as is_farmer
            from (\(loans(reach, asOf, today))) f
        ) h
        group by 1, 2, 3, 4
        """
    }

    fileprivate static func weighed(_ rows: Rows, _ weigh: (Money, String, Int) -> LoanBalances) throws -> [Band] {
        var bands = ["small-up-to-5m", "farmer-up-to-2m", "other"].map { ($0, Int64(0), LoanBalances.zero) }
        for row in rows {
            let (key, count) = (try row.string("key"), try row.int64("loans"))
            let balances = weigh(
                try row.money("balance"), try row.string("programme"), Int(try row.int32("terms_version")))
            guard let place = bands.firstIndex(where: { $0.0 == key }) else { continue }
            bands[place].1 += count
            bands[place].2 += balances.times(count)
        }
        return bands.map { Band(key: $0.0, loans: $0.1, balances: $0.2) }
    }

    fileprivate static func sizes(_ reach: Reach, _ asOf: Day, _ today: Day) -> SQL {
        """
        select z.key, null::text as name, sum(h.loans)::bigint as loans, count(*) as households,
            sum(h.balance)::bigint as balance
        from (
            select f.borrower, sum(f.loans)::bigint as loans, sum(f.balance)::bigint as balance
            from (\(loans(reach, asOf, today))) f
            group by 1
        ) h
        join (values
            (1, 'up-to-2m', 0, 200000000), (2, 'up-to-5m', 200000001, 500000000), (3, 'up-to-10m', 500000001, 1000000000),
            (4, 'above-10m', 1000000001, 9223372036854775807)
        ) z (place, key, least, most) on h.balance between z.least and z.most
        group by z.place, z.key
        order by z.place
        """
    }
}

extension LoanPortfolio.Cut {
    fileprivate init(_ row: Row) throws {
        self.init(
            key: try row.string("key"), name: try row.stringOrNil("name"), loans: try row.int64("loans"),
            households: try row.int64("households"), balance: try row.money("balance"))
    }
}

extension LossLine {
    fileprivate init(_ row: Row) throws {
        self.init(
            loan: try row.int64("loan_no"), claim: try row.int64OrNil("claim_no"), state: try row.string("state"),
            borrower: try row.string("borrower_name"), industry: try row.string("industry"),
            bank: try row.string("bank"), programme: try row.string("programme"),
            principal: try row.money("principal"), disbursed: try row.day("disbursed"),
            matures: try row.day("matures"), overdueSince: try row.dayOrNil("overdue_since"),
            balance: try row.money("balance"), base: try row.money("base"), bankShare: try row.money("bank_share"),
            fundShare: try row.money("fund_share"), otherShare: try row.money("other_share"),
            paid: try row.money("paid"), recovered: try row.money("recovered"), paidOn: try row.dayOrNil("paid_on"),
            circumstances: Claim.Circumstances(
                cause: try row.wordOrNil("cause"), counterGuarantee: try row.stringOrNil("counter_guarantee")))
    }
}
