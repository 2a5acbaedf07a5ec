import Accounting

/// What the bureau pays and collects on a date (清算批次): proposed by one person, released by another.
public struct Run: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable { case proposed, releasing, released }

    public let number: Int64
    public let dueOn: Day
    /// The only kind of money it pays and collects; nil where it gathers all that is due.
    public let category: Category?
    public private(set) var state: State
    public let proposedBy: String
    public let proposedAt: Moment
    public private(set) var releasedBy: String?
    public private(set) var releasedAt: Moment?
    public private(set) var secondBy: String?
    public private(set) var secondAt: Moment?

    /// From this total of payments on, two people release (RULES §7: P 1,000,000.00).
    public static let secondReleaseAbove = Money(fen: 100_000_000)

    public init(
        number: Int64,
        dueOn: Day,
        category: Category? = nil,
        state: State = .proposed,
        proposedBy: String,
        proposedAt: Moment,
        releasedBy: String? = nil,
        releasedAt: Moment? = nil,
        secondBy: String? = nil,
        secondAt: Moment? = nil
    ) {
        self.number = number
        self.dueOn = dueOn
        self.category = category
        self.state = state
        self.proposedBy = proposedBy
        self.proposedAt = proposedAt
        self.releasedBy = releasedBy
        self.releasedAt = releasedAt
        self.secondBy = secondBy
        self.secondAt = secondAt
    }

    /// One release; `payable` is what the run pays out in all. Above the tier the first release only opens the way for a
    /// second, by a third person.
    public mutating func release(by caller: Caller, payable: Money, at now: Moment) throws(Refusal) {
        try caller.mustDiffer(from: proposedBy)
        switch state {
        case .proposed:
            releasedBy = caller.person.id
            releasedAt = now
            state = payable > Run.secondReleaseAbove ? .releasing : .released
        case .releasing:
            try caller.mustDiffer(from: releasedBy)
            secondBy = caller.person.id
            secondAt = now
            state = .released
        case .released:
            throw Refusal(.wrongState, ["state": state.rawValue])
        }
    }
}
