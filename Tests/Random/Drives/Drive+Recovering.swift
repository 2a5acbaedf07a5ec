import Accounting
import House
import JSON

extension Drive {
    static let recovering = [
        Drive("report-recovery", weight: 12) { dice, model in
            let states = ["paid", "recovering", "written-off"]
            guard let number = dice.claim(model, where: { states.contains($0.state) }), let claim = model.claims[number]
            else { return nil }
            let waterfall = Model.Waterfall(claim, after: model.recoveries[number] ?? [])
            let gross = max(
                1, dice.pick([waterfall.owed, waterfall.owed / 3, waterfall.owed + 5, 1, dice.roll(1...9_999_999)]))
            let recovery = dice.recovery(gross, claim, model)
            let bearers = claim.shares.filter(\.asks).map(\.party)
            let holder = dice.mostly([claim.bank, claim.bank] + bearers, else: ["bank-a", "national"])
            let who = dice.of(holder, model)
            let kept = recovery.held(by: model.party(of: who))
            return Step("report-recovery", kept.json, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.recover(kept, of: number, by: who)
            }
        },
        Drive("cure-claim", weight: 3) { dice, model in
            guard let number = dice.claim(model, "paid", "recovering"), let claim = model.claims[number] else {
                return nil
            }
            let loan = model.loans[claim.loan]!
            let waterfall = Model.Waterfall(claim, after: model.recoveries[number] ?? [])
            var recovery = dice.recovery(0, claim, model)
            let costs = recovery.costs.map(\.amount).reduce(0, +)
            recovery = recovery.of(max(1, waterfall.owed + costs + (dice.chance(90) ? 0 : 1)))
            let who = dice.of(claim.bank, model)
            let kept = recovery.held(by: model.party(of: who))
            let report = Model.Report(
                asOf: kept.receivedOn, balance: dice.pick([0, loan.balance / 2, loan.balance]),
                interestPaidTo: max(loan.disbursed, min(loan.matures, model.today)), fiveClass: 1, overdueSince: nil)
            let body = kept.json.with("balance", .fen(report.balance))
                .with("interest_paid_to", .string("\(report.interestPaidTo)"))
            return Step("cure-claim", body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.cure(kept, report, of: number, by: who)
            }
        },
    ]
}

extension Dice {
    fileprivate mutating func recovery(_ gross: Int, _ claim: Model.Claim, _ model: Model) -> Model.Recovery {
        var costs: [(party: String, amount: Int)] = []
        if chance(25) { costs.append((claim.bank, roll(1...20_000))) }
        if chance(10), let bearer = claim.shares.first(where: \.asks) { costs.append((bearer.party, roll(1...9_000))) }
        if chance(3) { costs.append(("fund", 1)) }
        let day = model.today + pick([0, 0, 0, 0, 0, -1, 1])
        return Model.Recovery(holder: "", gross: gross, receivedOn: day, costs: costs)
    }
}

extension Model.Recovery {
    fileprivate func held(by party: String) -> Model.Recovery {
        Model.Recovery(holder: party, gross: gross, receivedOn: receivedOn, costs: costs)
    }

    fileprivate func of(_ gross: Int) -> Model.Recovery {
        Model.Recovery(holder: holder, gross: gross, receivedOn: receivedOn, costs: costs)
    }

    fileprivate var json: JSON {
        [
            "gross": .fen(gross), "received_on": .string("\(receivedOn)"),
            "costs": .array(costs.map { ["party": .string($0.party), "amount": .fen($0.amount)] }),
        ]
    }
}
