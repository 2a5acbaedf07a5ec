import Accounting
import Clearing

extension Books {
    /// The part of a leg that can be paid now. The rest becomes a leg of its own, as old as the first, so that it is first
    /// in line the next time; carried over, it comes before any that is not.
    mutating func split(_ leg: Leg, at amount: Money, carrying: Bool = false) -> Leg {
        guard amount < leg.amount else { return leg }
        var now = leg
        now.amount = amount
        save(now)
        add(
            Leg(
                number: next(\.leg), kind: leg.kind, counterparty: leg.counterparty, claim: leg.claim,
                recovery: leg.recovery,
                bearer: leg.bearer, amount: leg.amount - amount, dueOn: leg.dueOn, acceptedAt: leg.acceptedAt,
                isCarried: leg.isCarried || carrying))
        return now
    }
}
