import Accounting

extension Claim {
    public mutating func take(_ step: Step) throws(Refusal) {
        guard let next = Self.state(after: step, in: state) else {
            throw Refusal(.wrongState, ["state": state.rawValue])
        }
        if step.needsPeace && shares.contains(where: { $0.state == .disputed }) { throw Refusal(.disputeOpen) }
        if step.needsPeace && isChainOpen { throw Refusal(.chainOpen) }
        state = next
    }

    /// The picture above, as code. A step not listed for a state is refused.
    static func state(after step: Step, in state: State) -> State? {
        switch (state, step) {
        case (.filed, .sendBack), (.confirming, .sendBack): .returned
        case (.returned, .refile): .filed
        case (.filed, .admit): .confirming
        case (.filed, .recompute): .filed
        case (.returned, .recompute): .returned
        case (.confirming, .recompute), (.confirmed, .recompute): .confirming
        case (.confirming, .complete): .confirmed
        case (.confirmed, .approve), (.confirming, .approve): .approved
        case (.approved, .pay): .paid
        case (.approved, .reopen): .confirmed
        case (.paid, .recover), (.recovering, .recover): .recovering
        case (.recovering, .close), (.writtenOff, .close): .closed
        case (.writtenOff, .recover): .writtenOff
        case (.paid, .writeOff), (.recovering, .writeOff): .writtenOff
        case (.filed, .withdraw), (.returned, .withdraw), (.confirming, .withdraw), (.confirmed, .withdraw): .withdrawn
        case (.filed, .reject), (.returned, .reject), (.confirming, .reject): .rejected
        case (.paid, .cure), (.recovering, .cure): .cured
        case (.paid, .clawBack), (.recovering, .clawBack), (.closed, .clawBack): .clawedBack
        default: nil
        }
    }

    /// Freezes the shares in fen and asks every bearer. The bank and the fund do not answer: the bank filed the claim and
    /// the bureau admits it.
    public mutating func admit(
        interest: Money,
        base: Money,
        shares: [Share],
        uses: [CapUse],
        by person: String,
        at now: Moment,
        answerBy: Day
    ) throws(Refusal) {
        try take(.admit)
        try ask(interest: interest, base: base, shares: shares, uses: uses, by: person, at: now, answerBy: answerBy)
    }

    /// Freezes the shares of a claim that was admitted, for the first time or on a fallen principal.
    public mutating func ask(
        interest: Money,
        base: Money,
        shares: [Share],
        uses: [CapUse],
        by person: String,
        at now: Moment,
        answerBy: Day
    ) throws(Refusal) {
        precondition(state == .confirming, "bearers are asked once a claim is admitted")
        precondition(shares.map { $0.amount + $0.deferred }.total == base, "the shares of a claim add up to its base")
        self.interest = interest
        self.base = base
        self.shares = shares
        self.uses = uses
        self.admittedBy = person
        self.admittedAt = now
        self.answerBy = answerBy
        self.daysLeft = nil
        try completeIfAnswered()
    }

    /// A bearer answers for its own amount, in full or in part.
    public mutating func answer(
        party: String,
        revision: Int,
        by person: String,
        at now: Moment,
        _ answer: Share.Answer
    ) throws(Refusal) -> Share {
        guard let place = shares.firstIndex(where: { $0.party == party && $0.asksBearer }) else {
            throw Refusal(.unknownClaim)
        }
        guard shares[place].state != .upChain else {
            throw Refusal(.wrongState, ["state": shares[place].state.rawValue])
        }
        guard state == .confirming || shares[place].chain?.asked != nil else {
            if shares[place].state != .pending {
                throw Refusal(.alreadyAnswered, ["state": shares[place].state.rawValue])
            }
            throw Refusal(.wrongState, ["state": state.rawValue])
        }
        try mustStand(at: revision)
        let asked = shares[place].chain?.asked ?? shares[place].amount
        try shares[place].take(answer, of: asked, by: person, at: now)
        let answered = shares[place]
        try completeIfAnswered()
        return answered
    }

    /// Who answers, or files anew, has looked at the newest revision.
    public func mustStand(at revision: Int) throws(Refusal) {
        guard revision == self.revision else {
            throw Refusal(.oldRevision, at: "/revision", ["revision": "\(self.revision)"])
        }
    }

