import Accounting

/// The three kinds of money that are never netted against each other, and the clearing account others pay through.
public enum Category: String, Sendable, CaseIterable {
    case risk, subsidy, rebate, clearing
}

/// One gross amount that a counterparty is owed or owes, from the day it falls due until its order is paid, or until it is
/// set off without one.
public struct Leg: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The fund's share, to the bank.
        case compensation
        /// What a yearly limit had put off of the fund's share, to the bank.
        case deferred
        /// A bearer's share, from the bearer.
        case share
        /// A bearer's share, on to the bank.
        case forward
        /// What a guarantor further down the chain has paid for a bearer, from the bearer.
        case chain
        /// The same, on to the guarantor.
        case chainForward = "chain-forward"
        /// The fund's part of a recovery, from whoever holds the money.
        case recovery
        /// Another bearer's part of a recovery, from the holder.
        case recoveryShare = "recovery-share"
        /// Another bearer's part of a recovery, on to the bearer.
        case recoveryForward = "recovery-forward"
        /// Another bearer's share, to the bank, paid first by the fund.
        case advance
        /// What the fund paid first, from the bearer.
        case advanceReturn = "advance-return"
        /// An insurer's share, to the payee, paid first by the fund because the insurer is late or refuses.
        case insurerAdvance = "insurer-advance"
        /// What the fund paid in its place, from the insurer.
        case insurerReturn = "insurer-return"
        /// What the fund takes back of an ineligible claim, from whom it was paid to.
        case clawback
        /// Interest on it.
        case clawbackInterest = "clawback-interest"
        /// What another bearer takes back with its interest, from whom it was paid to.
        case clawbackShare = "clawback-share"
        /// What another bearer takes back, on to the bearer.
        case clawbackForward = "clawback-forward"
        /// What the fund has back of a year's provisional cover, from the bank.
        case trueUp = "true-up"
        /// What another bearer has back of it, from the bank.
        case trueUpShare = "true-up-share"
        /// What another bearer has back of it, on to the bearer.
        case trueUpForward = "true-up-forward"
        /// An interest subsidy, to the bank that passes it on.
        case subsidy
        /// What a subsidy run has approved too much earlier, from the bank.
        case subsidyReturn = "subsidy-return"
        /// Given on guarantee fees, to whom the run names: a guarantor, a reguarantor, the bank.
        case rebate
        /// What was approved of it too much earlier, from the same.
        case rebateReturn = "rebate-return"

        public var category: Category {
            switch self {
            case .compensation, .deferred, .recovery, .clawback, .clawbackInterest, .advance, .advanceReturn,
                .insurerAdvance, .insurerReturn, .trueUp:
                .risk
            case .share, .forward, .recoveryShare, .recoveryForward, .clawbackShare, .clawbackForward, .trueUpShare,
                .trueUpForward, .chain, .chainForward:
                .clearing
            case .subsidy, .subsidyReturn: .subsidy
            case .rebate, .rebateReturn: .rebate
            }
        }

        /// Whether the money goes out to the counterparty.
        public var isPayable: Bool {
            switch self {
            case .compensation, .deferred, .forward, .recoveryForward, .clawbackForward, .advance, .insurerAdvance,
                .trueUpForward, .subsidy, .rebate, .chainForward:
                true
            case .share, .recovery, .recoveryShare, .clawback, .clawbackInterest, .clawbackShare, .advanceReturn,
                .insurerReturn, .trueUp, .trueUpShare, .subsidyReturn, .rebateReturn, .chain:
                false
            }
        }

        /// The rule in `Ledger/postings.yaml` that books it when its order is paid.
        public var event: String {
            switch self {
            case .compensation, .deferred: "compensation-paid"
            case .share, .chain: "share-collected"
            case .forward, .chainForward: "share-forwarded"
            case .recovery: "recovery-received"
            case .recoveryShare: "recovery-collected"
            case .recoveryForward: "recovery-forwarded"
            case .advance: "advance-paid"
            case .advanceReturn: "advance-returned"
            case .insurerAdvance: "insurer-receivable"
            case .insurerReturn: "insurer-received"
            case .clawback, .clawbackInterest, .trueUp: "clawback-received"
            case .clawbackShare, .trueUpShare: "clawback-collected"
            case .clawbackForward, .trueUpForward: "clawback-forwarded"
            case .subsidy: "subsidy-paid"
            case .rebate: "rebate-paid"
            case .subsidyReturn, .rebateReturn: "clawback-subsidy-received"
            }
        }
    }

    public let number: Int64
    public let kind: Kind
    public let counterparty: String
    /// 0 for a leg of a subsidy run, which is of no claim.
    public let claim: Int64
    public let subsidy: Subsidy?
    public let recovery: Int64?
    /// Whose share or part the money is.
    public let bearer: String
    public var amount: Money
    public let dueOn: Day
    /// When the claim was accepted, or the recovery reported: first come, first paid.
    public let acceptedAt: Moment
    public var run: Int64?
    public var order: Int64?
    public var settledOn: Day?
    /// The day it ceased to be owed without being paid.
    public var cancelledOn: Day?
    /// Whether a run had too little for it and its programme shares shortages: it comes first the next time.
    public var isCarried: Bool
    /// Whether it was cancelled together with the approval it came from: it counts as if it had never been owed.
    public private(set) var isVoid: Bool

    /// The subsidy run a leg comes from.
    public struct Subsidy: Sendable, Hashable {
        public let run: Int64
        public let programme: String

        public init(run: Int64, programme: String) {
            self.run = run
            self.programme = programme
        }
    }

    public init(
        number: Int64,
        kind: Kind,
        counterparty: String,
        claim: Int64,
        subsidy: Subsidy? = nil,
        recovery: Int64? = nil,
        bearer: String,
        amount: Money,
        dueOn: Day,
        acceptedAt: Moment,
        run: Int64? = nil,
        order: Int64? = nil,
        settledOn: Day? = nil,
        cancelledOn: Day? = nil,
        isCarried: Bool = false,
        isVoid: Bool = false
    ) {
        precondition((claim == 0) == (subsidy != nil), "a leg is of a claim or of a subsidy run")
        self.number = number
        self.kind = kind
        self.subsidy = subsidy
        self.counterparty = counterparty
        self.claim = claim
        self.recovery = recovery
        self.bearer = bearer
        self.amount = amount
        self.dueOn = dueOn
        self.acceptedAt = acceptedAt
        self.run = run
        self.order = order
        self.settledOn = settledOn
        self.cancelledOn = cancelledOn
        self.isCarried = isCarried
        self.isVoid = isVoid
    }

    /// The approval it came from has fallen away.
    public mutating func void(on day: Day) {
        precondition(waits, "what a run has taken up does not fall away")
        cancelledOn = day
        isVoid = true
    }

    public var category: Category { kind.category }

    /// Whether it is owed and no run has taken it up.
    public var waits: Bool { run == nil && settledOn == nil && cancelledOn == nil }
}

extension Category {
    /// The rule that books what a run of the category has approved.
    public var approvedEvent: String { self == .rebate ? "rebate-approved" : "subsidy-verified" }
}
