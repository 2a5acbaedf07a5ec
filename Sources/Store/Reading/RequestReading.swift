import Accounting
import Clearing
import Postgres

/// A line of the audit trail: who asked for what, and what they were told.
public struct RequestRow: Sendable {
    public let number: Int64
    public let party, person, command, key: String
    public let askedAt: Moment
    public let status: Int
    /// The refusal's code; nil for success.
    public let code: String?
    /// SHA-256 of the command, its path and its body.
    public let digest: [UInt8]

    init(_ row: Row) throws {
        number = try row.int64("request_no")
        party = try row.string("party")
        person = try row.string("person")
        command = try row.string("command")
        key = try row.string("key")
        askedAt = try row.moment("asked_at")
        status = try row.int("status")
        code = try row.stringOrNil("code")
        digest = try row.bytes("digest")
    }
}

/// Which requests of the trail a list is narrowed to; nil narrows nothing.
public struct RequestFilter: Sendable {
    public var party, person, command, code: String?
    /// Only what was refused, or only what was not.
    public var isRefused: Bool?

    public init() {}
}

extension Reader {
    /// Newest first; for the bureau, the supervisor and the auditor.
    public func requests(_ reach: Reach, _ filter: RequestFilter, _ ask: PageAsk<Int64>) async throws -> Page<
        RequestRow, Int64
    > {
        let found = try await rows(
            reach,
            """
            select r.request_no, r.party, r.person, r.command, r.key, r.asked_at, r.status, r.code, r.digest
            from clearing.request r
            where r.book_id = \(reach.book) and \(reach.whole)
                and \(Reader.holds(reach, [.bureau, .supervisor, .auditor]))
                    \(filter.conditions)
                    \(SQL.and(ask.after) { "r.request_no < \($0)" })
            order by r.request_no desc
            limit \(ask.rows)
            """, RequestRow.init)
        return Page(found, ask, key: \.number)
    }
}

extension RequestFilter {
    fileprivate var conditions: SQL {
        SQL.and(party) { "r.party = \($0)" } + SQL.and(person) { "r.person = \($0)" }
            + SQL.and(command) { "r.command = \($0)" }
            + SQL.and(code) { "r.code = \($0)" } + SQL.and(isRefused) { "(r.code is not null) = \($0)" }
    }
}
