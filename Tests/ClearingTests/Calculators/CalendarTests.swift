import Accounting
import Clearing
import JSON
import Testing

struct CalendarTests {
    /// New Year and the Spring Festival of 2026, with their make-up days.
    private static let notice =
        #""holidays":["2026-01-01","2026-01-02","2026-01-03","2026-02-16","2026-02-17"],"makeup_days":["2026-01-04","2026-02-14"]"#

    @Test(arguments: [
        (#"{"ask":"is_working_day","on":"2026-01-04"}"#, "true"),  // a Sunday worked
        (#"{"ask":"is_working_day","on":"2026-01-02"}"#, "false"),  // a Friday off
        (#"{"ask":"is_working_day","on":"2026-01-10"}"#, "false"),  // a Saturday
        (#"{"ask":"is_working_day","on":"2026-01-09"}"#, "true"),
        (#"{"ask":"add_working_days","from":"2026-01-01","days":1}"#, #""2026-01-04""#),
        (#"{"ask":"add_working_days","from":"2026-01-09","days":1}"#, #""2026-01-12""#),
        (#"{"ask":"add_working_days","from":"2026-01-10","days":0}"#, #""2026-01-10""#),
        (#"{"ask":"deadline","from":"2026-02-06","days":10}"#, #""2026-02-18""#),
        (#"{"ask":"deadline","from":"2026-02-04","days":10}"#, #""2026-02-14""#),
        (#"{"ask":"received","at":"2026-02-14T17:00"}"#, #""2026-02-14""#),
        (#"{"ask":"received","at":"2026-02-14T17:01"}"#, #""2026-02-18""#),
        (#"{"ask":"received","at":"2026-02-13T17:00:01"}"#, #""2026-02-14""#),
        (#"{"ask":"received","at":"2026-02-13T15:30","cut_off":"15:00"}"#, #""2026-02-14""#),
        (#"{"ask":"received","at":"2026-01-10T08:00","cut_off":"17:00"}"#, #""2026-01-12""#),
        (#"{"ask":"received","at":"2026-02-12T09:30:00Z","cut_off":"17:00"}"#, #""2026-02-13""#),
    ])
    func `a question of working days is answered`(query: String, answer: String) throws {
        let json = try JSON.parse(#"{"kind":"calendar","input":{\#(Self.notice),"queries":[\#(query)]}}"#)
        #expect(try Calculate.result(of: json, explain: false).text == #"{"answers":[\#(answer)]}"#)
    }

    @Test(arguments: [
        (#"{"ask":"is_working_day","on":"2027-01-04"}"#, "no-calendar", "/queries/0"),
        (#"{"ask":"add_working_days","from":"2026-12-30","days":5}"#, "no-calendar", "/queries/0"),
        (#"{"ask":"deadline","from":"2026-12-30","days":5}"#, "no-calendar", "/queries/0"),
        (#"{"ask":"received","at":"2025-12-31T09:00"}"#, "no-calendar", "/queries/0"),
        (#"{"ask":"when"}"#, "bad-format", "/queries/0/ask"),
        (#"{"ask":"deadline","from":"2026-12-30","days":-5}"#, "out-of-range", "/queries/0/days"),
        (#"{"ask":"deadline","from":"2026-12-30"}"#, "missing-field", "/queries/0/days"),
        (#"{"ask":"is_working_day","on":"2026-01-04","days":1}"#, "unknown-field", "/queries/0/days"),
        (#"{"ask":"received","at":"2026-01-10"}"#, "bad-format", "/queries/0/at"),
        (#"{"ask":"received","at":"2026-01-10T25:00"}"#, "bad-format", "/queries/0/at"),
        (#"{"ask":"received","at":"2026-01-10T08:00","cut_off":"5pm"}"#, "bad-format", "/queries/0/cut_off"),
    ])
    func `a question that cannot be answered is refused`(query: String, code: String, place: String) throws {
        let json = try JSON.parse(#"{"kind":"calendar","input":{\#(Self.notice),"queries":[\#(query)]}}"#)
        let problem = #expect(throws: InputProblem.self) { try Calculate.result(of: json, explain: false) }
        #expect(problem?.code == code)
        #expect(problem?.pointer == "/input\(place)")
    }

    @Test func `a day is a holiday or a make-up day, not both`() throws {
        let json: JSON = [
            "kind": "calendar", "input": ["holidays": ["2026-01-04"], "makeup_days": ["2026-01-04"], "queries": []],
        ]
        let problem = #expect(throws: InputProblem.self) { try Calculate.result(of: json, explain: false) }
        #expect(problem?.code == "duplicate-entry")
        #expect(problem?.pointer == "/input/makeup_days/0")
    }
}

struct MomentTextTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T08:00:00+08:00", 0), ("1970-01-01T00:00:00.000001Z", 1),
        ("1970-01-01T00:00:00.5Z", 500_000), ("1969-12-31T23:59:59Z", -1_000_000),
        ("2026-01-31T09:30:00-05:30", 1_769_871_600_000_000),
    ])
    func `a time is read to the microsecond`(text: String, microseconds: Int64) {
        #expect(Moment(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "2026-01-31", "2026-01-31T09:30:00", "2026-01-31 09:30:00Z", "2026-01-31T24:00:00Z", "2026-01-31T09:60:00Z",
        "2026-01-31T09:30:60Z", "2026-02-30T09:30:00Z", "2026-01-31T09:30:00.Z", "2026-01-31T09:30:00.1234567Z",
        "2026-01-31T09:30:00+0800", "2026-01-31T09:30:00+08:00x", "2026-01-31T09:30:00+24:00", "",
    ])
    func `what is no time is none`(text: String) {
        #expect(Moment(text) == nil)
    }
}
