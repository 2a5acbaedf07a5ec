import Accounting
import Clearing
import JSON

/// The bureau ends a dispute at an amount between what the bearer accepted and what it was asked for, or a silence that was
/// laid before the supervisor. The rest passes to the bank, and what it had used of a cap is given back.
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
        if let share = claim.share(of: party), share.chain?.asked != nil {
            return try resolve(share, of: &claim, in: &books, by: caller, at: now)
        }
        let (asked, due) = claim.share(of: party).map { ($0.amount, $0.undisputed) } ?? (.zero, .zero)
        let share = try claim.resolve(party: party, to: amount, by: caller.person.id, at: now)
        try books.restoreCaps(of: &claim, party: party, by: asked - share.amount, on: now.day)
        if claim.approvedOn != nil { try fallDue(share.amount - due, of: claim, in: &books, at: now) }
        books.save(claim)
        books.tell(
            "share.resolved", about: "claim/\(claim.number)", to: [claim.filed.bank, party],
            ["party": .string(party), "amount": .integer(amount.fen), "note": .string(note)])
        return ShareView(share, of: claim)
    }

    /// A guarantor's claim up the chain: what its tier is let off is borne by who claimed it, not by the bank.
    private func resolve(
        _ share: Share, of claim: inout Claim, in books: inout Books, by caller: Caller, at now: Moment
    ) throws(Refusal) -> ShareView {
        let due = claim.parts(of: share.accepted ?? .zero, by: share)
        let whole = claim.parts(of: amount, by: share)
        let lost = try claim.resolveUpChain(party, to: amount, by: caller.person.id, at: now)
        let more = zip(whole, due).map { (party: $0.party, amount: $0.amount - $1.amount) }
        try books.fallDueUpChain(more, of: share, claim, at: now)
        try books.restoreCaps(of: &claim, lost: lost, to: share.chain?.claimant ?? claim.payee, on: now.day)
        books.openNextTier(of: &claim)
        books.save(claim)
        books.tell(
            "share.resolved", about: "claim/\(claim.number)", to: claim.told(of: share),
            ["party": .string(party), "amount": .integer(amount.fen), "note": .string(note)])
        return ShareView(claim.share(of: party) ?? share, of: claim)
    }

    /// The claim was approved in part: what was in dispute is due now, as old as the rest.
    private func fallDue(_ amount: Money, of claim: Claim, in books: inout Books, at now: Moment) throws(Refusal) {
        guard amount > .zero else { return }
        try books.post(
            "share-due", about: "claim/\(claim.number)", on: now.day, ["party": party, "claim": "\(claim.number)"],
            ["amount": amount])
        books.add(
            Leg(
                number: books.next(\.leg), kind: .share, counterparty: party, claim: claim.number, bearer: party,
                amount: amount, dueOn: now.day, acceptedAt: claim.admittedAt ?? now))
    }
}
