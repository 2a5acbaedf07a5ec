/// Bytes on their way to PostgreSQL: big-endian, in its binary format.
///
/// One is kept by each connection and used again for every statement, so binding values allocates nothing once it has
/// grown.
public struct WireBuffer: ~Copyable {
    private(set) var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    public private(set) var count = 0

    init(capacity: Int = 4096) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 8)
    }

    deinit { base.deallocate() }

    mutating func removeAll() { count = 0 }

    /// Room for `byteCount` more bytes, already counted; the caller fills all of it.
    private mutating func extend(by byteCount: Int) -> UnsafeMutableRawPointer {
        if count + byteCount > capacity { grow(to: count + byteCount) }
        defer { count += byteCount }
        return base + count
    }

    private mutating func grow(to needed: Int) {
        capacity = max(needed, 2 * capacity)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
    }

    public mutating func append<T: FixedWidthInteger>(_ integer: T) {
        extend(by: T.bitWidth / 8).storeBytes(of: integer.bigEndian, as: T.self)
    }

    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        extend(by: bytes.count).copyMemory(from: start, byteCount: bytes.count)
    }

    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Writes a length and then what `write` writes, as every field of the binary format is written.
    mutating func appendSized(_ write: (inout WireBuffer) -> Void) {
        let start = count
        append(Int32(0))
        write(&self)
        (base + start).storeBytes(of: Int32(count - start - 4).bigEndian, as: Int32.self)
    }

    /// Writes an array's head: one dimension, numbered from 1. No elements, no dimension.
    mutating func appendArrayHead(of element: WireType, count: Int, hasNulls: Bool) {
        append(Int32(count == 0 ? 0 : 1))
        append(Int32(hasNulls ? 1 : 0))
        append(element.oid)
        guard count > 0 else { return }
        append(Int32(count))
        append(Int32(1))
    }

    /// Writes an array of numbers in one sweep: the hot path of set-wise statements.
    @inline(__always)
    mutating func appendArray<Element, Integer: FixedWidthInteger>(
        of type: WireType,
        _ array: [Element],
        _ integer: (Element) -> Integer
    ) {
        let width = Integer.bitWidth / 8
        appendArrayHead(of: type, count: array.count, hasNulls: false)
        var next = extend(by: array.count * (4 + width))
        for element in array {
            next.storeBytes(of: Int32(width).bigEndian, as: Int32.self)
            next.storeBytes(of: integer(element).bigEndian, toByteOffset: 4, as: Integer.self)
            next += 4 + width
        }
    }

    /// Writes an array some of whose elements may be null.
    @inline(__always)
    mutating func appendArray<Element>(
        of type: WireType,
        _ array: [Element?],
        _ write: (Element, inout WireBuffer) -> Void
    ) {
        appendArrayHead(of: type, count: array.count, hasNulls: array.contains { $0 == nil })
        for element in array {
            if let element { appendSized { write(element, &$0) } } else { append(Int32(-1)) }
        }
    }
}
