/// An amount of renminbi: a whole number of fen, a hundred to the yuan.
///
/// Sums trap on overflow, as integers do: ninety quadrillion yuan is a bug, not a customer. There is no division
/// and no `Double`; shares are worked out by `largest` and its neighbours, which lose nothing.
public struct Money: Hashable, Comparable, Sendable {
    public let fen: Int64

    public init(fen: Int64) { self.fen = fen }

    public static let zero = Money(fen: 0)
    public static prefix func - (amount: Money) -> Money { Money(fen: -amount.fen) }
    public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
    public static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
    public static func += (left: inout Money, right: Money) { left = left + right }
    public static func -= (left: inout Money, right: Money) { left = left - right }
    public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
}

extension Sequence where Element == Money {
    /// The sum of all amounts; zero for none.
    public var total: Money { reduce(.zero, +) }
}

extension Money: CustomStringConvertible {
    /// Yuan for people to read, `1,234.56`. Programs exchange `fen`.
    public var description: String {
        let (yuan, fen) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        var grouped = ""
        for (place, digit) in String(yuan).reversed().enumerated() {
            if place > 0 && place % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return "\(self < .zero ? "-" : "")\(String(grouped.reversed())).\(fen < 10 ? "0" : "")\(fen)"
    }
}
