extension JSON {
    /// Reads one document, strictly as RFC 8259, and stricter where money is at stake: a name stands once in an
    /// object, a number is an integer of 64 bits, text is well-formed UTF-8 without a byte order mark.
    public static func parse(_ bytes: some Collection<UInt8>, maximumDepth: Int = 32) throws(Problem) -> JSON {
        let read = { (buffer: UnsafeBufferPointer<UInt8>) -> Result<JSON, Problem> in
            var parser = Parser(bytes: buffer, maximumDepth: maximumDepth)
            return Result { () throws(Problem) -> JSON in try parser.document() }
        }
        // A collection without contiguous storage is copied once.
        let result = bytes.withContiguousStorageIfAvailable(read) ?? Array(bytes).withUnsafeBufferPointer(read)
        return try result.get()
    }

    /// Reads one document written as text.
    public static func parse(_ text: String, maximumDepth: Int = 32) throws(Problem) -> JSON {
        try parse(text.utf8, maximumDepth: maximumDepth)
    }
}

/// Recursive descent over the bytes of a document, which outlive it: `parse` holds them while it runs.
/// Pointers are put together only when something is wrong, on the way out.
private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    var at = 0
    var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func document() throws(JSON.Problem) -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw problem(.badUTF8, "begin without a byte order mark") }
        skipBlanks()
        let value = try value()
        skipBlanks()
        guard at == bytes.count else { throw malformed("end the document after its one value") }
        return value
    }

    private mutating func value() throws(JSON.Problem) -> JSON {
        guard at < bytes.count else { throw malformed("the document ends where a value is needed") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try nested { parser throws(JSON.Problem) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSON.Problem) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw malformed("no value begins with this byte")
        }
    }

    private mutating func nested(
        _ read: (inout Parser) throws(JSON.Problem) -> JSON
    ) throws(JSON.Problem) -> JSON {
        guard depth < maximumDepth else { throw problem(.tooDeep, "nest at most \(maximumDepth) levels") }
        depth += 1
        defer { depth -= 1 }
        at += 1
        skipBlanks()
        return try read(&self)
    }

    private mutating func object() throws(JSON.Problem) -> JSON {
        var members: [JSON.Member] = []
        var names: Set<String> = []
        if take("}") { return .object(members) }
        members.reserveCapacity(8)
        while true {
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw malformed("a member name is needed") }
            let name = try string()
            if isRepeated(name, members, &names) {
                throw problem(.duplicateField, "name each member once").inside(name)
            }
            skipBlanks()
            guard take(":") else { throw malformed("a colon is needed after a member name") }
            skipBlanks()
            do {
                members.append(JSON.Member(name: name, value: try value()))
            } catch {
                throw error.inside(name)
            }
            skipBlanks()
            if take("}") { return .object(members) }
            guard take(",") else { throw malformed("a comma or a closing brace is needed") }
            skipBlanks()
        }
    }

    /// Small objects are searched, large ones hashed, so that no document costs more than its length. Two names that
    /// differ only in Unicode normalisation are one name, as they are to `Fields`.
    private func isRepeated(_ name: String, _ members: [JSON.Member], _ names: inout Set<String>) -> Bool {
        let searched = 16
        if members.count < searched { return members.contains { $0.name == name } }
        if members.count == searched { names = Set(members.map(\.name)) }
        return !names.insert(name).inserted
    }

    private mutating func array() throws(JSON.Problem) -> JSON {
        var elements: [JSON] = []
        if take("]") { return .array(elements) }
        while true {
            do {
                elements.append(try value())
            } catch {
                throw error.inside(String(elements.count))
            }
            skipBlanks()
            if take("]") { return .array(elements) }
            guard take(",") else { throw malformed("a comma or a closing bracket is needed") }
            skipBlanks()
        }
    }

    private mutating func integer() throws(JSON.Problem) -> Int64 {
        let isNegative = take("-")
        let first = at
        var value: Int64 = 0
        while at < bytes.count, case let digit = bytes[at] &- UInt8(ascii: "0"), digit <= 9 {
            // Counted downwards, for the least Int64 has no positive twin.
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isTooLow) = product.subtractingReportingOverflow(Int64(digit))
            guard !isTooLarge, !isTooLow else { throw problem(.outOfRange, "a number has at most 64 bits") }
            value = sum
            at += 1
        }
        guard at > first else { throw malformed("a digit is needed after a minus") }
        if at < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[at]) {
            throw problem(.notAnInteger, "write a whole number, without point or exponent")
        }
        guard at == first + 1 || bytes[first] != UInt8(ascii: "0") else { throw malformed("no number begins with 0") }
        if isNegative {
            guard value != 0 else { throw problem(.notAnInteger, "write 0 without a minus") }
            return value
        }
        guard value > .min else { throw problem(.outOfRange, "a number has at most 64 bits") }
        return -value
    }

    private mutating func word(_ word: StaticString, _ meaning: JSON) throws(JSON.Problem) -> JSON {
        let end = at + word.utf8CodeUnitCount
        let isThere = word.withUTF8Buffer { end <= bytes.count && bytes[at..<end].elementsEqual($0) }
        guard isThere else { throw malformed("the only words are true, false and null") }
        at = end
        return meaning
    }

    // MARK: Text

    private mutating func string() throws(JSON.Problem) -> String {
        at += 1
        let first = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                let text = try text(UnsafeBufferPointer(rebasing: bytes[first..<at]))
                at += 1
                return text
            case UInt8(ascii: "\\"):
                return try escapedString(from: first)
            case 0..<0x20:
                throw malformed("write control characters in text as escapes")
            default:
                at += 1
            }
        }
        throw malformed("the document ends inside a text")
    }

    /// The rarer case: the text is put together byte by byte, then checked as a whole.
    private mutating func escapedString(from first: Int) throws(JSON.Problem) -> String {
        var unescaped = Array(bytes[first..<at])
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                return try unescaped.withUnsafeBufferPointer { buffer throws(JSON.Problem) in try text(buffer) }
            case UInt8(ascii: "\\"):
                try escape(into: &unescaped)
            case 0..<0x20:
                throw malformed("write control characters in text as escapes")
            default:
                unescaped.append(byte)
            }
        }
        throw malformed("the document ends inside a text")
    }

    private mutating func escape(into unescaped: inout [UInt8]) throws(JSON.Problem) {
        guard at < bytes.count else { throw malformed("the document ends inside a text") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"): unescaped.append(contentsOf: String(Character(try unicodeEscape())).utf8)
        default: throw malformed("there is no such escape")
        }
    }

    private mutating func unicodeEscape() throws(JSON.Problem) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(unit)), take("\\"), take("u"), case let trail = try codeUnit(),
            UTF16.isTrailSurrogate(UInt16(trail)),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (trail - 0xDC00))
        else { throw problem(.badUTF8, "a surrogate escape stands only in a pair") }
        return scalar
    }

    private mutating func codeUnit() throws(JSON.Problem) -> UInt32 {
        guard at + 4 <= bytes.count else { throw malformed("the document ends inside an escape") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
                throw malformed("an escape has four hexadecimal digits")
            }
            value = value << 4 + UInt32(digit)
            at += 1
        }
        return value
    }

    private func text(_ buffer: UnsafeBufferPointer<UInt8>) throws(JSON.Problem) -> String {
        guard let text = String(validating: buffer, as: UTF8.self) else {
            throw problem(.badUTF8, "write text as well-formed UTF-8 (byte \(at))")
        }
        return text
    }

    // MARK: Small print

    private mutating func skipBlanks() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: byte) else { return false }
        at += 1
        return true
    }

    private func malformed(_ detail: String) -> JSON.Problem { problem(.malformed, "\(detail) (byte \(at))") }

    private func problem(_ code: JSON.Problem.Code, _ detail: String) -> JSON.Problem {
        JSON.Problem(code: code, pointer: "", detail: detail)
    }
}
