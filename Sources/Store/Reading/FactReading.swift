import Accounting
import Clearing
import Postgres

/// Something that happened to a loan, a claim or a recovery, and how many fen it was about: the lines every figure of RULES §12
/// is added up from, so that each figure can be followed down to them.
public enum Measure: String, Sendable, CaseIterable {
    /// Principal of loans filed, by the day from which they count; without filings that others replaced.
    case filed
    /// Principal of loans repaid, by the day of release.
    case released
    /// The same principal times the days it ran by 365: the base of the national compensation rate.
    case annualised
    /// The loss claims asked for, by the day of filing; without those withdrawn or rejected.
    case claimed
    /// What all but the bank bear of claims, by the day of approval. A claim that is cured or clawed back is taken out again, by
    /// a line of its own on that day: no earlier day's figure changes.
    case compensated
    /// What the fund has paid of claims, its own share and for others first, to the bank or to whoever had paid it. What was
    /// set off against a recovery was never paid.
    case paid
    /// What others have given back of what the fund paid for them.
    case returned
    /// What other bearers have paid, passed on to the bank or to whoever had paid it.
    case passedOn = "passed-on"
    /// What has reached banks, whoever paid it, less what they gave back at the true-up of a year.
    case received
    /// What came back from borrowers without what was theirs, by the day it was received; taken out like `compensated`.
    case recovered
}

/// What figures are narrowed to; nil narrows nothing.
public struct FactFilter: Sendable {
    public var programme, bank: String?
    /// The first guarantor of the terms something was filed under, or `none`.
    public var guarantor: String?
    /// `[from, until)`, by the day something happened.
    public var from, until: Day?

    public init() {}
}

/// One line below a figure.
public struct Fact: Sendable {
    public let measure: Measure
    public let programme, bank: String
    public let day: Day
    /// `loan/12`, `claim/7`, `recovery/3`.
    public let subject: String
    /// Floored to the fen.
    public let amount: Money
    /// The guarantee fee of a loan that is filed, a year; nil where it names none.
    public let feeRate: Ratio?
    /// Where the next page begins.
    public let place: Int64
}

extension Measure {
    /// All facts in reach as `fact (measure, programme, bank, day, subject, amount, fee_rate, terms_version)`, for the `with` of a
    /// statement; the version only where it is asked for, as claims look it up one by one.
    static func facts(_ reach: Reach, versioned: Bool) -> SQL {
        let version: SQL = versioned ? "clearing.terms_version_of(c.book_id, c.loan_no)" : "null::integer"
        return """
            fact (measure, programme, bank, day, subject, amount, fee_rate, terms_version) as (
                \(ofLoans(reach))
                union all
                \(ofClaims(reach, version))
                union all
                \(ofPayments(reach, version))
                union all
                \(undone(reach, version))
            )
            """
    }

    private static func ofLoans(_ reach: Reach) -> SQL {
        """
        select 'filed', l.programme, l.bank, l.in_force_from, 'loan/' || l.loan_no,
            l.principal::numeric, l.fee_rate, l.terms_version
        from clearing.loan l
        where \(reach.loans) and \(InForceLoading.counts)
        union all
        select m.measure, l.programme, l.bank, l.released_on, 'loan/' || l.loan_no,
            case m.measure
                when 'released' then l.principal::numeric
                else l.principal::numeric * (l.released_on - l.disbursed) / 365
            end, null, l.terms_version
        from clearing.loan l
        cross join (values ('released'), ('annualised')) m (measure)
        where \(reach.loans) and l.state = 'released' and l.released_on is not null
        """
    }

    private static func ofClaims(_ reach: Reach, _ version: SQL) -> SQL {
        """
        select 'claimed', c.programme, c.bank, (c.filed_at at time zone 'Asia/Shanghai')::date, 'claim/' || c.claim_no,
            coalesce(f.estimated_base, c.estimated_base), null, \(version)
        from \(Claim.rows)
        where \(reach.claims) and c.state not in ('withdrawn', 'rejected')
        union all
        select 'compensated', c.programme, c.bank, c.approved_on, 'claim/' || c.claim_no, s.amount, null, \(version)
        from clearing.claim c
        cross join lateral (\(publicPart(reach))) s
        where \(reach.claims) and c.approved_on is not null
        union all
        select 'recovered', c.programme, c.bank, r.received_on, 'recovery/' || r.recovery_no, r.gross - r.surplus, null,
            \(version)
        from clearing.recovery r
        join clearing.claim c on c.book_id = r.book_id and c.claim_no = r.claim_no
        where r.book_id = \(reach.book) and \(reach.claims)
        """
    }

