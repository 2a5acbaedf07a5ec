import Accounting
import JSON

extension Drive {
    static let bookkeeping = [
        Drive("record-appropriation", weight: 3) { dice, model in
            let voucher = "V-\(dice.roll(1...12))"
            let category = dice.pick(["risk", "risk", "subsidy", "rebate"])
            let source = dice.pick(["district", "district", "city", "central"])
            let amount = dice.roll(1...90_000_000)
            let day = model.today + dice.pick([0, 0, 0, -3, -20, 1])
            let who = dice.clerk(model)
            let body: JSON = [
                "category": .string(category), "source": .string(source), "amount": .fen(amount),
                "arrived_on": .string("\(day)"), "voucher": .string(voucher),
            ]
            return Step("record-appropriation", body, by: who) { model throws(No) in
                try model.appropriate(category, source, amount, on: day, voucher, by: who)
            }
        },
        Drive("record-deposit-interest", weight: 2) { dice, model in
            let voucher = "I-\(dice.roll(1...12))"
            let category = dice.pick(["risk", "risk", "subsidy"])
            let amount = dice.roll(1...90_000)
            let day = model.today + dice.pick([0, 0, -5, 1])
            let who = dice.clerk(model)
            let body: JSON = [
                "category": .string(category), "amount": .fen(amount), "credited_on": .string("\(day)"),
                "voucher": .string(voucher),
            ]
            return Step("record-deposit-interest", body, by: who) { model throws(No) in
                try model.interest(category, amount, on: day, voucher, by: who)
            }
        },
        Drive("propose-transfer", weight: 2) { dice, model in
            let name = "t-\(dice.roll(1...6))"
            let (from, to) = dice.pick([
                ("risk", "subsidy"), ("subsidy", "risk"), ("rebate", "subsidy"), ("risk", "rebate"),
            ])
            let amount = dice.chance(90) ? dice.roll(1...20_000_000) : 900_000_000_000
            let who = dice.clerk(model)
            let body: JSON = [
                "transfer": .string(name), "from": .string(from), "to": .string(to), "amount": .fen(amount),
                "note": "x",
            ]
            return Step("propose-transfer", body, by: who) { model throws(No) in
                try model.proposeTransfer(name, from: from, to: to, amount, by: who)
            }
        },
        Drive("approve-transfer", weight: 2) { dice, model in
            let name = "t-\(dice.roll(1...6))"
            let who = dice.approver(model)
            return Step("approve-transfer", by: who, at: ["transfer": name]) { model throws(No) in
                try model.approveTransfer(name, by: who)
            }
        },
        Drive("propose-reversal", weight: 2) { dice, model in
            let subject = dice.pick(model.entryNumbers.keys.sorted() + ["nothing"])
            let dated = dice.chance(60) ? nil : model.today + dice.pick([0, -2, 1])
            let who = dice.clerk(model)
            let body: JSON = ["dated": dated.map { .string("\($0)") } ?? .null, "note": "x"]
            let path = ["entry": "\(model.entryNumbers[subject] ?? 999_999)"]
            return Step("propose-reversal", body, by: who, at: path) { model throws(No) in
                try model.proposeReversal(subject, dated: dated, by: who)
            }
        },
        Drive("approve-reversal", weight: 2) { dice, model in
            let waiting = model.entryNumbers.keys.filter {
                model.proposals["reverse entry/\(model.entryNumbers[$0]!)"]?.last?.state == "proposed"
            }
            let subject = dice.mostly(waiting.sorted(), else: model.entryNumbers.keys.sorted() + ["nothing"])
            let who = dice.approver(model)
            let path = ["entry": "\(model.entryNumbers[subject] ?? 999_999)"]
            return Step("approve-reversal", by: who, at: path) { model throws(No) in
                try model.approveReversal(subject, by: who)
            }
        },
    ]

    static let closing = [
        Drive("propose-closing", weight: 2) { dice, model in
            let until = model.today + -dice.pick([0, 1, 5, 30, 30])
            let who = dice.clerk(model)
            return Step("propose-closing", ["until": .string("\(until)")], by: who) { model throws(No) in
                try model.proposeClosing(until, by: who)
            }
        },
        Drive("approve-closing", weight: 2) { dice, model in
            let waiting = model.proposals.filter { $0.key.hasPrefix("close ") && $0.value.last!.state == "proposed" }
                .map { String($0.key.dropFirst("close period/".count)) }
            let until = dice.mostly(waiting.sorted(), else: ["\(model.today)"])
            let who = dice.approver(model)
            return Step("approve-closing", by: who, at: ["until": until]) { model throws(No) in
                try model.approveClosing(Day(until)!, by: who)
            }
        },
        Drive("propose-reopening", weight: 1) { dice, model in
            let until = dice.chance(50) ? nil : model.today + -dice.roll(1...60)
            let who = dice.clerk(model)
            let body: JSON = ["until": until.map { .string("\($0)") } ?? .null, "note": "x"]
            return Step("propose-reopening", body, by: who) { model throws(No) in
                try model.proposeReopening(until, by: who)
            }
        },
        Drive("approve-reopening", weight: 1) { dice, model in
            let who = dice.approver(model)
            return Step("approve-reopening", by: who) { model throws(No) in try model.approveReopening(by: who) }
        },
        Drive("carry-forward", weight: 2) { dice, model in
            let year = dice.pick([2025, 2025, 2025, 2026, 2024])
            let who = dice.clerk(model)
            return Step("carry-forward", by: who, at: ["year": "\(year)"]) { model throws(No) in
                try model.carryForward(year, by: who)
            }
        },
    ]
}
