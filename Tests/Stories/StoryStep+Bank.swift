import Accounting

/// What the bank says of an account, in a story's words: `hears of clearing: 2,000.00 for R1-O1-clearing-district; 12.34`.
extension StoryStep.Act {
    /// A movement. `out` goes out, `back` is a payment that came back.
    struct Movement: Sendable, Equatable {
        enum Way: String, Sendable { case `in`, out, back }

        let amount: Money
        let way: Way
        let endToEndId: String?
    }

    init?(bank words: Substring) {
        if let match = words.wholeMatch(of: /registers account (risk|clearing)/) {
            self = .registersAccount(String(match.1))
            return
        }
        guard let match = words.wholeMatch(of: /hears of (risk|clearing): (.*)/) else { return nil }
        let parts = match.2.split(separator: "; ")
        let movements = parts.compactMap { part -> Movement? in
            guard let match = part.wholeMatch(of: /([\d,.]+)(?: (out|back))?(?: for (\S+))?/),
                let amount = Money(written: match.1)
            else { return nil }
            return Movement(
                amount: amount, way: match.2.flatMap { Movement.Way(rawValue: String($0)) } ?? .in,
                endToEndId: match.3.map(String.init))
        }
        guard movements.count == parts.count else { return nil }
        self = .hears(of: String(match.1), movements)
    }
}
