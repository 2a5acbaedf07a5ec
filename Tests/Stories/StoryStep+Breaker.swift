/// How filings that a breaker has suspended go on, and how a year's provisional cover is trued up, in a story's words.
extension StoryStep.Act {
    init?(breaker words: Substring) {
        if let match = words.wholeMatch(of: /(proposes|approves) resumption of ([a-z-]+) under ([a-z-]+)/) {
            let (bank, programme) = (String(match.2), String(match.3))
            self =
                match.1 == "proposes"
                ? .proposesResumption(bank: bank, programme: programme)
                : .approvesResumption(bank: bank, programme: programme)
        } else if let match = words.wholeMatch(
            of: /(proposes|approves) true-up of ([a-z-]+) under ([a-z-]+) for (\d{4})/),
            let year = Int64(match.4)
        {
            let (bank, programme) = (String(match.2), String(match.3))
            self =
                match.1 == "proposes"
                ? .proposesTrueUp(bank: bank, programme: programme, year: year)
                : .approvesTrueUp(bank: bank, programme: programme, year: year)
        } else {
            return nil
        }
    }
}
