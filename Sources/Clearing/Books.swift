import Accounting

/// What a turn has at hand of one book, and what its commands change: a plain value, so that deciding is pure.
///
/// Commands are performed one after another. What one does is kept in `draft` until it is accepted; a refused one leaves no
/// trace. What a command reaches for and is not here is noted in `missing`: whatever it then says counts for nothing, and
/// it is performed again when that has been fetched.
public struct Books: Sendable {
    public let id: Int64
    public let code: String
    public let isBudgetary: Bool
    public let closedUntil: Day?
    public internal(set) var reference: Reference
    public internal(set) var missing = Needs()
    /// Of the commands accepted in this turn.
    public private(set) var changes: Changes
    var hand = Hand()
    var draft: Changes
    private var heldReference: Reference
    var caller: Caller?
    var now = Moment(microseconds: 0)

    /// Fetched, and brought up to date by accepted commands.
    struct Hand: Sendable {
        var known = Needs()
        var loans: [Int64: Loan] = [:]
        /// Numbers of loans by the bank's own number for them, and by the number of the note.
        var byBusiness: [Business: Set<Int64>] = [:]
        var byNote: [String: Set<Int64>] = [:]
        var batches: [Int64: Batch] = [:]
        var pending: [Needs.PendingFilings: [Int64]] = [:]
        var claims: [Int64: Claim] = [:]
        var holdings: [AccountName: Holding] = [:]
        var runs: [Int64: Run] = [:]
        var orders: [Int64: PaymentOrder] = [:]
        var legs: [Int64: Leg] = [:]
        var recoveries: [Int64: [Recovery]] = [:]
        var evidence: [Int64: [Evidence]] = [:]
        var proposals: [Proposal.Matter: [Int: Proposal]] = [:]
        var released: [Needs.BankProgramme: [Released]] = [:]
        var openingPools: [Int: Money] = [:]
        var booked: Set<String> = []
        var entries: [Int64: Entry] = [:]
        var closings: [Day: ClosingCheck] = [:]
        var yearEnds: [Int: YearEnd] = [:]
        var bankLines: [Int64: BankLine] = [:]
        var statements: [Int64: KeptStatement] = [:]
        var yearClaims: [TrueUp.Year: [Int64]] = [:]
        var lossRates: [Portfolio: LossRate] = [:]
        var subsidyRuns: [Int64: SubsidyRun] = [:]

        struct Business: Hashable {
            let bank, number: String
        }

        mutating func note(_ loan: Loan) {
            byBusiness[Business(bank: loan.filed.bank, number: loan.filed.businessNumber), default: []]
                .insert(loan.number)
            byNote[loan.filed.noteNumber, default: []].insert(loan.number)
        }
    }

    /// Principal that has ended its term, and for how many days it ran: the base of a compensation-rate cap.
    public struct Released: Sendable, Equatable {
        public let principal: Money
        public let days: Int

        public init(principal: Money, days: Int) {
            self.principal = principal
            self.days = days
        }
    }

    public init(
        id: Int64,
        code: String,
        isBudgetary: Bool,
        closedUntil: Day?,
        reference: Reference,
        counters: Changes.Counters,
        holdings: [AccountName: Holding] = [:]
    ) {
        self.id = id
        self.code = code
        self.isBudgetary = isBudgetary
        self.closedUntil = closedUntil
        self.reference = reference
        self.heldReference = reference
        self.changes = Changes(counters: counters)
        self.draft = Changes(counters: counters)
        self.hand.holdings = holdings
    }

    /// Every account known to this value, with what accepted commands did to it.
    public var holdings: [AccountName: Holding] { hand.holdings }

    // MARK: The frame of one command

    /// Who acts, and when, from here on.
    public mutating func begin(_ caller: Caller, at now: Moment) {
        self.caller = caller
        self.now = now
        missing = Needs()
        draft = Changes(counters: changes.counters)
    }

    /// Keeps what the command did, if every account it touched is within its limits.
    public mutating func accept() throws(Refusal) {
        let strained = draft.holdings.filter { !$0.value.isWithinLimits }
        if let (name, holding) = strained.min(by: { $0.key < $1.key }) {
            throw Books.limit(name, hand.holdings[name] ?? unopened(name), holding)
        }
        moveRates()
        changes.form(draft)
        hand.loans.merge(draft.loans) { $1 }
        hand.claims.merge(draft.claims) { $1 }
        hand.runs.merge(draft.runs) { $1 }
        hand.orders.merge(draft.orders) { $1 }
        hand.legs.merge(draft.legs) { $1 }
        hand.holdings.merge(draft.holdings) { $1 }
        hand.booked.formUnion(draft.entries.map(\.reference))
        hand.proposals.merge(draft.proposals) { $0.merging($1) { $1 } }
        hand.bankLines.merge(draft.bankLines) { $1 }
        hand.statements.merge(draft.statements) { $1 }
        hand.subsidyRuns.merge(draft.subsidyRuns) { $1 }
        hand.batches.merge(draft.batches) { $1 }
        for recovery in draft.recoveries { hand.recoveries[recovery.claim, default: []].append(recovery) }
        for file in draft.evidence { hand.evidence[file.claim, default: []].append(file) }
        for number in draft.newLoans { hand.note(draft.loans[number]!) }
        heldReference = reference
        draft = Changes(counters: changes.counters)
    }

    /// Forgets what the command did.
    public mutating func refuse() {
        reference = heldReference
        draft = Changes(counters: changes.counters)
    }
}
