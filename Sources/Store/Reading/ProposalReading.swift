import Clearing
import Postgres

extension Reader {
    /// By matter, oldest first; for those who see the whole book.
    public func proposals(
        _ reach: Reach, kind: Proposal.Kind? = nil, state: Proposal.State? = nil, subject: String? = nil,
        _ ask: PageAsk<String>
    ) async throws -> Page<Proposal, String> {
        let found = try await rows(
            reach,
            """
            select \(Proposal.columns)
            from clearing.proposal p
            where p.book_id = \(reach.book) and \(reach.whole)
                \(SQL.and(kind) { "p.kind = \($0.rawValue)" })
                \(SQL.and(state) { "p.state = \($0.rawValue)" })
                \(SQL.and(subject) { "p.subject = \($0)" })
                \(SQL.and(ask.after) { "\(Proposal.place) > \($0)" })
            order by \(Proposal.place)
            limit \(ask.rows)
            """, Proposal.init)
        return Page(found, ask, key: \.place)
    }
}

extension Proposal {
    /// What the pages of the list go by.
    fileprivate static let place: SQL =
        #"(p.kind || ' ' || p.subject || ' ' || lpad(p.number::text, 6, '0')) collate "C""#

    fileprivate var place: String {
        let digits = "\(number)"
        return "\(matter.kind.rawValue) \(matter.subject) "
            + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
