import Accounting
import House
import JSON

/// What a story tells of subsidies on interest and on guarantee fees.
enum SubsidyAct: Sendable, Equatable {
    /// The embedded pack, with the year's budget in it.
    case proposes(String, budget: Money)
    case adopts(String, version: Int64)
    case files(loan: Int, tag: String, Money, borrower: Int)
    case guarantees(loan: Int, fee: String, Money, borrower: Int)
    /// Begins a run, and the service works out its lines.
    case drawsUp(String, period: String)
    /// Approves the lines as they stand.
    case approves(Int64)
    case discards(Int64)

    init?(_ words: Substring) {
        if let match = words.wholeMatch(of: /proposes subsidy ([a-z-]+), budget ([\d,.]+)/) {
            guard let budget = Money(written: match.2) else { return nil }
            self = .proposes(String(match.1), budget: budget)
        } else if let match = words.wholeMatch(of: /adopts subsidy ([a-z-]+) (\d+)/), let version = Int64(match.2) {
            self = .adopts(String(match.1), version: version)
        } else if let match = words.wholeMatch(
            of: /files loan (\d+) tagged ([a-z-]+): ([\d,.]+)(?: for borrower ([1-6]))?/)
        {
            guard let loan = Int(match.1), let amount = Money(written: match.3), let borrower = Int(match.4 ?? "1")
            else { return nil }
            self = .files(loan: loan, tag: String(match.2), amount, borrower: borrower)
        } else if let match = words.wholeMatch(
            of: /files guaranteed loan (\d+), fee ([\d.]+): ([\d,.]+)(?: for borrower ([1-6]))?/)
        {
            guard let loan = Int(match.1), let amount = Money(written: match.3), let borrower = Int(match.4 ?? "1")
            else { return nil }
            self = .guarantees(loan: loan, fee: String(match.2), amount, borrower: borrower)
        } else if let match = words.wholeMatch(of: /draws up ([a-z-]+) for (\d{4}(?:-[QH][1-4])?)/) {
            self = .drawsUp(String(match.1), period: String(match.2))
        } else if let match = words.wholeMatch(of: /(approves|discards) subsidy run (\d+)/), let run = Int64(match.2) {
            self = match.1 == "approves" ? .approves(run) : .discards(run)
        } else {
            return nil
        }
    }
}

extension House {
    /// Performs what a story tells; gives the command's name with its answer.
    func perform(_ act: SubsidyAct, by person: String, on day: String) async throws -> (String, Answered) {
        switch act {
        case .proposes(let programme, let budget):
            let body: JSON = ["terms": House.pack(programme, budget: budget.fen)]
            return ("propose-subsidy-terms", try await perform("propose-subsidy-terms", body, by: person))
        case .adopts(let programme, let version):
            let path = ["programme": programme, "version": "\(version)"]
            return ("adopt-subsidy-terms", try await perform("adopt-subsidy-terms", by: person, at: path))
        case .files(let loan, let tag, let amount, let borrower):
            let body = Sample.loan(
                number: loan, borrower: Sample.borrowers[borrower - 1], principal: amount.fen, disbursed: day
            )
            .with("tags", [.string(tag)])
            return ("file-loan", try await perform("file-loan", body, by: person))
        case .guarantees(let loan, let fee, let amount, let borrower):
            let body = Sample.loan(
                programme: "yongchuan-guaranteed", number: loan, borrower: Sample.borrowers[borrower - 1],
                principal: amount.fen, disbursed: day
            )
            .with("fee_rate", .string(fee))
            return ("file-loan", try await perform("file-loan", body, by: person))
        case .drawsUp(let programme, let period):
            let body: JSON = ["programme": .string(programme), "period": .string(period)]
            let answered = try await perform("draft-subsidy-run", body, by: person)
            if let run = answered["run"].integer { try await draft(run) }
            return ("draft-subsidy-run", answered)
        case .approves(let run):
            let body: JSON = ["digest": try await digest(of: run)]
            return (
                "approve-subsidy-run", try await perform("approve-subsidy-run", body, by: person, at: ["run": "\(run)"])
            )
        case .discards(let run):
            return ("discard-subsidy-run", try await perform("discard-subsidy-run", by: person, at: ["run": "\(run)"]))
        }
    }
}
