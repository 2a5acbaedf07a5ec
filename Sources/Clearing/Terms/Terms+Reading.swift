import Accounting
import JSON

extension Terms {
    /// Reads one version, strictly. Absent blocks mean the usual: no caps, single filings at ten times the pool,
    /// claims from 90 days overdue, five working days to answer and escalation on silence.
    public init(_ json: JSON, at pointer: String = "") throws(TermsProblem) {
        self = try InputProblem.gathering { try Terms(reading: try Fields(json, at: pointer)) }
    }

    private init(reading fields: Fields) throws {
        var fields = fields
        programme = try fields.programme("programme")
        name =
            try fields.optionalObject("name").map(Name.init(reading:)) ?? Name(chinese: programme, english: programme)
        from = try fields.day("from")
        until = try fields.optionalDay("until")
        if let until { try fields.inOrder(from, until, "until") }
        sharing = try Sharing(reading: &fields)
        caps = try Cap.list(reading: &fields, for: sharing)
        let words = sharing.layers.flatMap { $0.bearers.map(\.party) } + caps.flatMap { $0.excess.parties + [$0.id] }
        for word in words where word.contains(":") || AccountName(word) == nil {
            throw fields.problem(
                .badFormat,
                "layers",
                "parties and caps are named by letters, digits, _, . and -, as accounts are"
            )
        }
        bankMinimum = try fields.optional("bank_minimum") == nil ? .zero : fields.percent("bank_minimum")
        guard sharing.leavesBank(atLeast: bankMinimum) else {
            throw TermsProblem(
                .bankBelowMinimum,
                fields.pointer(to: "layers"),
                "the bank bears at least bank_minimum percent of every loss"
            )
        }
        filing = try Filing(reading: fields.optionalBlock("filing"))
        claim = try ClaimProcedure(reading: fields.optionalBlock("claim"))
        confirm = try Confirmation(reading: fields.optionalBlock("confirm"))
        pay = try Payment(
            reading: fields.optionalBlock("pay"), parties: sharing.layers.flatMap { $0.bearers.map(\.party) })
        breaker = try fields.optionalObject("breaker").map(Breaker.init(reading:)) ?? .usual
        var recovery = try fields.optionalBlock("recovery")
        recoveryOrder = try recovery.recoveryOrder("order")
        try recovery.end()
        try fields.end()
    }
}

extension Fields {
    /// An object, or an empty one where it is absent.
    fileprivate mutating func optionalBlock(_ name: String) throws -> Fields {
        try optionalObject(name) ?? Fields(.object([]), at: pointer(to: name))
    }

    /// A name that can stand in account names and addresses: small letters, digits and hyphens.
    mutating func programme(_ name: String) throws -> String {
        let text = try string(name, length: 1...60)
        let isPlain = text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard isPlain else { throw problem(.badFormat, name, "small letters, digits and hyphens are needed") }
        return text
    }

    fileprivate mutating func names(_ name: String, count: ClosedRange<Int>) throws -> [String] {
        var names: [String] = []
        for (json, pointer) in try optionalArray(name, count: count) ?? [] {
            let text = try json.party(at: pointer)
            guard !names.contains(text) else { throw TermsProblem(.duplicateEntry, pointer, "list each once") }
            names.append(text)
        }
        return names
    }
}

extension Terms.Name {
    init(reading fields: Fields) throws {
        var fields = fields
        self.init(chinese: try fields.string("zh"), english: try fields.string("en"))
        try fields.end()
    }
}

extension Terms.Cap {
    fileprivate static func list(reading terms: inout Fields, for sharing: Sharing) throws -> [Terms.Cap] {
        var heads: [(head: CapHead, pointer: String)] = []
        var caps: [Terms.Cap] = []
        for (json, pointer) in try terms.optionalArray("caps", count: 0...20) ?? [] {
            var fields = try Fields(json, at: pointer)
            let head = try CapHead(reading: &fields)
            let limit = try Limit(reading: &fields)
            let window = try fields.choice("window", of: Window.self)
            try fields.end()
            guard window.fits(limit) else {
                throw TermsProblem(
                    .windowUnfit, "\(pointer)/window",
                    "a rate is counted over bank-year or bank, a part of the pool over pool-year, of the premium over policy"
                )
            }
            heads.append((head, pointer))
            caps.append(Terms.Cap(id: head.id, on: head.on, limit: limit, window: window, excess: head.excess))
        }
        try CapHead.check(heads, against: sharing)
        let putsOff = caps.indices.filter { caps[$0].excess == .deferred }
        for (place, cap) in putsOff.enumerated() where place > 0 || caps[cap].on != [Share.fund] {
            throw TermsProblem(
                .deferUnsupported,
                "\(heads[cap].pointer)/excess",
                "let one cap defer, on the fund alone: another party's agreement knows no budget year"
            )
        }
        return caps
    }
}

extension Terms.Cap.Window {
    /// Whether a limit means something over the window: a rate is a bank's, a year's pool is counted by years, a premium is
    /// one policy's.
    fileprivate func fits(_ limit: Terms.Cap.Limit) -> Bool {
        switch limit {
        case .amount: true
        case .rate: self == .bankYear || self == .bank
        case .percentOfOpeningPool: self == .poolYear
        case .percentOfPremium: self == .policy
        }
    }
}

