import Accounting
import Clearing

extension Books {
    /// The part of a leg that can be paid now. The rest becomes a leg of its own, as old as the first, so that it is first
    /// in line the next time; carried over, it comes before any that is not.
    mutating func split(_ leg: Leg, at amount: Money, carrying: Bool = false) -> Leg {
        parts(of: leg, at: amount, carrying: carrying).paid
    }

    /// The part of a leg that is paid, and the rest, if there is one: in line for a run, or still in the order whose money has
    /// come in only in part.
    mutating func parts(of leg: Leg, at amount: Money, keepingOrder: Bool = false, carrying: Bool = false) -> (
        paid: Leg, rest: Leg?
    ) {
        guard amount < leg.amount else { return (leg, nil) }
        var now = leg
        now.amount = amount
        save(now)
        let rest = Leg(
            number: next(\.leg), kind: leg.kind, counterparty: leg.counterparty, claim: leg.claim, subsidy: leg.subsidy,
            recovery: leg.recovery,
            bearer: leg.bearer, amount: leg.amount - amount, dueOn: leg.dueOn, acceptedAt: leg.acceptedAt,
            run: keepingOrder ? leg.run : nil, order: keepingOrder ? leg.order : nil,
            isCarried: leg.isCarried || carrying)
        add(rest)
        return (now, rest)
    }
}
