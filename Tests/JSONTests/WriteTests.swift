import JSON
import Testing

struct WriteTests {
    @Test func `a value is written without blanks, members in order`() {
        let json: JSON = ["z": 1, "a": [true, false, nil, "x", -5], "e": [:], "l": []]
        #expect(json.text == #"{"z":1,"a":[true,false,null,"x",-5],"e":{},"l":[]}"#)
    }

    @Test func `only what must be escaped is escaped`() {
        let json: JSON = .string("\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}永川😀")
        #expect(json.text == #""\"\\/\b\f\n\r\t\u0000\u001f\#u{7f}永川😀""#)
    }

    @Test func `names are escaped as well`() {
        #expect(JSON.object([.init(name: "a\"b", value: 1)]).text == #"{"a\"b":1}"#)
    }

    @Test(arguments: [
        (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808"), (0, "0"), (10, "10"), (-7, "-7"),
    ])
    func `numbers are written in full`(value: Int64, text: String) {
        #expect(JSON.integer(value).text == text)
    }

    @Test func `what was written reads back the same`() throws {
        let json: JSON = ["名": ["\u{1}", "a\\b", 9_007_199_254_740_993, [["deep": nil]]]]
        #expect(try JSON.parse(json.bytes) == json)
    }

    @Test func `ordinary values have one form`() {
        #expect("x".json == "x")
        #expect(5.json == 5)
        #expect(Int64(6).json == 6)
        #expect(true.json == true)
        #expect(Optional<Int>.none.json == nil)
        #expect([1, 2].json == [1, 2])
    }
}
