import Accounting
import JSON

extension Drive {
    static let ending = [
        simple(
            "propose-write-off", weight: 3, ["paid", "recovering"], ["reason": "bankruptcy", "note": "x"]
        ) {
            $0.clerk($1)
        } play: { model, number, who throws(No) in
            try model.proposeWriteOff(number, by: who)
        },
        Drive("approve-write-off", weight: 3) { dice, model in
            guard let number = dice.proposed("write-off", model) else { return nil }
            let who = dice.approver(model)
            return Step("approve-write-off", by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.approveWriteOff(number, by: who)
            }
        },
        Drive("propose-clawback", weight: 3) { dice, model in
            guard let number = dice.claim(model, "paid", "recovering", "closed") else { return nil }
            let rate = dice.pick([0, 435, 365])
            let until = model.today + dice.pick([0, 10, 30, -300, 400])
            let who = dice.clerk(model)
            let body: JSON = [
                "reason": "misuse", "rate": .string("0.0\(rate == 0 ? "" : "\(rate)")"), "until": .string("\(until)"),
                "note": "x",
            ]
            return Step("propose-clawback", body, by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.proposeClawback(number, rate: rate, until: until, by: who)
            }
        },
        Drive("approve-clawback", weight: 4) { dice, model in
            guard let number = dice.proposed("clawback", model) else { return nil }
            let who = dice.approver(model)
            return Step("approve-clawback", by: who, at: ["claim": "\(number)"]) { model throws(No) in
                try model.approveClawback(number, by: who)
            }
        },
    ]
}