    /// Ends a dispute: the bearer pays `amount`, and what is left of its share passes to the bank.
    public mutating func resolve(party: String, to amount: Money, by person: String, at now: Moment) throws(Refusal)
        -> Share
    {
        guard state == .confirming || (isUnsettled && shares.contains { $0.state == .disputed }) else {
            throw Refusal(.wrongState, ["state": state.rawValue])
        }
        guard let place = shares.firstIndex(where: { $0.party == party }) else {
            throw Refusal(.unknownParty, ["party": party])
        }
        let rest = try shares[place].resolve(to: amount, by: person, at: now, isEscalated: escalatedOn != nil)
        let resolved = shares[place]
        guard let bank = shares.firstIndex(where: { $0.party == Share.bank }) else {
            preconditionFailure("every claim has a share of the bank, if only of nothing")
        }
        shares[bank].amount += rest
        try completeIfAnswered()
        return resolved
    }

    /// Approved, perhaps paid, and nothing has come back yet: what is still in dispute may be decided.
    private var isUnsettled: Bool { state == .approved || state == .paid }

    /// Once every share is answered the claim is confirmed. One that was approved in part has left that behind.
    mutating func completeIfAnswered() throws(Refusal) {
        guard state == .confirming else { return }
        if shares.allSatisfy(\.state.isFinal) { try take(.complete) }
    }

    /// Every bearer has answered: all shares are settled, or of those in dispute a part was accepted that need not wait for
    /// the rest (RULES §6).
    private var isReady: Bool {
        state == .confirmed || (state == .confirming && shares.allSatisfy { $0.state.isFinal || $0.state == .disputed })
    }

    public mutating func propose(by person: String, at now: Moment) throws(Refusal) {
        guard isReady else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        proposedBy = person
        proposedAt = now
    }

    public mutating func approve(by caller: Caller, on day: Day, at now: Moment) throws(Refusal) {
        guard isReady, let proposedBy else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        try caller.mustDiffer(from: proposedBy)
        try take(.approve)
        approvedBy = caller.person.id
        approvedAt = now
        approvedOn = day
    }

    /// Notes that a share, or part of it, has reached the bank. The claim is paid once the fund's own part is.
    public mutating func settle(_ amount: Money, of party: String, on day: Day) throws(Refusal) {
        guard let place = shares.firstIndex(where: { $0.party == party }) else {
            throw Refusal(.unknownParty, ["party": party])
        }
        shares[place].settled += amount
        precondition(shares[place].settled <= shares[place].amount, "nobody pays more than its share")
        try payIfSettled(on: day)
    }

    /// A claim of which the fund bears nothing is paid as soon as it is approved.
    public mutating func payIfSettled(on day: Day) throws(Refusal) {
        let isFundDone = fundShare.map { $0.settled == $0.amount } ?? true
        if state == .approved && isFundDone {
            try take(.pay)
            paidOn = day
        }
    }

    /// Moves fen of the fund's share that a yearly limit had put off to what is payable now.
    public mutating func resume(_ amount: Money) {
        let place = fundPlace
        shares[place].amount += amount
        shares[place].deferred -= amount
        precondition(shares[place].deferred >= .zero, "no more is resumed than was put off")
    }

    /// Puts off fen of the fund's share for which the year has no room.
    public mutating func putOff(_ amount: Money) {
        let place = fundPlace
        shares[place].amount -= amount
        shares[place].deferred += amount
        precondition(shares[place].amount >= shares[place].settled, "what is paid is not put off")
    }

    private var fundPlace: Int {
        guard let place = shares.firstIndex(where: { $0.party == Share.fund }) else {
            preconditionFailure("only the fund's share is put off")
        }
        return place
    }

    /// Gives every bearer its part of a recovery. The claim closes when all have back what they bore, unless more is
    /// still owed: costs, or the bank's own interest and penalty.
    public mutating func recover(_ parts: [(party: String, amount: Money)], owesMore: Bool) throws(Refusal) {
        try take(.recover)
        receive(parts)
        if !owesMore && shares.allSatisfy({ $0.recovered == $0.amount + $0.deferred }) { try take(.close) }
    }
}

extension Claim.Step {
    /// Whether every share must be settled first: it is not known yet who bore what of a claim in dispute.
    fileprivate var needsPeace: Bool {
        switch self {
        case .recover, .close, .cure, .writeOff, .clawBack: true
        default: false
        }
    }
}
