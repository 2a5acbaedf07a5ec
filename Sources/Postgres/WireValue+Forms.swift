extension WireValue {
    /// A `numeric` without decimals, as `sum(bigint)` gives. Its digits are of base 10,000, the first worth
    /// 10,000^weight.
    func wholeNumeric() throws(Unreadable) -> Int64 {
        guard bytes.count >= 8 else { throw Unreadable("has \(bytes.count) bytes") }
        let count = Int(word(0))
        let weight = Int(word(2))
        let sign = UInt16(bitPattern: word(4))
        guard sign == 0 || sign == 0x4000, bytes.count == 8 + 2 * count else { throw Unreadable("is not a number") }
        var value: Int64 = 0
        for place in 0...max(weight, count - 1, 0) {
            let digit = place < count ? Int64(word(8 + 2 * place)) : 0
            guard place <= weight else {
                guard digit == 0 else { throw Unreadable("has decimals") }
                continue
            }
            let (shifted, isTooLarge) = value.multipliedReportingOverflow(by: 10_000)
            // Counted downwards, since the least number has no positive twin.
            let (next, isTooLargeStill) = shifted.subtractingReportingOverflow(digit)
            guard !isTooLarge, !isTooLargeStill else { throw Unreadable("does not fit Int64") }
            value = next
        }
        guard sign == 0 else { return value }
        guard value != .min else { throw Unreadable("does not fit Int64") }
        return -value
    }

    private func word(_ offset: Int) -> Int16 {
        Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))
    }

    func uuid() -> String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append("-") }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }
}

/// An array of one dimension: head (dimensions, has nulls, element type, length, first index), then sized elements.
struct WireArray<Element: Readable>: Readable {
    let elements: [Element?]

    init(wire: WireValue) throws(Unreadable) {
        let bytes = wire.bytes
        var offset = 0
        func next() throws(Unreadable) -> Int32 {
            guard offset + 4 <= bytes.count else { throw Unreadable("is not an array") }
            defer { offset += 4 }
            return Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
        }
        let dimensions = try next()
        let hasNulls = try next()
        let type = WireType(oid: UInt32(bitPattern: try next()))
        guard dimensions != 0 else {
            elements = []
            return
        }
        guard dimensions == 1, hasNulls == 0 || hasNulls == 1 else {
            throw Unreadable("is not an array of one dimension")
        }
        let count = Int(try next())
        _ = try next()
        guard count >= 0, count <= bytes.count / 4 else { throw Unreadable("is not an array") }
        var found: [Element?] = []
        found.reserveCapacity(count)
        for _ in 0..<count {
            let size = Int(try next())
            guard size >= 0 else {
                found.append(nil)
                continue
            }
            guard offset + size <= bytes.count else { throw Unreadable("is not an array") }
            found.append(
                try Element(
                    wire: WireValue(bytes: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size]), type: type)
                )
            )
            offset += size
        }
        elements = found
    }
}
