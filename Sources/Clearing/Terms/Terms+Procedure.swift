import Accounting

extension Terms {
    /// How loans are filed, and how much may be (RULES §5).
    public struct Filing: Sendable, Equatable {
        public enum Mode: String, Sendable, CaseIterable {
            /// Loan by loan.
            case single
            /// Many records in a file.
            case batch
        }

        /// Who decides first.
        public enum First: String, Sendable, CaseIterable {
            /// 见贷即保: the bank lends, the guarantee follows.
            case bank
            /// 见保即贷: the guarantor decides, the bank lends afterwards.
            case guarantor
        }

        public let modes: [Mode]
        public let first: First
        /// Where the guarantor decides first: working days after a filing within which the bank means to lend.
        public let lendWithin: Int
        /// In batch mode, filings of at most this principal are accepted at once.
        public let automaticUpTo: Money
        /// Days after disbursement within which a loan is filed.
        public let days: Int
        /// Filed balance is at most this many times the net pool principal, inclusive.
        public let leverage: Ratio
        /// The most balance filed at a time; nil where there is no such limit.
        public let perBorrower: Money?
        public let perBank: Money?
        public let perProgramme: Money?
        /// Unified social credit codes.
        public let excludedBorrowers: [String]
        /// Industry codes; a code stands for all that begin with it.
        public let excludedIndustries: [String]

        public func excludes(industry: String) -> Bool { excludedIndustries.contains { industry.hasPrefix($0) } }
        public func excludes(borrower: String) -> Bool { excludedBorrowers.contains(borrower) }
    }

    /// When a claim may be filed, and with what (RULES §6).
    public struct ClaimProcedure: Sendable, Equatable {
        /// Days overdue from which a claim may be filed.
        public let overdueDays: Int
        /// Whether a non-performing loan may be claimed earlier.
        public let orNonperforming: Bool
        /// Days after the due date within which it must be filed.
        public let withinDays: Int
        /// Names of the papers enclosed.
        public let documents: [String]
        /// Those of them that must be attached as files before the claim is admitted.
        public let files: [String]
        /// The most one bank may have waiting undecided; nil where there is no such limit.
        public let underWayLimit: Money?
    }

    /// How long a bearer has to answer for its share, and what its silence means.
    public struct Confirmation: Sendable, Equatable {
        public enum Silence: String, Sendable, CaseIterable { case deemed, escalate }

        public let workingDays: Int
        public let silence: Silence
    }

    /// How the bank is paid (RULES §7).
    public struct Payment: Sendable, Equatable {
        /// Who pays the bank the whole public part and is reimbursed by the others; nil where every bearer pays for itself.
        public let advance: String?
        /// Days after its payment within which a guarantor that advanced asks the others, and each tier the one above it.
        public let withinDays: Int
        /// Bearers that answer the claim of the guarantor that advanced, not the bank's: the one it claims from, then the one
        /// above that. Each pays for those above it and claims in its turn.
        public let chain: [String]
        /// How too little cash, or too little room in a year, is shared out by a run.
        public let shortage: Shortage

        public enum Shortage: String, Sendable, CaseIterable {
            /// First come, first paid, the last one in part.
            case fifo
            /// All that is due of the programme, by largest.
            case proRata = "pro_rata"
        }
    }

    /// Loss rates of one bank's filings at which it is warned and new ones are suspended, both inclusive.
    public struct Breaker: Sendable, Equatable {
        public let warn: Ratio
        public let suspend: Ratio
        /// The principal from which on a rate is judged: of a few loans each is too much of the whole.
        public let leastFiled: Money
    }
}
