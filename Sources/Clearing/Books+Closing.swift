import Accounting

/// What the closing of the books reads and changes.
extension Books {
    /// An entry that stands in the books.
    public mutating func entry(_ number: Int64) throws(Refusal) -> Entry {
        if let entry = hand.entries[number] { return entry }
        if !hand.known.entries.contains(number) { missing.entries.insert(number) }
        throw Refusal(.unknownEntry)
    }

    /// What stands in the way of closing the books until a day.
    public mutating func closingCheck(until day: Day) -> ClosingCheck {
        if let check = hand.closings[day] { return check }
        missing.closings.insert(day)
        return ClosingCheck(findings: [], bankBalances: [:])
    }

    public mutating func yearEnd(_ year: Int) -> YearEnd {
        if let end = hand.yearEnds[year] { return end }
        missing.yearEnds.insert(year)
        return YearEnd(year: year, balances: [:], carried: [:], isEarlierOpen: false)
    }

    /// Moves the closed day; what proposed it is its trace.
    public mutating func close(until day: Day?, by proposal: Proposal) {
        draft.closedDay = ClosedDay(
            until: day, reason: proposal.note, proposedBy: proposal.proposedBy,
            decidedBy: proposal.decidedBy ?? "")
    }

    /// Everyone who takes part.
    public var allParties: [String] { reference.parties.keys.sorted() }
}
