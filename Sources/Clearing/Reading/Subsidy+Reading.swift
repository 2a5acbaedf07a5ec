import Accounting
import JSON

extension SubsidyProgramme {
    init(reading fields: Fields) throws {
        var fields = fields
        let budget = try fields.optionalMoney("budget", in: 0...greatestAmount)
        let exhaustion = try fields.optionalChoice("exhaustion", of: Exhaustion.self)
        let from = try fields.optionalDay("from")
        let until = try fields.optionalDay("until")
        if let from, let until { try fields.inOrder(from, until, "until") }
        self.init(
            rate: try fields.subsidyRate(),
            shareOfContractRate: try fields.optionalRatio("share_of_contract_rate"),
            stacking: try fields.optionalBool("stacking") ?? false,
            householdCap: try fields.optionalMoney("household_cap", in: 0...greatestAmount),
            yearlyCap: try fields.optionalMoney("yearly_cap", in: 0...greatestAmount),
            maxDays: try fields.optionalInteger("max_days", in: 0...36_600).map(Int.init),
            from: from,
            until: until,
            dayCount: try fields.dayCount(),
            funders: try fields.bearers("funders"),
            budget: budget.map { Budget(amount: $0, exhaustion: exhaustion ?? .firstCome) }
        )
        try fields.end()
    }
}

extension SubsidyLoan {
    /// The time of completion is needed only where it decides who is served first.
    init(reading fields: Fields, under programme: SubsidyProgramme) throws {
        var fields = fields
        let disbursed = try fields.day("disbursed")
        let events = try fields.events("events", from: disbursed)
        let isServedInOrder = programme.budget?.exhaustion == .firstCome
        let completedAt =
            try isServedInOrder ? fields.moment("completed_at") : fields.optionalMoment("completed_at")
        self.init(
            loan: try fields.string("loan", length: 1...100),
            bank: try fields.party("bank"),
            borrower: try fields.string("borrower", length: 1...100),
            disbursed: disbursed,
            matures: try fields.day("matures"),
            contractRate: try fields.ratio("contract_rate"),
            otherSubsidyRate: try fields.optionalRatio("other_subsidy_rate") ?? .zero,
            fixing: try programme.fixing == nil ? nil : fields.ratio("fixing"),
            events: events,
            excluded: try fields.excluded("excluded"),
            alreadyPaid: try fields.paidByYear("already_paid"),
            completedAt: completedAt ?? Moment(microseconds: 0)
        )
        try fields.end()
    }
}

extension Fields {
    fileprivate mutating func subsidyRate() throws -> SubsidyProgramme.Rate {
        if let rate = try optionalRatio("rate") {
            for name in ["borrower_pays_up_to", "rate_ceiling", "above_fixing"] where optional(name) != nil {
                throw problem(.unknownField, name, "it stands instead of rate, not beside it")
            }
            return .fixed(rate)
        }
        if var fixing = try optionalObject("above_fixing") {
            for name in ["borrower_pays_up_to", "rate_ceiling"] where optional(name) != nil {
                throw problem(.unknownField, name, "it stands instead of above_fixing, not beside it")
            }
            let rate = SubsidyProgramme.Rate.aboveFixing(
                try fixing.choice("series", of: Fixing.Series.self), below: try fixing.ratio("below"),
                over: try fixing.ratio("over"))
            try fixing.end()
            return rate
        }
        return .above(borrowerPaysUpTo: try ratio("borrower_pays_up_to"), ceiling: try ratio("rate_ceiling"))
    }

    /// Half-open periods in order, which do not overlap.
    mutating func periods(_ name: String) throws -> [Range<Day>] {
        var periods: [Range<Day>] = []
        var days = 0
        for (json, pointer) in try array(name, count: 1...1200) {
            let period = try json.range(at: pointer)
            if let last = periods.last, period.lowerBound < last.upperBound {
                throw InputProblem(.datesOutOfOrder, pointer, "list the periods in order, without overlap")
            }
            days += period.upperBound - period.lowerBound
            guard days <= 36_600 else {
                throw InputProblem(.tooLarge, pointer, "the periods together are at most a hundred years")
            }
            periods.append(period)
        }
        return periods
    }

    fileprivate mutating func excluded(_ name: String) throws -> [Range<Day>] {
        try optionalArray(name, count: 0...1000)?.map { json, pointer in try json.range(at: pointer) } ?? []
    }

    /// Changes of a balance: none before the disbursement, and no day ends below zero or beyond the greatest amount.
    fileprivate mutating func events(_ name: String, from disbursed: Day) throws -> [SubsidyLoan.Event] {
        let elements = try array(name, count: 0...10_000)
        let events = try elements.map { json, pointer in
            var fields = try Fields(json, at: pointer)
            let on = try fields.day("on")
            guard on >= disbursed else {
                throw InputProblem(
                    .datesOutOfOrder,
                    fields.pointer(to: "on"),
                    "a day from the disbursement on is needed"
                )
            }
            let change = try fields.integer("change", in: -greatestAmount...greatestAmount)
            try fields.end()
            return SubsidyLoan.Event(on: on, change: change)
        }
        let inOrder = events.indices.sorted { (events[$0].on, $0) < (events[$1].on, $1) }
        var balance: Int64 = 0
        for (step, place) in inOrder.enumerated() {
            balance += events[place].change
            let endsDay = step + 1 == inOrder.count || events[inOrder[step + 1]].on > events[place].on
            guard endsDay else { continue }
            guard balance >= 0 else {
                throw InputProblem(
                    .balanceNegative,
                    elements[place].pointer,
                    "the balance falls below zero on this day"
                )
            }
            guard balance <= greatestAmount else {
                throw InputProblem(.tooLarge, elements[place].pointer, "a balance is at most \(greatestAmount) fen")
            }
        }
        return events
    }

    /// `{"2025": fen}`.
    fileprivate mutating func paidByYear(_ name: String) throws -> [Int: Money] {
        guard let json = optional(name) else { return [:] }
        guard case .object(let members) = json else {
            throw problem(.wrongType, name, "an object of years is needed")
        }
        var years = try Fields(json, at: pointer(to: name))
        var paid: [Int: Money] = [:]
        for member in members {
            guard member.name.utf8.count == 4, let year = Int(member.name), (1900...2199).contains(year) else {
                throw years.problem(.badFormat, member.name, "a year such as 2025 is needed")
            }
            paid[year] = try years.money(member.name, in: 0...greatestAmount)
        }
        return paid
    }
}

extension JSON {
    /// `["2025-01-01", "2025-04-01"]`, the second day not part of it.
    fileprivate func range(at pointer: String) throws -> Range<Day> {
        guard case .array(let ends) = self, ends.count == 2 else {
            throw Problem(code: .wrongType, pointer: pointer, detail: "a pair [from, until] of days is needed")
        }
        let from = try ends[0].day(at: "\(pointer)/0")
        let until = try ends[1].day(at: "\(pointer)/1")
        guard from < until else {
            throw InputProblem(.datesOutOfOrder, "\(pointer)/1", "a later day is needed: periods are [from, until)")
        }
        return from..<until
    }
}
