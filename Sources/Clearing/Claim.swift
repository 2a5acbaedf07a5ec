import Accounting

/// A bank's demand for the covered loss of one filed loan (RULES §6).
///
///     filed ── admit ──▶ confirming ── every share answered ──▶ confirmed ── approve ──▶ approved ── settlement run ──▶ paid
///      │ ▲                   │ ▲              │                                                                         │
///      │ └─ refile ── returned │ recompute ───┘                                             recovering ◀── first recovery ─┤
///      └─ reject, withdraw ──┴─▶ rejected, withdrawn            closed ◀── all recovered ──┴── write off ──▶ written off ◀─┘
///
/// A claim of which a share is in dispute may be approved for what is accepted, straight from `confirming`. A principal that
/// falls before payment takes a claim back to `confirming`; an approval is reopened for that, unless a run has taken it up.
///
/// A paid claim ends early when the borrower pays everything after all (`cured`), or when the claim turns out ineligible and
/// the money is taken back (`clawedBack`); the latter even after it was closed.
///
/// Amounts are frozen in fen when the claim is admitted; every payment and every recovery reuses those fen.
public struct Claim: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable {
        case filed, returned, confirming, confirmed, approved, paid, recovering, closed, withdrawn, rejected, cured
        case writtenOff = "written-off"
        case clawedBack = "clawed-back"

