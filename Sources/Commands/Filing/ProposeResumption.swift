import Accounting
import Clearing
import JSON

/// The bureau's clerk proposes that a bank's filings, suspended by the breaker, go on (恢复备案), and says why. Nothing but
/// this opens them again, however the rate has moved.
public struct ProposeResumption: Command {
    public static let name = "propose-resumption"
    public static let status = 201

    let portfolio: Portfolio
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        portfolio = Portfolio(bank: path.text("party"), programme: path.text("programme"))
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .resumption(portfolio) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        try books.mustBeSuspended(portfolio)
        let rate = books.lossRate(of: portfolio)
        let proposal = books.propose(.resume(rate), .resumption(portfolio), note: note, by: caller, at: now)
        books.tell(
            "resumption.proposed", about: portfolio.subject, to: books.watchers(of: portfolio),
            ["rate": rate.json, "note": .string(note)])
        return ProposalView(proposal)
    }
}

/// Another person approves: filings go on from now, and the rate of this moment is what the two have put up with.
public struct ApproveResumption: Command {
    public static let name = "approve-resumption"

    let portfolio: Portfolio

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        portfolio = Portfolio(bank: path.text("party"), programme: path.text("programme"))
        try fields.end()
    }

    public var needs: Needs { .resumption(portfolio) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        try books.mustBeSuspended(portfolio)
        let proposal = try books.adopt(.resumption(portfolio), by: caller, at: now)
        books.move(portfolio, to: .resumed, at: books.lossRate(of: portfolio), when: now)
        return ProposalView(proposal)
    }
}

extension Books {
    fileprivate func mustBeSuspended(_ portfolio: Portfolio) throws(Refusal) {
        guard reference.terms[portfolio.programme] != nil else { throw Refusal(.unknownTerms) }
        guard try party(portfolio.bank).kind == .bank else {
            throw Refusal(.unknownParty, ["party": portfolio.bank])
        }
        let state = reference.breakers[portfolio]?.state
        guard state == .suspended else { throw Refusal(.wrongState, ["state": state?.rawValue ?? "open"]) }
    }
}

extension Needs {
    fileprivate static func resumption(_ portfolio: Portfolio) -> Needs {
        var needs = Needs()
        needs.proposals = [.resumption(portfolio)]
        needs.portfolios = [portfolio]
        return needs
    }
}

extension Proposal.Matter {
    fileprivate static func resumption(_ portfolio: Portfolio) -> Proposal.Matter {
        Proposal.Matter(.resume, portfolio.subject)
    }
}
