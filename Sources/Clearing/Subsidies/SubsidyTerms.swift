import Accounting
import JSON

/// One version of an interest-subsidy programme (贴息方案): which loans earn, how much, who pays, and what the year's budget is
/// (RULES §4 subsidy, §9).
public struct SubsidyTerms: Sendable, Equatable {
    public let programme: String
    public let name: Terms.Name
    /// The version governs the periods that begin on or after this day.
    public let from: Day
    /// The first day whose periods it no longer governs; nil while open.
    public let until: Day?
    public let loans: Selection
    public let cut: Quarter.Cut
    /// How the subsidy is worked out; its budget is that of one year.
    public let subsidy: SubsidyProgramme

    /// Which filed loans come under the programme.
    public struct Selection: Sendable, Equatable {
        /// One of these must be among the loan's tags.
        public let tags: [String]
        public let disbursedFrom: Day?
        public let disbursedUntil: Day?

        public init(tags: [String], disbursedFrom: Day? = nil, disbursedUntil: Day? = nil) {
            self.tags = tags
            self.disbursedFrom = disbursedFrom
            self.disbursedUntil = disbursedUntil
        }
    }

    /// The account that counts what of a year's budget is approved; its ceiling is the budget.
    public static func budgetAccount(of programme: String, year: Int) -> AccountName {
        guard let name = AccountName("9004:\(programme):\(year)") else {
            preconditionFailure("programmes are named as accounts are")
        }
        return name
    }
}

/// A version of a programme's subsidy terms, proposed by one person and adopted by another. Never edited.
public struct SubsidyVersion: Sendable, Equatable {
    public let version: Int
    public let terms: SubsidyTerms
    public private(set) var state: TermsVersion.State
    public let proposedBy: String
    public let proposedAt: Moment
    public private(set) var decidedBy: String?
    public private(set) var decidedAt: Moment?

    public init(
        version: Int, terms: SubsidyTerms, state: TermsVersion.State, proposedBy: String, proposedAt: Moment,
        decidedBy: String? = nil, decidedAt: Moment? = nil
    ) {
        self.version = version
        self.terms = terms
        self.state = state
        self.proposedBy = proposedBy
        self.proposedAt = proposedAt
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
    }

    public mutating func adopt(by caller: Caller, at now: Moment) throws(Refusal) {
        guard state == .proposed else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        try caller.mustDiffer(from: proposedBy)
        state = .adopted
        decidedBy = caller.person.id
        decidedAt = now
    }
}

extension [SubsidyVersion] {
    /// The adopted version that governs a quarter: the one that began last, by the first day of the quarter; for a
    /// programme that began within it, its first.
    public func governing(_ quarter: Quarter) -> SubsidyVersion? {
        let inForce = filter { version in
            let days = quarter.days(version.terms.cut)
            return version.state == .adopted && version.terms.from < days.upperBound
                && (version.terms.until.map { days.lowerBound < $0 } ?? true)
        }
        .sorted { ($0.terms.from, $0.version) < ($1.terms.from, $1.version) }
        return inForce.last { $0.terms.from <= quarter.days($0.terms.cut).lowerBound } ?? inForce.first
    }
}
