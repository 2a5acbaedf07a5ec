import Accounting
import JSON

extension FeeProgramme {
    init(reading fields: Fields) throws {
        var fields = fields
        let budget = try fields.optionalMoney("budget", in: 0...greatestAmount)
        let exhaustion = try fields.optionalChoice("exhaustion", of: SubsidyProgramme.Exhaustion.self)
        self.init(
            given: try fields.given(),
            feeAtMost: try fields.optionalRatio("fee_at_most"),
            dayCount: try fields.dayCount(),
            funders: try fields.bearers("funders"),
            budget: budget.map { .init(amount: $0, exhaustion: exhaustion ?? .factor) }
        )
        try fields.end()
    }
}

extension Fields {
    /// Exactly one of the three.
    fileprivate mutating func given() throws -> FeeProgramme.Given {
        let rebate = try optionalObject("rebate")
        let structure = try optionalObject("structure")
        let bands = try optionalArray("reguarantee", count: 1...10)
        switch (rebate, structure, bands) {
        case (let fields?, nil, nil): return .rebate(try FeeProgramme.Rebate(reading: fields))
        case (nil, let fields?, nil): return .structure(try FeeProgramme.Structure(reading: fields))
        case (nil, nil, let bands?): return .reguarantee(try FeeProgramme.Band.all(bands))
        case (nil, nil, nil):
            throw problem(.missingField, "rebate", "name what is given: rebate, structure or reguarantee")
        default:
            throw problem(.unknownField, rebate == nil ? "reguarantee" : "rebate", "a programme gives one thing only")
        }
    }

    /// At most a tenth, with at most six decimals: more is a slip of the pen.
    fileprivate mutating func giving(_ name: String) throws -> Ratio {
        try sixDecimals(name, in: .zero...Ratio(billionths: 100_000_000))
    }

    fileprivate mutating func sixDecimals(_ name: String, in range: ClosedRange<Ratio> = .zero ... .one) throws -> Ratio
    {
        let ratio = try self.ratio(name, in: range)
        guard ratio.billionths % 1000 == 0 else {
            throw problem(.outOfRange, name, "a ratio of at most six decimals is needed")
        }
        return ratio
    }
}

extension FeeProgramme.Rebate {
    fileprivate init(reading fields: Fields) throws {
        var fields = fields
        self.init(
            rate: try fields.giving("rate"), yearlyCap: try fields.optionalMoney("yearly_cap", in: 0...greatestAmount),
            paidTo: try fields.optionalChoice("paid_to", of: PaidTo.self) ?? .guarantor)
        try fields.end()
    }
}

extension FeeProgramme.Structure {
    fileprivate init(reading fields: Fields) throws {
        var fields = fields
        let weight = fields.optional("batch_weight") == nil ? nil : try fields.sixDecimals("batch_weight")
        self.init(
            tags: try fields.tags("tags", count: 1...20), tiers: try FeeProgramme.Tier.all(&fields),
            awards: try fields.optionalArray("awards", count: 0...10)?.map { json, pointer in
                try FeeProgramme.Award(reading: json, at: pointer)
            } ?? [],
            batchWeight: weight ?? .one, yearlyCap: try fields.optionalMoney("yearly_cap", in: 0...greatestAmount))
        try fields.end()
    }
}

extension FeeProgramme.Tier {
    fileprivate static func all(_ fields: inout Fields) throws -> [FeeProgramme.Tier] {
        var tiers: [FeeProgramme.Tier] = []
        for (json, pointer) in try fields.array("tiers", count: 1...20) {
            var fields = try Fields(json, at: pointer)
            let from = try fields.ratio("from")
            guard tiers.last.map({ $0.from < from }) ?? (from == .zero) else {
                throw fields.problem(.outOfRange, "from", "tiers rise, and the first begins at \"0\"")
            }
            tiers.append(FeeProgramme.Tier(from: from, rate: try fields.giving("rate")))
            try fields.end()
        }
        return tiers
    }
}

extension FeeProgramme.Award {
    fileprivate init(reading json: JSON, at pointer: String) throws {
        var fields = try Fields(json, at: pointer)
        let rate = try fields.giving("rate")
        let small = try fields.optionalObject("small_tickets")
        let first = try fields.optionalBool("first_loans") ?? false
        let low = try fields.optionalRatio("low_fees")
        try fields.end()
        switch (small, first, low) {
        case (var fields?, false, nil):
            self.init(
                rate: rate, merit: .smallTickets(limit: try fields.money("limit"), share: try fields.ratio("share")))
            try fields.end()
        case (nil, true, nil): self.init(rate: rate, merit: .firstLoans)
        case (nil, false, let most?): self.init(rate: rate, merit: .lowFees(most))
        default:
            throw fields.problem(
                .missingField, "first_loans", "one of small_tickets, first_loans and low_fees is needed")
        }
    }
}

extension FeeProgramme.Band {
    fileprivate static func all(_ list: [(JSON, String)]) throws -> [FeeProgramme.Band] {
        var bands: [FeeProgramme.Band] = []
        for (json, pointer) in list {
            var fields = try Fields(json, at: pointer)
            let upTo = try fields.money("up_to")
            guard bands.last.map({ $0.upTo < upTo }) ?? true else {
                throw fields.problem(.outOfRange, "up_to", "bands rise")
            }
            bands.append(
                FeeProgramme.Band(upTo: upTo, fee: try fields.giving("fee"), rate: try fields.giving("rate")))
            try fields.end()
        }
        return bands
    }
}

extension FeeProgramme: JSONRepresentable {
    public var json: JSON {
        var members: [JSON.Member] = []
        switch given {
        case .rebate(let rebate): members.add("rebate", rebate)
        case .structure(let structure): members.add("structure", structure)
        case .reguarantee(let bands): members.add("reguarantee", bands)
        }
        members.add("fee_at_most", feeAtMost)
        members.append(.init(name: "day_count", value: dayCount.json))
        members.append(.init(name: "funders", value: funders.json))
        if let budget {
            members.add("budget", budget.amount)
            members.append(.init(name: "exhaustion", value: .string(budget.exhaustion.rawValue)))
        }
        return .object(members)
    }
}

extension FeeProgramme.Rebate: JSONRepresentable {
    public var json: JSON {
        var members = [JSON.Member(name: "rate", value: rate.json)]
        members.add("yearly_cap", yearlyCap)
        members.append(.init(name: "paid_to", value: .string(paidTo.rawValue)))
        return .object(members)
    }
}

extension FeeProgramme.Structure: JSONRepresentable {
    public var json: JSON {
        var members = [
            JSON.Member(name: "tags", value: tags.json),
            JSON.Member(
                name: "tiers", value: .array(tiers.map { ["from": $0.from.json, "rate": $0.rate.json] })),
            JSON.Member(name: "awards", value: .array(awards.map(\.json))),
            JSON.Member(name: "batch_weight", value: batchWeight.json),
        ]
        members.add("yearly_cap", yearlyCap)
        return .object(members)
    }
}

extension FeeProgramme.Award: JSONRepresentable {
    public var json: JSON {
        switch merit {
        case .smallTickets(let limit, let share):
            ["rate": rate.json, "small_tickets": ["limit": limit.json, "share": share.json]]
        case .firstLoans: ["rate": rate.json, "first_loans": true]
        case .lowFees(let most): ["rate": rate.json, "low_fees": most.json]
        }
    }
}

extension FeeProgramme.Band: JSONRepresentable {
    public var json: JSON { ["up_to": upTo.json, "fee": fee.json, "rate": rate.json] }
}
