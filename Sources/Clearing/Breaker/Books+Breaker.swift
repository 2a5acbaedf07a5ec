import Accounting

extension Books {
    /// The rate as commands accepted so far have left it.
    public mutating func lossRate(of portfolio: Portfolio) -> LossRate {
        guard let opening = hand.lossRates[portfolio] else {
            missing.portfolios.insert(portfolio)
            return .none
        }
        return opening + (changes.rateMoves[portfolio] ?? .none)
    }

    public mutating func save(_ move: BreakerMove) {
        reference.breakers[move.portfolio] = move
        draft.breakerMoves.append(move)
    }

    /// Notes what the draft does to rates. What the database says of a rate is as of the turn's beginning, whenever it is
    /// asked, so what the turn adds is kept beside it.
    mutating func moveRates() {
        for (number, loan) in draft.loans {
            let moved = loan.accepted - (hand.loans[number]?.accepted ?? .zero)
            if moved != .zero { draft.rateMoves[loan.portfolio, default: .none].filed += moved }
        }
        for (number, claim) in draft.claims {
            let moved = claim.lost - (hand.claims[number]?.lost ?? .zero)
            if moved != .zero { draft.rateMoves[claim.portfolio, default: .none].lost += moved }
        }
    }
}
