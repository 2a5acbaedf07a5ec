import Accounting
import Clearing
import JSON

/// The last day to answer a claim is over: the clock sees to it that silence means what the terms say, consent or a word to
/// the supervisor. It is nobody's to ask for, so it has no route.
public struct PassSilence: Command {
    public static let name = "pass-silence"

    let claim: Int64
    let revision: Int

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        revision = Int(try fields.integer("revision", in: 1...1_000_000))
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        guard caller == .clock else { throw Refusal(.roleMissing, ["role": Caller.clock.person.id]) }
        var claim = try books.claim(claim)
        try claim.mustStand(at: revision)
        guard claim.isSilent(on: now.day) else { throw Refusal(.wrongState, ["state": claim.state.rawValue]) }
        let loan = try books.loan(claim.filed.loan)
        switch books.terms(of: claim, loan).procedure.confirm.silence {
        case .deemed: try deem(&claim, in: &books, at: now)
        case .escalate: try escalate(&claim, in: &books, at: now)
        }
        books.save(claim)
        return ClaimView(claim)
    }

    private func deem(_ claim: inout Claim, in books: inout Books, at now: Moment) throws(Refusal) {
        for share in try claim.deem(by: Caller.clock.person.id, at: now) {
            books.tell(
                "share.deemed", about: "claim/\(claim.number)", to: [claim.filed.bank, share.party],
                ["party": .string(share.party), "amount": .integer(share.amount.fen)])
        }
    }

    private func escalate(_ claim: inout Claim, in books: inout Books, at now: Moment) throws(Refusal) {
        try claim.escalate(on: now.day)
        let silent = claim.shares.filter { $0.state == .pending }.map(\.party)
        let desks = books.reference.parties.values.filter { $0.kind == .supervisor || $0.kind == .bureau }.map(\.id)
        books.tell(
            "claim.escalated", about: "claim/\(claim.number)", to: desks + [claim.filed.bank] + silent,
            ["silent": .array(silent.map(JSON.string)), "answer_by": .string("\(claim.answerBy ?? now.day)")])
    }
}
