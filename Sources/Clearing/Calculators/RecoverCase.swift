import Accounting
import JSON

/// One case of the recovery calculator: what was borne, and the recoveries one after another.
struct RecoverCase {
    private let waterfall: RecoveryWaterfall
    private let recoveries: [(gross: Money, costs: [RecoveryWaterfall.Part])]

    init(_ json: JSON, at pointer: String) throws {
        var fields = try Fields(json, at: pointer)
        let borne = try fields.parts("borne", count: 1...100) ?? []
        var parties: Set<String> = []
        for (place, part) in borne.enumerated() where !parties.insert(part.party).inserted {
            throw InputProblem(
                .duplicateParty,
                "\(fields.pointer(to: "borne"))/\(place)/party",
                "name each bearer once"
            )
        }
        let interest = try fields.optionalMoney("uncovered_interest", in: 0...greatestAmount)
        let penalty = try fields.optionalMoney("uncovered_penalty", in: 0...greatestAmount)
        waterfall = RecoveryWaterfall(
            borne: borne,
            uncoveredInterest: interest ?? .zero,
            uncoveredPenalty: penalty ?? .zero,
            order: try fields.recoveryOrder("order")
        )
        recoveries = try fields.array("recoveries", count: 0...5000).map { json, pointer in
            var recovery = try Fields(json, at: pointer)
            let gross = try recovery.money("gross", in: 0...greatestAmount)
            let costs = try recovery.parts("costs", count: 0...100, isOptional: true) ?? []
            try recovery.end()
            return (gross, costs)
        }
        try fields.end()
        // Beyond this the running total of costs might leave 64 bits.
        let costs = recoveries.reduce(Int128(0)) { $1.costs.reduce($0) { $0 + Int128($1.amount.fen) } }
        guard costs <= Int128(Int64.max) else {
            throw InputProblem(.tooLarge, fields.pointer(to: "recoveries"), "the costs together are beyond 64 bits")
        }
    }

    func result(explaining explanation: inout Explanation) -> JSON {
        var waterfall = waterfall
        var splits: [JSON] = []
        for (gross, costs) in recoveries {
            splits.append(waterfall.recover(gross, costs: costs, explaining: &explanation).json)
        }
        return [
            "recoveries": .array(splits), "outstanding": waterfall.outstanding.json,
            "unreimbursed_costs": waterfall.unreimbursedCosts.json,
        ]
    }
}

extension RecoveryWaterfall.Part: JSONRepresentable {
    public var json: JSON { ["party": .string(party), "amount": amount.json] }
}

extension RecoveryWaterfall.Split: JSONRepresentable {
    public var json: JSON {
        [
            "costs": costs.json, "principal": principal.json, "interest": interest.json, "penalty": penalty.json,
            "surplus": surplus.json,
        ]
    }
}

extension Fields {
    /// Parties with amounts of at least zero.
    fileprivate mutating func parts(
        _ name: String,
        count: ClosedRange<Int>,
        isOptional: Bool = false
    ) throws -> [RecoveryWaterfall.Part]? {
        let elements = try isOptional ? optionalArray(name, count: count) : array(name, count: count)
        return try elements?.map { json, pointer in
            var fields = try Fields(json, at: pointer)
            let party = try fields.party("party")
            let amount = try fields.money("amount", in: 0...greatestAmount)
            try fields.end()
            return RecoveryWaterfall.Part(party: party, amount: amount)
        }
    }

    /// The steps a recovery goes down, each named at most once; the usual order when absent.
    mutating func recoveryOrder(_ name: String) throws -> [RecoveryWaterfall.Step] {
        var order: [RecoveryWaterfall.Step] = []
        guard let elements = try optionalArray(name, count: 1...4) else { return RecoveryWaterfall.usualOrder }
        for (json, pointer) in elements {
            guard case .string(let text) = json, let step = RecoveryWaterfall.Step(rawValue: text) else {
                throw JSON.Problem(
                    code: .badFormat,
                    pointer: pointer,
                    detail: "one of these is needed: costs, principal, interest, penalty"
                )
            }
            guard !order.contains(step) else {
                throw InputProblem(.duplicateEntry, pointer, "name each step once")
            }
            order.append(step)
        }
        return order
    }
}
