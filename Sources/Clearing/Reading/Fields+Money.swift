import Accounting
import JSON

/// The most one amount may be, in fen: ten trillion yuan. Sums of thousands of such amounts fit 64 bits.
public let greatestAmount: Int64 = 1_000_000_000_000_000

extension Fields {
    /// An amount in fen (RULES §2).
    public mutating func money(
        _ name: String,
        in range: ClosedRange<Int64> = 1...greatestAmount
    ) throws(JSON.Problem) -> Money {
        Money(fen: try integer(name, in: range))
    }

    public mutating func optionalMoney(
        _ name: String,
        in range: ClosedRange<Int64> = 1...greatestAmount
    ) throws(JSON.Problem) -> Money? {
        try optionalInteger(name, in: range).map(Money.init(fen:))
    }

    /// A decimal string of at most nine places, such as `"0.0435"` (RULES §2).
    public mutating func ratio(
        _ name: String,
        in range: ClosedRange<Ratio> = .zero ... .one
    ) throws(JSON.Problem) -> Ratio {
        try ratio(try string(name, length: 1...32), name, range)
    }

    public mutating func optionalRatio(
        _ name: String,
        in range: ClosedRange<Ratio> = .zero ... .one
    ) throws(JSON.Problem) -> Ratio? {
        guard let text = try optionalString(name, length: 1...32) else { return nil }
        return try ratio(text, name, range)
    }

    private func ratio(
        _ text: String,
        _ name: String,
        _ range: ClosedRange<Ratio>
    ) throws(JSON.Problem) -> Ratio {
        guard let ratio = Ratio(text) else {
            throw problem(.badFormat, name, "a decimal such as \"0.0435\" with at most nine places is needed")
        }
        guard range.contains(ratio) else {
            throw problem(.outOfRange, name, "a ratio from \(range.lowerBound) to \(range.upperBound) is needed")
        }
        return ratio
    }
}
