import Accounting
import Clearing
import JSON

/// The guarantor, then the bureau, accepts a pending filing; with the bureau's word it is under guarantee and takes its room.
public struct AcceptFiling: Command {
    public static let name = "accept-filing"

    let loan: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        loan = path.number("loan")
        try fields.end()
    }

    public var needs: Needs { .loan(loan) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> LoanView {
        LoanView(try books.accept(try books.loan(loan), by: caller, on: now.day))
    }
}

/// The guarantor or the bureau gives a pending filing back to the bank.
public struct DeclineFiling: Command {
    public static let name = "decline-filing"

    let loan: Int64
    let note: String

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        loan = path.number("loan")
        note = try fields.string("note", length: 1...500)
        try fields.end()
    }

    public var needs: Needs { .loan(loan) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> LoanView {
        LoanView(try books.decline(try books.loan(loan), by: caller, note: note))
    }
}
