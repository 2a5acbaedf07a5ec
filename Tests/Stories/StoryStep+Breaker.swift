/// How filings that a breaker has suspended go on, in a story's words.
extension StoryStep.Act {
    init?(breaker words: Substring) {
        guard let match = words.wholeMatch(of: /(proposes|approves) resumption of ([a-z-]+) under ([a-z-]+)/) else {
            return nil
        }
        let (bank, programme) = (String(match.2), String(match.3))
        self =
            match.1 == "proposes"
            ? .proposesResumption(bank: bank, programme: programme)
            : .approvesResumption(bank: bank, programme: programme)
    }
}
