/// A `date`: whole days since 1970-01-01.
public struct SQLDate: Hashable, Sendable {
    public let daysSince1970: Int32

    public init(daysSince1970: Int32) { self.daysSince1970 = daysSince1970 }

    /// PostgreSQL counts from 2000-01-01.
    static let epoch: Int32 = 10_957
}

extension SQLDate: Scalar {
    public static var wireType: WireType { .date }
    public static var wireArrayType: WireType { .dateArray }
    public func write(to buffer: inout WireBuffer) { buffer.append(counted(daysSince1970, from: Self.epoch)) }
    public static func write(_ array: [SQLDate], to buffer: inout WireBuffer) {
        buffer.appendArray(of: .date, array) { counted($0.daysSince1970, from: epoch) }
    }
}

/// A `timestamptz`: microseconds since 1970-01-01 00:00 UTC.
public struct SQLTimestamp: Hashable, Sendable {
    public let microsecondsSince1970: Int64

    public init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    /// PostgreSQL counts from 2000-01-01.
    static let epoch: Int64 = 946_684_800_000_000
}

extension SQLTimestamp: Scalar {
    public static var wireType: WireType { .timestamptz }
    public static var wireArrayType: WireType { .timestamptzArray }
    public func write(to buffer: inout WireBuffer) { buffer.append(counted(microsecondsSince1970, from: Self.epoch)) }
    public static func write(_ array: [SQLTimestamp], to buffer: inout WireBuffer) {
        buffer.appendArray(of: .timestamptz, array) { counted($0.microsecondsSince1970, from: epoch) }
    }
}

/// `moment` counted from PostgreSQL's epoch. Where that cannot be said, the earliest number that is no infinity, which
/// PostgreSQL refuses as out of range.
@inline(__always)
private func counted<Number: FixedWidthInteger>(_ moment: Number, from epoch: Number) -> Number {
    let (number, isOutOfRange) = moment.subtractingReportingOverflow(epoch)
    return isOutOfRange ? .min + 1 : number
}
