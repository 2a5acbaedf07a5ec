import Accounting

/// What changes rarely and everybody needs: parties, people, terms, the rulebook, the calendars of a book.
public struct Reference: Sendable {
    public let rulebook: Rulebook
    public let calendar: WorkingCalendar
    public internal(set) var parties: [String: Party]
    public internal(set) var people: [String: Person]
    public internal(set) var credentials: [String: Credential]
    /// The fund's own bank accounts.
    public internal(set) var bankAccounts: [Category: BankAccount]
    /// The last thing each breaker has done; none for one that never did anything.
    public internal(set) var breakers: [Portfolio: BreakerMove]
    /// By programme, oldest version first.
    public internal(set) var terms: [String: [TermsVersion]]
    /// Subsidies, by programme, oldest version first.
    public internal(set) var subsidies: [String: [SubsidyVersion]]
    /// Reference rates that were adopted, each day of a series once.
    public internal(set) var fixings: [Fixing]

    public init(
        rulebook: Rulebook,
        calendar: WorkingCalendar,
        parties: [Party],
        people: [Person],
        credentials: [Credential],
        terms: [TermsVersion],
        bankAccounts: [BankAccount] = [],
        breakers: [BreakerMove] = [],
        subsidies: [SubsidyVersion] = [],
        fixings: [Fixing] = []
    ) {
        self.rulebook = rulebook
        self.calendar = calendar
        self.parties = Dictionary(uniqueKeysWithValues: parties.map { ($0.id, $0) })
        self.people = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
        self.credentials = Dictionary(uniqueKeysWithValues: credentials.map { ($0.kid, $0) })
        self.bankAccounts = Dictionary(uniqueKeysWithValues: bankAccounts.map { ($0.category, $0) })
        self.breakers = Dictionary(breakers.map { ($0.portfolio, $0) }) { $0.number > $1.number ? $0 : $1 }
        self.terms = Dictionary(grouping: terms.sorted { $0.version < $1.version }, by: \.terms.programme)
        self.fixings = fixings
        self.subsidies = Dictionary(grouping: subsidies.sorted { $0.version < $1.version }, by: \.terms.programme)
    }

    /// The terms in force on a day: the adopted version that began last; nil where none has begun, or that one has ended.
    public func terms(of programme: String, on day: Day) -> TermsVersion? {
        guard let version = procedure(of: programme, on: day) else { return nil }
        if let until = version.terms.until, day >= until { return nil }
        return version
    }

    /// The version whose deadlines and papers a claim follows: the adopted one that began last. Loans filed before a
    /// programme ended keep their cover, so its end does not matter here.
    public func procedure(of programme: String, on day: Day) -> TermsVersion? {
        terms[programme]?.filter { $0.state == .adopted && $0.terms.from <= day }.max {
            ($0.terms.from, $0.version) < ($1.terms.from, $1.version)
        }
    }

    public func subsidy(of programme: String, version: Int) -> SubsidyVersion? {
        subsidies[programme]?.first { $0.version == version }
    }

    public func terms(of programme: String, version: Int) -> TermsVersion? {
        terms[programme]?.first { $0.version == version }
    }
}

/// One version of a programme's terms, with who proposed and who adopted it. Never edited.
public struct TermsVersion: Sendable {
    public enum State: String, Sendable, CaseIterable { case proposed, adopted, rejected }

    public let version: Int
    public let terms: Terms
    public private(set) var state: State
    public let proposedBy: String
    public let proposedAt: Moment
    public private(set) var decidedBy: String?
    public private(set) var decidedAt: Moment?

    public init(
        version: Int,
        terms: Terms,
        state: State,
        proposedBy: String,
        proposedAt: Moment,
        decidedBy: String? = nil,
        decidedAt: Moment? = nil
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
