import Accounting

/// A loan as a run lists it, and what earlier runs of the programme approved for it.
public struct RunLoan: Sendable, Equatable {
    public let number: Int64
    public let bank, branch, borrower: String
    /// Who is paid where that is not the bank.
    public let payeeBesides: String?
    public let completedAt: Moment
    /// Before the budget.
    public let approvedDue: Money
    public let approvedPayable: Money

    public init(
        number: Int64, bank: String, branch: String, borrower: String, payeeBesides: String? = nil,
        completedAt: Moment, approvedDue: Money = .zero, approvedPayable: Money = .zero
    ) {
        self.number = number
        self.bank = bank
        self.branch = branch
        self.borrower = borrower
        self.payeeBesides = payeeBesides
        self.completedAt = completedAt
        self.approvedDue = approvedDue
        self.approvedPayable = approvedPayable
    }
}

/// Consecutive periods under one version of a programme's terms.
public struct RunStretch<Programme: Sendable>: Sendable {
    public let programme: Programme
    public let periods: [Range<Day>]

    public init(_ programme: Programme, _ periods: [Range<Day>]) {
        self.programme = programme
        self.periods = periods
    }
}

/// What a run's own period comes to for a loan.
struct OwnPart {
    var days = 0
    var product: Int128 = 0
    var productBefore: Int128 = 0
    /// In quintillionths.
    var rate: Int128 = 0
    var amount = Money.zero
    var capped = Money.zero
    var reasons: SubsidyReasons = []
    /// Whether the loan has to do with the period at all.
    var isInside = false
}

extension SubsidyRunLine {
    /// A loan's line: what its own period comes to, and by how much all approved periods, worked out again, differ from what was
    /// approved; nil where there is neither.
    ///
    /// - Parameters:
    ///   - due: of all periods, the own among them.
    ///   - isRepeat: whether the own period was approved before, so that only differences are wanted.
    init?(_ loan: RunLoan, _ own: OwnPart, due: Money, isRepeat: Bool, _ weights: [Int64]) {
        let earlier = isRepeat ? due : due - own.capped
        var change = earlier - loan.approvedDue
        // What a budget had cut is not made up, so only what was paid above what is due now comes back.
        if change < .zero { change = min(.zero, earlier - loan.approvedPayable) }
        let difference = isRepeat ? change : change + own.capped
        let correction = difference - own.capped
        guard difference != .zero || (own.isInside && !isRepeat) else { return nil }
        self.init(
            loan: loan.number, bank: loan.bank, branch: loan.branch, borrower: loan.borrower,
            payeeBesides: loan.payeeBesides, completedAt: loan.completedAt, days: Int32(own.days),
            product: Int64(own.product),
            // Ten trillion yuan for 25 years would be more than is kept; it is shown, not reckoned with.
            productBefore: Int64(clamping: own.productBefore),
            rate: Int64(own.rate), amount: own.amount, capped: own.capped, correction: correction,
            payable: .zero, reasons: own.reasons.union(correction == .zero ? [] : .correction), parts: [])
        pay(difference, weights)
    }
}
