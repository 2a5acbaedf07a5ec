import Accounting
import Clearing
import JSON

/// Another person approves what a parked line is said to be: it is booked as that.
public struct ApproveAssignment: Command {
    public static let name = "approve-assignment"

    let line: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        line = path.number("line")
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.bankLines = [line]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> BankLine {
        try caller.require(.approver)
        let line = try books.bankLine(line)
        let assignment = try line.mayBeApproved(by: caller)
        try books.carryOut(assignment, of: line, by: caller, at: now)
        books.tell(
            "assignment.approved", about: "bank-line/\(line.number)", to: [caller.party.id],
            ["purpose": .string(assignment.purpose.rawValue), "amount": .integer(assignment.amount.fen)])
        return try books.bankLine(line.number)
    }
}

/// Somebody at the bureau does not agree, or takes the proposal back: the line is parked again.
public struct RejectAssignment: Command {
    public static let name = "reject-assignment"

    let line: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        line = path.number("line")
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs()
        needs.bankLines = [line]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> BankLine {
        try caller.require(.clerk, .approver)
        var line = try books.bankLine(line)
        try line.reject()
        books.save(line)
        books.tell("assignment.rejected", about: "bank-line/\(line.number)", to: [caller.party.id], [:])
        return line
    }
}
