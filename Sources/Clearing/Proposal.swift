import Accounting

/// What one person has proposed and another must adopt before anything happens (RULES §8, §10, §11): a
/// write-off, a clawback, the closing of a period and its reopening, the reversal of an entry, a transfer between earmarks, or filings
/// that go on after a breaker.
///
/// A proposal is never edited. A new one about the same matter takes the place of one that still waits.
public struct Proposal: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable { case proposed, adopted, replaced }
    public enum Kind: String, Sendable, CaseIterable {
        case writeOff = "write-off"
        case clawback
        case insurerAdvance = "insurer-advance"
        /// The bank account orders to a party are paid to.
        case payee
        /// Filings that a breaker has suspended go on.
        case resume
        /// A year's compensation-rate caps are worked out for good.
        case trueUp = "true-up"
        /// A reference rate as it was announced.
        case fixing
        /// What a guarantor's net assets were on a day.
        case netAssets = "net-assets"
        case close, reopen, reverse, transfer
    }

    /// What exactly is proposed.
    public enum Content: Sendable, Equatable {
        case writeOff(WriteOffReason)
        case clawback(Clawback)
        case insurerAdvance(InsurerDefault)
        case payee(PayeeAccount)
        /// The rate as it stood when it was proposed.
        case resume(LossRate)
        /// The year.
        case trueUp(Int)
        case netAssets(Money, asOf: Day)
        /// What the bank says its accounts held at the end of the period; the subject names its last day.
        case close([BankBalance])
        /// The last day that stays closed; nil opens everything.
        case reopen(until: Day?)
        /// The day the mirror image counts; nil is the day of the decision. The subject names the entry.
        case reverse(on: Day?)
        case transfer(from: Earmark, to: Earmark, amount: Money)
        /// The rate; the subject names series and day.
        case fixing(Ratio)
    }

    /// What a proposal is about: of each matter one proposal waits at a time.
    public struct Matter: Sendable, Hashable {
        public let kind: Kind
        /// `claim/17`, `party/bank-a`, `period/2026-06-30`, `entry/9`.
        public let subject: String

        public init(_ kind: Kind, _ subject: String) {
            self.kind = kind
            self.subject = subject
        }
    }

    public let matter: Matter
    /// From 1 within its matter.
    public let number: Int
    public let content: Content
    /// Why, in words.
    public let note: String
    public private(set) var state: State
    public let proposedBy: String
    public let proposedAt: Moment
    public private(set) var decidedBy: String?
    public private(set) var decidedAt: Moment?

    public init(
        matter: Matter,
        number: Int,
        content: Content,
        note: String,
        state: State = .proposed,
        proposedBy: String,
        proposedAt: Moment,
        decidedBy: String? = nil,
        decidedAt: Moment? = nil
    ) {
        self.matter = matter
        self.number = number
        self.content = content
        self.note = note
        self.state = state
        self.proposedBy = proposedBy
        self.proposedAt = proposedAt
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
    }

    /// - Throws: `four-eyes` where the proposer adopts; `nothing-proposed` where it no longer waits.
    public mutating func adopt(by caller: Caller, at now: Moment) throws(Refusal) {
        guard state == .proposed else { throw Refusal(.nothingProposed) }
        try caller.mustDiffer(from: proposedBy)
        state = .adopted
        decidedBy = caller.person.id
        decidedAt = now
    }

    public mutating func giveWay() { state = .replaced }
}

/// Why the right against a borrower is written off (核销): nothing more can be expected, though all of it stays owed.
public enum WriteOffReason: String, Sendable, CaseIterable {
    /// A court has ended enforcement for want of assets.
    case enforcementEnded = "enforcement-ended"
    case bankruptcy
    /// Struck off the register, or its licence revoked.
    case deregistered
    /// Overdue for longer than the bureau's rules ask.
    case longOverdue = "long-overdue"
}

/// Why the fund pays first for an insurer.
public enum InsurerDefault: String, Sendable, CaseIterable { case late, refused }
