import Accounting
import Clearing
import JSON

/// The breaker (熔断): what a bank loses of what it files under a programme decides whether it goes on filing (RULES §3).
extension Books {
    /// Refuses a new filing while the breaker has suspended them. Claims, balances and cover of what is filed go on.
    func mustBeOpen(_ portfolio: Portfolio, at pointer: String = "/programme") throws(Refusal) {
        if isSuspended(portfolio) { throw Refusal(.bankSuspended, at: pointer) }
    }

    func isSuspended(_ portfolio: Portfolio) -> Bool { reference.breakers[portfolio]?.state == .suspended }

    /// Looks at the rate an approved claim leaves behind, by the terms of the day: new filings are what it is about.
    mutating func watch(_ claim: Claim, at now: Moment) {
        guard let breaker = reference.procedure(of: claim.filed.programme, on: now.day)?.terms.breaker else { return }
        let before = lossRate(of: claim.portfolio)
        let after = LossRate(filed: before.filed, lost: before.lost + claim.lost)
        let last = reference.breakers[claim.portfolio]
        guard let state = breaker.sets(off: before, after, last: last) else { return }
        move(
            claim.portfolio, to: state, at: after, threshold: state == .warned ? breaker.warn : breaker.suspend,
            claim: claim.number, when: now)
    }

    /// Writes down what a breaker does, and tells the bank, the bureau and whoever supervises.
    mutating func move(
        _ portfolio: Portfolio, to state: BreakerMove.State, at rate: LossRate, threshold: Ratio? = nil,
        claim: Int64? = nil, when now: Moment
    ) {
        let move = BreakerMove(
            portfolio: portfolio, number: (reference.breakers[portfolio]?.number ?? 0) + 1, state: state, rate: rate,
            threshold: threshold, claim: claim, person: person, at: now)
        save(move)
        tell(
            "breaker.\(state.rawValue)", about: portfolio.subject, to: watchers(of: portfolio),
            BreakerMoveView(move).json)
    }

    func watchers(of portfolio: Portfolio) -> [String] {
        let desks = reference.parties.values.filter { $0.kind == .bureau || $0.kind == .supervisor }.map(\.id)
        return desks + [portfolio.bank]
    }
}

extension Portfolio {
    var subject: String { "breaker/\(programme)/\(bank)" }
}
