/// A value that can be bound to a statement.
public protocol Bindable: Sendable {
    static var wireType: WireType { get }
    var isNull: Bool { get }
    /// Writes the value in PostgreSQL's binary format. Not asked of nulls.
    func write(to buffer: inout WireBuffer)
}

extension Bindable {
    public var isNull: Bool { false }
}

/// What can be in an array. The array is written by its element's type, so that each type can do it in one sweep.
public protocol ArrayElement: Sendable {
    static var wireArrayType: WireType { get }
    static func write(_ array: [Self], to buffer: inout WireBuffer)
}

/// A single value: it can be bound alone, in an array, and in an array with gaps.
public protocol Scalar: Bindable, ArrayElement {
    static func write(_ array: [Self?], to buffer: inout WireBuffer)
}

extension Scalar {
    public static func write(_ array: [Self?], to buffer: inout WireBuffer) {
        buffer.appendArray(of: wireType, array) { $0.write(to: &$1) }
    }
}

/// A value of another target, bound as what stands for it:
/// `extension Money: BoundAs { public var bound: Int64 { fen } }`.
public protocol BoundAs: Scalar {
    associatedtype Bound: Scalar
    var bound: Bound { get }
}

extension BoundAs {
    public static var wireType: WireType { Bound.wireType }
    public static var wireArrayType: WireType { Bound.wireArrayType }
    public var isNull: Bool { bound.isNull }
    public func write(to buffer: inout WireBuffer) { bound.write(to: &buffer) }
    public static func write(_ array: [Self], to buffer: inout WireBuffer) {
        Bound.write(array.map(\.bound), to: &buffer)
    }
    public static func write(_ array: [Self?], to buffer: inout WireBuffer) {
        Bound.write(array.map { $0?.bound }, to: &buffer)
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    public static var wireType: WireType { Wrapped.wireType }
    public var isNull: Bool { self?.isNull ?? true }
    public func write(to buffer: inout WireBuffer) { self?.write(to: &buffer) }
}

extension Optional: ArrayElement where Wrapped: Scalar {
    public static var wireArrayType: WireType { Wrapped.wireArrayType }
    public static func write(_ array: [Wrapped?], to buffer: inout WireBuffer) { Wrapped.write(array, to: &buffer) }
}

extension Array: Bindable where Element: ArrayElement {
    public static var wireType: WireType { Element.wireArrayType }
    public func write(to buffer: inout WireBuffer) { Element.write(self, to: &buffer) }
}
