import Accounting
import JSON

extension Sharing {
    /// Reads `base`, `remainder` and `layers` of terms (RULES §3). Absent `base` covers the principal only, absent
    /// `remainder` gives the odd fen to the bank.
    init(reading fields: inout Fields) throws {
        let base = try fields.optionalObject("base").map(LossBase.init(reading:))
        let remainderJSON = fields.optional("remainder")
        let layers = try fields.array("layers", count: 1...20).map(Layer.init(reading:at:))
        guard layers.last?.takesAll == true else {
            throw InputProblem(
                .lastLayerNotAll,
                "\(fields.pointer(to: "layers"))/\(layers.count - 1)",
                "the last layer takes percent \"100\", without limit and without from"
            )
        }
        let parties = Set(layers.flatMap { $0.bearers.map(\.party) }).union(["bank"])
        let remainder = try remainderJSON.map {
            try Remainder(reading: $0, at: fields.pointer(to: "remainder"), among: parties)
        }
        self.init(
            base: base ?? LossBase(interestDays: 0, dayCount: 360),
            remainder: remainder ?? .to("bank"),
            layers: layers
        )
    }

    /// The members `base`, `remainder` and `layers`, defaults filled in.
    var members: [JSON.Member] {
        [
            .init(name: "base", value: base.json), .init(name: "remainder", value: remainder.json),
            .init(name: "layers", value: layers.json),
        ]
    }
}

extension LossBase: JSONRepresentable {
    init(reading fields: Fields) throws {
        var fields = fields
        let days = try fields.integer("interest_days", in: 0...3660)
        let count = try fields.dayCount()
        try fields.end()
        self.init(interestDays: Int(days), dayCount: count)
    }

    public var json: JSON { ["interest_days": interestDays.json, "day_count": dayCount.json] }
}

extension Remainder: JSONRepresentable {
    init(reading json: JSON, at pointer: String, among parties: Set<String>) throws {
        let party: String
        if case .string(let text) = json {
            if text == "largest" {
                self = .largest
                return
            }
            party = text
        } else {
            var fields = try Fields(json, at: pointer)
            party = try fields.party("to")
            try fields.end()
        }
        guard parties.contains(party) else {
            throw InputProblem(.unknownParty, pointer, "write \"largest\" or name a party of the layers")
        }
        self = .to(party)
    }

    public var json: JSON {
        switch self {
        case .largest: "largest"
        case .to(let party): ["to": .string(party)]
        }
    }
}

extension Layer: JSONRepresentable {
    init(reading json: JSON, at pointer: String) throws {
        var fields = try Fields(json, at: pointer)
        let percent = try fields.percent("percent")
        let limit = try fields.optionalMoney("limit", in: 0...greatestAmount)
        let from = try fields.optionalString("from", length: 1...60)
        let bearers = try fields.bearers("bearers")
        try fields.end()
        self.init(percent: percent, limit: limit, from: from, bearers: bearers)
    }

    public var json: JSON {
        var members: [JSON.Member] = [.init(name: "percent", value: percent.json)]
        if let limit { members.append(.init(name: "limit", value: limit.json)) }
        if let from { members.append(.init(name: "from", value: from.json)) }
        members.append(.init(name: "bearers", value: bearers.json))
        return .object(members)
    }
}

extension Bearer: JSONRepresentable {
    public var json: JSON { ["party": .string(party), "parts": parts.json] }
}
