import JSON
import Testing

struct ParseTests {
    @Test func `values of every kind are read`() throws {
        let json = try JSON.parse(#" {"a":[1,-2,true,false,null],"b":{"c":"x"},"d":[],"e":{}} "#)
        let expected: JSON = ["a": [1, -2, true, false, nil], "b": ["c": "x"], "d": [], "e": [:]]
        #expect(json == expected)
    }

    @Test func `the order of members is kept`() throws {
        guard case .object(let members) = try JSON.parse(#"{"z":1,"a":2,"m":3}"#) else {
            Issue.record("an object was expected")
            return
        }
        #expect(members.map(\.name) == ["z", "a", "m"])
    }

    @Test(arguments: [
        ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min), ("0", 0), ("-1", -1),
        ("10", 10), ("1000000000000000", 1_000_000_000_000_000),
    ])
    func `whole numbers are read to the last of 64 bits`(text: String, value: Int64) throws {
        #expect(try JSON.parse(text) == .integer(value))
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u6c38\u5ddd""#, "永川"), (#""\ud83d\ude00!""#, "😀!"),
        (#""\u0000""#, "\u{0}"), ("\"永川\"", "永川"), ("\"\"", ""), (#""\u00E9\u00e9""#, "éé"),
        ("\"\u{7f}\"", "\u{7f}"), (#""a\u0041b""#, "aAb"), (#""\udbff\udfff""#, "\u{10ffff}"),
    ])
    func `text is read with its escapes`(text: String, value: String) throws {
        #expect(try JSON.parse(text) == .string(value))
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}",
        "{\"a\" 1}", "{\"a\":1 \"b\":2}", "01", "-01", "00", "-", "+1", ".5", "tru", "True", "nul", "NaN", "Infinity",
        "1 2", "[1]]", "\"a", "\"a\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "\"\\n\n\"", "\"a\tb\"",
        "// c\n1", "[1]x", "\u{0}", "1\u{0}", "\u{a0}1", "}", "]",
    ])
    func `what is not JSON is malformed`(text: String) {
        #expect(code(of: Array(text.utf8)) == .malformed)
    }

    @Test(arguments: ["1.0", "1e2", "1E2", "-0", "0.5", "-0.0", "0e0", "9223372036854775807.0", "[1.5]"])
    func `a number with a point, an exponent or a minus zero is no integer`(text: String) {
        #expect(code(of: Array(text.utf8)) == .notAnInteger)
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "99999999999999999999999"])
    func `a number beyond 64 bits is out of range`(text: String) {
        #expect(code(of: Array(text.utf8)) == .outOfRange)
    }

    @Test(arguments: [
        [0xEF, 0xBB, 0xBF, 0x31],  // byte order mark
        [0x22, 0xC0, 0xAF, 0x22],  // overlong
        [0x22, 0xE0, 0x80, 0xAF, 0x22],  // overlong
        [0x22, 0xED, 0xA0, 0x80, 0x22],  // surrogate
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],  // above U+10FFFF
        [0x22, 0xFF, 0x22], [0x22, 0xE6, 0xB0, 0x22], [0x22, 0x80, 0x22],
        [0x22, 0x5C, 0x6E, 0xC3, 0x22],  // after an escape too
        Array(#""\ud800""#.utf8), Array(#""\ud800\u0041""#.utf8), Array(#""\udc00""#.utf8), Array(#""\ud800x""#.utf8),
    ])
    func `text that is not UTF-8 is refused`(bytes: [UInt8]) {
        #expect(code(of: bytes) == .badUTF8)
    }

    @Test func `a name stands once in an object`() {
        #expect(problem(of: #"{"a":1,"a":1}"#) == ["duplicate-field", "/a"])
        #expect(problem(of: #"{"x":[{"a":1,"b":2,"\u0061":3}]}"#) == ["duplicate-field", "/x/0/a"])
    }

    @Test func `a repeated name is found in a large object too`() {
        let members = (0..<200).map { "\"k\($0)\":\($0)" } + ["\"k7\":1"]
        #expect(problem(of: "{\(members.joined(separator: ","))}") == ["duplicate-field", "/k7"])
        let distinct = (0..<200).map { "\"k\($0)\":\($0)" }
        #expect(problem(of: "{\(distinct.joined(separator: ","))}") == [])
    }

    @Test func `the pointer leads to the place, its names escaped`() {
        #expect(problem(of: #"{"shares":[{"amount":1},{"amount":1.5}]}"#) == ["not-an-integer", "/shares/1/amount"])
        #expect(problem(of: #"{"a/b":{"c~d":1e3}}"#) == ["not-an-integer", "/a~1b/c~0d"])
    }

    @Test func `nesting ends at the depth allowed`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSON.parse(nested(32))
        #expect(code(of: Array(nested(33).utf8)) == .tooDeep)
        #expect(code(of: Array(String(repeating: "[", count: 1_000_000).utf8)) == .tooDeep)
        #expect(throws: JSON.Problem.self) { try JSON.parse("[[1]]", maximumDepth: 1) }
    }

    @Test func `bytes that do not lie together are read as well`() throws {
        let bytes = Array(#"[1,"二"]"#.utf8)
        #expect(try JSON.parse(bytes.reversed().reversed()) == [1, "二"])
        #expect(try JSON.parse(bytes.lazy.map { $0 }) == [1, "二"])
        #expect(try JSON.parse(([0x20] + bytes)[1...]) == [1, "二"])
    }

    private func code(of bytes: [UInt8]) -> JSON.Problem.Code? {
        do throws(JSON.Problem) {
            _ = try JSON.parse(bytes)
            return nil
        } catch { return error.code }
    }

    private func problem(of text: String) -> [String] {
        do throws(JSON.Problem) {
            _ = try JSON.parse(text)
            return []
        } catch { return [error.code.rawValue, error.pointer] }
    }
}
