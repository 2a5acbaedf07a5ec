import Accounting
import Clearing
import JSON

/// The borrower makes good after all: everything that is still owed comes back at once, and the loan goes on (RULES §6). Every
/// bearer has back what it bore, fen for fen. If the loan defaults again, its next claim follows this one.
public struct CureClaim: Command {
    public static let name = "cure-claim"
    public static let status = 201

    let claim: Int64
    let returned: Returned
    let report: Loan.Report

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        returned = try Returned(&fields)
        report = Loan.Report(
            asOf: returned.receivedOn, balance: try fields.money("balance", in: 0...1_000_000_000_000_000),
            interestPaidTo: try fields.day("interest_paid_to"), fiveClass: 1, overdueSince: nil)
        try fields.end()
    }

    public var needs: Needs {
        var needs = Needs.claim(claim)
        needs.recoveries = [claim]
        needs.legsOf = [claim]
        return needs
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> RecoveryView {
        try caller.require(.bankMaker, .bankChecker)
        var claim = try books.claimToRecover(claim, returned, by: caller, on: now.day)
        let owed = try books.waterfall(of: claim).owed + returned.costs.map(\.amount).total
        guard returned.gross == owed else { throw Refusal(.notWhole, at: "/gross", ["amount": "\(owed)"]) }
        let shared = try books.share(returned, of: claim, by: caller, at: now)
        try claim.cure(shared.principal)
        try books.book(shared.recovery, of: &claim, .ofThisYear, isWrittenOff: false, at: now)
        try resume(claim, in: &books)
        books.save(claim)
        books.tell(
            "claim.cured", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.shares.map(\.party),
            ["recovery": .integer(shared.recovery.number), "gross": .integer(shared.recovery.gross.fen)])
        return RecoveryView(shared.recovery)
    }

    /// The loan counts against the pool's capacity again, with what is left of it.
    private func resume(_ claim: Claim, in books: inout Books) throws(Refusal) {
        var loan = try books.loan(claim.filed.loan)
        guard let terms = books.reference.terms(of: loan.filed.programme, version: loan.termsVersion)?.terms else {
            preconditionFailure("a loan is filed under terms that are kept for ever")
        }
        guard report.interestPaidTo >= loan.filed.disbursed, report.interestPaidTo <= loan.maturesNow else {
            throw Refusal(.dateImplausible, at: "/interest_paid_to", ["what": "\(report.interestPaidTo)"])
        }
        try loan.cure(after: claim.number, report, exposure: terms.exposure(of: report.balance))
        // It counts again from the day the borrower made good, so that what is reported of the days after fits.
        let counts = max(returned.receivedOn, books.closedUntil.map { $0 + 1 } ?? returned.receivedOn)
        try books.post(
            "loan-filed", about: "loan/\(loan.number)", on: counts, loan.dimensions,
            ["fund_exposure": loan.exposure, "balance": loan.report.balance])
        books.add(report, of: loan.number)
        books.save(loan)
    }
}

extension RecoveryWaterfall {
    /// All that is still to come back: costs, principal, and the bank's own interest and penalty.
    fileprivate var owed: Money {
        unreimbursedCosts.map(\.amount).total + outstanding.map(\.amount).total + interestLeft + penaltyLeft
    }
}
