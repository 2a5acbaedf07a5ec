import Accounting
import Clearing
import JSON

/// The bureau's clerk proposes to take back what was paid for a claim that was not eligible (追回). The answer says what
/// that comes to as things stand.
public struct ProposeClawback: Command {
    public static let name = "propose-clawback"
    public static let status = 201

    let claim: Int64
    let clawback: Clawback
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        clawback = Clawback(
            reason: try fields.choice("reason", of: Clawback.Reason.self),
            rate: try fields.ratio("rate", in: .zero ... .one), until: try fields.day("until"))
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .clawback(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClawbackView {
        try caller.require(.clerk)
        var claim = try books.claim(claim)
        // Only tried here: whether the step is possible at all.
        try claim.clawBack()
        guard let paidOn = claim.paidOn, clawback.until >= paidOn, clawback.until <= now.day + 366 else {
            throw Refusal(.dateImplausible, at: "/until", ["what": "\(clawback.until)"])
        }
        let parts = try books.clawbackParts(clawback, of: claim)
        let proposal = books.propose(.clawback(clawback), .on(claim, .clawback), note: note, by: caller, at: now)
        books.tell(
            "clawback.proposed", about: "claim/\(claim.number)", to: [caller.party.id],
            ["reason": .string(clawback.reason.rawValue)])
        return ClawbackView(proposal, parts)
    }
}

/// Another person approves: the money falls due from the bank with its interest, what was still to be paid is not paid any
/// more, and what the claim had taken of this year's caps is given back.
public struct ApproveClawback: Command {
    public static let name = "approve-clawback"

    let claim: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        try fields.end()
    }

    public var needs: Needs { .clawback(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClawbackView {
        try caller.require(.approver)
        var claim = try books.claim(claim)
        let proposal = try books.adopt(.on(claim, .clawback), by: caller, at: now)
        guard case .clawback(let clawback) = proposal.content else {
            preconditionFailure("a proposal's content is of its kind")
        }
        try claim.clawBack()
        let parts = try books.clawbackParts(clawback, of: claim)
        try books.clawBack(parts, of: claim, at: now)
        try books.giveUp(&claim, on: now.day)
        try books.restoreThisYear(of: &claim, on: now.day)
        books.save(claim)
        books.tell(
            "claim.clawed-back", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.shares.map(\.party),
            ["reason": .string(clawback.reason.rawValue), "parts": .array(parts.map(\.json))])
        return ClawbackView(proposal, parts)
    }
}

extension Needs {
    fileprivate static func clawback(_ claim: Int64) -> Needs {
        var needs = Needs.claim(claim, .clawback)
        needs.legsOf = [claim]
        needs.recoveries = [claim]
        return needs
    }
}
