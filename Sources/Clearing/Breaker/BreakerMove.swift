import Accounting

/// What a breaker (熔断) has done, and on which figures: kept for ever, the last one says where it stands.
///
///     (closed) ── rate ≥ warn ──▶ warned ── rate ≥ suspend ──▶ suspended ── two people ──▶ resumed
///                                    ▲                              ▲                         │
///                                    └──────── below, then ≥ warn ──┴── ≥ suspend again ──────┘
///
/// After two people have resumed filings at a rate that is still at or above `suspend`, that rate is what they have put up
/// with: the breaker suspends again when a claim brings it above, or once it had been below, when it is reached anew.
public struct BreakerMove: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable { case warned, suspended, resumed }

    public let portfolio: Portfolio
    /// From 1 within its portfolio.
    public let number: Int
    public let state: State
    public let rate: LossRate
    /// The ratio of the terms that was reached; nil for a decision of people.
    public let threshold: Ratio?
    /// The claim whose approval reached it; nil for a decision of people.
    public let claim: Int64?
    public let person: String
    public let at: Moment

    public init(
        portfolio: Portfolio, number: Int, state: State, rate: LossRate, threshold: Ratio?, claim: Int64?,
        person: String, at: Moment
    ) {
        self.portfolio = portfolio
        self.number = number
        self.state = state
        self.rate = rate
        self.threshold = threshold
        self.claim = claim
        self.person = person
        self.at = at
    }
}

extension Terms.Breaker {
    /// What an approved claim sets off that takes the rate from `before` to `after`; nil where it sets off nothing.
    public func sets(off before: LossRate, _ after: LossRate, last: BreakerMove?) -> BreakerMove.State? {
        guard after.filed >= leastFiled, last?.state != .suspended else { return nil }
        let wasTold = last != nil
        if after.reaches(suspend) {
            let isPutUpWith =
                last?.state == .resumed && before.reaches(suspend) && !(last.map { after.isAbove($0.rate) } ?? false)
            return isPutUpWith ? nil : .suspended
        }
        return after.reaches(warn) && !(wasTold && before.reaches(warn)) ? .warned : nil
    }
}
