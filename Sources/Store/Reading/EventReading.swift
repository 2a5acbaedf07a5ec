import Accounting
import Clearing
import JSON
import Postgres

/// Something that happened, as its parties were told.
public struct EventRow: Sendable {
    public let number: Int64
    public let kind, subject: String
    /// Who acted.
    public let party, person: String
    public let at: Moment
    public let data: JSON

    static let columns: SQL = "e.event_no, e.kind, e.subject, e.party, e.person, e.at, e.data"

    init(_ row: Row) throws {
        number = try row.int64("event_no")
        kind = try row.string("kind")
        subject = try row.string("subject")
        party = try row.string("party")
        person = try row.string("person")
        at = try row.moment("at")
        data = try JSON.parse(Array(try row.string("data").utf8))
    }

    /// All that happened to one thing, oldest first.
    static func about(_ subject: String, _ reach: Reach) -> SQL {
        """
        select \(columns)
        from clearing.event e
        where \(reach.events) and e.subject = \(subject)
        order by e.event_no
        """
    }
}

extension Reader {
    /// The outbox read again, oldest first, from after an event's number.
    public func events(_ reach: Reach, kind: String? = nil, subject: String? = nil, _ ask: PageAsk<Int64>) async throws
        -> Page<EventRow, Int64>
    {
        let found = try await rows(
            reach,
            """
            select \(EventRow.columns)
            from clearing.event e
            where \(reach.events) and e.event_no > \(ask.after ?? 0)
                \(SQL.and(kind) { "e.kind = \($0)" })
                \(SQL.and(subject) { "e.subject = \($0)" })
            order by e.event_no
            limit \(ask.rows)
            """, EventRow.init)
        return Page(found, ask, key: \.number)
    }
}