        /// Whether the claim is still on its way to a decision: its loan knows it, and what it may cost is provided for.
        public var isUnderWay: Bool {
            switch self {
            case .filed, .returned, .confirming, .confirmed: true
            default: false
            }
        }
    }
    public enum Step: String, Sendable, CaseIterable {
        case sendBack, refile, admit, recompute, reopen, complete, approve, pay, recover, close, withdraw, reject, cure
        case writeOff, clawBack
    }

    public let number: Int64
    /// What the bank filed: of the newest revision. Older ones are kept.
    public internal(set) var filed: Facts
    public internal(set) var state: State
    /// Goes up when shares are worked out anew; an answer to an older one is refused.
    public internal(set) var revision: Int
    /// What the books expected of the fund and of all bearers when the claim came in (accounts 2601 and 9005).
    public internal(set) var estimate: Money
    public internal(set) var estimatedBase: Money
    /// Covered interest and the whole covered loss, once admitted.
    public internal(set) var interest: Money
    public internal(set) var base: Money
    public internal(set) var shares: [Share]
    /// What the claim takes of each cap.
    public internal(set) var uses: [CapUse]
    public internal(set) var admittedBy: String?
    public internal(set) var admittedAt: Moment?
    /// The last day to answer, working days of the terms in force when the claim was filed.
    public internal(set) var answerBy: Day?
    /// Working days bearers had used, and have left, when the clock was stopped; none left while it runs.
    public internal(set) var daysUsed: Int
    public internal(set) var daysLeft: Int?
    /// Why the claim was sent back or refused last.
    public internal(set) var objection: Objection?
    /// When the bearers' silence was laid before the supervisor.
    public internal(set) var escalatedOn: Day?
    public internal(set) var proposedBy: String?
    public internal(set) var proposedAt: Moment?
    public internal(set) var approvedBy: String?
    public internal(set) var approvedAt: Moment?
    public internal(set) var approvedOn: Day?
    public internal(set) var paidOn: Day?
    /// Who pays the bank for all; nil where everybody pays for itself.
    public internal(set) var advancedBy: String?
    /// When a guarantor had paid the bank.
    public internal(set) var advancedOn: Day?

    /// What the bank filed, once; a claim that is filed anew has new ones.
    public struct Facts: Sendable, Equatable {
        public let loan: Int64
        public let programme, bank, branch, borrower: String
        public let principal: Money
        public let collateralProceeds: Money
        public let interestPaidTo: Day
        public let calculatedOn: Day
        /// The bank's own interest and penalty that the programme does not cover; recoveries pay them after the principal.
        public let uncoveredInterest, uncoveredPenalty: Money
        /// Amounts that layers of the terms name, such as a deposit.
        public let named: [Loss.Named]
        public let documents: [Document]
        /// Version of the terms that sets deadlines and documents.
        public let procedureVersion: Int
        public let filedBy: String
        public let filedAt: Moment
        /// The working day the claim counts as received on.
        public let receivedOn: Day
        /// The claim on the same loan that this one follows: withdrawn, rejected or cured.
        public let follows: Int64?
        public let circumstances: Circumstances

        public init(
            loan: Int64,
            programme: String,
            bank: String,
            branch: String,
            borrower: String,
            principal: Money,
            collateralProceeds: Money,
            interestPaidTo: Day,
            calculatedOn: Day,
            uncoveredInterest: Money,
            uncoveredPenalty: Money,
            named: [Loss.Named],
            documents: [Document],
            procedureVersion: Int,
            filedBy: String,
            filedAt: Moment,
            receivedOn: Day,
            follows: Int64? = nil,
            circumstances: Circumstances = Circumstances()
        ) {
            self.loan = loan
            self.programme = programme
            self.bank = bank
            self.branch = branch
            self.borrower = borrower
            self.principal = principal
            self.collateralProceeds = collateralProceeds
            self.interestPaidTo = interestPaidTo
            self.calculatedOn = calculatedOn
            self.uncoveredInterest = uncoveredInterest
            self.uncoveredPenalty = uncoveredPenalty
            self.named = named
            self.documents = documents
            self.procedureVersion = procedureVersion
            self.filedBy = filedBy
            self.filedAt = filedAt
            self.receivedOn = receivedOn
            self.follows = follows
            self.circumstances = circumstances
        }
    }

    /// A paper the bank holds ready, named as the programme's checklist names it.
    public struct Document: Sendable, Equatable {
        public let name: String
        /// SHA-256 of the file, 64 hexadecimal digits.
        public let sha256: String?

        public init(name: String, sha256: String?) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// Fen taken of one cap's headroom in one window, on account 9007.
    public struct CapUse: Sendable, Equatable {
        public let cap: String
        public let window: String
        public var amount: Money

        /// Stands in a year's place for what a yearly limit has put off and no year has paid yet.
        public static let putOff = "deferred"

        public init(cap: String, window: String, amount: Money) {
            self.cap = cap
            self.window = window
            self.amount = amount
        }
    }

    public init(number: Int64, filed: Facts, estimate: Money, estimatedBase: Money) {
        self.number = number
        self.filed = filed
        self.state = .filed
        self.revision = 1
        self.estimate = estimate
        self.estimatedBase = estimatedBase
        self.interest = .zero
        self.base = .zero
        self.shares = []
        self.uses = []
        self.daysUsed = 0
    }

    /// As kept by the store.
    public init(kept: Kept, filed: Facts, shares: [Share], uses: [CapUse]) {
        self.number = kept.number
        self.filed = filed
        self.state = kept.state
        self.revision = kept.revision
        self.estimate = kept.estimate
        self.estimatedBase = kept.estimatedBase
        self.interest = kept.interest
        self.base = kept.base
        self.shares = shares
        self.uses = uses
        self.admittedBy = kept.admittedBy
        self.admittedAt = kept.admittedAt
        self.answerBy = kept.answerBy
        self.daysUsed = kept.daysUsed
        self.daysLeft = kept.daysLeft
        self.objection = kept.objection
        self.escalatedOn = kept.escalatedOn
        self.proposedBy = kept.proposedBy
        self.proposedAt = kept.proposedAt
        self.approvedBy = kept.approvedBy
        self.approvedAt = kept.approvedAt
        self.approvedOn = kept.approvedOn
        self.paidOn = kept.paidOn
        self.advancedBy = kept.advancedBy
        self.advancedOn = kept.advancedOn
    }

    /// The columns that change, for the store.
    public struct Kept: Sendable {
        public var number: Int64
        public var state: State
        public var revision: Int
        public var estimate, estimatedBase, interest, base: Money
        public var admittedBy: String?
        public var admittedAt: Moment?
        public var answerBy: Day?
        public var daysUsed = 0
        public var daysLeft: Int?
        public var objection: Objection?
        public var escalatedOn: Day?
        public var proposedBy: String?
        public var proposedAt: Moment?
        public var approvedBy: String?
        public var approvedAt: Moment?
        public var approvedOn: Day?
        public var paidOn: Day?
        public var advancedBy: String?
        public var advancedOn: Day?

        public init(
            number: Int64,
            state: State,
            revision: Int,
            estimate: Money,
            estimatedBase: Money,
            interest: Money,
            base: Money
        ) {
            self.number = number
            self.state = state
            self.revision = revision
            self.estimate = estimate
            self.estimatedBase = estimatedBase
            self.interest = interest
            self.base = base
        }
    }

    /// The share of a party; nil where it bears nothing of this claim.
    public func share(of party: String) -> Share? { shares.first { $0.party == party } }

    /// What the fund owes the bank for this claim now: its share as it stands after answers.
    public var fundShare: Share? { share(of: Share.fund) }
}
