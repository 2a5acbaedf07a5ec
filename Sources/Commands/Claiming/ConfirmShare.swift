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
        books.save(claim)
        books.tell(
            "share.confirmed", about: "claim/\(claim.number)", to: [claim.filed.bank, share.party],
            ["party": .string(share.party), "amount": .integer(share.amount.fen)])
        return ShareView(share, of: claim)
    }
}
