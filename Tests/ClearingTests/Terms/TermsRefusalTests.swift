import Clearing
import JSON
import Testing

struct TermsRefusalTests {
    @Test(arguments: [
        (#""from":"2026-01-01""#, #""from":"2026-02-30""#, "bad-format", "/from"),
        (#""from":"2026-01-01""#, #""from":"2026-01-01","until":"2026-01-01""#, "dates-out-of-order", "/until"),
        (#""programme":"yongchuan-guaranteed""#, #""programme":"Yongchuan:x""#, "bad-format", "/programme"),
        (#""programme":"yongchuan-guaranteed","#, "", "missing-field", "/programme"),
        (#""remainder":"bank""#, #""remainder":"bank","fee":1"#, "unknown-field", "/fee"),
        (#""remainder":"bank""#, #""remainder":"city""#, "unknown-party", "/remainder"),
        (
            #"{"party":"fund","parts":"10"}"#, #"{"party":"fund","parts":"-10"}"#, "weights-negative",
            "/layers/0/bearers/3/parts"
        ),
        (
            #"{"party":"fund","parts":"10"}"#, #"{"party":"bank","parts":"10"}"#, "duplicate-party",
            "/layers/0/bearers/4/party"
        ),
        (
            #"{"party":"fund","parts":"10"}"#, #"{"party":"fund","parts":"x"}"#, "bad-format",
            "/layers/0/bearers/3/parts"
        ),
        (#"{"party":"fund","parts":"10"}"#, #"{"party":"基金","parts":"10"}"#, "unknown-party", "/caps/0/on/0"),
        (#""percent":"100""#, #""percent":"101""#, "percent-over-100", "/layers/0/percent"),
        (#""percent":"100""#, #""percent":"90""#, "last-layer-not-all", "/layers/0"),
        (#""bank_minimum":"20""#, #""bank_minimum":"20.000000001""#, "bank-below-minimum", "/layers"),
        (#""bank_minimum":"20""#, #""bank_minimum":"120""#, "percent-over-100", "/bank_minimum"),
        (#"{"party":"bank","parts":"20"}"#, #"{"party":"bank","parts":"19.99"}"#, "bank-below-minimum", "/layers"),
        (#""on":["fund"]"#, #""on":["city"]"#, "unknown-party", "/caps/2/on/0"),
        (#""id":"year""#, #""id":"rate""#, "duplicate-cap", "/caps/2/id"),
        (#""window":"pool-year""#, #""window":"pool-week""#, "bad-format", "/caps/2/window"),
        (#","window":"pool-year""#, "", "missing-field", "/caps/2/window"),
        (#""window":"pool-year""#, #""window":"borrower""#, "window-unfit", "/caps/2/window"),
        (#""window":"bank-year""#, #""window":"claim""#, "window-unfit", "/caps/1/window"),
        (#""factor":"0.8""#, #""factor":"0.8","of":"outstanding""#, "bad-format", "/caps/1/limit/of"),
        (#""factor":"0.8""#, #""factor":"1.000000001""#, "out-of-range", "/caps/1/limit/factor"),
        (
            #""percent_of_opening_pool":"20""#, #""percent_of_opening_pool":"120""#, "percent-over-100",
            "/caps/2/limit/percent_of_opening_pool"
        ),
        (#""factor":"0.8""#, #""factor":"0.8","percent_of_premium":"1""#, "unknown-field", "/caps/1/limit/rate"),
        (#""excess":"defer""#, #""excess":{"to":"fund"}"#, "excess-to-capped-party", "/caps/2/excess"),
        (#""excess":"defer""#, #""excess":{"to":"a:b"}"#, "bad-format", "/layers"),
        (#""on":["fund"]"#, #""on":["fund","district"]"#, "defer-unsupported", "/caps/2/excess"),
        (#""mode":["single","batch"]"#, #""mode":["single","single"]"#, "duplicate-entry", "/filing/mode/1"),
        (#""mode":["single","batch"]"#, #""mode":["bulk"]"#, "bad-format", "/filing/mode/0"),
        (#""automatic_up_to":50000000"#, #""automatic_up_to":-1"#, "out-of-range", "/filing/automatic_up_to"),
        (#""leverage":"10""#, #""leverage":10"#, "wrong-type", "/filing/leverage"),
        (#""within_days":730"#, #""within_days":0"#, "out-of-range", "/claim/within_days"),
        (#""documents":["contract","receipt"]"#, #""documents":["a","a"]"#, "duplicate-entry", "/claim/documents/1"),
        (#""silence":"deemed""#, #""silence":"golden""#, "bad-format", "/confirm/silence"),
        (#""advance":"none""#, #""advance":"bank""#, "unknown-party", "/pay/advance"),
        (#""advance":"none""#, #""advance":"none","shortage":"lottery""#, "bad-format", "/pay/shortage"),
        (#""advance":"none""#, #""advance":"city""#, "unknown-party", "/pay/advance"),
        (#""advance":"none""#, #""advance":"fund","within_days":0"#, "out-of-range", "/pay/within_days"),
        (#""suspend":"0.05""#, #""suspend":"0.02""#, "breaker-order", "/breaker/suspend"),
        (#""suspend":"0.05""#, #""suspend":"1.01""#, "out-of-range", "/breaker/suspend"),
        (#""suspend":"0.05""#, #""suspend":"0.05","least_filed":-1"#, "out-of-range", "/breaker/least_filed"),
        (#""suspend":"0.05""#, #""suspend":"0.05","least":1"#, "unknown-field", "/breaker/least"),
        (#"["costs","principal","interest","penalty"]"#, #"["costs","costs"]"#, "duplicate-entry", "/recovery/order/1"),
        (#""recovery":{"#, #""recovery":{"first":1,"#, "unknown-field", "/recovery/first"),
    ])
    func `terms that cannot be are refused by name`(part: String, change: String, code: String, pointer: String) throws
    {
        let text = TermsTests.guaranteed.replacing(part, with: change)
        try #require(text != TermsTests.guaranteed)
        #expect(try refusal(text, at: "/terms") == [code, "/terms\(pointer)"])
    }

    @Test func `what is no object is no terms`() throws {
        #expect(try refusal("[]", at: "") == ["wrong-type", ""])
    }

    /// A first layer, and then the bank alone: the least percentage the bank is left with, and a hair more.
    @Test(arguments: [
        (#"{"percent":"50","bearers":[{"party":"fund","parts":"1"}]},"#, "50", nil),
        (#"{"percent":"50","bearers":[{"party":"fund","parts":"1"}]},"#, "50.000000001", "bank-below-minimum"),
        (#"{"percent":"100","from":"deposit","bearers":[{"party":"deposit","parts":"1"}]},"#, "100", nil),
        (#"{"percent":"60","limit":1000,"bearers":[{"party":"fund","parts":"1"}]},"#, "40", nil),
        (#"{"percent":"60","limit":1000,"bearers":[{"party":"fund","parts":"1"}]},"#, "41", "bank-below-minimum"),
        (#"{"percent":"30","bearers":[{"party":"bank","parts":"1"},{"party":"fund","parts":"2"}]},"#, "80", nil),
        (
            #"{"percent":"30","bearers":[{"party":"bank","parts":"1"},{"party":"fund","parts":"2"}]},"#, "80.000001",
            "bank-below-minimum"
        ),
    ])
    func `layered terms are judged by their worst case`(layer: String, minimum: String, code: String?) throws {
        let text =
            #"{"programme":"p","from":"2026-01-01","bank_minimum":"\#(minimum)","layers":[\#(layer){"percent":"100","bearers":[{"party":"bank","parts":"1"}]}]}"#
        #expect(try refusal(text, at: "").first == code)
    }

    @Test func `a limited layer of the bank may matter little in a large loss`() throws {
        let text = #"""
            {"programme":"p","from":"2026-01-01","bank_minimum":"20","layers":[
            {"percent":"50","limit":1000,"bearers":[{"party":"bank","parts":"1"}]},
            {"percent":"100","bearers":[{"party":"fund","parts":"9"},{"party":"bank","parts":"1"}]}]}
            """#
        #expect(try refusal(text, at: "") == ["bank-below-minimum", "/layers"])
    }

    private func refusal(_ text: String, at pointer: String) throws -> [String] {
        let json = try JSON.parse(text)
        do throws(TermsProblem) {
            _ = try Terms(json, at: pointer)
            return []
        } catch { return [error.code, error.pointer] }
    }
}
