import Accounting

/// What one programme gives for one part of a year (贴息批次、担保费补贴批次): worked out line by line, previewed, approved by another
/// person, posted.
///
/// ```
/// drafting ─ all lines are in place ─▶ drafted ─ approve ─▶ approved
/// drafting/drafted ─ discard ─▶ discarded
/// ```
/// A draft costs nothing: nothing is posted before the approval, and the approval names the digest of exactly the lines that
/// were previewed.
public struct SubsidyRun: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable { case drafting, drafted, approved, discarded }

    public let number: Int64
    public let programme: String
    /// The money it is paid from.
    public let category: Category
    /// The terms it follows.
    public let version: Int
    public let span: RunSpan
    public let period: Range<Day>
    public private(set) var state: State
    public let draftedBy: String
    public let draftedAt: Moment
    /// What the lines come to; nil until they are in place.
    public let outcome: Outcome?
    public private(set) var decidedBy: String?
    public private(set) var decidedAt: Moment?

    /// What all lines of a run come to.
    public struct Outcome: Sendable, Equatable {
        public let lines: Int64
        /// SHA-256 of the lines in order, see `SubsidyRunLine.bytes`.
        public let digest: [UInt8]
        /// What the period earned after caps, and what earlier periods come out differently; before the budget.
        public let earned, corrected: Money
        /// What was left of the year's budget when it was worked out.
        public let budgetLeft: Money
        /// By payee and funder, in that order.
        public let parts: [Part]

        public init(
            lines: Int64, digest: [UInt8], earned: Money, corrected: Money, budgetLeft: Money, parts: [Part]
        ) {
            self.lines = lines
            self.digest = digest
            self.earned = earned
            self.corrected = corrected
            self.budgetLeft = budgetLeft
            self.parts = parts
        }

        public var payable: Money { parts.map(\.payable).total }
        public var returned: Money { parts.map(\.returned).total }
    }

    /// What one funder pays to one payee, and what comes back from it.
    public struct Part: Sendable, Equatable {
        public let payee, funder: String
        public let payable, returned: Money

        public init(payee: String, funder: String, payable: Money, returned: Money) {
            self.payee = payee
            self.funder = funder
            self.payable = payable
            self.returned = returned
        }
    }

    public init(
        number: Int64, programme: String, category: Category, version: Int, span: RunSpan, period: Range<Day>,
        state: State = .drafting, draftedBy: String, draftedAt: Moment, outcome: Outcome? = nil,
        decidedBy: String? = nil, decidedAt: Moment? = nil
    ) {
        self.number = number
        self.programme = programme
        self.category = category
        self.version = version
        self.span = span
        self.period = period
        self.state = state
        self.draftedBy = draftedBy
        self.draftedAt = draftedAt
        self.outcome = outcome
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
    }

    /// Whether it still waits for its lines or for a decision.
    public var isOpen: Bool { state == .drafting || state == .drafted }

    /// - Parameter digest: that of the lines the approver has seen.
    /// - Throws: `wrong-state`, `four-eyes`, `lines-changed`.
    public mutating func approve(_ digest: [UInt8], by caller: Caller, at now: Moment) throws(Refusal) -> Outcome {
        guard state == .drafted, let outcome else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        try caller.mustDiffer(from: draftedBy)
        guard digest == outcome.digest else { throw Refusal(.linesChanged, at: "/digest", ["run": "\(number)"]) }
        decide(.approved, by: caller, at: now)
        return outcome
    }

    public mutating func discard(by caller: Caller, at now: Moment) throws(Refusal) {
        guard isOpen else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        decide(.discarded, by: caller, at: now)
    }

    private mutating func decide(_ state: State, by caller: Caller, at now: Moment) {
        self.state = state
        decidedBy = caller.person.id
        decidedAt = now
    }
}
