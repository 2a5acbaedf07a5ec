import Accounting
import Clearing
import JSON

/// One thing a breaker has done, with the figures it went by.
public struct BreakerMoveView: JSONRepresentable, Sendable {
    private let move: BreakerMove

    public init(_ move: BreakerMove) { self.move = move }

    public var json: JSON {
        [
            "number": .integer(Int64(move.number)), "state": .string(move.state.rawValue), "rate": move.rate.json,
            "threshold": .text(move.threshold.map { "\($0)" }), "claim": .number(move.claim),
            "person": .string(move.person), "at": .moment(move.at),
        ]
    }
}

/// A bank's breaker under a programme as it stands today.
public struct BreakerView: JSONRepresentable, Sendable {
    private let portfolio: Portfolio
    private let rate: LossRate
    private let breaker: Terms.Breaker?
    private let moves: [BreakerMove]

    /// - Parameters:
    ///   - breaker: of the terms in force; nil where none are.
    ///   - moves: oldest first.
    public init(_ portfolio: Portfolio, _ rate: LossRate, _ breaker: Terms.Breaker?, moves: [BreakerMove]) {
        self.portfolio = portfolio
        self.rate = rate
        self.breaker = breaker
        self.moves = moves
    }

    public var json: JSON {
        [
            "programme": .string(portfolio.programme), "bank": .string(portfolio.bank), "rate": rate.json,
            "warn": .text(breaker.map { "\($0.warn)" }), "suspend": .text(breaker.map { "\($0.suspend)" }),
            "least_filed": .number(breaker?.leastFiled.fen),
            "suspended": .bool(moves.last?.state == .suspended),
            "moves": .array(moves.map { BreakerMoveView($0).json }),
        ]
    }
}

extension LossRate {
    var json: JSON {
        ["filed": .fen(filed), "lost": .fen(lost), "ratio": .text(ratio.map { "\($0)" })]
    }
}
