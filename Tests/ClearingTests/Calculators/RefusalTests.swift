import Clearing
import JSON
import Testing

/// What the calculators refuse: the code and the place.
struct CalculatorRefusalTests {
    private static let claim =
        #"{"principal":100,"annual_rate":"0.04","interest_paid_to":"2026-01-01","calculated_on":"2026-04-01"}"#
    private static let fundAndBank = #"[{"party":"fund","parts":"50"},{"party":"bank","parts":"50"}]"#

    @Test(arguments: [
        (#"{"kind":"fee"}"#, "missing-field", "/input"),
        (#"{"kind":"sharing","input":{}}"#, "bad-format", "/kind"),
        (#"{"kind":"fee","input":{},"note":1}"#, "unknown-field", "/note"),
        (#"{"input":{}}"#, "missing-field", "/kind"),
        (#"7"#, "wrong-type", ""),
        (#"[{"kind":"fee","input":[]}]"#, "wrong-type", "/0/input"),
        (#"{"kind":"fee","input":{},"explain":"yes"}"#, "wrong-type", "/explain"),
    ])
    func `a case that is none is refused`(text: String, code: String, pointer: String) throws {
        #expect(try refusal(text) == [code, pointer])
    }

    @Test(arguments: [
        (#"{"percent":"100","bearers":[]}"#, "out-of-range", "/layers/0/bearers"),
        (
            #"{"percent":"100","bearers":[{"party":"fund","parts":"-1"}]}"#, "weights-negative",
            "/layers/0/bearers/0/parts"
        ),
        (#"{"percent":"100","bearers":[{"party":"fund","parts":"0"}]}"#, "weights-all-zero", "/layers/0/bearers"),
        (#"{"percent":"100","bearers":[{"party":"fund","parts":0.5}]}"#, "not-an-integer", "/layers/0/bearers/0/parts"),
        (#"{"percent":"100","bearers":[{"party":"fund","parts":50}]}"#, "wrong-type", "/layers/0/bearers/0/parts"),
        (#"{"percent":"100","bearers":[{"party":"fund","parts":"1e2"}]}"#, "bad-format", "/layers/0/bearers/0/parts"),
        (
            #"{"percent":"100","bearers":[{"party":"fund","parts":"1"},{"party":"fund","parts":"1"}]}"#,
            "duplicate-party", "/layers/0/bearers/1/party"
        ),
        (#"{"percent":"100.01","bearers":[{"party":"fund","parts":"1"}]}"#, "percent-over-100", "/layers/0/percent"),
        (#"{"percent":"-1","bearers":[{"party":"fund","parts":"1"}]}"#, "out-of-range", "/layers/0/percent"),
        (#"{"percent":"99","bearers":[{"party":"fund","parts":"1"}]}"#, "last-layer-not-all", "/layers/0"),
        (#"{"percent":"100","limit":5,"bearers":[{"party":"fund","parts":"1"}]}"#, "last-layer-not-all", "/layers/0"),
        (
            #"{"percent":"100","from":"deposit","bearers":[{"party":"fund","parts":"1"}]}"#, "last-layer-not-all",
            "/layers/0"
        ),
        (#"{"percent":"100","limit":-5,"bearers":[{"party":"fund","parts":"1"}]}"#, "out-of-range", "/layers/0/limit"),
        (
            #"{"percent":"100","bearer":[],"bearers":[{"party":"fund","parts":"1"}]}"#, "unknown-field",
            "/layers/0/bearer"
        ),
    ])
    func `a layer that cannot be is refused`(layer: String, code: String, place: String) throws {
        let terms = #"{"base":{"interest_days":0,"day_count":360},"layers":[\#(layer)]}"#
        let found = try refusal(#"{"kind":"share","input":{"claim":\#(Self.claim),"terms":\#(terms)}}"#)
        #expect(found == [code, "/input/terms\(place)"])
    }

    @Test(arguments: [
        (#"{"id":"a","on":["fund","city"],"limit":1,"excess":"defer"}"#, "unknown-party", "/caps/0/on/1"),
        (#"{"id":"a","on":["fund"],"limit":1,"excess":{"to":"fund"}}"#, "excess-to-capped-party", "/caps/0/excess"),
        (#"{"id":"a","on":["fund","fund"],"limit":1,"excess":"defer"}"#, "duplicate-party", "/caps/0/on/1"),
        (#"{"id":"a","on":[],"limit":1,"excess":"defer"}"#, "out-of-range", "/caps/0/on"),
        (#"{"id":"a","on":["fund"],"limit":-1,"excess":"defer"}"#, "out-of-range", "/caps/0/limit"),
        (#"{"id":"a","on":["fund"],"limit":1,"used":-1,"excess":"defer"}"#, "out-of-range", "/caps/0/used"),
        (#"{"id":"a","on":["fund"],"limit":1,"excess":"deferred"}"#, "bad-format", "/caps/0/excess"),
        (#"{"id":"a","on":["fund"],"limit":1,"excess":{}}"#, "missing-field", "/caps/0/excess/pro_rata"),
        (
            #"{"id":"a","on":["fund"],"limit":1,"excess":{"to":"bank","pro_rata":[]}}"#, "unknown-field",
            "/caps/0/excess/pro_rata"
        ),
        (#"{"id":"a","on":["fund"],"excess":"defer"}"#, "missing-field", "/caps/0/limit"),
        (#"{"id":"a","on":["fund"],"limit":"1","excess":"defer"}"#, "wrong-type", "/caps/0/limit"),
        (
            #"{"id":"a","on":["fund"],"limit":{"rate":"0.03"},"excess":"defer"}"#, "missing-field",
            "/caps/0/limit/factor"
        ),
        (
            #"{"id":"a","on":["fund"],"limit":{"rate":"1.5","factor":"1","released":[]},"excess":"defer"}"#,
            "out-of-range", "/caps/0/limit/rate"
        ),
        (
            #"{"id":"a","on":["fund"],"limit":{"rate":"0.1","factor":"1","released":[{"principal":1,"days":-1}]},"excess":"defer"}"#,
            "out-of-range", "/caps/0/limit/released/0/days"
        ),
        (
            #"{"id":"a","on":["fund"],"limit":1,"excess":"defer"},{"id":"a","on":["fund"],"limit":1,"excess":"defer"}"#,
            "duplicate-cap", "/caps/1/id"
        ),
    ])
    func `a cap that cannot be is refused`(cap: String, code: String, place: String) throws {
        let terms = #"{"layers":[{"percent":"100","bearers":\#(Self.fundAndBank)}],"caps":[\#(cap)]}"#
        #expect(
            try refusal(#"{"kind":"share","input":{"claim":\#(Self.claim),"terms":\#(terms)}}"#)
                == [code, "/input/terms\(place)"]
        )
    }

    @Test(arguments: [
        (#"{"principal":-1}"#, "out-of-range", "/principal"),
        (#"{"principal":1000000000000001}"#, "out-of-range", "/principal"),
        (#"{"principal":"1"}"#, "wrong-type", "/principal"),
        (#"{}"#, "missing-field", "/principal"),
        (#"{"principal":1}"#, "missing-field", "/annual_rate"),
        (#"{"principal":1,"annual_rate":0}"#, "wrong-type", "/annual_rate"),
        (#"{"principal":1,"annual_rate":"4.35"}"#, "out-of-range", "/annual_rate"),
        (#"{"principal":1,"annual_rate":"0.0000000001"}"#, "bad-format", "/annual_rate"),
        (#"{"principal":1,"annual_rate":"0","interest_paid_to":"2026-02-29"}"#, "bad-format", "/interest_paid_to"),
        (
            #"{"principal":1,"annual_rate":"0","interest_paid_to":"2026-02-28","calculated_on":"2026-03-01","colateral":5}"#,
            "unknown-field", "/colateral"
        ),
        (#"{"principal":1,"deposit":-1}"#, "out-of-range", "/deposit"),
    ])
    func `a claim that cannot be is refused`(claim: String, code: String, place: String) throws {
        let terms =
            #"{"base":{"interest_days":90,"day_count":360},"layers":[{"percent":"100","bearers":\#(Self.fundAndBank)}]}"#
        #expect(
            try refusal(#"[{"kind":"share","input":{"claim":\#(claim),"terms":\#(terms)}}]"#)
                == [code, "/0/input/claim\(place)"]
        )
    }

    @Test(arguments: [
        (#"{"base":{"interest_days":0,"day_count":300}"#, "out-of-range", "/base/day_count"),
        (#"{"base":{"interest_days":-1,"day_count":360}"#, "out-of-range", "/base/interest_days"),
        (#"{"remainder":"bnak""#, "unknown-party", "/remainder"),
        (#"{"remainder":{"to":"city"}"#, "unknown-party", "/remainder"),
        (#"{"programme":"x""#, "unknown-field", "/programme"),
    ])
    func `terms that cannot be are refused`(start: String, code: String, place: String) throws {
        let terms = #"\#(start),"layers":[{"percent":"100","bearers":\#(Self.fundAndBank)}]}"#
        #expect(
            try refusal(#"{"kind":"share","input":{"claim":\#(Self.claim),"terms":\#(terms)}}"#)
                == [code, "/input/terms\(place)"]
        )
    }

    @Test(arguments: [
        (#"{"borne":[],"recoveries":[]}"#, "out-of-range", "/borne"),
        (
            #"{"borne":[{"party":"a","amount":1},{"party":"a","amount":1}],"recoveries":[]}"#, "duplicate-party",
            "/borne/1/party"
        ),
        (#"{"borne":[{"party":"a","amount":-1}],"recoveries":[]}"#, "out-of-range", "/borne/0/amount"),
        (#"{"borne":[{"party":"a","amount":1}],"recoveries":[{"gross":-1}]}"#, "out-of-range", "/recoveries/0/gross"),
        (#"{"borne":[{"party":"a","amount":1}],"recoveries":[{"net":1}]}"#, "missing-field", "/recoveries/0/gross"),
        (#"{"borne":[{"party":"a","amount":1}],"order":["cost"],"recoveries":[]}"#, "bad-format", "/order/0"),
        (
            #"{"borne":[{"party":"a","amount":1}],"order":["costs","costs"],"recoveries":[]}"#, "duplicate-entry",
            "/order/1"
        ),
        (
            #"{"borne":[{"party":"a","amount":1}],"uncovered_interest":-1,"recoveries":[]}"#, "out-of-range",
            "/uncovered_interest"
        ),
    ])
    func `recoveries that cannot be are refused`(input: String, code: String, place: String) throws {
        #expect(try refusal(#"{"kind":"recover","input":\#(input)}"#) == [code, "/input\(place)"])
    }

    @Test(arguments: [
        (#""from":"2026-01-02","until":"2026-01-01""#, "dates-out-of-order", "/until"),
        (#""from":"2026-01-02","until":"2027-01-01","released_on":"2026-01-01""#, "dates-out-of-order", "/released_on"),
        (#""from":"2026-01-02","until":"2226-01-01""#, "out-of-range", "/until"),
        (#""from":"2026-01-02","until":"2027-01-01","rebate":{"rate":"0.01","cap":-1}"#, "out-of-range", "/rebate/cap"),
        (
            #""from":"2026-01-02","until":"2027-01-01","reguarantee":{"share":"1.2","rate":"0"}"#, "out-of-range",
            "/reguarantee/share"
        ),
    ])
    func `a fee that cannot be is refused`(dates: String, code: String, place: String) throws {
        let input = #"{"guaranteed":1,"rate":"0.01","day_count":365,\#(dates)}"#
        #expect(try refusal(#"{"kind":"fee","input":\#(input)}"#) == [code, "/input\(place)"])
    }

    private func refusal(_ text: String) throws -> [String] {
        do {
            _ = try Calculate.result(of: JSON.parse(text), explain: false)
            return []
        } catch let problem as InputProblem {
            return [problem.code, problem.pointer]
        } catch let problem as JSON.Problem {
            // A number with a point never gets past the parser.
            return [problem.code.rawValue, problem.pointer]
        }
    }
}
