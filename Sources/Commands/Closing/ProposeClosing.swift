import Accounting
import Clearing
import JSON

/// A clerk proposes to close the books until a day (结账), with what the bank's statements say where they are at hand. The
/// checks of RULES §10 are run now, and again when another person approves.
public struct ProposeClosing: Command {
    public static let name = "propose-closing"
    public static let status = 201

    let until: Day
    let statements: [BankBalance]
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        until = try fields.day("until")
        statements = try BankBalance.list(&fields)
        note = try fields.optionalString("note", length: 1...500) ?? ""
        try fields.end()
    }

    public var needs: Needs { .closing(until) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.clerk)
        try books.mustBeClosable(until: until, statements, at: now)
        let proposal = books.propose(.close(statements), .period(until), note: note, by: caller, at: now)
        books.tell("closing.proposed", about: "period/\(until)", to: [caller.party.id], ["note": .string(note)])
        return ProposalView(proposal)
    }
}

/// Another person approves, and nothing may be dated on or before the day from then on.
public struct ApproveClosing: Command {
    public static let name = "approve-closing"

    /// Nil where the path names no day: then nothing was proposed for it.
    let until: Day?

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        until = Day(path.text("until"))
        try fields.end()
    }

    public var needs: Needs { until.map(Needs.closing) ?? Needs() }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ProposalView {
        try caller.require(.approver)
        guard let until else { throw Refusal(.nothingProposed) }
        let proposal = try books.adopt(.period(until), by: caller, at: now)
        guard case .close(let statements) = proposal.content else {
            preconditionFailure("a proposal's content is of its matter's kind")
        }
        try books.mustBeClosable(until: until, statements, at: now)
        books.close(until: until, by: proposal)
        books.tell("period.closed", about: "period/\(until)", to: books.allParties, ["until": .day(until)])
        return ProposalView(proposal)
    }
}

extension Books {
    /// The day lies in the past, is not closed yet, and nothing stands in the way.
    fileprivate mutating func mustBeClosable(until day: Day, _ statements: [BankBalance], at now: Moment)
        throws(Refusal)
    {
        try day.mustNotBeAfter(now.day + -1, at: "/until")
        if let closedUntil, day <= closedUntil { throw Refusal(.periodClosed, at: "/until", ["day": "\(day)"]) }
        let findings = closingCheck(until: day).findings(with: statements)
        guard findings.isEmpty else {
            // All of them are listed by GET closings/check; a sentence names the first.
            let named = findings.prefix(10).map(\.brief).joined(separator: "; ")
            throw Refusal(.notClosable, at: "/until", ["what": findings.count > 10 ? named + "; …" : named])
        }
    }
}

extension Needs {
    fileprivate static func closing(_ day: Day) -> Needs {
        var needs = Needs()
        needs.closings = [day]
        needs.proposals = [.period(day)]
        needs.isAlone = true
        return needs
    }
}

extension Proposal.Matter {
    fileprivate static func period(_ day: Day) -> Proposal.Matter { Proposal.Matter(.close, "period/\(day)") }
}
