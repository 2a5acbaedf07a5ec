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
        try book(claim, loan, in: &books, on: now.day)
        loan.compensate(on: now.day)
        books.save(loan)
        try fallDue(claim, in: &books, on: now)
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
                "payee": claim.filed.bank, "claim": "\(claim.number)",
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

    /// Every bearer pays for itself: the fund pays the bank, the others pay into the clearing account. What a yearly limit puts
    /// off is due as well, and waits for the run that finds headroom: the same year's if some is given back, else the next.
    private func fallDue(_ claim: Claim, in books: inout Books, on now: Moment) throws(Refusal) {
        for share in claim.shares where share.party != Share.bank && share.amount > .zero {
            let isFund = share.party == Share.fund
            books.add(
                Leg(
                    number: books.next(\.leg), kind: isFund ? .compensation : .share,
                    counterparty: isFund ? claim.filed.bank : share.party, claim: claim.number, bearer: share.party,
                    amount: share.amount, dueOn: now.day, acceptedAt: claim.admittedAt ?? now))
        }
        if let fund = claim.fundShare, fund.deferred > .zero {
            books.add(
                Leg(
                    number: books.next(\.leg), kind: .deferred, counterparty: claim.filed.bank, claim: claim.number,
                    bearer: Share.fund,
                    amount: fund.deferred, dueOn: now.day, acceptedAt: claim.admittedAt ?? now))
        }
    }
}
