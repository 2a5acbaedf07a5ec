import Accounting
import Clearing
import JSON

/// A bearer confirms its own share of a claim, at the revision it has seen.
public struct ConfirmShare: Command {
    public static let name = "confirm-share"

    let claim: Int64
    let revision: Int

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        revision = Int(try fields.integer("revision", in: 1...1_000_000))
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ShareView {
        try caller.require(.bearerMaker, .bearerChecker)
        var claim = try books.claim(claim)
        let share = try claim.answer(
            party: caller.party.id, revision: revision, by: caller.person.id, at: now, .confirm)
        try books.answered(share, of: claim, at: now)
        books.save(claim)
        books.tell(
            "share.confirmed", about: "claim/\(claim.number)", to: claim.told(of: share),
            ["party": .string(share.party), "amount": .integer(share.accepted?.fen ?? 0)])
        return ShareView(share, of: claim)
    }
}
