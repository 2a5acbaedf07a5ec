import Accounting

/// Claims that do not go straight (RULES §6): sent back and filed anew, withdrawn, rejected.
extension Claim {
    /// What is wrong with a claim, as the bureau or the books say it.
    public enum Flaw: String, Sendable, CaseIterable {
        case name = "C01"
        case contractNumber = "C02"
        case documentMissing = "C03"
        case late = "C04"
        case amountNotReproducible = "C05"
        case extensionNotLinked = "C06"
        case legalRepresentativeChanged = "C07"
        case useUnproved = "C08"
        case cured = "C09"
        case alreadyClaimed = "C10"
    }

    /// A flaw, and the words to it.
    public struct Objection: Sendable, Equatable {
        public let flaw: Flaw
        public let note: String

        public init(_ flaw: Flaw, note: String) {
            self.flaw = flaw
            self.note = note
        }
    }

    /// Sends the claim back to the bank. Where bearers were asked already, their clock stands still from today on.
    public mutating func sendBack(for objection: Objection, on today: Day, _ calendar: WorkingCalendar) throws(Refusal)
    {
        let wasAsked = state == .confirming
        try take(.sendBack)
        self.objection = objection
        if wasAsked { try stopClock(on: today, calendar) }
    }

    /// Today counts as used, as it does to whoever looks at the clock; a day at least is left, to look at what comes back.
    private mutating func stopClock(on today: Day, _ calendar: WorkingCalendar) throws(Refusal) {
        guard let admitted = admittedAt?.day, let answerBy else {
            preconditionFailure("a claim that bearers were asked about was admitted")
        }
        do {
            daysUsed += try calendar.workingDays(after: admitted, through: today)
            daysLeft = max(1, try calendar.workingDays(after: today, through: answerBy))
        } catch {
            throw Refusal(.calendarMissing, ["year": "\(error.year)"])
        }
    }

    /// The bank files the whole claim anew: another revision, of which nobody has been asked yet. What the books expected
    /// of it is replaced too.
    public mutating func refile(_ filed: Facts, estimate: Money, estimatedBase: Money) throws(Refusal) {
        try take(.refile)
        renew(filed, estimate: estimate, estimatedBase: estimatedBase)
    }

    /// Begins a new revision. What the old one was admitted with stays with it.
    mutating func renew(_ filed: Facts, estimate: Money, estimatedBase: Money) {
        precondition(uses.isEmpty, "what an old revision took of caps is given back before a new one begins")
        self.filed = filed
        self.estimate = estimate
        self.estimatedBase = estimatedBase
        revision += 1
        interest = .zero
        base = .zero
        shares = []
        (admittedBy, admittedAt, answerBy, escalatedOn) = (nil, nil, nil, nil)
        (proposedBy, proposedAt) = (nil, nil)
    }

    /// The bank takes the claim back before anything was approved.
    public mutating func withdraw(_ objection: Objection? = nil) throws(Refusal) {
        try take(.withdraw)
        self.objection = objection ?? self.objection
    }

    /// The bureau refuses the claim.
    public mutating func reject(for objection: Objection) throws(Refusal) {
        try take(.reject)
        self.objection = objection
    }

    /// Gives back all the claim has taken of caps; returns what each window gets back.
    public mutating func releaseCaps() -> [CapUse] {
        defer { uses = [] }
        return uses.filter { $0.amount > .zero }
    }

    /// The parties that bear a share and answer for it.
    public var bearers: [String] { shares.filter(\.asksBearer).map(\.party) }
}

extension Claim.State {
    /// Whether shares of the claim stand: they take of caps, and count in what is put off.
    public var holdsShares: Bool {
        switch self {
        case .filed, .returned, .withdrawn, .rejected: false
        default: true
        }
    }
}
