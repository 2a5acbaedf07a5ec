extension Int64: Scalar {
    public static var wireType: WireType { .int8 }
    public static var wireArrayType: WireType { .int8Array }
    public func write(to buffer: inout WireBuffer) { buffer.append(self) }
    public static func write(_ array: [Int64], to buffer: inout WireBuffer) {
        buffer.appendArray(of: .int8, array) { $0 }
    }
}

/// A `bigint`, as `Int64` is.
extension Int: BoundAs {
    public var bound: Int64 { Int64(self) }
}

extension Int32: Scalar {
    public static var wireType: WireType { .int4 }
    public static var wireArrayType: WireType { .int4Array }
    public func write(to buffer: inout WireBuffer) { buffer.append(self) }
    public static func write(_ array: [Int32], to buffer: inout WireBuffer) {
        buffer.appendArray(of: .int4, array) { $0 }
    }
}

extension Int16: Scalar {
    public static var wireType: WireType { .int2 }
    public static var wireArrayType: WireType { .int2Array }
    public func write(to buffer: inout WireBuffer) { buffer.append(self) }
    public static func write(_ array: [Int16], to buffer: inout WireBuffer) {
        buffer.appendArray(of: .int2, array) { $0 }
    }
}

extension Bool: Scalar {
    public static var wireType: WireType { .bool }
    public static var wireArrayType: WireType { .boolArray }
    public func write(to buffer: inout WireBuffer) { buffer.append(UInt8(self ? 1 : 0)) }
    public static func write(_ array: [Bool], to buffer: inout WireBuffer) {
        buffer.appendArray(of: .bool, array) { UInt8($0 ? 1 : 0) }
    }
}

/// `text`. For another type say so in the statement: `\(json)::jsonb`.
extension String: Scalar {
    public static var wireType: WireType { .text }
    public static var wireArrayType: WireType { .textArray }
    public func write(to buffer: inout WireBuffer) { buffer.append(self) }
    public static func write(_ array: [String], to buffer: inout WireBuffer) {
        buffer.appendArrayHead(of: .text, count: array.count, hasNulls: false)
        for element in array { buffer.appendSized { $0.append(element) } }
    }
}

/// An array of bytes is not an array in PostgreSQL but one `bytea`.
extension UInt8: ArrayElement {
    public static var wireArrayType: WireType { .bytea }
    public static func write(_ array: [UInt8], to buffer: inout WireBuffer) {
        array.withUnsafeBytes { buffer.append($0) }
    }
}

extension Array: ArrayElement where Element == UInt8 {
    public static var wireArrayType: WireType { .byteaArray }
    public static func write(_ array: [[UInt8]], to buffer: inout WireBuffer) {
        buffer.appendArrayHead(of: .bytea, count: array.count, hasNulls: false)
        for element in array { buffer.appendSized { $0.append(element) } }
    }
}

extension Array: Scalar where Element == UInt8 {}

extension WireBuffer {
    fileprivate mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }
}