extension Terms.Cap.Limit {
    /// Fen, `{rate, factor, of}`, `{percent_of_opening_pool}` or `{percent_of_premium}`.
    fileprivate init(reading cap: inout Fields) throws {
        guard case .object? = cap.value("limit") else {
            self = .amount(try cap.money("limit", in: 0...greatestAmount))
            return
        }
        var fields = try cap.object("limit")
        if fields.optional("percent_of_opening_pool") != nil {
            self = .percentOfOpeningPool(try fields.percent("percent_of_opening_pool"))
        } else if let percent = try fields.optionalRatio(
            "percent_of_premium",
            in: .zero...Ratio(billionths: 1_000_000_000_000)
        ) {
            self = .percentOfPremium(percent)
        } else {
            self = .rate(
                try fields.ratio("rate"), factor: try fields.ratio("factor"),
                of: try fields.optionalChoice("of", of: Terms.Cap.Released.self) ?? .annualised)
        }
        try fields.end()
    }
}

extension Terms.Filing {
    fileprivate init(reading fields: Fields) throws {
        var fields = fields
        var modes: [Mode] = []
        for (json, pointer) in try fields.optionalArray("mode", count: 1...2) ?? [("single", "")] {
            guard case .string(let text) = json, let mode = Mode(rawValue: text) else {
                throw JSON.Problem(code: .badFormat, pointer: pointer, detail: "one of these is needed: single, batch")
            }
            guard !modes.contains(mode) else { throw TermsProblem(.duplicateEntry, pointer, "list each once") }
            modes.append(mode)
        }
        self.modes = modes
        first = try fields.optionalChoice("first", of: First.self) ?? .bank
        lendWithin = Int(try fields.optionalInteger("lend_within", in: 1...250) ?? 5)
        automaticUpTo = try fields.optionalMoney("automatic_up_to", in: 0...greatestAmount) ?? .zero
        days = Int(try fields.optionalInteger("days", in: 0...3660) ?? 10)
        leverage =
            try fields.optionalRatio("leverage", in: .zero...Ratio(billionths: 1_000_000_000_000))
            ?? Ratio(billionths: 10_000_000_000)
        perBorrower = try fields.optionalMoney("per_borrower")
        perBank = try fields.optionalMoney("per_bank")
        perProgramme = try fields.optionalMoney("per_programme")
        excludedBorrowers = try fields.names("excluded_borrowers", count: 0...10_000)
        excludedIndustries = try fields.names("excluded_industries", count: 0...2000)
        try fields.end()
    }
}

extension Terms.ClaimProcedure {
    fileprivate init(reading fields: Fields) throws {
        var fields = fields
        overdueDays = Int(try fields.optionalInteger("overdue_days", in: 0...3660) ?? 90)
        orNonperforming = try fields.optionalBool("or_nonperforming") ?? true
        withinDays = Int(try fields.optionalInteger("within_days", in: 1...36_600) ?? 730)
        documents = try fields.names("documents", count: 0...100)
        files = try fields.names("files", count: 0...100)
        for (place, file) in files.enumerated() where !documents.contains(file) {
            throw TermsProblem(
                .unknownDocument, "\(fields.pointer(to: "files"))/\(place)", "list the paper under documents too")
        }
        underWayLimit = try fields.optionalMoney("under_way_limit")
        try fields.end()
    }
}

extension Terms.Confirmation {
    fileprivate init(reading fields: Fields) throws {
        var fields = fields
        workingDays = Int(try fields.optionalInteger("working_days", in: 1...250) ?? 5)
        silence = try fields.optionalChoice("silence", of: Silence.self) ?? .escalate
        try fields.end()
    }
}

extension Terms.Payment {
    fileprivate init(reading fields: Fields, parties: [String]) throws {
        var fields = fields
        let advance = try fields.optionalString("advance") ?? "none"
        self.advance = advance == "none" ? nil : advance
        shortage = try fields.optionalChoice("shortage", of: Shortage.self) ?? .fifo
        withinDays = Int(try fields.optionalInteger("within_days", in: 1...3660) ?? 120)
        chain = try fields.names("chain", count: 0...2)
        guard advance == "none" || (advance != Share.bank && parties.contains(advance)) else {
            throw TermsProblem(
                .unknownParty, fields.pointer(to: "advance"),
                "name a bearer of a layer, not the bank, or write \"none\"")
        }
        guard chain.isEmpty || (self.advance != nil && advance != Share.fund) else {
            throw TermsProblem(
                .chainUnanchored, fields.pointer(to: "chain"),
                "name under advance the guarantor that claims up the chain")
        }
        for (place, party) in chain.enumerated() {
            let isBearer = parties.contains(party) && ![Share.bank, Share.fund, advance].contains(party)
            guard isBearer else {
                throw TermsProblem(
                    .unknownParty, "\(fields.pointer(to: "chain"))/\(place)",
                    "name bearers above the guarantor that advances")
            }
        }
        try fields.end()
    }
}

extension Terms.Breaker {
    /// Three and five per cent, of fifty million yuan at least.
    fileprivate static let usual = Terms.Breaker(
        warn: Ratio(billionths: 30_000_000), suspend: Ratio(billionths: 50_000_000),
        leastFiled: Money(fen: 5_000_000_000))

    fileprivate init(reading fields: Fields) throws {
        var fields = fields
        warn = try fields.optionalRatio("warn") ?? Self.usual.warn
        suspend = try fields.optionalRatio("suspend") ?? Self.usual.suspend
        leastFiled = try fields.optionalMoney("least_filed", in: 0...greatestAmount) ?? .zero
        guard warn <= suspend else {
            throw TermsProblem(.breakerOrder, fields.pointer(to: "suspend"), "suspend no earlier than you warn")
        }
        try fields.end()
    }
}
