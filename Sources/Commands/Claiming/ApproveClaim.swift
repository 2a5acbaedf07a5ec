import Accounting
import Clearing
import JSON

/// A second person approves a claim: from now on the fund owes its share, every other bearer owes its own, and the loan no
/// longer counts against the pool's capacity. Of a share in dispute the accepted part goes on with the others; the rest
/// falls due when the bureau has resolved it (RULES §6).
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
        let advance = terms?.pay.advance
        // Who pays for all pays it at once: it cannot be left open how much.
        if advance != nil && claim.shares.contains(where: { $0.state == .disputed }) { throw Refusal(.disputeOpen) }
        claim.letAdvance(by: advance)
        try book(claim, loan, in: &books, on: now.day)
        loan.compensate(on: now.day)
        books.save(loan)
        books.fallDue(claim, at: now)
        try claim.payIfSettled(on: now.day)
        books.save(claim)
        books.watch(claim, at: now)
        books.tell(
            "claim.approved", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.shares.map(\.party),
            ["base": .integer(claim.base.fen), "fund": .integer(claim.fundShare?.amount.fen ?? 0)])
        return ClaimView(claim)
    }

    private func book(_ claim: Claim, _ loan: Loan, in books: inout Books, on day: Day) throws(Refusal) {
        let subject = "claim/\(claim.number)"
        try books.post(
            "claim-approved", about: subject, on: day, claim.approvalDimensions, claim.approvalAmounts(of: loan))
        for share in claim.shares where share.asksBearer && !share.isUpChain {
            try books.post(
                "share-due", about: subject, on: day, ["party": share.party, "claim": "\(claim.number)"],
                ["amount": share.undisputed])
        }
    }
}

extension Claim {
    var approvalDimensions: [String: String] {
        [
            "programme": filed.programme, "bank": filed.bank, "borrower": filed.borrower, "payee": payee,
            "claim": "\(number)",
        ]
    }

    /// What an approval books: the provision is brought to the fund's share, the loan's exposure and capacity are released.
    func approvalAmounts(of loan: Loan) -> [String: Money] {
        let owed = fundShare.map { $0.amount + $0.deferred } ?? .zero
        return [
            "fund_share": owed, "deferred": fundShare?.deferred ?? .zero, "provision_up": max(.zero, owed - estimate),
            "provision_down": max(.zero, estimate - owed), "base": estimatedBase, "fund_exposure": loan.exposure,
            "balance": loan.report.balance,
        ]
    }
}
