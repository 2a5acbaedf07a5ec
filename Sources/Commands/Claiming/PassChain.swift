import Accounting
import Clearing
import JSON

/// A tier's last day to answer is over, or a guarantor's last day to claim from it: the clock sees to it that silence means what
/// the terms say, and that what was not claimed stays with who paid it. It is nobody's to ask for, so it has no route.
public struct PassChain: Command {
    public static let name = "pass-chain"

    let claim: Int64
    let party: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        party = try fields.identifier("party")
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        guard caller == .clock else { throw Refusal(.roleMissing, ["role": Caller.clock.person.id]) }
        var claim = try books.claim(claim)
        if claim.isSilentUpChain(party, on: now.day) {
            let loan = try books.loan(claim.filed.loan)
            switch books.terms(of: claim, loan).procedure.confirm.silence {
            case .deemed: try deem(&claim, in: &books, at: now)
            case .escalate: escalate(&claim, in: &books, on: now.day)
            }
        } else {
            try lapse(&claim, in: &books, at: now)
        }
        books.save(claim)
        return ClaimView(claim)
    }

    private func deem(_ claim: inout Claim, in books: inout Books, at now: Moment) throws(Refusal) {
        let share = claim.deemUpChain(party, by: caller, at: now)
        try books.answered(share, of: claim, at: now)
        books.tell(
            "share.deemed", about: "claim/\(claim.number)", to: claim.told(of: share),
            ["party": .string(party), "amount": .integer(share.accepted?.fen ?? 0)])
    }

    private var caller: String { Caller.clock.person.id }

    private func escalate(_ claim: inout Claim, in books: inout Books, on today: Day) {
        claim.escalateUpChain(party, on: today)
        let desks = books.reference.parties.values.filter { $0.kind == .supervisor || $0.kind == .bureau }.map(\.id)
        let share = claim.share(of: party)
        books.tell(
            "claim.escalated", about: "claim/\(claim.number)", to: desks + (share.map(claim.told) ?? []),
            ["silent": [.string(party)], "answer_by": .string("\(share?.chain?.answerBy ?? today)")])
    }

    private func lapse(_ claim: inout Claim, in books: inout Books, at now: Moment) throws(Refusal) {
        guard let share = claim.share(of: party), share.state == .upChain, let until = share.chain?.claimUntil,
            let claimant = share.chain?.claimant, let last = try books.overdueSince(until, now.day)
        else { throw Refusal(.wrongState, ["state": claim.share(of: party)?.state.rawValue ?? claim.state.rawValue]) }
        let lost = claim.lapse(party)
        try books.restoreCaps(of: &claim, lost: lost, to: claimant, on: now.day)
        books.tell(
            "chain.lapsed", about: "claim/\(claim.number)", to: claim.told(of: share),
            [
                "party": .string(party), "last": .string("\(last)"),
                "amount": .integer(lost.map(\.amount).total.fen),
            ])
    }
}
