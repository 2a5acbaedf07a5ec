import Accounting
import Clearing

/// What a yearly limit had put off, in a later year: it is paid as far as that year's limit has room.
extension Books {
    private mutating func yearlyCap(of leg: Leg, on day: Day) throws(Refusal) -> StandingCap? {
        let claim = try claim(leg.claim)
        let loan = try loan(claim.filed.loan)
        guard let terms = reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else { return nil }
        return caps(of: terms, for: claim, loan, on: day).first { $0.terms.excess == .deferred && $0.terms.on.contains(Share.fund) }
    }

    mutating func yearRoom(for leg: Leg, on day: Day) throws(Refusal) -> Money {
        guard let cap = try yearlyCap(of: leg, on: day) else { return leg.amount }
        return cap.applied.headroom
    }

    mutating func useYear(for leg: Leg, on day: Day) throws(Refusal) {
        guard let cap = try yearlyCap(of: leg, on: day) else { return }
        let claim = try claim(leg.claim)
        try use(cap, leg.amount, of: claim.number, programme: claim.filed.programme, on: day)
    }

    /// Caps count by the day of approval (RULES §6). A claim admitted in one year and approved in the next gives its yearly
    /// headroom back and takes it from the new year; where that has no room left, the approval is refused.
    mutating func moveYears(of claim: inout Claim, to day: Day) throws(Refusal) {
        guard let admitted = claim.admittedAt?.day, admitted.year != day.year else { return }
        let loan = try loan(claim.filed.loan)
        guard let terms = reference.terms(of: claim.filed.programme, version: loan.termsVersion)?.terms else { return }
        for cap in caps(of: terms, for: claim, loan, on: day) where cap.terms.isYearly {
            guard let used = claim.move(cap: cap.terms.id, to: cap.window), used.amount > .zero else { continue }
            guard used.amount <= cap.applied.headroom else {
                throw Refusal(.limitReached, ["account": cap.account.text, "room": "\(cap.applied.headroom)"])
            }
            try post(
                "cap-restored", about: "claim/\(claim.number)", on: day, cap.terms.dimensions(terms.programme, used.window),
                ["amount": used.amount])
            try use(cap, used.amount, of: claim.number, programme: terms.programme, on: day)
        }
    }
}
