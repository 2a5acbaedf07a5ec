import Accounting
import Postgres

/// What one bearer was asked for, bears, has paid and has got back.
public struct BearerRow: Sendable {
    public let party: String
    /// Shares of claims that are approved, and their fen; without claims that were cured or clawed back, of which nobody bears
    /// anything any more.
    public let claims: Int64
    public let borne, paid, recovered: Money
    /// Shares of claims that are on their way.
    public let pending: Int64
    public let pendingAmount: Money
}

/// How a bearer answers: what, how soon, and whether within its working days.
public struct AnswerRow: Sendable {
    public let party: String
    public let asked, confirmed, disputed, deemed, waiting: Int64
    /// Answered, or still not answered, after the last day.
    public let late: Int64
    /// From the notice to the answer, on the average, in whole minutes; nil where nothing was answered.
    public let minutes: Int64?
}

extension AnswerRow {
    /// Whether share `s` of claim `c` was answered after the last day, or is not answered yet.
    static func isLate(_ today: Day) -> SQL {
        "coalesce((s.answered_at at time zone 'Asia/Shanghai')::date, \(SQLDate(today))) > coalesce(s.answer_by, c.answer_by)"
    }

    /// When share `s` of claim `c` was asked for: by the bank's claim, or by a guarantor's up the chain.
    static let asked: SQL = "coalesce(s.claimed_at, c.admitted_at)"

    /// Whether share `s` of claim `c` was asked for in `[from, until)`.
    static func counts(_ reach: Reach, _ from: Day, _ until: Day) -> SQL {
        """
        \(reach.shares) and \(reach.claims) and s.party not in ('bank', 'fund') and c.admitted_at is not null
            and (s.tier is null or s.claimed_at is not null)
            and (\(asked) at time zone 'Asia/Shanghai')::date >= \(SQLDate(from))
            and (\(asked) at time zone 'Asia/Shanghai')::date < \(SQLDate(until))
        """
    }
}

extension BearerRow {
    /// Whether claim `c` counts in what bearers bear.
    static let counts: SQL = "c.state not in ('withdrawn', 'rejected', 'cured', 'clawed-back')"
}

extension Reader {
    /// Every party with a share in reach, the bank and the fund included.
    public func bearers(_ reach: Reach) async throws -> [BearerRow] {
        try await rows(
            reach,
            """
            select case s.party when 'bank' then c.bank else s.party end as party,
                count(*) filter (where c.approved_on is not null) as claims,
                coalesce(sum(s.amount + s.deferred) filter (where c.approved_on is not null), 0)::bigint as borne,
                coalesce(sum(s.settled), 0)::bigint as paid, coalesce(sum(s.recovered), 0)::bigint as recovered,
                count(*) filter (where c.approved_on is null) as pending,
                coalesce(sum(s.amount + s.deferred) filter (where c.approved_on is null), 0)::bigint as pending_amount
            from clearing.share s
            join clearing.claim c on c.book_id = s.book_id and c.claim_no = s.claim_no and c.revision = s.revision
            where \(reach.shares) and \(reach.claims) and \(BearerRow.counts)
            group by 1
            order by 1
            """
        ) { row in
            BearerRow(
                party: try row.string("party"), claims: try row.int64("claims"), borne: try row.money("borne"),
                paid: try row.money("paid"), recovered: try row.money("recovered"), pending: try row.int64("pending"),
                pendingAmount: try row.money("pending_amount"))
        }
    }

    /// Answers to claims admitted in `[from, until)`, as they stand on `today`.
    public func answers(_ reach: Reach, from: Day, until: Day, today: Day) async throws -> [AnswerRow] {
        try await rows(
            reach,
            """
            select s.party, count(*) as asked, count(*) filter (where s.state = 'confirmed') as confirmed,
                count(*) filter (where s.code is not null) as disputed, count(*) filter (where s.state = 'deemed') as deemed,
                count(*) filter (where s.state = 'pending') as waiting,
                count(*) filter (where \(AnswerRow.isLate(today))) as late,
                floor(avg(floor(extract(epoch from s.answered_at - \(AnswerRow.asked))))
                    filter (where s.answered_at is not null) / 60)::bigint as minutes
            from clearing.share s
            join clearing.claim c on c.book_id = s.book_id and c.claim_no = s.claim_no and c.revision = s.revision
            where \(AnswerRow.counts(reach, from, until))
            group by 1
            order by 1
            """
        ) { row in
            AnswerRow(
                party: try row.string("party"), asked: try row.int64("asked"), confirmed: try row.int64("confirmed"),
                disputed: try row.int64("disputed"), deemed: try row.int64("deemed"), waiting: try row.int64("waiting"),
                late: try row.int64("late"), minutes: try row.int64OrNil("minutes"))
        }
    }
}
