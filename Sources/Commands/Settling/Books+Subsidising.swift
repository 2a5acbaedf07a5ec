import Accounting
import Clearing

extension Books {
    /// What of a category's subsidies its special account can carry: first come, first paid, the last one in part. The rest
    /// stays due.
    mutating func affordableSubsidies(_ due: [Leg], _ category: Category) -> [Leg] {
        func isPaid(_ leg: Leg) -> Bool { leg.category == category && leg.kind.isPayable }
        let legs = due.filter(isPaid)
        guard !legs.isEmpty else { return [] }
        let committed = unpaidLegs().filter(isPaid).map(\.amount).total
        var cash = max(.zero, holding(category.cash).balance - committed)
        var taken: [Leg] = []
        for leg in legs where cash > .zero {
            let paid = split(leg, at: min(leg.amount, cash))
            cash -= paid.amount
            taken.append(paid)
        }
        return taken
    }

    /// Books a leg of a subsidy run.
    mutating func settle(_ leg: Leg, of subsidy: Leg.Subsidy, from source: MoneySource, on day: Day) throws(Refusal) {
        let subject = "subsidy-run/\(subsidy.run)"
        let receipt = [
            "party": leg.counterparty, "programme": subsidy.programme, "category": leg.category.rawValue,
        ]
        if leg.kind.isPayable {
            try post(
                leg.kind.event, about: subject, on: day,
                ["payee": leg.counterparty, "programme": subsidy.programme], ["amount": leg.amount])
        } else if source == .parked {
            try post(
                "unidentified-assigned", about: subject, on: day,
                ["purpose": "clawback", "party": leg.counterparty, "claim": subsidy.programme],
                ["amount": leg.amount])
        } else {
            try post(
                leg.kind.event, about: subject, on: day, receipt, ["principal": leg.amount, "interest": .zero])
        }
        var settled = leg
        settled.settledOn = day
        save(settled)
    }
}
