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
    /// The reference rate of the day it was drawn, where the programme asks for one.
    public let fixing: Ratio?
    /// Changes of the balance, in any order; at the end of no day is it below zero.
    public let events: [Event]
    /// Overdue, use not verified; half-open.
    public let excluded: [Range<Day>]
    /// Subsidised under another programme that this one is not added to; half-open.
    public let elsewhere: [Range<Day>]
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
        fixing: Ratio? = nil,
        events: [Event],
        excluded: [Range<Day>] = [],
        elsewhere: [Range<Day>] = [],
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
        self.fixing = fixing
        self.events = events
        self.excluded = excluded
        self.elsewhere = elsewhere
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

    /// What keeps the loan from earning on a day, its balance aside; empty where it earns.
    func hindrances(on day: Day, under programme: SubsidyProgramme) -> SubsidyReasons {
        var reasons: SubsidyReasons = []
        if let from = programme.from, day < from { reasons.insert(.window) }
        if let until = programme.until, day >= until { reasons.insert(.window) }
        if let maxDays = programme.maxDays, day - disbursed >= maxDays { reasons.insert(.maxDays) }
        if day >= matures { reasons.insert(.matured) }
        if excluded.contains(where: { $0.contains(day) }) { reasons.insert(.overdue) }
        if elsewhere.contains(where: { $0.contains(day) }) { reasons.insert(.otherProgramme) }
        return reasons
    }

    /// Days between which neither balance nor eligibility changes.
    func turningDays(under programme: SubsidyProgramme) -> [Day] {
        var days: [Day] = []
        days.reserveCapacity(events.count + 2 * (excluded.count + elsewhere.count) + 4)
        for event in events { days.append(event.on) }
        for range in excluded { days += [range.lowerBound, range.upperBound] }
        for range in elsewhere { days += [range.lowerBound, range.upperBound] }
        if let maxDays = programme.maxDays { days.append(disbursed + maxDays) }
        days.append(matures)
        if let from = programme.from { days.append(from) }
        if let until = programme.until { days.append(until) }
        return days
    }
}
