import Accounting

/// What it means that a bearer has not answered when its time is over, at 24:00 of the last day (RULES §6).
extension Claim {
    /// Whether somebody's time to answer is over and nothing has come of it yet.
    public func isSilent(on today: Day) -> Bool {
        guard state == .confirming, escalatedOn == nil, let answerBy else { return false }
        return answerBy < today && shares.contains { $0.state == .pending }
    }

    /// Silence is consent: every share nobody answered for counts as confirmed. Gives those shares.
    public mutating func deem(by person: String, at now: Moment) throws(Refusal) -> [Share] {
        guard state == .confirming else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        var deemed: [Share] = []
        for place in shares.indices where shares[place].state == .pending {
            shares[place].deem(by: person, at: now)
            deemed.append(shares[place])
        }
        try completeIfAnswered()
        return deemed
    }

    /// Silence is laid before the supervisor, once. Bearers may still answer; the bureau may now decide for those who do not.
    public mutating func escalate(on day: Day) throws(Refusal) {
        guard state == .confirming, escalatedOn == nil else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        escalatedOn = day
    }
}
