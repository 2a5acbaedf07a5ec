import Accounting
import Clearing
import JSON

/// The bureau ends a dispute at an amount between what the bearer accepted and what it was asked for. The rest passes to
/// the bank, and what it had used of a cap is given back.
public struct ResolveShare: Command {
    public static let name = "resolve-share"

    let claim: Int64
    let party: String
    let amount: Money
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        party = path.text("party")
        amount = try fields.money("amount", in: 0...1_000_000_000_000_000)
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ShareView {
        try caller.require(.clerk)
        var claim = try books.claim(claim)
        let asked = claim.share(of: party)?.amount ?? .zero
        let share = try claim.resolve(party: party, to: amount, by: caller.person.id, at: now)
        try books.restoreCaps(of: &claim, party: party, by: asked - share.amount, on: now.day)
        books.save(claim)
        books.tell(
            "share.resolved", about: "claim/\(claim.number)", to: [claim.filed.bank, party],
            ["party": .string(party), "amount": .integer(amount.fen), "note": .string(note)])
        return ShareView(share, of: claim)
    }
}
