import Accounting
import JSON

extension Drive {
    static let settling = [
        Drive("propose-run", weight: 12) { dice, model in
            let isDue = model.legs.values.contains { $0.waits && $0.due <= model.today }
            guard isDue || dice.chance(10) else { return nil }
            let due = model.today + dice.pick([0, 0, 0, 0, 0, -1, -4, 1])
            let who = dice.clerk(model)
            return Step("propose-run", ["due_on": .string("\(due)")], by: who) { model throws(No) in
                try model.proposeRun(due, by: who)
            }
        },
        Drive("release-run", weight: 12) { dice, model in
            let fitting = model.runs.values.filter { $0.state != "released" }.map(\.number).sorted()
            guard !fitting.isEmpty || dice.chance(10) else { return nil }
            let number = dice.mostly(fitting, else: model.runs.keys.sorted() + [999])
            let who = dice.approver(model)
            return Step("release-run", by: who, at: ["run": "\(number)"]) { model throws(No) in
                try model.release(number, by: who)
            }
        },
        Drive("record-payment", weight: 24) { dice, model in
            let fitting = model.orders.values.filter { ["issued", "part-paid", "reopened"].contains($0.state) }
                .map(\.number).sorted()
            guard !fitting.isEmpty || dice.chance(10) else { return nil }
            let number = dice.mostly(fitting, else: model.orders.keys.sorted() + [999])
            let open = max(1, model.orders[number]?.open ?? 1)
            let amount = dice.chance(75) ? open : dice.chance(70) ? dice.roll(1...open) : open + 1
            let day = model.today + dice.pick([0, 0, 0, 0, 0, 0, 0, 0, 1, -400])
            let who = dice.clerk(model)
            let body: JSON = ["amount": .fen(amount), "paid_on": .string("\(day)"), "bank_reference": "B"]
            return Step("record-payment", body, by: who, at: ["order": "\(number)"]) { model throws(No) in
                try model.record(number, amount, on: day, by: who)
            }
        },
        Drive("report-advance", weight: 7) { dice, model in
            guard let number = dice.claim(model, where: { $0.approvedOn != nil && $0.awaitsAdvance }) else {
                return nil
            }
            let publicPart = (model.claims[number]?.shares ?? []).filter { $0.party != "bank" }
                .map { $0.amount + $0.deferred }.reduce(0, +)
            let amount = max(1, publicPart + (dice.chance(90) ? 0 : 1))
            let day = model.today + dice.pick([0, 0, 0, -2, 1, -200])
            let who = dice.of("district", model)
            let body: JSON = ["amount": .fen(amount), "paid_on": .string("\(day)"), "voucher": "V"]
            return Step("report-advance", body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.reportAdvance(number, amount, on: day, by: who)
            }
        },
        Drive("propose-insurer-advance", weight: 4) { dice, model in
            guard let number = dice.claim(model, where: { $0.programme == "insured" && $0.approvedOn != nil }) else {
                return nil
            }
            let who = dice.clerk(model)
            let body: JSON = ["reason": "late", "note": "x"]
            return Step("propose-insurer-advance", body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.proposeInsurerAdvance(number, by: who)
            }
        },
        Drive("approve-insurer-advance", weight: 4) { dice, model in
            guard let number = dice.proposed("insurer-advance", model) else { return nil }
            let who = dice.approver(model)
            return Step("approve-insurer-advance", by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.approveInsurerAdvance(number, by: who)
            }
        },
    ]
}

extension Dice {
    /// A claim about which something of the kind waits for another person.
    mutating func proposed(_ kind: String, _ model: Model) -> Int? {
        claim(model) { model.proposals["\(kind) claim/\($0.number)"]?.last?.state == "proposed" }
    }
}
