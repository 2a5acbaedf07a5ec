import Accounting
import Clearing
import JSON

/// A bearer disputes its own share, with a code and the fen it accepts all the same; the bureau resolves.
public struct DisputeShare: Command {
    public static let name = "dispute-share"

    let claim: Int64
    let revision: Int
    let code: Share.Dispute
    let accepted: Money
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        revision = Int(try fields.integer("revision", in: 1...1_000_000))
        code = try fields.choice("code", of: Share.Dispute.self)
        accepted = try fields.money("accepted", in: 0...1_000_000_000_000_000)
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ShareView {
        try caller.require(.bearerMaker, .bearerChecker)
        var claim = try books.claim(claim)
        let share = try claim.answer(
            party: caller.party.id, revision: revision, by: caller.person.id, at: now,
            .dispute(code, accepted: accepted, note: note))
        try books.answered(share, of: claim, at: now)
        books.save(claim)
        books.tell(
            "share.disputed", about: "claim/\(claim.number)", to: claim.told(of: share),
            ["party": .string(share.party), "code": .string(code.rawValue), "accepted": .integer(accepted.fen)])
        return ShareView(share, of: claim)
    }
}
