import Accounting

/// A loan as a subsidy run sees it.
public struct SubsidyLoan: Sendable, Equatable {
    public let loan: String
    public let bank: String
    public let borrower: String
    public let disbursed: Day
    /// The original maturity; an extension earns nothing.
    public let matures: Day
    public let contractRate: Ratio
    public let otherSubsidyRate: Ratio
    /// Changes of the balance, in any order; at the end of no day is it below zero.
    public let events: [Event]
    /// Overdue, use not verified; half-open.
    public let excluded: [Range<Day>]
    /// Paid before this run, by year.
    public let alreadyPaid: [Int: Money]
    /// When the application was complete.
    public let completedAt: Moment
    /// Fen-days of approved periods before the first of this run, so that increments go on from there.
    public let productBefore: Int128

    public struct Event: Sendable, Equatable {
        public let on: Day
        public let change: Int64

        public init(on: Day, change: Int64) {
            self.on = on
            self.change = change
        }
    }

    public init(
        loan: String,
        bank: String,
        borrower: String,
        disbursed: Day,
        matures: Day,
        contractRate: Ratio,
        otherSubsidyRate: Ratio = .zero,
        events: [Event],
        excluded: [Range<Day>] = [],
        alreadyPaid: [Int: Money] = [:],
        completedAt: Moment,
        productBefore: Int128 = 0
    ) {
        self.loan = loan
        self.bank = bank
        self.borrower = borrower
        self.disbursed = disbursed
        self.matures = matures
        self.contractRate = contractRate
        self.otherSubsidyRate = otherSubsidyRate
        self.events = events
        self.excluded = excluded
        self.alreadyPaid = alreadyPaid
        self.completedAt = completedAt
        self.productBefore = productBefore
    }

    /// The order in which loans of one borrower take up caps.
    static func takesUpFirst(_ left: SubsidyLoan, _ right: SubsidyLoan) -> Bool {
        (left.disbursed, left.loan) < (right.disbursed, right.loan)
    }

    /// Balances from each day on which they change, in order of days.
    var balances: [(from: Day, balance: Int64)] {
        var balances: [(from: Day, balance: Int64)] = []
        for event in events.sorted(by: { $0.on < $1.on }) {
            let before = balances.last?.balance ?? 0
            if balances.last?.from == event.on {
                balances[balances.count - 1].balance += event.change
            } else {
                balances.append((event.on, before + event.change))
            }
        }
        return balances
    }

    /// Whether the loan earns on a day, its balance aside.
    func isEligible(on day: Day, under programme: SubsidyProgramme) -> Bool {
        if let from = programme.from, day < from { return false }
        if let until = programme.until, day >= until { return false }
        if let maxDays = programme.maxDays, day - disbursed >= maxDays { return false }
        return day < matures && !excluded.contains { $0.contains(day) }
    }

    /// Days between which neither balance nor eligibility changes.
    func turningDays(under programme: SubsidyProgramme) -> [Day] {
        var days = events.map(\.on)
        for range in excluded { days += [range.lowerBound, range.upperBound] }
        if let maxDays = programme.maxDays { days.append(disbursed + maxDays) }
        return days + [matures] + [programme.from, programme.until].compactMap { $0 }
    }
}
