/// A value that can be read from a column. `extension Money: Readable` is enough to read
/// `row.value("amount", as: Money.self)`.
public protocol Readable {
    init(wire: WireValue) throws(Unreadable)
}

/// A field as PostgreSQL sent it: bytes in the binary format of `type`. Valid only while it is being read.
public struct WireValue {
    public let bytes: UnsafeRawBufferPointer
    public let type: WireType

    func number<T: FixedWidthInteger>(_: T.Type) throws(Unreadable) -> T {
        guard bytes.count == MemoryLayout<T>.size else { throw Unreadable("has \(bytes.count) bytes") }
        return T(bigEndian: bytes.loadUnaligned(as: T.self))
    }
}

/// A column whose bytes are not what its type says: a bug, or a server that speaks another protocol.
public struct Unreadable: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }

    init(_ type: WireType, as expected: String) { self.init("has type \(type.oid) and cannot be read as \(expected)") }
}

extension Int64: Readable {
    public init(wire: WireValue) throws(Unreadable) {
        switch wire.type {
        case .int8: self = try wire.number(Int64.self)
        case .int4: self = Int64(try wire.number(Int32.self))
        case .int2: self = Int64(try wire.number(Int16.self))
        case .oid: self = Int64(try wire.number(UInt32.self))
        case .numeric: self = try wire.wholeNumeric()
        default: throw Unreadable(wire.type, as: "a whole number")
        }
    }
}

extension Readable where Self: FixedWidthInteger {
    public init(wire: WireValue) throws(Unreadable) {
        guard let narrow = Self(exactly: try Int64(wire: wire)) else { throw Unreadable("does not fit \(Self.self)") }
        self = narrow
    }
}

extension Int: Readable {}
extension Int32: Readable {}
extension Int16: Readable {}

extension Bool: Readable {
    public init(wire: WireValue) throws(Unreadable) {
        guard wire.type == .bool else { throw Unreadable(wire.type, as: "bool") }
        self = try wire.number(UInt8.self) != 0
    }
}

extension String: Readable {
    public init(wire: WireValue) throws(Unreadable) {
        switch wire.type {
        case .text, .varchar, .bpchar, .name, .char, .json, .xml, .unknown:
            self = String(decoding: wire.bytes, as: UTF8.self)
        case .jsonb:  // a version, then the text
            self = String(decoding: wire.bytes.dropFirst(), as: UTF8.self)
        case .uuid:
            self = wire.uuid()
        case let other where other.isUserDefined:  // an enumeration sends its label
            self = String(decoding: wire.bytes, as: UTF8.self)
        default: throw Unreadable(wire.type, as: "text")
        }
    }
}

extension Array: Readable where Element == UInt8 {
    public init(wire: WireValue) throws(Unreadable) {
        guard wire.type == .bytea else { throw Unreadable(wire.type, as: "bytea") }
        self = Array(wire.bytes)
    }
}

extension SQLDate: Readable {
    public init(wire: WireValue) throws(Unreadable) {
        guard wire.type == .date else { throw Unreadable(wire.type, as: "date") }
        let (days, isInfinite) = try wire.number(Int32.self).addingReportingOverflow(Self.epoch)
        guard !isInfinite, days > .min + Self.epoch else { throw Unreadable("is an infinite date") }
        self.init(daysSince1970: days)
    }
}

extension SQLTimestamp: Readable {
    public init(wire: WireValue) throws(Unreadable) {
        guard wire.type == .timestamptz || wire.type == .timestamp else { throw Unreadable(wire.type, as: "timestamp") }
        let (microseconds, isInfinite) = try wire.number(Int64.self).addingReportingOverflow(Self.epoch)
        guard !isInfinite, microseconds > .min + Self.epoch else { throw Unreadable("is an infinite timestamp") }
        self.init(microsecondsSince1970: microseconds)
    }
}
