import Accounting
import Clearing
import JSON

/// A guarantor proves that it has paid the bank the whole public part (先行代付): from now on the fund and the other bearers
/// owe it theirs, to the frozen fen.
public struct ReportAdvance: Command {
    public static let name = "report-advance"

    let claim: Int64
    let amount: Money
    let paidOn: Day
    let voucher: String
    let digest: String?

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        amount = try fields.money("amount")
        paidOn = try fields.day("paid_on")
        voucher = try fields.reference("voucher")
        digest = try fields.digest("sha256")
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        try caller.require(.bearerMaker, .bearerChecker)
        var claim = try books.claim(claim)
        guard claim.share(of: caller.party.id)?.asksBearer == true else { throw Refusal(.unknownClaim) }
        guard claim.advancedBy == caller.party.id else {
            throw Refusal(.wrongState, ["state": claim.state.rawValue])
        }
        try paidOn.mustNotBeAfter(now.day, at: "/paid_on")
        let loan = try books.loan(claim.filed.loan)
        guard paidOn >= loan.filed.disbursed else {
            throw Refusal(.dateImplausible, at: "/paid_on", ["what": "\(paidOn) < \(loan.filed.disbursed)"])
        }
        try checkWindow(of: claim, loan, in: books, at: now)
        guard amount == claim.publicPart else {
            throw Refusal(.amountMismatch, at: "/amount", ["amount": "\(claim.publicPart)"])
        }
        try claim.takeAdvance(on: paidOn, recorded: now.day)
        try books.endShare(of: caller.party.id, claim.share(of: caller.party.id)?.amount ?? .zero, claim, on: now.day)
        books.fallDue(claim, at: now)
        claim.openChain(to: caller.party.id, paidOn: paidOn, until: paidOn + books.chainDays(of: claim, loan))
        books.save(claim)
        books.tell(
            "advance.reported", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.shares.map(\.party),
            [
                "paid_on": .string("\(paidOn)"), "amount": .integer(amount.fen), "voucher": .string(voucher),
                "sha256": digest.map(JSON.string) ?? .null,
            ])
        return ClaimView(claim)
    }

    /// So many days from its payment, or until the working day that follows (RULES §2): afterwards the guarantor bears what it
    /// has paid.
    private func checkWindow(of claim: Claim, _ loan: Loan, in books: Books, at now: Moment) throws(Refusal) {
        guard let terms = books.reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else {
            preconditionFailure("a loan is filed under terms that are kept for ever")
        }
        let received = try books.receivedOn(now)
        if let last = try books.overdueSince(paidOn + terms.pay.withinDays, received) {
            throw Refusal(.claimedLate, at: "/paid_on", ["last": "\(last)"])
        }
    }
}
