import Accounting

/// One bearer's fen of a claim, and its answer.
///
///     pending ── confirm ──▶ confirmed
///        ├── silence ──▶ deemed
///        └── dispute ──▶ disputed ── resolve ──▶ resolved
///
/// A share that a guarantor pays first and claims up the chain begins as `up-chain`: the bank's claim does not wait for it. It
/// becomes `pending` with the guarantor's own claim, or `lapsed` where that comes too late.
public struct Share: Sendable, Equatable {
    /// The words that stand for the loan's bank and for the book's fund among the bearers.
    public static let bank = "bank"
    public static let fund = "fund"

    public enum State: String, Sendable, CaseIterable {
        case pending, confirmed, disputed, deemed, resolved
        /// Waits for the claim of the guarantor that pays for it.
        case upChain = "up-chain"
        /// Not to be claimed any more: who had paid for it bears it.
        case lapsed

        /// Whether the bank's claim waits for nothing more from the bearer.
        public var isFinal: Bool { self != .pending && self != .disputed }
    }

    /// Why a bearer disputes (RULES §6).
    public enum Dispute: String, Sendable, CaseIterable {
        case base = "D01"
        case share = "D02"
        case cap = "D03"
        case eligibility = "D04"
        case diligence = "D05"
        case otherCover = "D06"
    }

    public enum Answer: Sendable {
        case confirm
        case dispute(Dispute, accepted: Money, note: String)
    }

    public let party: String
    public internal(set) var amount: Money
    /// Owed, but put off by a yearly limit.
    public internal(set) var deferred: Money
    public internal(set) var state: State
    public internal(set) var accepted: Money?
    public private(set) var dispute: Dispute?
    public private(set) var note: String?
    public private(set) var answeredBy: String?
    public private(set) var answeredAt: Moment?
    /// Fen of it that have reached the bank.
    public internal(set) var settled: Money
    /// Fen of it that came back from the borrower.
    public internal(set) var recovered: Money
    /// Its place in the chain of guarantors, where it has one.
    public internal(set) var chain: Chain?

    /// - Parameter tier: its place in the chain where a guarantor pays for it first; nil where it answers the bank's claim.
    public init(party: String, amount: Money, deferred: Money, tier: Int? = nil) {
        self.party = party
        self.amount = amount
        self.deferred = deferred
        self.settled = .zero
        self.recovered = .zero
        let isAsked = party != Share.bank && party != Share.fund && amount + deferred > .zero
        self.state = !isAsked ? .confirmed : tier == nil ? .pending : .upChain
        if isAsked, let tier { self.chain = Chain(tier: tier) }
    }

    /// As kept by the store.
    public init(
        party: String,
        amount: Money,
        deferred: Money,
        state: State,
        accepted: Money?,
        dispute: Dispute?,
        note: String?,
        answeredBy: String?,
        answeredAt: Moment?,
        settled: Money,
        recovered: Money,
        chain: Chain? = nil
    ) {
        self.party = party
        self.amount = amount
        self.deferred = deferred
        self.state = state
        self.accepted = accepted
        self.dispute = dispute
        self.note = note
        self.answeredBy = answeredBy
        self.answeredAt = answeredAt
        self.settled = settled
        self.recovered = recovered
        self.chain = chain
    }

    /// Whether the party is one that answers: not the bank, which claims, nor the fund, which admits.
    public var asksBearer: Bool { party != Share.bank && party != Share.fund }

    /// - Parameter asked: what the bearer answers for: its share, and where it was claimed up the chain also those above it.
    mutating func take(_ answer: Answer, of asked: Money? = nil, by person: String, at now: Moment) throws(Refusal) {
        guard state == .pending else { throw Refusal(.alreadyAnswered, ["state": state.rawValue]) }
        let asked = asked ?? amount
        switch answer {
        case .confirm:
            state = .confirmed
            accepted = asked
        case .dispute(let code, let accepted, let note):
            guard accepted < asked else { throw Refusal(.aboveShare, at: "/accepted", ["amount": "\(asked)"]) }
            state = .disputed
            dispute = code
            self.accepted = accepted
            self.note = note
        }
        answeredBy = person
        answeredAt = now
    }

    /// Nobody answered in time, and that is consent.
    mutating func deem(_ asked: Money? = nil, by person: String, at now: Moment) {
        precondition(state == .pending, "only silence is deemed consent")
        state = .deemed
        accepted = asked ?? amount
        answeredBy = person
        answeredAt = now
    }

    /// Settles a dispute at `amount`, or a silence that was laid before the supervisor; gives what is left over, which passes
    /// to the bank.
    mutating func resolve(
        to amount: Money, by person: String, at now: Moment, isEscalated: Bool = false
    ) throws(Refusal) -> Money {
        guard state == .disputed || (state == .pending && isEscalated) else { throw Refusal(.notDisputed) }
        let accepted = accepted ?? .zero
        guard amount >= accepted && amount <= self.amount else {
            throw Refusal(.aboveShare, at: "/amount", ["amount": "\(accepted) – \(self.amount)"])
        }
        let rest = self.amount - amount
        self.amount = amount
        state = .resolved
        return rest
    }
}
