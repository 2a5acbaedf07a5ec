import Accounting
import Clearing
import Postgres

/// A claim whose bearers let their last day pass.
public struct OverdueClaim: Sendable, Equatable {
    public let number: Int64
    public let revision: Int
}

extension Reader {
    /// The most claims `overdue` gives at once.
    public static let overdueAtOnce = 500

    /// Claims of which a share waits for an answer that was due before a day, in their order; those already laid before the
    /// supervisor are not among them.
    public func overdue(_ book: Int64, on today: Day, after last: Int64) async throws -> [OverdueClaim] {
        let reach = Reach(book: book, party: "clock", person: "clock", branch: nil, seesAll: true)
        return try await rows(
            reach,
            """
            select c.claim_no, c.revision
            from clearing.claim c
            where c.book_id = \(book) and c.state = 'confirming' and c.escalated_on is null and c.answer_by < \(SQLDate(today))
                and c.claim_no > \(last)
                and exists (
                    select from clearing.share s
                    where s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
                        and s.state = 'pending')
            order by c.claim_no
            limit \(Int64(Reader.overdueAtOnce))
            """
        ) { OverdueClaim(number: try $0.int64("claim_no"), revision: Int(try $0.int32("revision"))) }
    }

    /// Shares up the chain of guarantors whose bearer did not answer by its last day, or that were not claimed by the end of the
    /// window, in the order of claims. A window that ends on a rest day is listed before it is over.
    public func overdueUpChain(_ book: Int64, on today: Day, after last: Int64) async throws -> [OverdueTier] {
        let reach = Reach(book: book, party: "clock", person: "clock", branch: nil, seesAll: true)
        return try await rows(
            reach,
            """
            select s.claim_no, s.party
            from clearing.share s
            join clearing.claim c on c.book_id = s.book_id and c.claim_no = s.claim_no and c.revision = s.revision
            where s.book_id = \(book) and s.tier is not null and s.claim_no > \(last)
                and (s.state = 'pending' and s.escalated_on is null and s.answer_by < \(SQLDate(today))
                    or s.state = 'up-chain' and s.claim_until < \(SQLDate(today)))
            order by s.claim_no
            limit \(Int64(Reader.overdueAtOnce))
            """
        ) { OverdueTier(claim: try $0.int64("claim_no"), party: try $0.string("party")) }
    }
}

/// A guarantor's claim up the chain that was not answered, or not made, in time.
public struct OverdueTier: Sendable, Equatable {
    public let claim: Int64
    public let party: String
}
