import Accounting
import Clearing
import JSON

/// A clerk says what a parked line is: which order or claim it pays, or that it goes back. Another person approves it.
public struct ProposeAssignment: Command {
    public static let name = "propose-assignment"

    let line: Int64
    let purpose: BankLine.Assignment.Purpose
    let amount: Money?
    let order: Int64?
    let claim: Int64?
    let party: String?
    let other: Int64?

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        line = path.number("line")
        purpose = try fields.choice("purpose", of: BankLine.Assignment.Purpose.self)
        amount = try fields.optionalMoney("amount")
        order = try fields.optionalInteger("order", in: 1...Int64.max)
        claim = try fields.optionalInteger("claim", in: 1...Int64.max)
        party = try fields.optionalString("party", length: 1...32)
        other = try fields.optionalInteger("line", in: 1...Int64.max)
        for (name, isGiven, isNeeded) in [
            ("order", order != nil, purpose == .order), ("claim", claim != nil, purpose == .claim),
            ("party", party != nil, purpose == .claim),
            ("line", other != nil, purpose == .recorded || purpose == .returned),
        ] where isGiven != isNeeded {
            throw fields.problem(
                isNeeded ? .missingField : .unknownField, name,
                isNeeded ? "\(purpose.rawValue) needs it" : "\(purpose.rawValue) takes none")
        }
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.bankLines = Set([line, other].compactMap { $0 })
        if let order { needs.orders = [order] }
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> BankLine {
        try caller.require(.clerk)
        var line = try books.bankLine(line)
        let assignment = BankLine.Assignment(
            purpose: purpose, amount: amount ?? line.left, order: order, claim: claim, party: party, line: other,
            proposedBy: caller.person.id, proposedAt: now)
        try line.propose(assignment)
        // Tried now on a copy, so that nobody is asked to approve what cannot be done.
        var trial = books
        do throws(Refusal) {
            try trial.carryOut(assignment, of: line, by: caller, at: now)
        } catch {
            books.miss(trial)
            throw error
        }
        books.miss(trial)
        books.save(line)
        books.tell(
            "assignment.proposed", about: "bank-line/\(line.number)", to: [caller.party.id],
            ["purpose": .string(purpose.rawValue), "amount": .integer(assignment.amount.fen)])
        return line
    }
}
