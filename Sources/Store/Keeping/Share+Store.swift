import Accounting
import Clearing
import Postgres

/// A share with the claim it belongs to.
public struct KeptShare: Sendable {
    public let claim: Int64
    public let share: Share

    public init(_ row: Row) throws {
        claim = try row.int64("claim_no")
        share = Share(
            party: try row.string("party"), amount: try row.money("amount"), deferred: try row.money("deferred"),
            state: try row.word("state"), accepted: try row.moneyOrNil("accepted"), dispute: try row.wordOrNil("code"),
            note: try row.stringOrNil("note"), answeredBy: try row.stringOrNil("answered_by"),
            answeredAt: try row.momentOrNil("answered_at"), settled: try row.money("settled"),
            recovered: try row.money("recovered"))
    }
}

extension Share {
    /// Of each claim's newest revision.
    static func ofClaims(_ book: Int64, _ claims: [Int64]) -> SQL {
        """
        select s.claim_no, s.party, s.amount, s.deferred, s.state, s.accepted, s.code, s.note, s.answered_by, s.answered_at,
            s.settled, s.recovered
        from unnest(\(claims)) n (claim_no)
        join clearing.claim c on c.book_id = \(book) and c.claim_no = n.claim_no
        join clearing.share s on s.book_id = \(book) and s.claim_no = n.claim_no and s.revision = c.revision
        order by s.claim_no, s.place
        """
    }

    /// A claim's shares keep their places; amounts move between them, answers come in. A new revision has rows of its own.
    static func save(_ book: Int64, _ claims: [Claim]) -> SQL {
        let shares = claims.flatMap { claim in
            claim.shares.enumerated().map { (claim.number, Int16($0.offset), $0.element, Int32(claim.revision)) }
        }
        return """
            insert into clearing.share as s
                (book_id, claim_no, revision, place, party, amount, deferred, state, accepted, code, note, answered_by, answered_at,
                settled, recovered)
            select \(book), u.claim_no, u.revision, u.place, u.party, u.amount, u.deferred, u.state, u.accepted, u.code, u.note, u.answered_by,
                u.answered_at, u.settled, u.recovered
            from unnest(
                \(shares.map(\.0)), \(shares.map(\.1)), \(shares.map(\.2.party)), \(shares.map(\.2.amount.fen)),
                \(shares.map(\.2.deferred.fen)), \(shares.map(\.2.state.rawValue)), \(shares.map(\.2.accepted?.fen)),
                \(shares.map(\.2.dispute?.rawValue)), \(shares.map(\.2.note)), \(shares.map(\.2.answeredBy)),
                \(shares.map { $0.2.answeredAt.map(SQLTimestamp.init) }), \(shares.map(\.2.settled.fen)),
                \(shares.map(\.2.recovered.fen)), \(shares.map(\.3))
            ) u (claim_no, place, party, amount, deferred, state, accepted, code, note, answered_by, answered_at, settled, recovered,
                revision)
            on conflict (book_id, claim_no, revision, place) do update
            set amount = excluded.amount, deferred = excluded.deferred, state = excluded.state, accepted = excluded.accepted,
                code = excluded.code, note = excluded.note, answered_by = excluded.answered_by, answered_at = excluded.answered_at,
                settled = excluded.settled, recovered = excluded.recovered
            """
    }
}
