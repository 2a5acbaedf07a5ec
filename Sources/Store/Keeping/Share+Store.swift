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
            recovered: try row.money("recovered"), chain: try Share.Chain(row))
    }
}

extension Share.Chain {
    /// Nil where a guarantor pays for nobody.
    fileprivate init?(_ row: Row) throws {
        guard let tier = try row.int16OrNil("tier") else { return nil }
        self.init(
            tier: Int(tier), claimant: try row.stringOrNil("claimant"), paidOn: try row.dayOrNil("paid_on"),
            claimUntil: try row.dayOrNil("claim_until"), asked: try row.moneyOrNil("asked"),
            voucher: try row.stringOrNil("voucher"), sha256: try row.stringOrNil("sha256"),
            claimedBy: try row.stringOrNil("claimed_by"), claimedAt: try row.momentOrNil("claimed_at"),
            answerBy: try row.dayOrNil("answer_by"), escalatedOn: try row.dayOrNil("escalated_on"))
    }
}

extension Share {
    /// Of rows `s`.
    static let columns: SQL = """
        s.claim_no, s.party, s.amount, s.deferred, s.state, s.accepted, s.code, s.note, s.answered_by, s.answered_at, s.settled,
        s.recovered, s.tier, s.claimant, s.paid_on, s.claim_until, s.asked, s.voucher, s.sha256, s.claimed_by, s.claimed_at,
        s.answer_by, s.escalated_on
        """

    /// Of each claim's newest revision.
    static func ofClaims(_ book: Int64, _ claims: [Int64]) -> SQL {
        """
        select \(columns)
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
        let chains = shares.map(\.2.chain)
        return """
            insert into clearing.share as s
                (book_id, claim_no, revision, place, party, amount, deferred, state, accepted, code, note, answered_by, answered_at,
                settled, recovered, tier, claimant, paid_on, claim_until, asked, voucher, sha256, claimed_by, claimed_at,
                answer_by, escalated_on)
            select \(book), u.claim_no, u.revision, u.place, u.party, u.amount, u.deferred, u.state, u.accepted, u.code, u.note, u.answered_by,
                u.answered_at, u.settled, u.recovered, u.tier, u.claimant, u.paid_on, u.claim_until, u.asked, u.voucher,
                u.sha256, u.claimed_by, u.claimed_at, u.answer_by, u.escalated_on
            from unnest(
                \(shares.map(\.0)), \(shares.map(\.1)), \(shares.map(\.2.party)), \(shares.map(\.2.amount.fen)),
                \(shares.map(\.2.deferred.fen)), \(shares.map(\.2.state.rawValue)), \(shares.map(\.2.accepted?.fen)),
                \(shares.map(\.2.dispute?.rawValue)), \(shares.map(\.2.note)), \(shares.map(\.2.answeredBy)),
                \(shares.map { $0.2.answeredAt.map(SQLTimestamp.init) }), \(shares.map(\.2.settled.fen)),
                \(shares.map(\.2.recovered.fen)), \(shares.map(\.3)), \(chains.map { $0.map { Int16($0.tier) } }),
                \(chains.map { $0?.claimant }), \(chains.map { $0?.paidOn.map(SQLDate.init) }),
                \(chains.map { $0?.claimUntil.map(SQLDate.init) }), \(chains.map { $0?.asked?.fen }),
                \(chains.map { $0?.voucher }), \(chains.map { $0?.sha256 }), \(chains.map { $0?.claimedBy }),
                \(chains.map { $0?.claimedAt.map(SQLTimestamp.init) }), \(chains.map { $0?.answerBy.map(SQLDate.init) }),
                \(chains.map { $0?.escalatedOn.map(SQLDate.init) })
            ) u (claim_no, place, party, amount, deferred, state, accepted, code, note, answered_by, answered_at, settled, recovered,
                revision, tier, claimant, paid_on, claim_until, asked, voucher, sha256, claimed_by, claimed_at, answer_by,
                escalated_on)
            on conflict (book_id, claim_no, revision, place) do update
            set amount = excluded.amount, deferred = excluded.deferred, state = excluded.state, accepted = excluded.accepted,
                code = excluded.code, note = excluded.note, answered_by = excluded.answered_by, answered_at = excluded.answered_at,
                settled = excluded.settled, recovered = excluded.recovered, claimant = excluded.claimant,
                paid_on = excluded.paid_on, claim_until = excluded.claim_until, asked = excluded.asked,
                voucher = excluded.voucher, sha256 = excluded.sha256, claimed_by = excluded.claimed_by,
                claimed_at = excluded.claimed_at, answer_by = excluded.answer_by, escalated_on = excluded.escalated_on
            """
    }
}
