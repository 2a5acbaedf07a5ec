import Accounting
import House
import JSON

/// What happens to filings beside the first one, in a story's words: files of them, decisions, renewals, extensions.
enum FilingAct: Sendable, Equatable {
    case sendsFilings(Int64, programme: String, [Record])
    case sendsBalances(Int64, [Record])
    case acceptsLoan(Int64)
    case declinesLoan(Int64)
    case acceptsFile(Int64)
    case renews(Int64, by: Record, programme: String)
    case extends(Int64, to: String)
    case proposesCover(Int64)
    case agreesToCover(Int64)

    /// `loan 3 400,000.00 for borrower 2 replacing loan 1`
    struct Record: Sendable, Equatable {
        let loan: Int
        let amount: Money
        let borrower: Int
        let replaces: Int?

        init?(_ text: Substring) {
            guard
                let match = text.wholeMatch(
                    of: /loan (\d+) ([\d,.]+)(?: for borrower ([1-6]))?(?: replacing loan (\d+))?/),
                let loan = Int(match.1), let amount = Money(written: match.2), let borrower = Int(match.3 ?? "1")
            else { return nil }
            (self.loan, self.amount, self.borrower) = (loan, amount, borrower)
            replaces = match.4.flatMap { Int($0) }
        }

        static func list(_ text: Substring) -> [Record]? {
            let parts = text.split(separator: "; ")
            let records = parts.compactMap { Record($0) }
            return records.count == parts.count ? records : nil
        }
    }

    init?(_ words: Substring) {
        if let match = words.wholeMatch(of: /sends filings (\d+) under ([a-z-]+): (.*)/), let file = Int64(match.1),
            let records = Record.list(match.3)
        {
            self = .sendsFilings(file, programme: String(match.2), records)
        } else if let match = words.wholeMatch(of: /sends balances (\d+): (.*)/), let file = Int64(match.1),
            let records = Record.list(match.2)
        {
            self = .sendsBalances(file, records)
        } else if let match = words.wholeMatch(of: /renews loan (\d+) under ([a-z-]+) by (.*)/),
            let loan = Int64(match.1), let record = Record(match.3)
        {
            self = .renews(loan, by: record, programme: String(match.2))
        } else if let match = words.wholeMatch(of: /extends loan (\d+) to ([\d-]+)/), let loan = Int64(match.1) {
            self = .extends(loan, to: String(match.2))
        } else {
            self.init(deciding: words)
        }
    }

    private init?(deciding words: Substring) {
        guard
            let match = words.wholeMatch(
                of: /(accepts|declines|proposes cover of|agrees to cover) (loan|filings) (\d+)/),
            let number = Int64(match.3)
        else { return nil }
        switch (match.1, match.2) {
        case ("accepts", "loan"): self = .acceptsLoan(number)
        case ("accepts", "filings"): self = .acceptsFile(number)
        case ("declines", "loan"): self = .declinesLoan(number)
        case ("proposes cover of", "loan"): self = .proposesCover(number)
        case ("agrees to cover", "loan"): self = .agreesToCover(number)
        default: return nil
        }
    }

    // MARK: In the house

    func perform(in house: House, by person: String, on day: String) async throws -> Answered {
        switch self {
        case .sendsFilings(let file, let programme, let records):
            return try await send(records.map { $0.loan(programme, on: day) }, file, "filings", house, person, day)
        case .sendsBalances(let file, let records):
            return try await send(records.map { $0.balance(on: day) }, file, "balances", house, person, day)
        case .renews(let loan, let record, let programme):
            let body = record.loan(programme, on: day).with("renews", .integer(loan))
            return try await house.perform("file-loan", body, by: person)
        case .acceptsLoan(let loan):
            return try await house.perform("accept-filing", by: person, at: ["loan": "\(loan)"])
        case .declinesLoan(let loan):
            return try await house.perform("decline-filing", ["note": "as told"], by: person, at: ["loan": "\(loan)"])
        case .acceptsFile(let file):
            return try await house.perform("accept-filings", by: person, at: ["batch": "\(file)"])
        case .extends(let loan, let matures):
            let body: JSON = ["matures": .string(matures)]
            return try await house.perform("extend-loan", body, by: person, at: ["loan": "\(loan)"])
        case .proposesCover(let loan):
            return try await house.perform("propose-cover", by: person, at: ["loan": "\(loan)"])
        case .agreesToCover(let loan):
            return try await house.perform("agree-cover", by: person, at: ["loan": "\(loan)"])
        }
    }

    private func send(
        _ lines: [JSON], _ file: Int64, _ kind: String, _ house: House, _ person: String, _ day: String
    ) async throws -> Answered {
        var sent = BankFile(lines, kind: kind, amount: kind == "filings" ? "principal" : "balance")
        (sent.day, sent.sequence) = (day, file)
        return try await house.send(sent.bytes, by: person).opened
    }
}

extension FilingAct.Record {
    fileprivate func loan(_ programme: String, on day: String) -> JSON {
        let filed = Sample.loan(
            programme: programme, number: loan, borrower: Sample.borrowers[borrower - 1], principal: amount.fen,
            disbursed: day
        )
        .with("matures", .string(Day(day).map { "\($0 + 365)" } ?? day))
        return replaces.map { filed.with("replaces", .string("YW-\($0)")) } ?? filed
    }

    fileprivate func balance(on day: String) -> JSON {
        [
            "loan": .integer(Int64(loan)), "as_of": .string(day), "balance": .integer(amount.fen),
            "interest_paid_to": .string(day), "five_class": 1,
        ]
    }
}
