import Accounting

/// A loan entered under a programme (备案): what the bank said of it, and what has become of it since.
public struct Loan: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable {
        case active, released, compensated
        /// Filed above what is accepted at once: waits for the guarantor and the bureau, reserves nothing.
        case pending
        /// Not taken under guarantee.
        case declined
        /// Corrected by a filing that replaces this one.
        case replaced
    }

    /// Number in the book, from 1; also the number of the guarantee certificate.
    public let number: Int64
    public let filed: Facts
    public let termsVersion: Int
    public let filedAt: Moment
    public private(set) var state: State
    public private(set) var report: Report
    /// Fen that stand for this loan on account 9001: balance times the fund's share of its terms.
    public private(set) var exposure: Money
    /// From when it counts as filed: entry, acceptance where it had to wait, the switch day of a renewal. Nil until then.
    public private(set) var inForceFrom: Day?
    public private(set) var releasedOn: Day?
    /// The claim under way, or decided, while there is one.
    public var openClaim: Int64?
    /// The claim that ended last and left the loan to be claimed again, withdrawn, rejected or cured: the next one follows it.
    public private(set) var formerClaim: Int64?
    public let ties: Ties
    /// Whose word a pending filing waits for.
    public internal(set) var awaits: Awaits?
    /// Set by an extension (展期).
    public internal(set) var extensionOfTerm: Extension?

    /// What a filing states and what never changes afterwards (RULES §5). Held by reference: a loan is handed about a good deal,
    /// and would drag a dozen texts along each time.
    public final class Facts: Sendable, Equatable {
        public let programme, bank, branch, businessNumber: String
        /// Unified social credit code.
        public let borrower: String
        public let borrowerName, industry, contractNumber, noteNumber: String
        public let guaranteeNumber, entrustNumber: String?
        public let principal: Money
        public let rate: Ratio
        public let feeRate: Ratio?
        public let disbursed, matures: Day
        public let isFirstLoan: Bool
        public let tags: [String]

        public init(
            programme: String,
            bank: String,
            branch: String,
            businessNumber: String,
            borrower: String,
            borrowerName: String,
            industry: String,
            contractNumber: String,
            noteNumber: String,
            guaranteeNumber: String?,
            entrustNumber: String?,
            principal: Money,
            rate: Ratio,
            feeRate: Ratio?,
            disbursed: Day,
            matures: Day,
            isFirstLoan: Bool,
            tags: [String]
        ) {
            self.programme = programme
            self.bank = bank
            self.branch = branch
            self.businessNumber = businessNumber
            self.borrower = borrower
            self.borrowerName = borrowerName
            self.industry = industry
            self.contractNumber = contractNumber
            self.noteNumber = noteNumber
            self.guaranteeNumber = guaranteeNumber
            self.entrustNumber = entrustNumber
            self.principal = principal
            self.rate = rate
            self.feeRate = feeRate
            self.disbursed = disbursed
            self.matures = matures
            self.isFirstLoan = isFirstLoan
            self.tags = tags
        }

        /// Facts are equal as values are: by what they say.
        public static func == (left: Facts, right: Facts) -> Bool {
            if left === right { return true }
            return left.texts == right.texts && left.tags == right.tags && left.isFirstLoan == right.isFirstLoan
                && left.principal == right.principal && left.rate == right.rate && left.feeRate == right.feeRate
                && left.disbursed == right.disbursed && left.matures == right.matures
        }

        private var texts: [String?] {
            [
                programme, bank, branch, businessNumber, borrower, borrowerName, industry, contractNumber, noteNumber,
                guaranteeNumber, entrustNumber,
            ]
        }
    }

    /// The newest balance report: absolute values as of a day.
    public struct Report: Sendable, Equatable {
        public let asOf: Day
        public let balance: Money
        public let interestPaidTo: Day
        /// 1 normal, 2 special mention, 3 substandard, 4 doubtful, 5 loss; from 3 on non-performing.
        public let fiveClass: Int
        public let overdueSince: Day?

        public init(asOf: Day, balance: Money, interestPaidTo: Day, fiveClass: Int, overdueSince: Day?) {
            self.asOf = asOf
            self.balance = balance
            self.interestPaidTo = interestPaidTo
            self.fiveClass = fiveClass
            self.overdueSince = overdueSince
        }

        /// How a loan stands when it is disbursed.
        public init(opening filed: Facts) {
            self.init(
                asOf: filed.disbursed,
                balance: filed.principal,
                interestPaidTo: filed.disbursed,
                fiveClass: 1,
                overdueSince: nil
            )
        }

        public var isNonPerforming: Bool { fiveClass >= 3 }
    }

    public init(
        number: Int64,
        filed: Facts,
        termsVersion: Int,
        filedAt: Moment,
        state: State,
        report: Report,
        exposure: Money,
        inForceFrom: Day?,
        releasedOn: Day?,
        openClaim: Int64?,
        formerClaim: Int64? = nil,
        ties: Ties = Ties(),
        awaits: Awaits? = nil,
        extensionOfTerm: Extension? = nil
    ) {
        self.number = number
        self.filed = filed
        self.termsVersion = termsVersion
        self.filedAt = filedAt
        self.state = state
        self.report = report
        self.exposure = exposure
        self.inForceFrom = inForceFrom
        self.releasedOn = releasedOn
        self.openClaim = openClaim
        self.formerClaim = formerClaim
        self.ties = ties
        self.awaits = awaits
        self.extensionOfTerm = extensionOfTerm
    }

    /// Its claim ended without payment: the loan may be claimed again.
    public mutating func forgetClaim() {
        formerClaim = openClaim
        openClaim = nil
    }

    /// Takes a newer report. A balance only falls: what is drawn again on a revolving line is a filing of its own.
    public mutating func take(_ report: Report, exposure: Money) throws(Refusal) {
        guard state == .active else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        guard report.asOf > self.report.asOf || isFirst(report) else {
            throw Refusal(.dateImplausible, at: "/as_of", ["what": "\(report.asOf) ≤ \(self.report.asOf)"])
        }
        guard report.balance <= self.report.balance else {
            throw Refusal(.balanceRises, at: "/balance", ["balance": "\(self.report.balance)"])
        }
        self.report = report
        self.exposure = exposure
        if report.balance == .zero {
            state = .released
            releasedOn = report.asOf
        }
    }

    /// A loan drawn and repaid on one day: what it was filed with is no report, so the first may bear the same date.
    private func isFirst(_ report: Report) -> Bool {
        report.asOf == filed.disbursed && self.report == Report(opening: filed) && report != self.report
    }

    /// Takes a pending filing under guarantee, from a day on.
    public mutating func accept(from day: Day, exposure: Money) {
        precondition(state == .pending, "only a pending filing is accepted")
        state = .active
        awaits = nil
        inForceFrom = day
        self.exposure = exposure
    }

    /// The day on which a report counts in the books: a loan is not there before it is filed.
    public func counts(_ report: Report) -> Day { max(report.asOf, inForceFrom ?? report.asOf) }

    /// The guarantor has agreed, the bureau is asked next.
    public mutating func passOn() {
        precondition(state == .pending && awaits == .guarantor, "the guarantor is asked first")
        awaits = .bureau
    }

    /// Gives a pending filing back.
    public mutating func decline() {
        precondition(state == .pending, "only a pending filing is declined")
        state = .declined
        awaits = nil
    }

    /// A filing that corrects this one stands in its place.
    public mutating func replace(on day: Day) throws(Refusal) {
        guard state == .pending || (state == .active && report == Report(opening: filed) && openClaim == nil) else {
            throw Refusal(.wrongState, at: "/replaces", ["state": state.rawValue])
        }
        state = .replaced
        awaits = nil
        releasedOn = day
        exposure = .zero
    }

    /// After compensation the cover is used up: the loan no longer counts as filed balance.
    public mutating func compensate(on day: Day) {
        precondition(state == .active, "only a loan in force is compensated")
        state = .compensated
        releasedOn = day
        exposure = .zero
    }

    /// The approval that had used up its cover has fallen away: the loan is in force as it was.
    public mutating func reinstate(exposure: Money) {
        precondition(state == .compensated, "only a compensated loan is reinstated")
        state = .active
        releasedOn = nil
        self.exposure = exposure
    }

    /// The borrower has made good: the loan is in force again with what is left of it, and may default anew. With nothing
    /// left it is repaid.
    public mutating func cure(after claim: Int64, _ report: Report, exposure: Money) throws(Refusal) {
        precondition(state == .compensated, "only a compensated loan is cured")
        state = .active
        openClaim = nil
        formerClaim = claim
        releasedOn = nil
        try take(report, exposure: exposure)
    }
}
