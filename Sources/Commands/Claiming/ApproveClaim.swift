import Accounting
import Clearing
import JSON

/// A second person approves a claim: from now on the fund owes its share, every other bearer owes its own, and the loan no
/// longer counts against the pool's capacity.
public struct ApproveClaim: Command {
    public static let name = "approve-claim"

    let claim: Int64

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        claim = path.number("claim")
        try fields.end()
    }

    public var needs: Needs { .claim(claim) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        try caller.require(.approver)
        var claim = try books.claim(claim)
        var loan = try books.loan(claim.filed.loan)
        try claim.approve(by: caller, on: now.day, at: now)
        try books.moveYears(of: &claim, to: now.day)
        let terms = books.reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms
        claim.letAdvance(by: terms?.pay.advance)
        try book(claim, loan, in: &books, on: now.day)
        loan.compensate(on: now.day)
        books.save(loan)
        books.fallDue(claim, at: now)
        try claim.payIfSettled(on: now.day)
        books.save(claim)
        books.tell(
            "claim.approved", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.shares.map(\.party),
            ["base": .integer(claim.base.fen), "fund": .integer(claim.fundShare?.amount.fen ?? 0)])
        return ClaimView(claim)
    }

    private func book(_ claim: Claim, _ loan: Loan, in books: inout Books, on day: Day) throws(Refusal) {
        let subject = "claim/\(claim.number)"
        let owed = claim.fundShare.map { $0.amount + $0.deferred } ?? .zero
        try books.post(
            "claim-approved", about: subject, on: day,
            [
                "programme": claim.filed.programme, "bank": claim.filed.bank, "borrower": claim.filed.borrower,
                "payee": claim.payee, "claim": "\(claim.number)",
            ],
            [
                "fund_share": owed, "deferred": claim.fundShare?.deferred ?? .zero,
                "provision_up": max(.zero, owed - claim.estimate), "provision_down": max(.zero, claim.estimate - owed),
                "base": claim.estimatedBase, "fund_exposure": loan.exposure, "balance": loan.report.balance,
            ])
        for share in claim.shares where share.asksBearer {
            try books.post(
                "share-due", about: subject, on: day, ["party": share.party, "claim": "\(claim.number)"],
                ["amount": share.amount])
        }
    }
}
