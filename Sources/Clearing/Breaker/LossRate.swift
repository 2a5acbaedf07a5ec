import Accounting

/// All that one bank has filed under one programme: what a breaker watches.
public struct Portfolio: Sendable, Hashable {
    public let bank, programme: String

    public init(bank: String, programme: String) {
        self.bank = bank
        self.programme = programme
    }
}

/// How much of what was filed is lost (代偿率): the ratio a programme's breaker goes by (RULES §3).
///
/// Lost is the covered loss of approved claims, whoever bears it, less what has come back of it; filed is all principal that
/// was ever accepted, repaid or not, so that the ratio does not rise because good loans are repaid.
public struct LossRate: Sendable, Equatable {
    public var filed: Money
    public var lost: Money

    public init(filed: Money, lost: Money) {
        self.filed = filed
        self.lost = lost
    }

    public static let none = LossRate(filed: .zero, lost: .zero)

    static func + (left: LossRate, right: LossRate) -> LossRate {
        LossRate(filed: left.filed + right.filed, lost: left.lost + right.lost)
    }

    /// Whether the ratio is at or above another, exactly. Of nothing filed nothing is said.
    public func reaches(_ ratio: Ratio) -> Bool {
        filed > .zero && Int128(lost.fen) * 1_000_000_000 >= Int128(ratio.billionths) * Int128(filed.fen)
    }

    public func isAbove(_ other: LossRate) -> Bool {
        Int128(lost.fen) * Int128(other.filed.fen) > Int128(other.lost.fen) * Int128(filed.fen)
    }

    /// For people: cut off after nine places; nil where nothing is filed.
    public var ratio: Ratio? {
        guard filed > .zero else { return nil }
        return Ratio(billionths: Int64(clamping: Int128(lost.fen) * 1_000_000_000 / Int128(filed.fen)))
    }
}

extension Claim {
    /// What the claim adds to what is lost: nothing before it is approved, nor after the money was taken back; what has come
    /// back is not lost.
    public var lost: Money {
        guard approvedOn != nil, state != .clawedBack else { return .zero }
        return shares.map { $0.amount + $0.deferred - $0.recovered }.total
    }

    public var portfolio: Portfolio { Portfolio(bank: filed.bank, programme: filed.programme) }
}

extension Loan {
    /// What the loan adds to what is filed: nothing before it is accepted, nor once another filing has replaced it.
    public var accepted: Money {
        switch state {
        case .active, .released, .compensated: filed.principal
        case .pending, .declined, .replaced: .zero
        }
    }

    public var portfolio: Portfolio { Portfolio(bank: filed.bank, programme: filed.programme) }
}
