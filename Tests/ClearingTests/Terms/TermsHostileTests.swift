import Accounting
import Clearing
import JSON
import Testing

/// RULES §3: whatever somebody writes into terms, what cannot be is refused by name, where it is wrong.
struct TermsHostileTests {
    @Test(arguments: [
        (
            #""percent":"100""#, #""percent":"100","limit":1"#, "last-layer-not-all",
            "/layers/0"
        ),
        (
            #""percent":"100""#, #""percent":"100","from":"deposit""#, "last-layer-not-all",
            "/layers/0"
        ),
        (
            #""percent":"100""#, #""percent":"-1""#, "out-of-range",
            "/layers/0/percent"
        ),
        (
            #""percent":"100""#, #""percent":"1e2""#, "bad-format",
            "/layers/0/percent"
        ),
        (
            #""percent":"100""#, #""percent":"１００""#, "bad-format",
            "/layers/0/percent"
        ),
        (
            #""percent":"100""#, #""percent":100"#, "wrong-type",
            "/layers/0/percent"
        ),
        (
            #""percent":"100""#, #""percent":"100","share":"1""#, "unknown-field",
            "/layers/0/share"
        ),
        (
            #"{"party":"fund","parts":"10"}"#, #"{"party":"fund","parts":"1000000000"}"#, "bad-format",
            "/layers/0/bearers/3/parts"
        ),
        (
            #"{"party":"fund","parts":"10"}"#, #"{"party":"fund","parts":"0.0000000001"}"#, "bad-format",
            "/layers/0/bearers/3/parts"
        ),
        (
            #"{"party":"fund","parts":"10"}"#, #"{"party":"fund","parts":"10","x":1}"#, "unknown-field",
            "/layers/0/bearers/3/x"
        ),
        (
            #"{"party":"fund","parts":"10"}"#, #"{"party":"","parts":"10"}"#, "out-of-range",
            "/layers/0/bearers/3/party"
        ),
        (
            #"{"party":"fund","parts":"10"}"#, #"{"party":["fund"],"parts":"10"}"#, "wrong-type",
            "/layers/0/bearers/3/party"
        ),
        (
            #""limit":1000000000"#, #""limit":-1"#, "out-of-range",
            "/caps/0/limit"
        ),
        (
            #""limit":1000000000"#, #""limit":1000000000000001"#, "out-of-range",
            "/caps/0/limit"
        ),
        (
            #""limit":1000000000"#, #""limit":"10000000.00""#, "wrong-type",
            "/caps/0/limit"
        ),
        (
            #""limit":1000000000"#, #""limit":{}"#, "missing-field",
            "/caps/0/limit/rate"
        ),
        (
            #""id":"household""#, #""id":"""#, "out-of-range",
            "/caps/0/id"
        ),
        (
            #""id":"household""#, #""id":"a:b""#, "bad-format",
            "/layers"
        ),
        (
            #""on":["fund"]"#, #""on":[]"#, "out-of-range",
            "/caps/2/on"
        ),
        (
            #""on":["fund"]"#, #""on":["fund","fund"]"#, "duplicate-party",
            "/caps/2/on/1"
        ),
        (
            #""on":["fund"]"#, #""on":[7]"#, "wrong-type",
            "/caps/2/on/0"
        ),
        (
            #""excess":"defer""#, #""excess":"later""#, "bad-format",
            "/caps/2/excess"
        ),
        (
            #""excess":"defer""#, #""excess":{"to":"bank","pro_rata":[]}"#, "unknown-field",
            "/caps/2/excess/pro_rata"
        ),
        (
            #""excess":"defer""#, #""excess":{"pro_rata":[{"party":"bank","parts":"0"}]}"#, "weights-all-zero",
            "/caps/2/excess/pro_rata"
        ),
        (
            #""excess":"defer""#, #""excess":{"pro_rata":[{"party":"bank","parts":"-1"}]}"#, "weights-negative",
            "/caps/2/excess/pro_rata/0/parts"
        ),
        (
            #""interest_days":90"#, #""interest_days":-1"#, "out-of-range",
            "/base/interest_days"
        ),
        (
            #""day_count":360"#, #""day_count":364"#, "out-of-range",
            "/base/day_count"
        ),
        (
            #""day_count":360"#, #""day_count":360,"penalty":true"#, "unknown-field",
            "/base/penalty"
        ),
        (
            #""leverage":"10""#, #""leverage":"10","automatic":1"#, "unknown-field",
            "/filing/automatic"
        ),
        (
            #""overdue_days":90"#, #""overdue_days":90,"grace":1"#, "unknown-field",
            "/claim/grace"
        ),
        (
            #""working_days":5"#, #""working_days":5,"hours":1"#, "unknown-field",
            "/confirm/hours"
        ),
        (
            #""working_days":5"#, #""working_days":0"#, "out-of-range",
            "/confirm/working_days"
        ),
        (
            #""advance":"none""#, #""advance":"none","by":1"#, "unknown-field",
            "/pay/by"
        ),
        (
            #""documents":["contract","receipt"]"#, #""documents":"contract""#, "wrong-type",
            "/claim/documents"
        ),
        (
            #"["costs","principal","interest","penalty"]"#, #"["costs","fees"]"#, "bad-format",
            "/recovery/order/1"
        ),
    ])
    func `odd terms are refused by name`(part: String, change: String, code: String, pointer: String) throws {
        let text = TermsTests.guaranteed.replacing(part, with: change, maxReplacements: 1)
        try #require(text != TermsTests.guaranteed)
        #expect(try refusal(text) == [code, pointer])
    }

