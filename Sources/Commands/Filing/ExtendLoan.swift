import Accounting
import Clearing
import JSON

/// A bank lets a borrower pay later (展期): the same loan, a later maturity. Cover and subsidy stop at the first one unless the
/// guarantor agrees.
public struct ExtendLoan: Command {
    public static let name = "extend-loan"

    let loan: Int64
    let matures: Day

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        loan = path.number("loan")
        matures = try fields.day("matures")
        try fields.end()
    }

    public var needs: Needs { .loan(loan) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> LoanView {
        try caller.require(.bankMaker, .bankChecker)
        var loan = try books.loan(loan)
        try caller.mustReach(loan)
        try loan.extend(to: matures)
        books.save(loan)
        books.tell(
            "loan.extended", about: "loan/\(loan.number)", to: [loan.filed.bank, books.keeper(of: loan)],
            ["matures": .string("\(matures)"), "note_number": .string(loan.filed.noteNumber)])
        return LoanView(loan)
    }
}

/// One person of the guarantor proposes that cover reach to the extended maturity; where no guarantor bears, one of the bureau.
public struct ProposeCover: Command {
    public static let name = "propose-cover"

    let loan: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        loan = path.number("loan")
        try fields.end()
    }

    public var needs: Needs { .loan(loan) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> LoanView {
        try caller.require(.bearerMaker, .bearerChecker, .clerk)
        var loan = try books.kept(loan, by: caller)
        try loan.proposeCover(by: caller)
        books.save(loan)
        return LoanView(loan)
    }
}

/// Another person agrees: a default until the extended maturity is covered.
public struct AgreeCover: Command {
    public static let name = "agree-cover"

    let loan: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        loan = path.number("loan")
        try fields.end()
    }

    public var needs: Needs { .loan(loan) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> LoanView {
        try caller.require(.bearerMaker, .bearerChecker, .approver)
        var loan = try books.kept(loan, by: caller)
        try loan.agreeCover(by: caller)
        books.save(loan)
        books.tell(
            "loan.cover-extended", about: "loan/\(loan.number)", to: [loan.filed.bank, caller.party.id],
            ["covered_to": .string("\(loan.maturesNow)")])
        return LoanView(loan)
    }
}

extension Books {
    /// Whose word extends the cover of a loan: its first guarantor's, else the bureau's.
    fileprivate func keeper(of loan: Loan) -> String {
        loan.terms(in: reference).guarantor(in: reference) ?? reference.parties.values.first { $0.kind == .bureau }?.id
            ?? loan.filed.bank
    }

    /// A loan whose cover is the caller's to extend; to anybody else it is not there.
    fileprivate mutating func kept(_ number: Int64, by caller: Caller) throws(Refusal) -> Loan {
        let loan = try loan(number)
        guard keeper(of: loan) == caller.party.id else { throw Refusal(.unknownLoan) }
        return loan
    }
}
