import Accounting

extension Books {
    /// The entry of an event, by the rule that carries its name.
    func entry(
        for event: String, about subject: String, on day: Day, _ dimensions: [String: String],
        _ amounts: [String: Money]
    ) -> Entry {
        do {
            return try reference.rulebook.entry(
                for: Event(name: event, date: day, reference: subject, dimensions: dimensions, amounts: amounts),
                budgetary: isBudgetary)
        } catch {
            preconditionFailure("the rulebook was checked against the events the code raises: \(error)")
        }
    }

    /// Books one entry for several lines of one rule.
    public mutating func post(
        _ event: String, about subject: String, on day: Day, each lines: [(dimensions: [String: String], amount: Money)]
    ) throws(Refusal) {
        let postings = lines.flatMap { line in
            entry(for: event, about: subject, on: day, line.dimensions, ["amount": line.amount]).postings
        }
        try record(Entry(event: event, date: day, reference: subject, postings: postings))
    }

    /// Books an entry by its mirror image: the same amounts, every debit a credit (红字冲销).
    public mutating func reverse(_ entry: Entry, about subject: String, on day: Day) throws(Refusal) {
        try record(
            Entry(
                event: Entry.reversal, date: day, reference: subject,
                postings: entry.postings.map { Posting(debit: $0.credit, credit: $0.debit, amount: $0.amount) }))
    }

    /// Writes an entry and brings the accounts up to date; nothing where all its amounts were zero.
    mutating func record(_ entry: Entry) throws(Refusal) {
        if let closedUntil, entry.date <= closedUntil { throw Refusal(.periodClosed, ["day": "\(entry.date)"]) }
        guard !entry.postings.isEmpty else { return }
        for posting in entry.postings {
            var debited = holding(posting.debit)
            debited.debit += posting.amount
            draft.holdings[posting.debit] = debited
            var credited = holding(posting.credit)
            credited.credit += posting.amount
            draft.holdings[posting.credit] = credited
        }
        draft.entries.append(entry)
    }
}

extension Entry {
    /// The event of an entry that undoes another; it follows no rule of its own.
    public static let reversal = "entry-reversed"
}
