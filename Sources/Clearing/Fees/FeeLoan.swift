import Accounting

/// A guaranteed loan as a run over fees sees it.
public struct FeeLoan: Sendable, Equatable {
    public let number: Int64
    public let borrower: String
    public let guaranteed: Money
    /// The reguarantor's part of it.
    public let liability: Money
    /// Nil where the bank filed none.
    public let feeRate: Ratio?
    public let disbursed: Day
    /// The original maturity; the fee is for that term.
    public let matures: Day
    public let releasedOn: Day?
    public let isFirstLoan: Bool
    public let isBatch: Bool
    public let tags: [String]
    /// Overdue or non-performing; half-open.
    public let overdue: [Range<Day>]
    /// What other programmes have approved on the same fee.
    public let elsewhere: Money

    public init(
        number: Int64, borrower: String, guaranteed: Money, liability: Money = .zero, feeRate: Ratio?, disbursed: Day,
        matures: Day, releasedOn: Day? = nil, isFirstLoan: Bool = false, isBatch: Bool = false, tags: [String] = [],
        overdue: [Range<Day>] = [], elsewhere: Money = .zero
    ) {
        self.number = number
        self.borrower = borrower
        self.guaranteed = guaranteed
        self.liability = liability
        self.feeRate = feeRate
        self.disbursed = disbursed
        self.matures = matures
        self.releasedOn = releasedOn
        self.isFirstLoan = isFirstLoan
        self.isBatch = isBatch
        self.tags = tags
        self.overdue = overdue
        self.elsewhere = elsewhere
    }

    /// Days the guarantee has run before a day.
    func daysRun(before day: Day) -> Int { max(0, min(day, matures, releasedOn ?? matures) - disbursed) }

    /// The fee it comes to, early repayment taken into account.
    func fee(dayCount: Int) -> Money {
        guaranteed.interest(at: feeRate ?? .zero, days: daysRun(before: matures), dayCount: dayCount)
    }

    /// What keeps a guarantee from getting anything.
    func hindrance(under programme: FeeProgramme) -> FeeReason? {
        guard let feeRate else { return .feeUnknown }
        if let most = programme.feeAtMost, feeRate > most { return .feeTooHigh }
        return nil
    }

    /// The order in which loans take up caps.
    static func takesUpFirst(_ left: FeeLoan, _ right: FeeLoan) -> Bool {
        (left.disbursed, left.number) < (right.disbursed, right.number)
    }
}

/// What lowered a line of a run over fees.
public enum FeeReason: String, Sendable, CaseIterable {
    /// The bank filed no fee rate.
    case feeUnknown
    /// The fee rate is above the programme's bound.
    case feeTooHigh
    /// No more than the fee itself is given.
    case fee
    /// Other programmes have given on the same fee; together they give no more than it.
    case elsewhere
    /// Overdue at the end of the period.
    case overdue
    /// Not of the kind the subsidy is for.
    case kind
    /// Came in a batch file, which counts less.
    case batchWeight
    /// Beyond the greatest band.
    case tooLarge
    case yearlyCap
}

/// One line: a guarantee in a period.
public struct FeeLine: Sendable, Equatable {
    public let loan: Int64
    /// Place of the period in the list.
    public let period: Int
    /// Days it ran in the period; 0 where something is given once.
    public let days: Int
    /// Fen-days of the period and of those before it; or, where something is given once, the fen it is given on.
    public let product: Int128
    public let productBefore: Int128
    /// In quintillionths; its weight is in it.
    public let rate: Int128
    public let amount: Money
    /// What the yearly cap left of it.
    public let capped: Money
    public let reasons: [FeeReason]
}

/// What was given before, by year: of one borrower, or one guarantor.
struct FeeUse {
    private var used: [Int: Money]

    init(_ used: [Int: Money]) { self.used = used }

    /// What the year's cap leaves of an amount.
    mutating func take(_ amount: Money, in year: Int, cap: Money?) -> Money {
        guard let cap else { return amount }
        let before = used[year, default: .zero]
        let capped = min(amount, max(.zero, cap - before))
        used[year] = before + capped
        return capped
    }
}
