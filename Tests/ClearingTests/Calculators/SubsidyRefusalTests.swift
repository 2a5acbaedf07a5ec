import Clearing
import JSON
import Testing

struct SubsidyRefusalTests {
    private static let programme = #"{"rate":"0.01","day_count":360,"funders":[{"party":"city","parts":"1"}]}"#
    private static let loan =
        #"{"loan":"L1","bank":"A","borrower":"X","disbursed":"2025-01-10","matures":"2026-01-10","contract_rate":"0.04","events":[{"on":"2025-01-10","change":100}]}"#

    @Test(arguments: [
        (#"{"day_count":360,"funders":[{"party":"city","parts":"1"}]}"#, "missing-field", "/borrower_pays_up_to"),
        (
            #"{"rate":"0.01","rate_ceiling":"0.03","day_count":360,"funders":[{"party":"city","parts":"1"}]}"#,
            "unknown-field", "/rate_ceiling"
        ),
        (#"{"rate":"0.01","day_count":360,"funders":[]}"#, "out-of-range", "/funders"),
        (#"{"rate":"0.01","day_count":360,"funders":[{"party":"city","parts":"0"}]}"#, "weights-all-zero", "/funders"),
        (
            #"{"rate":"0.01","day_count":360,"budget":5,"exhaustion":"queue","funders":[{"party":"city","parts":"1"}]}"#,
            "bad-format", "/exhaustion"
        ),
        (
            #"{"rate":"0.01","day_count":360,"from":"2025-01-02","until":"2025-01-02","funders":[{"party":"city","parts":"1"}]}"#,
            "dates-out-of-order", "/until"
        ),
        (
            #"{"rate":"0.01","day_count":360,"max_days":-1,"funders":[{"party":"city","parts":"1"}]}"#, "out-of-range",
            "/max_days"
        ),
    ])
    func `a programme that cannot be is refused`(programme: String, code: String, place: String) throws {
        #expect(try refusal(programme: programme) == [code, "/input/programme\(place)"])
    }

    @Test(arguments: [
        (#"[["2025-01-01"]]"#, "wrong-type", "/0"),
        (#"[["2025-01-01","2025-01-01"]]"#, "dates-out-of-order", "/0/1"),
        (#"[["2025-01-01","2025-02-01"],["2025-01-31","2025-03-01"]]"#, "dates-out-of-order", "/1"),
        (#"[["2025-01-01","2025-13-01"]]"#, "bad-format", "/0/1"),
        (#"[["1900-01-01","2025-01-01"]]"#, "too-large", "/0"),
        (#"[]"#, "out-of-range", ""),
    ])
    func `periods that cannot be are refused`(periods: String, code: String, place: String) throws {
        #expect(try refusal(periods: periods) == [code, "/input/periods\(place)"])
    }

    @Test(arguments: [
        (#""contract_rate":"0.04","#, #""contract_rate":"4","#, "out-of-range", "/contract_rate"),
        (#""bank":"A","#, "", "missing-field", "/bank"),
        (#""bank":"A","#, #""bank":"A","note":1,"#, "unknown-field", "/note"),
        (#""change":100"#, #""change":-1"#, "balance-negative", "/events/0"),
        (#""on":"2025-01-10""#, #""on":"2025-01-09""#, "dates-out-of-order", "/events/0/on"),
        (
            #""bank":"A","#, #""bank":"A","excluded":[["2025-02-01","2025-01-01"]],"#, "dates-out-of-order",
            "/excluded/0/1"
        ),
        (#""bank":"A","#, #""bank":"A","already_paid":{"25":1},"#, "bad-format", "/already_paid/25"),
        (#""bank":"A","#, #""bank":"A","already_paid":{"2025":-1},"#, "out-of-range", "/already_paid/2025"),
        (#""bank":"A","#, #""bank":"A","completed_at":"2025-01-01","#, "bad-format", "/completed_at"),
    ])
    func `a loan that cannot be is refused`(part: String, change: String, code: String, place: String) throws {
        let loan = Self.loan.replacing(part, with: change)
        #expect(try refusal(loans: "[\(loan)]") == [code, "/input/loans/0\(place)"])
    }

    @Test func `a loan stands once in a run`() throws {
        #expect(try refusal(loans: "[\(Self.loan),\(Self.loan)]") == ["duplicate-loan", "/input/loans/1/loan"])
    }

    @Test func `first come needs the time of completion`() throws {
        let programme = Self.programme.replacing("}]}", with: #"}],"budget":1,"exhaustion":"first_come"}"#)
        #expect(try refusal(programme: programme) == ["missing-field", "/input/loans/0/completed_at"])
    }

    @Test func `a product beyond 64 bits is refused, not wrapped`() throws {
        let loan = Self.loan.replacing(#""change":100"#, with: #""change":1000000000000000"#)
            .replacing("2026-01-10", with: "2099-01-10")
        #expect(
            try refusal(periods: #"[["2025-01-01","2090-01-01"]]"#, loans: "[\(loan)]") == [
                "too-large", "/input/periods/0",
            ]
        )
    }

    private func refusal(
        programme: String = programme,
        periods: String = #"[["2025-01-01","2025-04-01"]]"#,
        loans: String = "[\(loan)]"
    ) throws -> [String] {
        let text = #"{"kind":"subsidy","input":{"programme":\#(programme),"periods":\#(periods),"loans":\#(loans)}}"#
        let json = try JSON.parse(text)
        do throws(InputProblem) {
            _ = try Calculate.result(of: json, explain: false)
            return []
        } catch { return [error.code, error.pointer] }
    }
}
