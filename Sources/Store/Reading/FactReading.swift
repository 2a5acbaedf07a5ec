import Accounting
import Clearing
import Postgres

/// Something that happened to a loan, a claim or a recovery, and how many fen it was about: the lines every figure of RULES §12
/// is added up from, so that each figure can be followed down to them.
public enum Measure: String, Sendable, CaseIterable {
    /// Principal of loans filed, by the day of filing.
    case filed
    /// Principal of loans repaid, by the day of release.
    case released
    /// The same principal times the days it ran by 365: the base of the national compensation rate.
    case annualised
    /// The loss claims asked for, by the day of filing; without those withdrawn or rejected.
    case claimed
    /// What all but the bank bear of claims, by the day of approval.
    case compensated
    /// What the fund has paid to banks, by the day of payment.
    case paid
    /// What other bearers have paid, passed on to banks.
    case passedOn = "passed-on"
    /// What came back from borrowers without what was theirs, by the day it was received.
    case recovered
}

/// What figures are narrowed to; nil narrows nothing.
public struct FactFilter: Sendable {
    public var programme, bank: String?
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
    /// Where the next page begins.
    public let place: Int64
}

extension Measure {
    /// All facts in reach as `fact (measure, programme, bank, day, subject, amount)`, for the `with` of a statement.
    static func facts(_ reach: Reach) -> SQL {
        """
        fact (measure, programme, bank, day, subject, amount) as (
            select 'filed', l.programme, l.bank, (l.filed_at at time zone 'Asia/Shanghai')::date, 'loan/' || l.loan_no,
                l.principal::numeric
            from clearing.loan l
            where \(reach.loans)
            union all
            select m.measure, l.programme, l.bank, l.released_on, 'loan/' || l.loan_no,
                case m.measure
                    when 'released' then l.principal::numeric
                    else l.principal::numeric * (l.released_on - l.disbursed) / 365
                end
            from clearing.loan l
            cross join (values ('released'), ('annualised')) m (measure)
            where \(reach.loans) and l.state = 'released' and l.released_on is not null
            union all
            select 'claimed', c.programme, c.bank, (c.filed_at at time zone 'Asia/Shanghai')::date, 'claim/' || c.claim_no,
                coalesce(f.estimated_base, c.estimated_base)
            from \(Claim.rows)
            where \(reach.claims) and c.state not in ('withdrawn', 'rejected')
            union all
            select 'compensated', c.programme, c.bank, c.approved_on, 'claim/' || c.claim_no, s.amount
            from clearing.claim c
            cross join lateral (
                select sum(s.amount + s.deferred) as amount
                from clearing.share s
                where s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
                    and s.party <> 'bank' and \(reach.shares)
            ) s
            where \(reach.claims) and c.approved_on is not null
            union all
            select case g.kind when 'forward' then 'passed-on' else 'paid' end, c.programme, c.bank, g.settled_on,
                'claim/' || g.claim_no, g.amount
            from clearing.leg g
            join clearing.claim c on c.book_id = g.book_id and c.claim_no = g.claim_no
            where \(reach.legs) and g.kind in ('compensation', 'deferred', 'forward') and g.settled_on is not null
            union all
            select 'recovered', c.programme, c.bank, r.received_on, 'recovery/' || r.recovery_no, r.gross - r.surplus
            from clearing.recovery r
            join clearing.claim c on c.book_id = r.book_id and c.claim_no = r.claim_no
            where r.book_id = \(reach.book) and \(reach.claims)
        )
        """
    }
}

extension FactFilter {
    /// Conditions on `fact f`, or on anything that has its columns.
    var conditions: SQL {
        "true" + SQL.and(programme) { "f.programme = \($0)" } + SQL.and(bank) { "f.bank = \($0)" }
            + SQL.and(from) { "f.day >= \(SQLDate($0))" } + SQL.and(until) { "f.day < \(SQLDate($0))" }
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
            with \(Measure.facts(reach)), numbered as (
                select f.*, row_number() over (order by f.day, f.subject, f.amount) as place
                from fact f
                where f.measure = \(measure.rawValue) and \(filter.conditions)
            )
            select measure, programme, bank, day, subject, floor(amount)::bigint as amount, place
            from numbered
            where true\(SQL.and(ask.after) { "place > \($0)" })
            order by place
            limit \(ask.rows)
            """
        ) { row in
            Fact(
                measure: try row.word("measure"), programme: try row.string("programme"), bank: try row.string("bank"),
                day: try row.day("day"), subject: try row.string("subject"), amount: try row.money("amount"),
                place: try row.int64("place"))
        }
        return Page(found, ask, key: \.place)
    }
}
