import Accounting

/// How a paid claim ends otherwise than by being recovered, in a story's words.
extension StoryStep.Act {
    init?(ending words: Substring) {
        if let match = words.wholeMatch(of: /(proposes|approves) write-off of claim (\d+)(?:: ([a-z-]+))?/),
            let claim = Int64(match.2)
        {
            guard (match.1 == "proposes") == (match.3 != nil) else { return nil }
            self = match.3.map { .proposesWriteOff(claim, reason: String($0)) } ?? .approvesWriteOff(claim)
        } else if let match = words.wholeMatch(
            of: /proposes clawback of claim (\d+): ([a-z-]+) at ([\d.]+) until ([\d-]+)/), let claim = Int64(match.1)
        {
            self = .proposesClawback(
                claim, reason: String(match.2), rate: String(match.3), until: String(match.4))
        } else if let match = words.wholeMatch(of: /approves clawback of claim (\d+)/), let claim = Int64(match.1) {
            self = .approvesClawback(claim)
        } else if let match = words.wholeMatch(of: /cures claim (\d+): ([\d,.]+), leaving ([\d,.]+)/),
            let claim = Int64(match.1), let gross = Money(written: match.2), let left = Money(written: match.3)
        {
            self = .cures(claim, gross, leaving: left)
        } else {
            return nil
        }
    }
}
