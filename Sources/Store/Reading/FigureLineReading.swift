import Accounting
import Clearing
import Postgres

// The lines below the figures that are not sums of facts: each list adds up to its figure, column by column.

/// A bearer's share of one claim.
public struct BearerLine: Sendable {
    public let claim: Int64
    public let state: Claim.State
    public let programme, bank: String
    public let borne, paid, recovered, pending: Money
}

/// One share a bearer was asked to answer for.
public struct AnswerLine: Sendable {
    public let claim: Int64
    public let party: String
    public let state: Share.State
    public let code: Share.Dispute?
    public let asked: Moment
    public let answerBy: Day
    public let answered: Moment?
    public let isLate: Bool
    /// From the notice to the answer, whole seconds.
    public let seconds: Int64?
}

/// A claim of one year's compensation.
public struct VintageLine: Sendable {
    public let claim: Int64
    public let state: Claim.State
    public let approvedOn: Day
    public let compensated, recovered: Money
}

extension Reader {
    /// What `bearers` adds up for one party, by claim.
    public func bearerLines(_ reach: Reach, party: String, _ ask: PageAsk<Int64>) async throws -> Page<
        BearerLine, Int64
    > {
        let found = try await rows(
            reach,
            """
            select c.claim_no, c.state, c.programme, c.bank, s.settled as paid, s.recovered,
                case when c.approved_on is null then 0 else s.amount + s.deferred end as borne,
                case when c.approved_on is null then s.amount + s.deferred else 0 end as pending
            from clearing.share s
            join clearing.claim c on c.book_id = s.book_id and c.claim_no = s.claim_no and c.revision = s.revision
            where \(reach.shares) and \(reach.claims) and \(BearerRow.counts)
                and case s.party when 'bank' then c.bank else s.party end = \(party)
                \(SQL.and(ask.after) { "c.claim_no > \($0)" })
            order by c.claim_no
            limit \(ask.rows)
            """
        ) { row in
            BearerLine(
                claim: try row.int64("claim_no"), state: try row.word("state"), programme: try row.string("programme"),
                bank: try row.string("bank"), borne: try row.money("borne"), paid: try row.money("paid"),
                recovered: try row.money("recovered"), pending: try row.money("pending"))
        }
        return Page(found, ask, key: \.claim)
    }

    /// What `answers` counts for one party, by claim.
    public func answerLines(
        _ reach: Reach, party: String, from: Day, until: Day, today: Day, _ ask: PageAsk<Int64>
    ) async throws -> Page<AnswerLine, Int64> {
        let found = try await rows(
            reach,
            """
            select s.claim_no, s.party, s.state, s.code, c.admitted_at, c.answer_by, s.answered_at,
                \(AnswerRow.isLate(today)) as is_late,
                floor(extract(epoch from s.answered_at - c.admitted_at))::bigint as seconds
            from clearing.share s
            join clearing.claim c on c.book_id = s.book_id and c.claim_no = s.claim_no and c.revision = s.revision
            where \(AnswerRow.counts(reach, from, until)) and s.party = \(party)
                \(SQL.and(ask.after) { "s.claim_no > \($0)" })
            order by s.claim_no
            limit \(ask.rows)
            """
        ) { row in
            AnswerLine(
                claim: try row.int64("claim_no"), party: try row.string("party"), state: try row.word("state"),
                code: try row.wordOrNil("code"), asked: try row.moment("admitted_at"),
                answerBy: try row.day("answer_by"), answered: try row.momentOrNil("answered_at"),
                isLate: try row.bool("is_late"), seconds: try row.int64OrNil("seconds"))
        }
        return Page(found, ask, key: \.claim)
    }

    /// The legs `ageing` adds up, by number.
    public func ageingLines(
        _ reach: Reach, asOf: Day, party: String? = nil, kind: Leg.Kind? = nil, _ ask: PageAsk<Int64>
    ) async throws -> Page<Leg, Int64> {
        let found = try await rows(
            reach,
            """
            select \(Leg.columns)
            from clearing.leg g
            where \(AgeingRow.unsettled(reach, asOf))
                \(SQL.and(party) { "g.counterparty = \($0)" })
                \(SQL.and(kind) { "g.kind = \($0.rawValue)" })
                \(SQL.and(ask.after) { "g.leg_no > \($0)" })
            order by g.leg_no
            limit \(ask.rows)
            """, Leg.init)
        return Page(found, ask, key: \.number)
    }

    /// The claims of a year's vintage, by number.
    public func vintageLines(_ reach: Reach, year: Int, _ ask: PageAsk<Int64>) async throws -> Page<VintageLine, Int64>
    {
        let found = try await rows(
            reach,
            """
            select c.claim_no, c.state, c.approved_on, sum(s.amount + s.deferred)::bigint as compensated,
                sum(s.recovered)::bigint as recovered
            from clearing.claim c
            join clearing.share s on s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
            where \(reach.claims) and \(reach.shares) and \(VintageRow.counts)
                and extract(year from c.approved_on) = \(Int64(year))
                \(SQL.and(ask.after) { "c.claim_no > \($0)" })
            group by c.book_id, c.claim_no
            order by c.claim_no
            limit \(ask.rows)
            """
        ) { row in
            VintageLine(
                claim: try row.int64("claim_no"), state: try row.word("state"),
                approvedOn: try row.day("approved_on"), compensated: try row.money("compensated"),
                recovered: try row.money("recovered"))
        }
        return Page(found, ask, key: \.claim)
    }
}
