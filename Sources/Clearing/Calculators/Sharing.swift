import Accounting

/// How a loss is shared: what of it is covered, and who bears which part (RULES §3, §4).
public struct Sharing: Sendable, Equatable {
    public let base: LossBase
    public let remainder: Remainder
    /// In order; each takes from what the earlier ones left, and the last takes all.
    public let layers: [Layer]

    public init(base: LossBase, remainder: Remainder, layers: [Layer]) {
        precondition(layers.last?.takesAll == true, "the last layer takes all that is left")
        self.base = base
        self.remainder = remainder
        self.layers = layers
    }

    /// Whether a party bears part of some layer.
    public func hasBearer(_ party: String) -> Bool {
        layers.contains { layer in layer.bearers.contains { $0.party == party } }
    }
}

/// Which interest is covered besides the principal; penalty and compound interest never are.
public struct LossBase: Sendable, Equatable {
    /// At most so many days of interest; 0 covers the principal only.
    public let interestDays: Int
    /// Days of the year for interest: 360, 365 or 366.
    public let dayCount: Int

    public init(interestDays: Int, dayCount: Int) {
        self.interestDays = interestDays
        self.dayCount = dayCount
    }
}

/// Who gets the odd fen of a split.
public enum Remainder: Sendable, Equatable {
    /// The largest fractions, ties by the order of the list.
    case largest
    /// This party, in layers where it is a bearer; in others the largest fractions.
    case to(String)
}

/// A bearer and its weight.
public struct Bearer: Sendable, Equatable {
    public let party: String
    /// At least zero; only the proportion to the other parts matters.
    public let parts: Ratio

    public init(party: String, parts: Ratio) {
        self.party = party
        self.parts = parts
    }
}

/// One layer of a loss and those who bear it together.
public struct Layer: Sendable, Equatable {
    /// Of what the earlier layers left: 0 to 100.
    public let percent: Ratio
    public let limit: Money?
    /// A named amount of the claim, such as a deposit, which the layer does not exceed.
    public let from: String?
    public let bearers: [Bearer]
    private let weights: [Int64]

    public static let hundred = Ratio(billionths: 100_000_000_000)

    public init(percent: Ratio, limit: Money? = nil, from: String? = nil, bearers: [Bearer]) {
        precondition((Ratio.zero...Layer.hundred).contains(percent), "a layer takes 0 to 100 percent")
        precondition(
            bearers.allSatisfy { $0.parts >= .zero } && bearers.contains { $0.parts > .zero },
            "weights are at least zero, and not all are zero"
        )
        self.percent = percent
        self.limit = limit
        self.from = from
        self.bearers = bearers
        self.weights = bearers.map(\.parts.billionths)
    }

    public var takesAll: Bool { percent == Layer.hundred && limit == nil && from == nil }

    /// `left × percent`, floored to the fen.
    func percentage(of left: Money) -> Money {
        Money(fen: Int64(Int128(left.fen) * Int128(percent.billionths) / Int128(Layer.hundred.billionths)))
    }

    /// What each bearer takes of `amount`, in the order of the bearers.
    func split(_ amount: Money, remainder: Remainder) -> [Money] {
        if case .to(let party) = remainder, let place = bearers.firstIndex(where: { $0.party == party }) {
            return amount.floored(over: weights, remainderTo: place)
        }
        return amount.largest(over: weights)
    }
}