    @Test func `weights that are all nothing share nothing`() throws {
        let text =
            #"{"programme":"p","from":"2026-01-01","layers":[{"percent":"100","bearers":[{"party":"fund","parts":"0"},{"party":"bank","parts":"0.0"}]}]}"#
        #expect(try refusal(text) == ["weights-all-zero", "/layers/0/bearers"])
    }

    @Test func `lists have an end`() throws {
        func terms(layers: Int = 1, bearers: Int = 1, caps: Int = 0) -> String {
            let bearer = (0..<bearers).map { #"{"party":"p\#($0)","parts":"1"}"# }.joined(separator: ",")
            let layer = #"{"percent":"100","bearers":[\#(bearer)]}"#
            let cap = (0..<caps).map {
                #"{"id":"c\#($0)","on":["p0"],"limit":1,"window":"claim","excess":{"to":"bank"}}"#
            }.joined(separator: ",")
            let stacked = [String](repeating: layer, count: layers).joined(separator: ",")
            return #"{"programme":"p","from":"2026-01-01","layers":[\#(stacked)],"caps":[\#(cap)]}"#
        }
        #expect(try refusal(terms()) == [])
        #expect(try refusal(terms(layers: 20, bearers: 50, caps: 20)) == [])
        #expect(try refusal(terms(layers: 0)) == ["out-of-range", "/layers"])
        #expect(try refusal(terms(layers: 21)) == ["out-of-range", "/layers"])
        #expect(try refusal(terms(bearers: 0)) == ["out-of-range", "/layers/0/bearers"])
        #expect(try refusal(terms(bearers: 51)) == ["out-of-range", "/layers/0/bearers"])
        #expect(try refusal(terms(caps: 21)) == ["out-of-range", "/caps"])
    }

    /// The greatest parts there are, fifty times, outgrow 64 bits: they are weighed, shared and said all the same.
    @Test func `the greatest weights overflow nothing`() throws {
        let bearers =
            (0..<49).map { #"{"party":"p\#($0)","parts":"999999999.999999999"}"# }
            + [#"{"party":"bank","parts":"999999999.999999999"}"#]
        let text =
            #"{"programme":"p","from":"2026-01-01","bank_minimum":"2","layers":[{"percent":"100","bearers":[\#(bearers.joined(separator: ","))]}]}"#
        let terms = try Terms(JSON.parse(text))
        #expect(
            terms.nominalShares(of: Money(fen: greatestAmount)).allSatisfy {
                $0.amount == Money(fen: 20_000_000_000_000)
            })
        let lines = terms.lines(PartyNames([]))
        #expect(lines.first { $0.place == "layers/1/bank" }?.value.english == "999999999.999999999")
        #expect(
            try refusal(text.replacing(#""bank_minimum":"2""#, with: #""bank_minimum":"2.000000001""#)) == [
                "bank-below-minimum", "/layers",
            ])
    }

    private func refusal(_ text: String) throws -> [String] {
        let json = try JSON.parse(text)
        do throws(TermsProblem) {
            _ = try Terms(json)
            return []
        } catch { return [error.code, error.pointer] }
    }
}
