import Accounting
import Clearing

extension Books {
    /// What a clawback comes to. Refused while money of the claim is on its way to somebody: it could be neither counted
    /// as paid nor given up.
    mutating func clawbackParts(_ clawback: Clawback, of claim: Claim) throws(Refusal) -> [Clawback.Part] {
        let legs = legs(ofClaim: claim.number)
        let isUnderWay = legs.contains { leg in
            guard leg.settledOn == nil, leg.cancelledOn == nil else { return false }
            return leg.run != nil
                || [
                    .forward, .advanceReturn, .insurerReturn, .trueUp, .trueUpShare, .trueUpForward, .chain,
                    .chainForward,
                ].contains(leg.kind)
        }
        let owesMoreThanItPaid = claim.shares.contains { $0.party != Share.bank && $0.recovered > $0.settled }
        guard !isUnderWay && !owesMoreThanItPaid else { throw Refusal(.moneyUnderWay) }
        return clawback.parts(of: claim, legs: legs, recoveries: recoveries(of: claim.number))
    }

    /// The fund's part becomes a receivable; the others' pass through the clearing account. All are due at once.
    mutating func clawBack(_ parts: [Clawback.Part], of claim: Claim, at now: Moment) throws(Refusal) {
        for part in parts {
            if part.party == Share.fund {
                try post(
                    "clawback-decided", about: "claim/\(claim.number)", on: now.day,
                    [
                        "party": claim.payee, "programme": claim.filed.programme, "bank": claim.filed.bank,
                        "claim": "\(claim.number)",
                    ],
                    ["principal": part.principal, "interest": part.interest])
                fallDue(.clawback, part.principal, to: part.party, from: claim.payee, claim, at: now)
                fallDue(.clawbackInterest, part.interest, to: part.party, from: claim.payee, claim, at: now)
            } else {
                fallDue(
                    .clawbackShare, part.principal + part.interest, to: part.party, from: claim.payee, claim, at: now)
            }
        }
    }

    private mutating func fallDue(
        _ kind: Leg.Kind, _ amount: Money, to bearer: String, from party: String, _ claim: Claim, at now: Moment
    ) {
        guard amount > .zero else { return }
        add(
            Leg(
                number: next(\.leg), kind: kind, counterparty: party, claim: claim.number, bearer: bearer,
                amount: amount, dueOn: now.day, acceptedAt: now))
    }

    /// What has not been paid of the claim is not paid any more: bearers' shares, and what a year had put off.
    mutating func giveUp(_ claim: inout Claim, on day: Day) throws(Refusal) {
        for var leg in legs(ofClaim: claim.number) where leg.waits {
            switch leg.kind {
            case .share, .advance:
                try endShare(of: leg.kind == .share ? leg.counterparty : leg.bearer, leg.amount, claim, on: day)
            case .insurerAdvance:
                // Its share was ended when the fund was asked to pay in its place.
                break
            case .deferred:
                try post(
                    "compensation-cancelled", about: "claim/\(claim.number)", on: day,
                    [
                        "payee": claim.payee, "programme": claim.filed.programme, "bank": claim.filed.bank,
                        "claim": "\(claim.number)",
                    ], ["amount": leg.amount])
                try leaveLine(&claim, leg.amount, on: day)
            default:
                continue
            }
            leg.cancelledOn = day
            save(leg)
        }
    }

    /// Gives back all that a claim has taken of its caps, but of no year that is over: that year was what it was.
    mutating func restoreThisYear(of claim: inout Claim, on day: Day) throws(Refusal) {
        let loan = try loan(claim.filed.loan)
        guard let terms = reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else {
            preconditionFailure("a loan is filed under terms that are kept for ever")
        }
        for cap in terms.caps {
            for given in claim.restore(cap: cap.id, in: claim.window(of: cap, on: day)) {
                try giveBack(given, of: cap, for: claim, on: day)
            }
        }
    }
}
