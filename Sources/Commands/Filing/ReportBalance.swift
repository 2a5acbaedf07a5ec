import Accounting
import Clearing
import JSON

/// A bank reports a loan's balance as of a day: repaid, overdue, of a worse class. Zero releases the loan (解保). A claim on
/// the loan that is not paid yet follows what is reported.
public struct ReportBalance: Command {
    public static let name = "report-balance"
    public static let status = 201

    let loan: Int64
    let report: Loan.Report

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        loan = path.number("loan")
        report = Loan.Report(
            asOf: try fields.day("as_of"), balance: try fields.money("balance", in: 0...1_000_000_000_000_000),
            interestPaidTo: try fields.day("interest_paid_to"),
            fiveClass: Int(try fields.integer("five_class", in: 1...5)),
            overdueSince: try fields.optionalDay("overdue_since"))
        try fields.end()
    }

    public var needs: Needs { .loan(loan) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> LoanView {
        try caller.require(.bankMaker, .bankChecker)
        var loan = try books.loan(loan)
        try caller.mustReach(loan)
        try loan.checkDates(of: report, at: now)
        var claim: Claim?
        // What the bank says of days before the loan counted in the books moves them on the first day it does.
        let counts = loan.state == .compensated ? now.day : loan.counts(report)
        if let open = loan.openClaim {
            claim = try books.giveWay(open, to: report, on: now.day)
            loan = try books.loan(self.loan)
        }
        let before = loan
        try loan.take(report, under: books.reference)
        try books.post(
            "loan-repaid", about: "loan/\(loan.number)", on: counts, loan.dimensions,
            ["fund_exposure": before.exposure - loan.exposure, "balance": before.report.balance - loan.report.balance])
        books.add(report, of: loan.number)
        books.save(loan)
        if let claim { try books.fall(claim, to: report, by: caller, at: now) }
        if loan.state == .released {
            books.tell("loan.released", about: "loan/\(loan.number)", to: [loan.filed.bank], [:])
        }
        return LoanView(try books.loan(self.loan))
    }
}

extension Loan {
    /// A report is of a day that has been, and its days fit the loan's.
    func checkDates(of report: Report, at now: Moment) throws(Refusal) {
        try report.asOf.mustNotBeAfter(now.day, at: "/as_of")
        if let overdueSince = report.overdueSince, overdueSince > report.asOf || overdueSince < filed.disbursed {
            throw Refusal(.dateImplausible, at: "/overdue_since", ["what": "\(overdueSince)"])
        }
        guard report.interestPaidTo >= filed.disbursed, report.interestPaidTo <= maturesNow else {
            throw Refusal(.dateImplausible, at: "/interest_paid_to", ["what": "\(report.interestPaidTo)"])
        }
    }

    /// Takes a report that fits the reports before it; what the fund stands for follows the terms.
    mutating func take(_ report: Report, under reference: Reference) throws(Refusal) {
        let loan = self
        try take(report) { loan.terms(in: reference).exposure(of: $0) }
    }

    /// `exposing` gives what the fund stands for of a balance; it is not asked where that is what it was.
    mutating func take(_ report: Report, exposing: (Money) -> Money) throws(Refusal) {
        let isUnchanged = report.balance == self.report.balance && state == .active
        try take(report, exposure: isUnchanged ? exposure : exposing(report.balance))
    }

    /// The terms it was filed under.
    func terms(in reference: Reference) -> Terms {
        guard let terms = reference.terms(of: filed.programme, version: termsVersion)?.terms else {
            preconditionFailure("a loan is filed under terms that are kept for ever")
        }
        return terms
    }
}
