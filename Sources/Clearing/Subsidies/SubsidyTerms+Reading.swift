import Accounting
import JSON

extension SubsidyTerms {
    /// Reads one version, strictly.
    public init(_ json: JSON, at pointer: String = "") throws(TermsProblem) {
        self = try InputProblem.gathering { try SubsidyTerms(reading: try Fields(json, at: pointer)) }
    }

    private init(reading fields: Fields) throws {
        var fields = fields
        programme = try fields.programme("programme")
        name = try fields.optionalObject("name").map(Terms.Name.init(reading:)) ?? Terms.Name(programme)
        from = try fields.day("from")
        until = try fields.optionalDay("until")
        if let until { try fields.inOrder(from, until, "until") }
        let fees = try fields.optionalObject("fees")
        loans = try Selection(reading: try fields.object("loans"), mayNameNone: fees != nil)
        cut = try fields.optionalChoice("periods", of: RunSpan.Cut.self) ?? (fees == nil ? .quarter : .year)
        let block = try fees ?? fields.object("subsidy")
        formula =
            fees == nil
            ? .interest(try SubsidyProgramme(reading: block)) : .fees(try FeeProgramme(reading: block))
        guard funders.count <= 10 else {
            throw InputProblem(.tooLarge, block.pointer(to: "funders"), "at most ten funders share a programme")
        }
        for funder in funders where funder.party.contains(":") || AccountName(funder.party) == nil {
            throw block.problem(
                .badFormat, "funders", "funders are named by letters, digits, _, . and -, as accounts are")
        }
        try fields.end()
    }
}

extension SubsidyTerms.Selection {
    fileprivate init(reading fields: Fields, mayNameNone: Bool) throws {
        var fields = fields
        let tags = mayNameNone && fields.optional("tags") == nil ? [] : try fields.tags("tags", count: 1...20)
        let from = try fields.optionalDay("disbursed_from")
        let until = try fields.optionalDay("disbursed_until")
        if let from, let until { try fields.inOrder(from, until, "disbursed_until") }
        try fields.end()
        self.init(tags: tags, disbursedFrom: from, disbursedUntil: until)
    }
}

extension Fields {
    /// Policy tags, each once.
    mutating func tags(_ name: String, count: ClosedRange<Int>) throws -> [String] {
        var tags: [String] = []
        for (json, pointer) in try array(name, count: count) {
            let tag = try json.party(at: pointer)
            guard !tags.contains(tag) else { throw InputProblem(.duplicateEntry, pointer, "list each once") }
            tags.append(tag)
        }
        return tags
    }
}

extension Terms.Name {
    fileprivate init(_ programme: String) { self.init(chinese: programme, english: programme) }
}

extension SubsidyTerms: JSONRepresentable {
    /// The canonical form: equal terms have equal bytes, and reading them back gives the same terms.
    public var json: JSON {
        var members: [JSON.Member] = [
            .init(name: "programme", value: .string(programme)),
            .init(name: "name", value: ["zh": .string(name.chinese), "en": .string(name.english)]),
            .init(name: "from", value: from.json),
        ]
        members.add("until", until)
        members += [
            .init(name: "loans", value: loans.json), .init(name: "periods", value: .string(cut.rawValue)),
        ]
        switch formula {
        case .interest(let programme): members.append(.init(name: "subsidy", value: programme.json))
        case .fees(let programme): members.append(.init(name: "fees", value: programme.json))
        }
        return .object(members)
    }
}

extension SubsidyTerms.Selection: JSONRepresentable {
    public var json: JSON {
        var members: [JSON.Member] = tags.isEmpty ? [] : [.init(name: "tags", value: tags.json)]
        members.add("disbursed_from", disbursedFrom)
        members.add("disbursed_until", disbursedUntil)
        return .object(members)
    }
}

extension SubsidyProgramme: JSONRepresentable {
    public var json: JSON {
        var members: [JSON.Member] = []
        switch rate {
        case .fixed(let rate): members.add("rate", rate)
        case .above(let borrowerPaysUpTo, let ceiling):
            members.add("borrower_pays_up_to", borrowerPaysUpTo)
            members.add("rate_ceiling", ceiling)
        case .aboveFixing(let series, let below, let over):
            members.append(
                .init(
                    name: "above_fixing",
                    value: ["series": .string(series.rawValue), "below": below.json, "over": over.json]))
        }
        members.add("share_of_contract_rate", shareOfContractRate)
        members.append(.init(name: "stacking", value: .bool(stacking)))
        members.add("household_cap", householdCap)
        members.add("yearly_cap", yearlyCap)
        if let maxDays { members.append(.init(name: "max_days", value: maxDays.json)) }
        members.add("from", from)
        members.add("until", until)
        members.append(.init(name: "day_count", value: dayCount.json))
        members.append(.init(name: "funders", value: funders.json))
        if let budget {
            members.add("budget", budget.amount)
            members.append(.init(name: "exhaustion", value: .string(budget.exhaustion.rawValue)))
        }
        return .object(members)
    }
}

extension [JSON.Member] {
    /// A member that is there only where its value is.
    mutating func add(_ name: String, _ value: (some JSONRepresentable)?) {
        if let value { append(JSON.Member(name: name, value: value.json)) }
    }
}
