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
    public let cut: RunSpan.Cut
    /// How the lines are worked out.
    public let formula: Formula

    public enum Formula: Sendable, Equatable {
        /// On a loan's interest, by its daily balances.
        case interest(SubsidyProgramme)
        /// On guarantee fees.
        case fees(FeeProgramme)
    }

    /// Which filed loans come under the programme.
    public struct Selection: Sendable, Equatable {
        /// One of these must be among the loan's tags; where there are none, every guaranteed loan is meant.
        public let tags: [String]
        public let disbursedFrom: Day?
        public let disbursedUntil: Day?

        public init(tags: [String], disbursedFrom: Day? = nil, disbursedUntil: Day? = nil) {
            self.tags = tags
            self.disbursedFrom = disbursedFrom
            self.disbursedUntil = disbursedUntil
        }
    }

    public var category: Category {
        switch formula {
        case .interest: .subsidy
        case .fees: .rebate
        }
    }

    public var funders: [Bearer] {
        switch formula {
        case .interest(let programme): programme.funders
        case .fees(let programme): programme.funders
        }
    }

    /// Of one year.
    public var budget: SubsidyProgramme.Budget? {
        switch formula {
        case .interest(let programme): programme.budget
        case .fees(let programme): programme.budget
        }
    }

    /// The reference rate it asks for, if any.
    public var fixing: Fixing.Series? {
        if case .interest(let programme) = formula { programme.fixing } else { nil }
    }

    /// Whether two versions are of one kind; a programme never becomes another.
    public func isLike(_ other: SubsidyTerms) -> Bool {
        switch (formula, other.formula) {
        case (.interest, .interest): true
        case (.fees(let own), .fees(let others)): own.isLike(others)
        default: false
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
    /// The adopted version that governs a period, and its days: the version that began last, by the first of these days; for a
    /// programme that began within them, its first.
    public func governing(_ span: RunSpan) -> (version: SubsidyVersion, days: Range<Day>)? {
        let inForce = compactMap { version in
            version.state == .adopted ? span.days(version.terms.cut).map { (version: version, days: $0) } : nil
        }
        .filter { version, days in
            version.terms.from < days.upperBound && (version.terms.until.map { days.lowerBound < $0 } ?? true)
        }
        .sorted { ($0.version.terms.from, $0.version.version) < ($1.version.terms.from, $1.version.version) }
        return inForce.last { $0.version.terms.from <= $0.days.lowerBound } ?? inForce.first
    }
}