    /// Money that moved. What a guarantor paid the bank moved outside the fund's accounts; what it then gets is no second payment
    /// to the bank.
    private static func ofPayments(_ reach: Reach, _ version: SQL) -> SQL {
        """
        select m.measure, c.programme, c.bank, g.settled_on, 'claim/' || g.claim_no, g.amount * m.sign, null,
            \(version)
        from clearing.leg g
        join clearing.claim c on c.book_id = g.book_id and c.claim_no = g.claim_no
        join (values
            ('compensation', 'paid', 1), ('deferred', 'paid', 1), ('advance', 'paid', 1), ('insurer-advance', 'paid', 1),
            ('advance-return', 'returned', 1), ('insurer-return', 'returned', 1), ('forward', 'passed-on', 1),
            ('compensation', 'received', 1), ('deferred', 'received', 1), ('advance', 'received', 1),
            ('insurer-advance', 'received', 1), ('forward', 'received', 1), ('true-up', 'received', -1),
            ('true-up-share', 'received', -1)
        ) m (kind, measure, sign) on m.kind = g.kind and (m.measure <> 'received' or g.counterparty = c.bank)
        where \(reach.legs) and g.settled_on is not null and g.order_no is not null
        union all
        select 'received', c.programme, c.bank, c.advanced_on, 'claim/' || c.claim_no, s.amount, null, \(version)
        from clearing.claim c
        cross join lateral (\(publicPart(reach))) s
        where \(reach.claims) and c.advanced_on is not null
        """
    }

    /// What is taken out of the figures because its claim was cured or clawed back.
    private static func undone(_ reach: Reach, _ version: SQL) -> SQL {
        """
        select m.measure, c.programme, c.bank, e.day, 'claim/' || c.claim_no,
            case m.measure when 'compensated' then -s.amount else -r.amount end, null, \(version)
        from clearing.claim c
        cross join (values ('compensated'), ('recovered')) m (measure)
        cross join lateral (\(publicPart(reach))) s
        cross join lateral (
            select coalesce(sum(r.gross - r.surplus), 0) as amount
            from clearing.recovery r
            where r.book_id = c.book_id and r.claim_no = c.claim_no
        ) r
        join lateral (
            select (min(e.at) at time zone 'Asia/Shanghai')::date as day
            from clearing.event e
            where e.book_id = c.book_id and e.subject = 'claim/' || c.claim_no
                and e.kind in ('claim.cured', 'claim.clawed-back')
        ) e on e.day is not null
        where \(reach.claims) and c.state in ('cured', 'clawed-back') and (m.measure = 'compensated' or r.amount > 0)
        """
    }

    /// What all but the bank bear of claim `c`, as far as it is in reach.
    private static func publicPart(_ reach: Reach) -> SQL {
        """
        select sum(s.amount + s.deferred) as amount
        from clearing.share s
        where s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
            and s.party <> 'bank' and \(reach.shares)
        """
    }
}

extension FactFilter {
    /// Conditions on `fact f`, or on anything that has its columns; a guarantor's also on its version of terms.
    func conditions(_ reach: Reach) -> SQL {
        "true" + SQL.and(programme) { "f.programme = \($0)" } + SQL.and(bank) { "f.bank = \($0)" }
            + SQL.and(from) { "f.day >= \(SQLDate($0))" } + SQL.and(until) { "f.day < \(SQLDate($0))" }
            + SQL.and(guarantor) {
                "(f.programme, f.terms_version) in (select led.programme, led.version from (\(Led.by(reach))) led where led.guarantor = \($0))"
            }
    }
}

extension Reader {
    /// The lines below a figure, oldest first.
    public func facts(_ reach: Reach, _ measure: Measure, _ filter: FactFilter, _ ask: PageAsk<Int64>) async throws
        -> Page<Fact, Int64>
    {
        let found = try await rows(
            reach,
            """
            with \(Measure.facts(reach, versioned: filter.guarantor != nil)), numbered as (
                select f.*, row_number() over (order by f.day, f.subject, f.amount) as place
                from fact f
                where f.measure = \(measure.rawValue) and \(filter.conditions(reach))
            )
            select measure, programme, bank, day, subject, floor(amount)::bigint as amount, fee_rate, place
            from numbered
            where true\(SQL.and(ask.after) { "place > \($0)" })
            order by place
            limit \(ask.rows)
            """
        ) { row in
            Fact(
                measure: try row.word("measure"), programme: try row.string("programme"), bank: try row.string("bank"),
                day: try row.day("day"), subject: try row.string("subject"), amount: try row.money("amount"),
                feeRate: try row.ratioOrNil("fee_rate"), place: try row.int64("place"))
        }
        return Page(found, ask, key: \.place)
    }
}
