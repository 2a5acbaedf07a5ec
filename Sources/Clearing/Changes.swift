import Accounting
import JSON

/// What commands did: everything a turn writes, table by table.
public struct Changes: Sendable {
    public var counters: Counters
    public var loans: [Int64: Loan] = [:]
    public var newLoans: Set<Int64> = []
    public var reports: [(loan: Int64, report: Loan.Report, by: String)] = []
    public var claims: [Int64: Claim] = [:]
    public var newClaims: Set<Int64> = []
    /// Claims as they were filed anew, each with the revision it then had.
    public var refilings: [Claim] = []
    /// Claims as they stood before they were filed anew in this turn, with the answers of that revision.
    public var formerClaims: [Claim] = []
    /// Claims whose shares changed too.
    public var shared: Set<Int64> = []
    public var recoveries: [Recovery] = []
    public var evidence: [Evidence] = []
    public var proposals: [Proposal.Matter: [Int: Proposal]] = [:]
    public var legs: [Int64: Leg] = [:]
    public var newLegs: Set<Int64> = []
    public var runs: [Int64: Run] = [:]
    public var newRuns: Set<Int64> = []
    public var orders: [Int64: PaymentOrder] = [:]
    public var newOrders: Set<Int64> = []
    public var bankAccounts: [BankAccount] = []
    public var bankLines: [Int64: BankLine] = [:]
    public var statements: [Int64: KeptStatement] = [:]
    public var parties: [Party] = []
    public var people: [Person] = []
    public var credentials: [Credential] = []
    public var terms: [TermsVersion] = []
    public var breakerMoves: [BreakerMove] = []
    /// By how much what is filed and what is lost of portfolios went up, or down.
    public var rateMoves: [Portfolio: LossRate] = [:]
    public var subsidyTerms: [SubsidyVersion] = []
    /// Reference rates that were adopted; they are kept as their proposals.
    public var fixings: [Fixing] = []
    public var subsidyRuns: [Int64: SubsidyRun] = [:]
    public var newSubsidyRuns: Set<Int64> = []
    public var holdings: [AccountName: Holding] = [:]
    public var ceilings: [AccountName: Money?] = [:]
    public var batches: [Int64: Batch] = [:]
    public var newBatches: Set<Int64> = []
    public var batchLines: [Batch.Line] = []
    public var entries: [Entry] = []
    public var notices: [Notice] = []
    public var closedDay: ClosedDay?

    /// The next numbers to give out; they live in the book's own row.
    public struct Counters: Sendable, Equatable {
        public var loan, claim, recovery, leg, run, order, event, request: Int64
        public var bankLine, statement, subsidyRun: Int64
        public var batch: Int64

        public init(
            loan: Int64,
            claim: Int64,
            recovery: Int64,
            leg: Int64,
            run: Int64,
            order: Int64,
            event: Int64,
            request: Int64,
            bankLine: Int64 = 1,
            statement: Int64 = 1,
            batch: Int64 = 1,
            subsidyRun: Int64 = 1
        ) {
            self.loan = loan
            self.claim = claim
            self.recovery = recovery
            self.leg = leg
            self.run = run
            self.order = order
            self.event = event
            self.request = request
            self.bankLine = bankLine
            self.statement = statement
            self.batch = batch
            self.subsidyRun = subsidyRun
        }
    }

    public init(counters: Counters) { self.counters = counters }

    /// Whether others who remember this book must read it again. A ceiling that changes without an entry leaves no seal behind,
    /// so it is told this way too.
    public var touchesReference: Bool {
        !parties.isEmpty || !people.isEmpty || !credentials.isEmpty || !terms.isEmpty || !subsidyTerms.isEmpty
            || !fixings.isEmpty || !bankAccounts.isEmpty || !breakerMoves.isEmpty
            || (!ceilings.isEmpty && entries.isEmpty)
    }

    mutating func form(_ later: Changes) {
        counters = later.counters
        // A chunk of a file is mostly alone in its turn, and is taken over as it stands.
        if loans.isEmpty { loans = later.loans } else { loans.merge(later.loans) { $1 } }
        if newLoans.isEmpty { newLoans = later.newLoans } else { newLoans.formUnion(later.newLoans) }
        if reports.isEmpty { reports = later.reports } else { reports += later.reports }
        claims.merge(later.claims) { $1 }
        newClaims.formUnion(later.newClaims)
        refilings += later.refilings
        formerClaims += later.formerClaims
        shared.formUnion(later.shared)
        recoveries += later.recoveries
        evidence += later.evidence
        proposals.merge(later.proposals) { $0.merging($1) { $1 } }
        legs.merge(later.legs) { $1 }
        newLegs.formUnion(later.newLegs)
        runs.merge(later.runs) { $1 }
        newRuns.formUnion(later.newRuns)
        orders.merge(later.orders) { $1 }
        newOrders.formUnion(later.newOrders)
        bankAccounts += later.bankAccounts
        bankLines.merge(later.bankLines) { $1 }
        statements.merge(later.statements) { $1 }
        parties += later.parties
        people += later.people
        credentials += later.credentials
        terms += later.terms
        breakerMoves += later.breakerMoves
        rateMoves.merge(later.rateMoves, uniquingKeysWith: +)
        subsidyTerms += later.subsidyTerms
        fixings += later.fixings
        subsidyRuns.merge(later.subsidyRuns) { $1 }
        newSubsidyRuns.formUnion(later.newSubsidyRuns)
        if holdings.isEmpty { holdings = later.holdings } else { holdings.merge(later.holdings) { $1 } }
        ceilings.merge(later.ceilings) { $1 }
        batches.merge(later.batches) { $1 }
        newBatches.formUnion(later.newBatches)
        if batchLines.isEmpty { batchLines = later.batchLines } else { batchLines += later.batchLines }
        entries += later.entries
        notices += later.notices
        closedDay = later.closedDay ?? closedDay
    }
}

/// A move of the closed day, with the trace it leaves.
public struct ClosedDay: Sendable, Equatable {
    /// The last closed day; nil where nothing stays closed.
    public let until: Day?
    public let reason: String
    public let proposedBy, decidedBy: String
}

/// Something that happened, for those whom it concerns: a row of the outbox, and of the subject's history.
public struct Notice: Sendable, Equatable {
    /// `claim.filed`, `share.confirmed`, …
    public let kind: String
    /// `claim/17`, `loan/4`, `run/2`.
    public let subject: String
    public let parties: [String]
    public let party: String
    public let person: String
    public let at: Moment
    public let data: JSON

    public init(
        kind: String, subject: String, parties: [String], party: String, person: String, at: Moment, data: JSON
    ) {
        self.kind = kind
        self.subject = subject
        self.parties = parties
        self.party = party
        self.person = person
        self.at = at
        self.data = data
    }
}
