import JSON

extension Drive {
    static let breaking = [
        Drive("propose-resumption", weight: 2) { dice, model in
            guard let (programme, bank) = dice.suspended(model) else { return nil }
            let who = dice.clerk(model)
            let path = ["programme": programme, "party": bank]
            return Step("propose-resumption", ["note": "x"], by: who, at: path) { model throws(No) in
                try model.proposeResumption(programme, bank, by: who)
            }
        },
        Drive("approve-resumption", weight: 2) { dice, model in
            guard let (programme, bank) = dice.suspended(model) else { return nil }
            let who = dice.approver(model)
            return Step("approve-resumption", by: who, at: ["programme": programme, "party": bank]) {
                model throws(No) in
                try model.approveResumption(programme, bank, by: who)
            }
        },
    ]
}

extension Dice {
    /// A bank whose filings under a programme are suspended, or any.
    fileprivate mutating func suspended(_ model: Model) -> (String, String)? {
        let keys = model.breakers.filter { $0.value.state == "suspended" }.map(\.key).sorted()
        guard !keys.isEmpty || chance(10) else { return nil }
        let parts = mostly(keys, else: ["solo/bank-a", "chain/bank-b", "nothing/bank-a"]).split(separator: "/")
        return (String(parts[0]), String(parts[1]))
    }
}
