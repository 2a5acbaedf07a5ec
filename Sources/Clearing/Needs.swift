import Accounting

/// What a command wants to have at hand before it decides. A command names what it knows beforehand; what it finds out
/// on the way is noted by `Books`, fetched, and the command performed again.
public struct Needs: Sendable, Equatable {
    public var loans: Set<Int64> = []
    /// Loans that could be the same as one being filed.
    public var namesakes: Set<Namesake> = []
    public var claims: Set<Int64> = []
    public var accounts: Set<AccountName> = []
    public var runs: Set<Int64> = []
    public var runDays: Set<Day> = []
    public var orders: Set<Int64> = []
    public var dueBy: Set<Day> = []
    /// Claims whose legs are wanted, due or not.
    public var legsOf: Set<Int64> = []
    public var recoveries: Set<Int64> = []
    /// Claims whose attached files are wanted.
    public var evidence: Set<Int64> = []
    public var proposals: Set<Proposal.Matter> = []
    public var released: Set<BankProgramme> = []
    public var openingPools: Set<Int> = []
    public var batches: Set<Int64> = []
    /// Files by their names: whether they were received before.
    public var batchNames: Set<Batch.Name> = []
    /// Files whose filings that wait for a word are wanted, and how many at most.
    public var pendingOf: Set<PendingFilings> = []
    /// Whether something was booked about a subject already.
    public var subjects: Set<String> = []
    /// Entries as they stand in the books, to be mirrored.
    public var entries: Set<Int64> = []
    /// Days a period may be closed until: what stands in the way.
    public var closings: Set<Day> = []
    /// Years to be carried forward.
    public var yearEnds: Set<Int> = []
    /// The command reads sums over the whole book, which the database knows only when nothing of the turn is still to be
    /// written: it is performed in a turn of its own.
    public var isAlone = false
    /// Numbers of own bank accounts: their lines that wait for something, and their last statement.
    public var bankAccounts: Set<String> = []
    /// What the bank calls a line.
    public var bankReferences: Set<String> = []
    public var bankLines: Set<Int64> = []
    /// What the bank calls a statement.
    public var statements: Set<String> = []
    /// Years whose claims are wanted: paid ones that take of a cap of the bank's year.
    public var trueUps: Set<TrueUp.Year> = []
    /// Whose loss rates are wanted.
    public var portfolios: Set<Portfolio> = []
    public var subsidyRuns: Set<Int64> = []
    /// Programmes whose open and approved subsidy runs are wanted.
    public var subsidyRunsOf: Set<String> = []

    /// A bank's own number for a loan, and the number of its drawdown note (借据): each is filed once.
    public struct Namesake: Sendable, Hashable {
        public let bank, businessNumber, noteNumber: String

        public init(bank: String, businessNumber: String, noteNumber: String) {
            self.bank = bank
            self.businessNumber = businessNumber
            self.noteNumber = noteNumber
        }
    }

    /// Released principal is counted by bank and programme, for rate caps; in one year, or in all.
    public struct BankProgramme: Sendable, Hashable {
        public let bank, programme: String
        public let year: Int?

        public init(bank: String, programme: String, year: Int?) {
            self.bank = bank
            self.programme = programme
            self.year = year
        }
    }

    /// Filings of a file that wait for somebody's word, by number; at most so many.
    public struct PendingFilings: Sendable, Hashable {
        public let batch: Int64
        public let awaits: Loan.Awaits
        /// Only those of greater numbers.
        public let after: Int64
        public let limit: Int

        public init(batch: Int64, awaits: Loan.Awaits, after: Int64, limit: Int) {
            self.batch = batch
            self.awaits = awaits
            self.after = after
            self.limit = limit
        }
    }

    public init() {}

    public static func loan(_ number: Int64) -> Needs {
        var needs = Needs()
        needs.loans = [number]
        return needs
    }

    public static func claim(_ number: Int64) -> Needs {
        var needs = Needs()
        needs.claims = [number]
        return needs
    }

    public var isEmpty: Bool { self == Needs() }

    public mutating func form(_ other: Needs) {
        // A chunk of a file names thousands: what is taken over as it stands need not be hashed again.
        if loans.isEmpty { loans = other.loans } else { loans.formUnion(other.loans) }
        if namesakes.isEmpty { namesakes = other.namesakes } else { namesakes.formUnion(other.namesakes) }
        claims.formUnion(other.claims)
        if accounts.isEmpty { accounts = other.accounts } else { accounts.formUnion(other.accounts) }
        runs.formUnion(other.runs)
        runDays.formUnion(other.runDays)
        orders.formUnion(other.orders)
        dueBy.formUnion(other.dueBy)
        legsOf.formUnion(other.legsOf)
        recoveries.formUnion(other.recoveries)
        evidence.formUnion(other.evidence)
        proposals.formUnion(other.proposals)
        released.formUnion(other.released)
        openingPools.formUnion(other.openingPools)
        batches.formUnion(other.batches)
        batchNames.formUnion(other.batchNames)
        pendingOf.formUnion(other.pendingOf)
        subjects.formUnion(other.subjects)
        entries.formUnion(other.entries)
        closings.formUnion(other.closings)
        yearEnds.formUnion(other.yearEnds)
        isAlone = isAlone || other.isAlone
        bankAccounts.formUnion(other.bankAccounts)
        bankReferences.formUnion(other.bankReferences)
        bankLines.formUnion(other.bankLines)
        statements.formUnion(other.statements)
        portfolios.formUnion(other.portfolios)
        trueUps.formUnion(other.trueUps)
        subsidyRuns.formUnion(other.subsidyRuns)
        subsidyRunsOf.formUnion(other.subsidyRunsOf)
    }
}
