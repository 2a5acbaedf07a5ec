import Accounting
import Clearing
import JSON

/// What a bank reports of a loan while its claim is on its way: never is the old amount paid (RULES §6).
extension Books {
    /// Makes way for a report. An approval on another amount falls away, unless a run has taken up something of it.
    ///
    /// - Returns: the claim, under way again.
    mutating func giveWay(_ number: Int64, to report: Loan.Report, on day: Day) throws(Refusal) -> Claim {
        var claim = try claim(number)
        if claim.state == .approved && claim.differs(from: report) { try loseApproval(of: &claim, on: day) }
        guard claim.state.isUnderWay else { throw Refusal(.alreadyClaimed, ["claim": "\(number)"]) }
        return claim
    }

    /// Undoes what the approval had booked, by the mirror of it: the loan is in force again, nobody owes anything, and the
    /// claim is provided for as it was.
    private mutating func loseApproval(of claim: inout Claim, on day: Day) throws(Refusal) {
        let legs = legs(ofClaim: claim.number)
        guard legs.allSatisfy(\.waits) && claim.advancedOn == nil else { throw Refusal(.moneyUnderWay) }
        var loan = try loan(claim.filed.loan)
        loan.reinstate(exposure: terms(of: claim, loan).shares.exposure(of: loan.report.balance))
        save(loan)
        try post(
            "approval-lost", about: "claim/\(claim.number)", on: day, claim.approvalDimensions,
            claim.approvalAmounts(of: loan))
        for share in claim.shares where share.asksBearer && !share.isUpChain {
            try endShare(of: share.party, share.undisputed, claim, on: day)
        }
        for var leg in legs {
            leg.void(on: day)
            save(leg)
        }
        try claim.loseApproval()
    }

    /// The report stands: with nothing left the claim is cured, with less left it is worked out again and its bearers are
    /// asked anew.
    mutating func fall(_ former: Claim, to report: Loan.Report, by caller: Caller, at now: Moment) throws(Refusal) {
        var claim = former
        if report.balance == .zero { return try cure(&claim, on: now.day) }
        guard claim.differs(from: report) else { return }
        let loan = try loan(claim.filed.loan)
        let (terms, procedure) = terms(of: claim, loan)
        try releaseCaps(of: &claim, on: now.day)
        let facts = claim.fallen(to: report, by: caller.person.id, at: now, receivedOn: try receivedOn(now))
        let expected = facts.expected(of: loan, terms)
        let wasAsked = try claim.recompute(facts, estimate: expected.fund, estimatedBase: expected.base)
        try replaceProvision(of: former, by: claim, procedure, on: now.day)
        save(claim, renewing: former)
        tell(
            "claim.recomputed", about: "claim/\(claim.number)", to: [claim.filed.bank] + former.bearers,
            ["revision": .integer(Int64(claim.revision)), "principal": .integer(report.balance.fen)])
        if wasAsked { try freeze(&claim, of: loan, by: claim.admittedBy ?? caller.person.id, at: now) }
    }

    /// Repaid before anything was paid out: that is a withdrawal.
    private mutating func cure(_ claim: inout Claim, on day: Day) throws(Refusal) {
        let objection = Claim.Objection(.cured, note: "贷款已还清 · repaid in full")
        try claim.withdraw(objection)
        try end(&claim, on: day)
        tell("claim.withdrawn", about: "claim/\(claim.number)", to: [claim.filed.bank] + claim.bearers, objection.told)
    }
}
