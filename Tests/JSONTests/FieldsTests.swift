import JSON
import Testing

struct FieldsTests {
    private enum Colour: String, CaseIterable { case red, green }

    @Test func `an object is read member by member`() throws {
        let json: JSON = [
            "text": "永川", "number": 7, "truth": true, "colour": "red", "list": [1, 2], "object": ["a": 1], "raw": nil,
        ]
        var fields = try Fields(json)
        #expect(try fields.string("text") == "永川")
        #expect(try fields.integer("number", in: 1...7) == 7)
        #expect(try fields.bool("truth") == true)
        #expect(try fields.choice("colour", of: Colour.self) == .red)
        #expect(try fields.array("list").map(\.pointer) == ["/list/0", "/list/1"])
        var inner = try fields.object("object")
        #expect(inner.pointer == "/object")
        #expect(try inner.integer("a") == 1)
        #expect(fields.value("raw") == JSON.null)
        try fields.end()
        try inner.end()
    }

    @Test func `members are found in any order and more than once`() throws {
        var fields = try Fields(["a": 1, "b": 2, "c": 3])
        #expect(try fields.integer("c") == 3)
        #expect(try fields.integer("a") == 1)
        #expect(try fields.integer("b") == 2)
        #expect(try fields.integer("b") == 2)
        try fields.end()
    }

    @Test func `an optional member may be absent or null`() throws {
        var fields = try Fields(["a": nil])
        #expect(try fields.optionalString("a") == nil)
        #expect(try fields.optionalInteger("b") == nil)
        #expect(try fields.optionalBool("c") == nil)
        #expect(try fields.optionalObject("d") == nil)
        #expect(try fields.optionalArray("e") == nil)
        #expect(try fields.optionalChoice("f", of: Colour.self) == nil)
        try fields.end()
    }

    @Test func `a member nobody asked for is refused`() throws {
        var fields = try Fields(["a": 1, "b": 2, "c": 3], at: "/x")
        _ = try fields.integer("a")
        #expect(refusal { try fields.end() } == ["unknown-field", "/x/b"])
    }

    @Test func `a member that is needed is missed`() throws {
        var fields = try Fields([:], at: "/x")
        #expect(refusal { _ = try fields.string("a") } == ["missing-field", "/x/a"])
        #expect(refusal { _ = try fields.required("b") } == ["missing-field", "/x/b"])
    }

    @Test func `a value of another type is refused`() throws {
        var fields = try Fields(["a": "1", "b": 1, "n": nil])
        #expect(refusal { _ = try fields.integer("a") } == ["wrong-type", "/a"])
        #expect(refusal { _ = try fields.bool("a") } == ["wrong-type", "/a"])
        #expect(refusal { _ = try fields.object("a") } == ["wrong-type", "/a"])
        #expect(refusal { _ = try fields.array("a") } == ["wrong-type", "/a"])
        #expect(refusal { _ = try fields.string("b") } == ["wrong-type", "/b"])
        #expect(refusal { _ = try fields.optionalString("b") } == ["wrong-type", "/b"])
        #expect(refusal { _ = try fields.choice("b", of: Colour.self) } == ["wrong-type", "/b"])
        #expect(refusal { _ = try fields.integer("n") } == ["wrong-type", "/n"])
        #expect(refusal { _ = try Fields([1], at: "/y") } == ["wrong-type", "/y"])
    }

    @Test func `what is outside its bounds is refused`() throws {
        var fields = try Fields(["i": 0, "s": "", "l": [1, 2], "long": "永川永川", "c": "blue"])
        #expect(refusal { _ = try fields.integer("i", in: 1...9) } == ["out-of-range", "/i"])
        #expect(refusal { _ = try fields.string("s") } == ["out-of-range", "/s"])
        #expect(refusal { _ = try fields.string("long", length: 1...3) } == ["out-of-range", "/long"])
        #expect(try fields.string("long", length: 1...4) == "永川永川")
        #expect(refusal { _ = try fields.array("l", count: 0...1) } == ["out-of-range", "/l"])
        #expect(refusal { _ = try fields.choice("c", of: Colour.self) } == ["bad-format", "/c"])
    }

    @Test(arguments: ["a\u{0}", "a\nb", "\u{7f}", "\u{85}"])
    func `control characters are refused`(text: String) throws {
        var fields = try Fields(["a": .string(text)])
        #expect(refusal { _ = try fields.string("a") } == ["bad-format", "/a"])
    }

    private func refusal(_ read: () throws -> Void) -> [String] {
        do {
            try read()
            return []
        } catch let problem as JSON.Problem {
            return [problem.code.rawValue, problem.pointer]
        } catch { return ["another error"] }
    }
}
