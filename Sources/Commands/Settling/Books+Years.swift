import Accounting
import Clearing

/// What a yearly limit puts off, and the years that pay it.
extension Books {
    private mutating func yearlyCap(of claim: Claim, on day: Day) throws(Refusal) -> StandingCap? {
        let loan = try loan(claim.filed.loan)
        guard let terms = reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else {
            return nil
        }
        return caps(of: terms, for: claim, loan, on: day).first { $0.terms.excess == .deferred }
    }

    /// The headroom a leg that was put off finds in the year of `day`. What else is put off does not lessen it: legs are
    /// paid oldest first.
    mutating func yearRoom(for leg: Leg, on day: Day) throws(Refusal) -> Money {
        guard let cap = try yearlyCap(of: claim(leg.claim), on: day), let limit = cap.applied?.limit else {
            return leg.amount
        }
        return max(.zero, limit.amount - holding(cap.account).balance)
    }

    /// A run takes up a leg that was put off: it counts in the year of the run from now on.
    mutating func useYear(for leg: Leg, on day: Day) throws(Refusal) {
        var claim = try claim(leg.claim)
        guard let cap = try yearlyCap(of: claim, on: day) else { return }
        claim.restorePutOff(cap: cap.terms.id, by: leg.amount)
        try giveBack(cap.putOff(leg.amount), of: cap.terms, for: claim, on: day)
        claim.use(cap.use(leg.amount))
        try take(cap.use(leg.amount), of: cap, for: claim, on: day)
        save(claim)
    }

    /// Caps count by the day of approval (RULES §6). A claim admitted in one year and approved in the next gives its yearly
    /// headroom back and takes it from the new year. Where that has too little, the fund's part over it is put off; shares
    /// frozen under a cap that extinguishes cannot be, and the approval is refused.
    mutating func moveYears(of claim: inout Claim, to day: Day) throws(Refusal) {
        guard let admitted = claim.admittedAt?.day, admitted.year != day.year else { return }
        let loan = try loan(claim.filed.loan)
        guard let terms = reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else { return }
        for cap in caps(of: terms, for: claim, loan, on: day) where cap.terms.isYearly {
            guard let used = claim.leave(cap: cap.terms.id, for: cap.window), used.amount > .zero else { continue }
            try giveBack(used, of: cap.terms, for: claim, on: day)
            let kept = cap.room(for: used.amount)
            try enter(cap, cap.use(kept), for: &claim, on: day)
            guard kept < used.amount else { continue }
            guard cap.terms.excess == .deferred else {
                throw Refusal(.limitReached, ["account": cap.account.text, "room": "\(kept)"])
            }
            claim.putOff(used.amount - kept)
            try enter(cap, cap.putOff(used.amount - kept), for: &claim, on: day)
        }
    }

    private mutating func enter(_ cap: StandingCap, _ use: Claim.CapUse, for claim: inout Claim, on day: Day)
        throws(Refusal)
    {
        claim.use(use)
        try take(use, of: cap, for: claim, on: day)
    }
}
