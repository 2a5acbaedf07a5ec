import Accounting
import Clearing

extension Books {
    /// Books the fund's part of a recovery. Where a yearly limit has put off part of the fund's own share, the recovered
    /// money pays that first: the fund does not take in cash from a loss for which it still owes the bank. Gives the part
    /// that was set off so; the rest the holder owes the fund.
    mutating func recover(
        _ amount: Money, of claim: inout Claim, from holder: String, isWrittenOff: Bool, on day: Day
    ) throws(Refusal) -> Money {
        let setOff = try setOff(amount, of: &claim, from: holder, on: day)
        try recordSubrogation(of: claim, before: amount, isWrittenOff: isWrittenOff, on: day)
        if isWrittenOff {
            try post(
                "recovery-reported-after-write-off", about: "claim/\(claim.number)", on: day,
                ["holder": holder, "claim": "\(claim.number)"], ["amount": amount])
        } else {
            try post(
                "recovery-reported", about: "claim/\(claim.number)", on: day,
                [
                    "holder": holder, "programme": claim.filed.programme, "bank": claim.filed.bank,
                    "claim": "\(claim.number)",
                ], ["amount": amount])
        }
        try post(
            "compensation-set-off", about: "claim/\(claim.number)", on: day,
            [
                "payee": claim.payee, "holder": holder, "programme": claim.filed.programme,
                "claim": "\(claim.number)",
            ],
            ["amount": setOff])
        return setOff
    }

    /// Ends legs that were put off, as far as the amount goes. One that a run has taken up already is paid by that run.
    private mutating func setOff(
        _ amount: Money, of claim: inout Claim, from holder: String, on day: Day
    ) throws(Refusal) -> Money {
        guard let fund = claim.fundShare, fund.deferred > .zero else { return .zero }
        var left = amount
        for leg in legs(ofClaim: claim.number) where leg.kind == .deferred && leg.waits {
            guard left > .zero else { break }
            var paid = split(leg, at: min(leg.amount, left))
            paid.settledOn = day
            save(paid)
            left -= paid.amount
        }
        let setOff = amount - left
        guard setOff > .zero else { return .zero }
        try post(
            "compensation-resumed", about: "claim/\(claim.number)", on: day,
            ["payee": claim.payee, "claim": "\(claim.number)"], ["amount": setOff])
        claim.resume(setOff)
        try claim.settle(setOff, of: Share.fund, on: day)
        try leaveLine(&claim, setOff, on: day)
        return setOff
    }

    /// What is set off, or given up, waits for no year any more.
    mutating func leaveLine(_ claim: inout Claim, _ amount: Money, on day: Day) throws(Refusal) {
        let loan = try loan(claim.filed.loan)
        guard let terms = reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms,
            let cap = terms.caps.first(where: { $0.excess == .deferred })
        else { preconditionFailure("only a cap that defers puts off") }
        claim.restorePutOff(cap: cap.id, by: amount)
        let use = Claim.CapUse(cap: cap.id, window: Claim.CapUse.putOff, amount: amount)
        try giveBack(use, of: cap, for: claim, on: day)
    }
}
