import Accounting

/// A cap as it stands on the day of a claim: its limit, and what was used of it before (RULES §4).
public struct AppliedCap: Sendable, Equatable {
    public let id: String
    /// The parties that bear no more than the headroom together.
    public let on: [String]
    public let limit: Limit
    public let used: Money
    public let excess: Excess

    public enum Limit: Sendable, Equatable {
        case amount(Money)
        case rate(RateLimit)

        public var amount: Money {
            switch self {
            case .amount(let amount): amount
            case .rate(let rate): rate.amount
            }
        }
    }

    public init(id: String, on: [String], limit: Limit, used: Money, excess: Excess) {
        self.id = id
        self.on = on
        self.limit = limit
        self.used = used
        self.excess = excess
    }

    /// max(0, limit − used).
    public var headroom: Money { max(.zero, limit.amount - used) }
}

/// Where the part of a loss goes that a cap keeps from its parties.
public enum Excess: Sendable, Equatable {
    /// One party bears it.
    case to(String)
    /// These bear it by largest remainder.
    case proRata([Bearer])
    /// It stays owed and is paid later.
    case deferred

    /// The parties that may come to bear more.
    public var parties: [String] {
        switch self {
        case .to(let party): [party]
        case .proRata(let bearers): bearers.map(\.party)
        case .deferred: []
        }
    }
}

/// The compensation-rate limit: floor(rate × factor × Σ principal × days / 365), exact inside (RULES §4).
public struct RateLimit: Sendable, Equatable {
    public let rate: Ratio
    public let factor: Ratio
    /// Σ principal × days of what was released, in fen-days.
    public let principalDays: UInt128

    public init(rate: Ratio, factor: Ratio, principalDays: UInt128) {
        precondition(rate >= .zero && factor >= .zero, "a rate and a factor are at least zero")
        self.rate = rate
        self.factor = factor
        self.principalDays = principalDays
    }

    /// A limit above every possible loss is given as the greatest amount: it binds nobody either way.
    public var amount: Money {
        let scale = UInt128(rate.billionths.magnitude) * UInt128(factor.billionths.magnitude)
        let divisor: UInt128 = 365 * 1_000_000_000 * 1_000_000_000
        let product = scale.multipliedFullWidth(by: principalDays)
        guard product.high < divisor else { return Money(fen: .max) }
        let (quotient, _) = divisor.dividingFullWidth(product)
        return Money(fen: Int64(clamping: quotient))
    }
}
