import Accounting
import Clearing

/// What a claim leaves behind when it goes back, or ends before anything was approved.
extension Books {
    /// The terms a claim's loan was filed under, and those its procedure follows.
    func terms(of claim: Claim, _ loan: Loan) -> (shares: Terms, procedure: Terms) {
        guard let terms = reference.terms(of: loan.filed.programme, version: loan.termsVersion)?.terms,
            let procedure = reference.terms(of: loan.filed.programme, version: claim.filed.procedureVersion)?.terms
        else { preconditionFailure("a claim is filed under terms that are kept for ever") }
        return (terms, procedure)
    }

    /// Gives back all that a claim has taken of caps.
    mutating func releaseCaps(of claim: inout Claim, on day: Day) throws(Refusal) {
        let loan = try loan(claim.filed.loan)
        let caps = terms(of: claim, loan).shares.caps
        for use in claim.releaseCaps() {
            guard let cap = caps.first(where: { $0.id == use.cap }) else {
                preconditionFailure("a claim takes only of the caps of its terms")
            }
            try giveBack(use, of: cap, for: claim, on: day)
        }
    }

    /// A claim has ended before anything was approved: provision and caps are given back, and its loan may be claimed again.
    mutating func end(_ claim: inout Claim, on day: Day) throws(Refusal) {
        try releaseCaps(of: &claim, on: day)
        try unprovide(for: claim, on: day)
        var loan = try loan(claim.filed.loan)
        loan.forgetClaim()
        save(loan)
        save(claim)
    }

    /// Takes back what the books expected of a claim.
    mutating func unprovide(for claim: Claim, on day: Day) throws(Refusal) {
        try post(
            "claim-ended", about: "claim/\(claim.number)", on: day,
            ["programme": claim.filed.programme, "bank": claim.filed.bank],
            ["estimate": claim.estimate, "base": claim.estimatedBase])
    }
}
