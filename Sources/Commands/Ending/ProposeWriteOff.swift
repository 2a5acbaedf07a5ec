import Accounting
import Clearing
import JSON

/// The bureau's clerk proposes to write off the right against a borrower from whom nothing more can be expected (核销).
public struct ProposeWriteOff: Command {
    public static let name = "propose-write-off"
    public static let status = 201

    let claim: Int64
    let reason: WriteOffReason
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        reason = try fields.choice("reason", of: WriteOffReason.self)
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .claim(claim, .writeOff) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        var claim = try books.claim(claim)
        // Only tried here: whether the step is possible at all.
        try claim.writeOff()
        let proposal = books.propose(.writeOff(reason), .on(claim, .writeOff), note: note, by: caller, at: now)
        books.tell(
            "write-off.proposed", about: "claim/\(claim.number)", to: [caller.party.id],
            ["reason": .string(reason.rawValue)])
        return ProposalView(proposal)
    }
}

/// Another person approves: the right leaves the balance sheet for the memo accounts (账销案存). It is still owed, and what
/// comes back is still shared.
public struct ApproveWriteOff: Command {
    public static let name = "approve-write-off"

    let claim: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        try fields.end()
    }

    public var needs: Needs { .claim(claim, .writeOff) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        var claim = try books.claim(claim)
        let proposal = try books.adopt(.on(claim, .writeOff), by: caller, at: now)
        try claim.writeOff()
        let right = books.holding(AccountName("1231:\(claim.number)")!).balance
        try books.post(
            "write-off", about: "claim/\(claim.number)", on: now.day, ["claim": "\(claim.number)"], ["amount": right])
        books.save(claim)
        books.tell(
            "claim.written-off", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.shares.map(\.party),
            ["amount": .integer(right.fen)])
        return ProposalView(proposal)
    }
}

extension Needs {
    /// A claim and what was proposed about it.
    static func claim(_ number: Int64, _ kind: Proposal.Kind) -> Needs {
        var needs = Needs.claim(number)
        needs.proposals = [Proposal.Matter(kind, "claim/\(number)")]
        return needs
    }
}

extension Proposal.Matter {
    static func on(_ claim: Claim, _ kind: Proposal.Kind) -> Proposal.Matter {
        Proposal.Matter(kind, "claim/\(claim.number)")
    }
}
