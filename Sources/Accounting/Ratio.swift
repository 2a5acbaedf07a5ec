/// An exact decimal with at most nine places: a rate, a percentage, a number of parts (RULES §2).
///
/// Kept as whole billionths, so that comparing two ratios is comparing two integers.
public struct Ratio: Hashable, Comparable, Sendable {
    public let billionths: Int64

    public init(billionths: Int64) { self.billionths = billionths }

    public static let one = Ratio(billionths: 1_000_000_000)
    public static let zero = Ratio(billionths: 0)
    public static func < (left: Ratio, right: Ratio) -> Bool { left.billionths < right.billionths }

    /// Reads `"0.0435"` or `"20"`: digits, at most one point, at most nine decimals, an optional minus. Nothing else:
    /// no exponent, no plus, no blanks, no empty side of the point.
    public init?(_ text: some StringProtocol) {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits.removeFirst() }
        let sides = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(sides.count), sides.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Ratio.isDigit) }) else {
            return nil
        }
        let decimals = sides.count == 2 ? sides[1] : ""
        guard decimals.count <= 9, sides[0].count <= 9,
            let value = Int64(sides[0] + decimals + String(repeating: "0", count: 9 - decimals.count))
        else { return nil }
        self.billionths = isNegative ? -value : value
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}

extension Ratio {
    /// One amount as a part of another, rounded half up at the ninth decimal; nil where there is no whole, or where the ratio is
    /// beyond what can be kept.
    public init?(_ part: Money, of whole: Money) {
        guard whole > .zero, part >= .zero else { return nil }
        let scaled = (Int128(part.fen) * 2_000_000_000 + Int128(whole.fen)) / (2 * Int128(whole.fen))
        guard let billionths = Int64(exactly: scaled) else { return nil }
        self.billionths = billionths
    }
}

extension Ratio: CustomStringConvertible {
    /// The shortest decimal that reads back as the same ratio.
    public var description: String {
        let (whole, part) = billionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        let sign = billionths < 0 ? "-" : ""
        guard part > 0 else { return "\(sign)\(whole)" }
        var decimals = String(String(part + 1_000_000_000).dropFirst())
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(sign)\(whole).\(decimals)"
    }
}
