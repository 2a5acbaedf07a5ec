import Accounting

/// The terms of a subsidy on guarantee fees (担保费补贴, RULES §4 fee, §9): what is given of each guarantee, and within which
/// bounds.
public struct FeeProgramme: Sendable, Equatable {
    public let given: Given
    /// Guarantees with a greater fee rate get nothing.
    public let feeAtMost: Ratio?
    public let dayCount: Int
    public let funders: [Bearer]
    /// Of one year.
    public let budget: SubsidyProgramme.Budget?

    /// What is given, and to whom.
    public enum Given: Sendable, Equatable {
        /// Part of the borrower's fee, by the days the guarantee has run.
        case rebate(Rebate)
        /// To the guarantor, once for each new guarantee, by the structure of its new business.
        case structure(Structure)
        /// To the reguarantor, once for each new guarantee.
        case reguarantee([Band])
    }

    /// A borrower's rebate.
    public struct Rebate: Sendable, Equatable {
        /// A year.
        public let rate: Ratio
        /// The most a borrower gets in a year, over all its guarantors.
        public let yearlyCap: Money?
        public let paidTo: PaidTo

        /// Who passes the rebate on to the borrower.
        public enum PaidTo: String, Sendable, CaseIterable { case guarantor, bank }

        public init(rate: Ratio, yearlyCap: Money? = nil, paidTo: PaidTo = .guarantor) {
            self.rate = rate
            self.yearlyCap = yearlyCap
            self.paidTo = paidTo
        }
    }

    /// A guarantor's subsidy. Rates and the weight have at most six decimals, which keeps every product within 128 bits.
    public struct Structure: Sendable, Equatable {
        /// New guarantees with one of these tags are what the subsidy is for: small, agricultural.
        public let tags: [String]
        /// By the part those are of all new guarantees, ascending; the first from nothing on.
        public let tiers: [Tier]
        public let awards: [Award]
        /// What a guarantee counts that came in a batch file.
        public let batchWeight: Ratio
        /// The most one guarantor gets in a year.
        public let yearlyCap: Money?

        public init(
            tags: [String], tiers: [Tier], awards: [Award] = [], batchWeight: Ratio = .one, yearlyCap: Money? = nil
        ) {
            precondition(tiers.first?.from == .zero, "the first tier begins at nothing")
            self.tags = tags
            self.tiers = tiers
            self.awards = awards
            self.batchWeight = batchWeight
            self.yearlyCap = yearlyCap
        }
    }

    public struct Tier: Sendable, Equatable {
        /// Inclusive.
        public let from: Ratio
        public let rate: Ratio

        public init(from: Ratio, rate: Ratio) {
            self.from = from
            self.rate = rate
        }
    }

    /// What comes on top of the tier's rate.
    public struct Award: Sendable, Equatable {
        public let rate: Ratio
        public let merit: Merit

        public enum Merit: Sendable, Equatable {
            /// On all, where borrowers with new guarantees of at most `limit` have at least this share of all new business.
            case smallTickets(limit: Money, share: Ratio)
            /// On borrowers' first loans.
            case firstLoans
            /// On guarantees whose fee rate is at most this.
            case lowFees(Ratio)
        }

        public init(rate: Ratio, merit: Merit) {
            self.rate = rate
            self.merit = merit
        }
    }

    /// What the reguarantor gets of its liability, by what the borrower has newly guaranteed.
    public struct Band: Sendable, Equatable {
        /// Inclusive.
        public let upTo: Money
        /// The reguarantee fee as agreed, a year; no more than what it comes to is given.
        public let fee: Ratio
        /// Once.
        public let rate: Ratio

        public init(upTo: Money, fee: Ratio, rate: Ratio) {
            self.upTo = upTo
            self.fee = fee
            self.rate = rate
        }
    }

    public init(
        given: Given, feeAtMost: Ratio? = nil, dayCount: Int, funders: [Bearer],
        budget: SubsidyProgramme.Budget? = nil
    ) {
        self.given = given
        self.feeAtMost = feeAtMost
        self.dayCount = dayCount
        self.funders = funders
        self.budget = budget
    }

    /// Whether it gives the same thing, at whatever rates.
    func isLike(_ other: FeeProgramme) -> Bool {
        switch (given, other.given) {
        case (.rebate, .rebate), (.structure, .structure), (.reguarantee, .reguarantee): true
        default: false
        }
    }
}
