import Accounting
import Clearing
import JSON

/// A clerk proposes to open a closed period again (重新开账), and says why.
public struct ProposeReopening: Command {
    public static let name = "propose-reopening"
    public static let status = 201

    /// The last day that stays closed; nil opens everything.
    let until: Day?
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        until = try fields.optionalDay("until")
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.proposals = [.reopening]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        try books.mustBeClosed(beyond: until)
        let proposal = books.propose(.reopen(until: until), .reopening, note: note, by: caller, at: now)
        books.tell(
            "reopening.proposed", about: "period", to: [caller.party.id],
            ["until": .day(until), "note": .string(note)])
        return ProposalView(proposal)
    }
}

/// Another person approves. The closing and its undoing stay written down for ever.
public struct ApproveReopening: Command {
    public static let name = "approve-reopening"

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) { try fields.end() }

    public var needs: Needs {
        var needs = Needs()
        needs.proposals = [.reopening]
        // What waits behind it is performed in books that are open.
        needs.isAlone = true
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        let proposal = try books.adopt(.reopening, by: caller, at: now)
        guard case .reopen(let until) = proposal.content else {
            preconditionFailure("a proposal's content is of its matter's kind")
        }
        try books.mustBeClosed(beyond: until)
        books.close(until: until, by: proposal)
        books.tell(
            "period.reopened", about: "period", to: books.allParties,
            ["until": .day(until), "note": .string(proposal.note)])
        return ProposalView(proposal)
    }
}

extension Books {
    fileprivate func mustBeClosed(beyond day: Day?) throws(Refusal) {
        guard let closedUntil, day.map({ $0 < closedUntil }) ?? true else {
            throw Refusal(.periodOpen, at: "/until", ["day": day.map { "\($0 + 1)" } ?? "–"])
        }
    }
}

extension Proposal.Matter {
    fileprivate static let reopening = Proposal.Matter(.reopen, "period")
}
