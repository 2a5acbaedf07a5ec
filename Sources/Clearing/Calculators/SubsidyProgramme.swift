import Accounting

/// The terms of an interest subsidy (RULES §4, §9).
public struct SubsidyProgramme: Sendable, Equatable {
    public let rate: Rate
    /// At most this part of the contract rate.
    public let shareOfContractRate: Ratio?
    /// Whether an earlier subsidy on the same loan leaves only the rest of the contract rate.
    public let stacking: Bool
    /// The most balance of one borrower, over all its banks, that earns on a day.
    public let householdCap: Money?
    /// The most one borrower gets at one bank in a year.
    public let yearlyCap: Money?
    /// Days after disbursement on which a loan still earns.
    public let maxDays: Int?
    public let from: Day?
    public let until: Day?
    public let dayCount: Int
    public let funders: [Bearer]
    public let budget: Budget?

    public enum Rate: Sendable, Equatable {
        case fixed(Ratio)
        /// The budget pays what is above `borrowerPaysUpTo`, on at most `ceiling` of the contract rate.
        case above(borrowerPaysUpTo: Ratio, ceiling: Ratio)
        /// The same, measured from the reference rate of the day a loan was drawn: the borrower pays up to so much below it, and
        /// the contract rate counts up to so much over it.
        case aboveFixing(Fixing.Series, below: Ratio, over: Ratio)
    }

    /// The reference rate it asks for, if any.
    public var fixing: Fixing.Series? {
        if case .aboveFixing(let series, _, _) = rate { series } else { nil }
    }

    public struct Budget: Sendable, Equatable {
        public let amount: Money
        public let exhaustion: Exhaustion

        public init(amount: Money, exhaustion: Exhaustion) {
            self.amount = amount
            self.exhaustion = exhaustion
        }
    }

    /// What happens when the budget is short.
    public enum Exhaustion: String, Sendable, CaseIterable {
        /// Complete applications are served in order, the last one partly.
        case firstCome = "first_come"
        /// All are reduced alike.
        case factor
    }

    public init(
        rate: Rate,
        shareOfContractRate: Ratio? = nil,
        stacking: Bool = false,
        householdCap: Money? = nil,
        yearlyCap: Money? = nil,
        maxDays: Int? = nil,
        from: Day? = nil,
        until: Day? = nil,
        dayCount: Int,
        funders: [Bearer],
        budget: Budget? = nil
    ) {
        self.rate = rate
        self.shareOfContractRate = shareOfContractRate
        self.stacking = stacking
        self.householdCap = householdCap
        self.yearlyCap = yearlyCap
        self.maxDays = maxDays
        self.from = from
        self.until = until
        self.dayCount = dayCount
        self.funders = funders
        self.budget = budget
    }
}

/// The rate a loan is subsidised at, and what lowered it.
public struct SubsidyRate: Sendable, Equatable {
    /// Quintillionths, since half of a nine-place rate may have more than nine places.
    public let quintillionths: Int128
    public let loweredBy: [Reason]

    public enum Reason: String, Sendable, CaseIterable {
        case shareOfContractRate = "share_of_contract_rate"
        case stacking
        case noFixing = "no_fixing"
    }

    public init(quintillionths: Int128, loweredBy: [Reason]) {
        self.quintillionths = quintillionths
        self.loweredBy = loweredBy
    }

    /// The programme's rate, then at most the share of the contract rate, then at most what other subsidies leave.
    init(of loan: SubsidyLoan, under programme: SubsidyProgramme) {
        let billion: Int128 = 1_000_000_000
        var rate: Int128
        switch programme.rate {
        case .fixed(let ratio):
            rate = Int128(ratio.billionths) * billion
        case .above(let borrowerPaysUpTo, let ceiling):
            let contract = min(loan.contractRate, ceiling).billionths
            rate = Int128(max(0, contract - borrowerPaysUpTo.billionths)) * billion
        case .aboveFixing(_, let below, let over):
            guard let fixing = loan.fixing?.billionths else {
                self.init(quintillionths: 0, loweredBy: [.noFixing])
                return
            }
            let contract = min(loan.contractRate.billionths, fixing + over.billionths)
            rate = Int128(max(0, contract - max(0, fixing - below.billionths))) * billion
        }
        var reasons: [Reason] = []
        func lower(to limit: Int128, _ reason: Reason) {
            guard limit < rate else { return }
            rate = limit
            reasons.append(reason)
        }
        if let share = programme.shareOfContractRate {
            lower(to: Int128(share.billionths) * Int128(loan.contractRate.billionths), .shareOfContractRate)
        }
        if programme.stacking {
            let left = max(0, loan.contractRate.billionths - loan.otherSubsidyRate.billionths)
            lower(to: Int128(left) * billion, .stacking)
        }
        self.init(quintillionths: rate, loweredBy: reasons)
    }

    /// `product × rate / dayCount`, rounded: the subsidy on a running total of fen-days.
    func subsidy(on product: Int128, dayCount: Int) -> Money {
        let divisor = Int128(dayCount) * 1_000_000_000 * 1_000_000_000
        return Money(fen: Int64(roundedHalfUp(product * quintillionths, over: divisor)))
    }
}

extension SubsidyRate: CustomStringConvertible {
    /// The shortest decimal, `0.0075`.
    public var description: String {
        let (whole, part) = quintillionths.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
        guard part > 0 else { return "\(whole)" }
        var decimals = String(String(part + 1_000_000_000_000_000_000).dropFirst())
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(whole).\(decimals)"
    }
}
