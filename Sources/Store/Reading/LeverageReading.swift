import Accounting
import Clearing
import Postgres

/// How much of the pool's principal is filed, and how much each guarantor stands for of its net assets (放大倍数, domain §7).
public struct Leverage: Sendable {
    /// Account 9008:pool, and accounts 3101.01 to .04 and .08.
    public let filed, principal: Money
    /// By party.
    public let guarantors: [Guarantor]

    /// One guarantor: its own share of the balances in force, and its net assets as two people adopted them last.
    public struct Guarantor: Sendable {
        public let party: String
        public let responsibility: Money
        public let netAssets: Money?
        /// The day the net assets are of.
        public let netAssetsOf: Day?
    }
}

extension Reader {
    /// At the end of a day; for those who see the whole book.
    public func leverage(_ reach: Reach, asOf: Day, today: Day) async throws -> Leverage? {
        guard reach.seesAll else { return nil }
        return try await read(reach) { pipeline in
            let pool = pipeline.add(
                """
                select coalesce(sum(d.debit - d.credit) filter (where a.code = '9008:pool'), 0)::bigint as filed,
                    coalesce(sum(d.credit - d.debit) filter (where a.code <> '9008:pool'), 0)::bigint as principal
                from ledger.account a
                join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day <= \(SQLDate(asOf))
                where a.book_id = \(reach.book)
                    and a.code in ('9008:pool', '3101.01', '3101.02', '3101.03', '3101.04', '3101.08')
                """)
            let balances = pipeline.add(
                """
                select f.programme, f.terms_version, f.balance, count(*) as count
                from (\(InForceLoading.loans(reach, asOf, today))) f
                where f.day <= \(SQLDate(asOf))
                group by 1, 2, 3
                """)
            let terms = pipeline.add(TermsVersion.all(reach.book))
            let assets = pipeline.add(Leverage.assets(reach, asOf))
            let results = try pipeline.send()
            let shares = try Leverage.shares(results[balances], try results[terms].map(TermsVersion.init))
            let guarantors = try results[assets].map { row in
                let party = try row.string("party")
                return Leverage.Guarantor(
                    party: party, responsibility: shares[party] ?? .zero, netAssets: try row.moneyOrNil("amount"),
                    netAssetsOf: try row.dayOrNil("as_of"))
            }
            return try results[pool].map { row in
                Leverage(
                    filed: try row.money("filed"), principal: try row.money("principal"), guarantors: guarantors)
            }.first
        }
    }
}

extension Leverage {
    /// Every guarantor, with its net assets of the latest day up to a day; of one day, those adopted last.
    fileprivate static func assets(_ reach: Reach, _ asOf: Day) -> SQL {
        """
        select p.party, a.amount, a.as_of
        from clearing.party p
        left join lateral (
            select (r.content::jsonb ->> 'amount')::bigint as amount, (r.content::jsonb ->> 'as_of')::date as as_of
            from clearing.proposal r
            where r.book_id = p.book_id and r.kind = 'net-assets' and r.subject = 'party/' || p.party and r.state = 'adopted'
                and (r.content::jsonb ->> 'as_of')::date <= \(SQLDate(asOf))
            order by 2 desc, r.number desc
            limit 1
        ) a on true
        where p.book_id = \(reach.book) and p.kind = 'guarantor'
        order by 1
        """
    }

    /// What each party would bear of the balances by the shares of their terms, loan by loan to the fen.
    fileprivate static func shares(_ balances: Rows, _ versions: [TermsVersion]) throws -> [String: Money] {
        let terms = Dictionary(versions.map { ("\($0.terms.programme) \($0.version)", $0.terms) }) { first, _ in first }
        var shares: [String: Money] = [:]
        for row in balances {
            let version = terms["\(try row.string("programme")) \(try row.int32("terms_version"))"]
            let count = try row.int64("count")
            for part in version?.nominalShares(of: try row.money("balance")) ?? [] {
                shares[part.party, default: .zero] += Money(fen: part.amount.fen * count)
            }
        }
        return shares
    }
}
