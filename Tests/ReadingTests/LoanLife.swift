import Accounting
import House
import JSON

/// What a bank does with its loans, drawn by lot, and a model of what is left of them: a list of days and balances a loan.
struct LoanLife {
    let house: House
    let seed: UInt64
    let first: Day
    private(set) var today: Day
    /// Steps that were granted.
    private(set) var done = 0
    private var lot: SplitMix
    private var loans: [Int64: Modelled] = [:]
    private var names = 0
    private var files: Int64 = 0

    /// A loan as the model has it.
    private struct Modelled {
        let business: String
        let principal: Int64
        let disbursed: Day
        /// From when it counts; nil while it waits.
        var from: Day?
        var until: Day?
        var reports: [(day: Day, balance: Int64)] = []

        var left: Int64 { reports.last?.balance ?? principal }
        var last: Day { reports.last?.day ?? disbursed }
        var isInForce: Bool { from != nil && until == nil }

        func balance(on day: Day) -> Int64? {
            guard let from, from <= day, until.map({ day < $0 }) ?? true else { return nil }
            return reports.last { $0.day <= day }?.balance ?? principal
        }
    }

    init(_ house: House, _ seed: UInt64) {
        self.house = house
        self.seed = seed
        lot = SplitMix(state: seed)
        first = Day("2026-03-02")!
        today = first
    }

    /// What is left of each loan that counts on a day.
    func balances(on day: Day) -> [Int64] { loans.values.compactMap { $0.balance(on: day) } }

    mutating func go() async throws {
        today = today + Int.random(in: 0...3, using: &lot)
        house.clock.set("\(today) 10:00")
        switch Int.random(in: 0..<10, using: &lot) {
        case 0, 1: try await fileSingly()
        case 2, 3, 4: try await sendFilings()
        case 5: try await decide()
        case 6: try await report()
        case 7, 8: try await sendBalances()
        default: try await extend()
        }
    }

    // MARK: Filing

    /// A record, what it renews and what it replaces.
    private struct Intent {
        let json: JSON
        var model: Modelled
        let renews, replaces: Int64?
    }

    private mutating func intent() -> Intent {
        names += 1
        let open = loans.filter { $0.value.isInForce && $0.value.last < today }.keys.sorted()
        let fresh = loans.filter { $0.value.until == nil && $0.value.reports.isEmpty }.keys.sorted()
        let renews = Int.random(in: 0..<4, using: &lot) == 0 ? open.randomElement(using: &lot) : nil
        let replaces =
            renews == nil && Int.random(in: 0..<5, using: &lot) == 0 ? fresh.randomElement(using: &lot) : nil
        let old = renews.flatMap { loans[$0] }
        let days = old.map { Int(today.number - max($0.last + 1, $0.from ?? today).number) } ?? 6
        let disbursed = today + -Int.random(in: 0...max(0, days), using: &lot)
        let principal = Int64.random(in: 1...(old?.left ?? 150_000), using: &lot)
        var json = Sample.loan(programme: "sight", number: names, principal: principal, disbursed: "\(disbursed)")
        if let renews { json = json.adding("renews", .integer(renews)) }
        if let replaces, let corrected = loans[replaces] { json = json.adding("replaces", .string(corrected.business)) }
        return Intent(
            json: json, model: Modelled(business: "YW-\(names)", principal: principal, disbursed: disbursed),
            renews: renews, replaces: replaces)
    }

    /// The model of what was granted.
    private mutating func took(_ number: Int64, _ intent: Intent, isPending: Bool) {
        done += 1
        var loan = intent.model
        loan.from = isPending ? nil : intent.renews == nil ? today : loan.disbursed
        loans[number] = loan
        if let renewed = intent.renews {
            loans[renewed]?.reports.append((loan.disbursed, 0))
            loans[renewed]?.until = loan.disbursed
        }
        if let replaced = intent.replaces { loans[replaced]?.until = today }
    }

    private mutating func fileSingly() async throws {
        let intent = intent()
        let answered = try await house.perform("file-loan", intent.json, by: "bank-a/maker")
        guard let number = answered["loan"].integer else { return }
        took(number, intent, isPending: false)
    }

