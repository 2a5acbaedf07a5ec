/// An instant, in whole microseconds since 1970-01-01T00:00:00Z, which is what PostgreSQL keeps.
public struct Moment: Hashable, Comparable, Sendable {
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public static func < (left: Moment, right: Moment) -> Bool { left.microseconds < right.microseconds }

    private static let shanghaiOffset: Int64 = 8 * 3600 * 1_000_000  // no daylight saving since 1991
    private static let dayLength: Int64 = 86_400 * 1_000_000

    /// The calendar day in Shanghai.
    public var day: Day {
        Day(number: Int32(Moment.floored(microseconds + Moment.shanghaiOffset, Moment.dayLength).quotient))
    }

    /// Minutes since midnight in Shanghai, 0…1439.
    public var minuteOfDay: Int {
        Int(Moment.floored(microseconds + Moment.shanghaiOffset, Moment.dayLength).remainder / 60_000_000)
    }

    private static func floored(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension Moment: CustomStringConvertible {
    /// RFC 3339 in Shanghai time with microseconds: `2026-01-31T09:30:00.000000+08:00`.
    public var description: String {
        let inDay = Moment.floored(microseconds + Moment.shanghaiOffset, Moment.dayLength).remainder
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let seconds = inDay / 1_000_000
        return "\(day)T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))."
            + "\(padded(inDay % 1_000_000, 6))+08:00"
    }
}
