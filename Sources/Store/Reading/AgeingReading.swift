import Accounting
import Clearing
import Postgres

/// What one party owes or is owed of one kind and has been settled by nobody, by the days since it fell due.
public struct AgeingRow: Sendable {
    public let counterparty: String
    public let kind: Leg.Kind
    public let count: Int64
    /// Not due yet; 0–30, 31–60, 61–90 days past, and more.
    public let notDue, upTo30, upTo60, upTo90, older: Money
    /// The day the oldest fell due.
    public let oldest: Day

    public var total: Money { [notDue, upTo30, upTo60, upTo90, older].total }
}

/// What was compensated in one year and what of it has come back since (追偿率). A claim that was cured or clawed back is
/// compensated no longer.
public struct VintageRow: Sendable {
    public let year: Int64
    public let claims: Int64
    /// Of all bearers but the bank.
    public let compensated, recovered: Money
}

extension AgeingRow {
    /// Whether leg `g` was owed at the end of a day.
    static func unsettled(_ reach: Reach, _ asOf: Day) -> SQL {
        """
        \(reach.legs) and not g.is_void and (g.settled_on is null or g.settled_on > \(SQLDate(asOf)))
            and (g.cancelled_on is null or g.cancelled_on > \(SQLDate(asOf)))
        """
    }
}

extension VintageRow {
    /// Whether share `s` of claim `c` counts.
    static let counts: SQL = """
        c.approved_on is not null and c.state not in ('cured', 'clawed-back') and s.party <> 'bank'
        """
}

extension Reader {
    public func ageing(_ reach: Reach, asOf: Day) async throws -> [AgeingRow] {
        let day = SQLDate(asOf)
        return try await rows(
            reach,
            """
            select g.counterparty, g.kind, count(*) as count, min(g.due_on) as oldest,
                coalesce(sum(g.amount) filter (where g.due_on > \(day)), 0)::bigint as not_due,
                coalesce(sum(g.amount) filter (where \(day) - g.due_on between 0 and 30), 0)::bigint as up_to_30,
                coalesce(sum(g.amount) filter (where \(day) - g.due_on between 31 and 60), 0)::bigint as up_to_60,
                coalesce(sum(g.amount) filter (where \(day) - g.due_on between 61 and 90), 0)::bigint as up_to_90,
                coalesce(sum(g.amount) filter (where \(day) - g.due_on > 90), 0)::bigint as older
            from clearing.leg g
            where \(AgeingRow.unsettled(reach, asOf))
            group by 1, 2
            order by 1, 2
            """
        ) { row in
            AgeingRow(
                counterparty: try row.string("counterparty"), kind: try row.word("kind"), count: try row.int64("count"),
                notDue: try row.money("not_due"), upTo30: try row.money("up_to_30"), upTo60: try row.money("up_to_60"),
                upTo90: try row.money("up_to_90"), older: try row.money("older"), oldest: try row.day("oldest"))
        }
    }

    public func vintages(_ reach: Reach) async throws -> [VintageRow] {
        try await rows(
            reach,
            """
            select extract(year from c.approved_on)::bigint as year, count(distinct c.claim_no) as claims,
                sum(s.amount + s.deferred)::bigint as compensated, sum(s.recovered)::bigint as recovered
            from clearing.claim c
            join clearing.share s on s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
            where \(reach.claims) and \(reach.shares) and \(VintageRow.counts)
            group by 1
            order by 1
            """
        ) { row in
            VintageRow(
                year: try row.int64("year"), claims: try row.int64("claims"), compensated: try row.money("compensated"),
                recovered: try row.money("recovered"))
        }
    }
}