    private mutating func sendFilings() async throws {
        let intents = (0..<Int.random(in: 1...5, using: &lot)).map { _ in intent() }
        let outcomes = try await send(intents.map(\.json), "filings", "principal")
        for (intent, outcome) in zip(intents, outcomes) {
            let words = outcome.split(separator: " ")
            guard words[0] != "rejected", let number = Int64(words[1]) else { continue }
            took(number, intent, isPending: words[0] == "pending")
        }
    }

    private mutating func decide() async throws {
        let waiting = loans.filter { $0.value.from == nil && $0.value.until == nil }.keys.sorted()
        guard let number = waiting.randomElement(using: &lot) else { return }
        let path = ["loan": "\(number)"]
        done += 1
        if Bool.random(using: &lot) {
            try await house.must("decline-filing", ["note": "n"], by: "district/maker", at: path)
            loans[number]?.until = today
        } else {
            try await house.must("accept-filing", by: "district/maker", at: path)
            try await house.must("accept-filing", by: "bureau/clerk", at: path)
            loans[number]?.from = today
        }
    }

    // MARK: Reporting

    /// A report that fits: what is left, as of a day between the last one and today.
    private mutating func drawn() -> (loan: Int64, day: Day, left: Int64)? {
        let open = loans.filter { $0.value.isInForce && $0.value.last < today }.keys.sorted()
        guard let number = open.randomElement(using: &lot), let loan = loans[number] else { return nil }
        let day = today + -Int.random(in: 0..<Int(today.number - loan.last.number), using: &lot)
        let left = Int.random(in: 0..<4, using: &lot) == 0 ? 0 : Int64.random(in: 0...loan.left, using: &lot)
        return (number, day, left)
    }

    private mutating func took(_ loan: Int64, _ day: Day, _ left: Int64) {
        done += 1
        loans[loan]?.reports.append((day, left))
        if left == 0 { loans[loan]?.until = day }
    }

    private func line(_ loan: Int64, _ on: String, _ day: Day, _ name: String, _ amount: Int64) -> JSON {
        let paidTo = loans[loan]?.disbursed ?? day
        return [
            "loan": .integer(loan), on: .string("\(day)"), name: .integer(amount), "five_class": 1,
            "interest_paid_to": .string("\(paidTo)"),
        ]
    }

    private mutating func report() async throws {
        guard let (loan, day, left) = drawn() else { return }
        let body = line(loan, "as_of", day, "balance", left).without("loan")
        try await house.must("report-balance", body, by: "bank-a/maker", at: ["loan": "\(loan)"])
        took(loan, day, left)
    }

    /// Balances, or what was repaid, of several loans and days; each line knows of the ones before.
    private mutating func sendBalances() async throws {
        let isRepaid = Bool.random(using: &lot)
        var lines: [JSON] = []
        for _ in 0..<Int.random(in: 1...6, using: &lot) {
            guard let (loan, day, left) = drawn(), let before = loans[loan]?.left else { continue }
            if isRepaid && left == before { continue }
            lines.append(
                isRepaid
                    ? line(loan, "paid_on", day, "amount", before - left) : line(loan, "as_of", day, "balance", left))
            took(loan, day, left)
        }
        let outcomes =
            isRepaid
            ? try await send(lines, "repayments", "amount") : try await send(lines, "balances", "balance")
        guard outcomes.allSatisfy({ $0.hasPrefix("accepted") }) else {
            throw Unexpected(description: "seed \(seed), \(today): \(lines.map(\.text)) were \(outcomes)")
        }
    }

    /// What fits the model was not taken.
    private struct Unexpected: Error, CustomStringConvertible { let description: String }

    private mutating func extend() async throws {
        let open = loans.filter { $0.value.isInForce }.keys.sorted()
        guard let number = open.randomElement(using: &lot) else { return }
        // The second time it is no later maturity, and is refused.
        let body: JSON = ["matures": "2027-06-30"]
        _ = try await house.perform("extend-loan", body, by: "bank-a/maker", at: ["loan": "\(number)"])
    }

    private mutating func send(_ records: [JSON], _ kind: String, _ amount: String) async throws -> [String] {
        guard !records.isEmpty else { return [] }
        files += 1
        var file = BankFile(records, kind: kind, amount: amount)
        (file.day, file.sequence) = ("\(today)", files)
        return try await house.send(file.bytes).outcomes
    }
}

extension JSON {
    fileprivate func adding(_ name: String, _ value: JSON) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members + [Member(name: name, value: value)])
    }
}

/// A generator that gives the same numbers for the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
