import House
import JSON
import NIOHTTP1
import Testing

@testable import Server

/// What a leader looks up about terms: what a version changes, and where breakers stand.
@Suite struct TermsPageTests {
    private static let breaker = #""breaker":{"warn":"0.03","suspend":"0.05"}"#

    /// Two versions of one programme; the second takes ten per cent from the fund and has a name that is no good HTML.
    private static func adopt(_ serving: Serving) async throws {
        let house = serving.house
        try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: "", breaker))
        let second = try Sample.terms("small", [("fund", 70), ("district", 10), ("bank", 20)], caps: "", breaker)
        try await house.adopt(second.with("name", ["zh": "信用贷<b>", "en": "Credit & more"]).with("from", "2026-03-02"))
    }

    @Test func `two versions are compared in words, as JSON, text and page`() async throws {
        try await Serving.with { serving in
            try await Self.adopt(serving)
            let path = "/v1/books/yongchuan/terms/small/2/diff"
            let json = try await serving.send(.GET, path, by: "bank-a/maker").json
            let places = json[at: "changes"].items.compactMap { $0[at: "place"].word }
            #expect(places == ["name", "from", "layers/1/fund", "layers/1/district"])
            #expect(json[at: "changes"].items.last?[at: "before_zh"] == .null)
            let fund = json[at: "example"][at: "shares"].items.first
            #expect(fund?[at: "before"] == 80_000_000)
            #expect(fund?[at: "after"] == 70_000_000)

            let text = try await serving.send(.GET, path + "?format=text", by: "audit/auditor")
            #expect(text.headers.first(name: "Content-Type") == "text/plain; charset=utf-8")
            #expect(text.text.contains("3. 基金分担: 80% → 70%\n4. district分担: （无） → 10%\n"))
            #expect(text.text.contains("基金: 800,000.00 → 700,000.00\n"))
            let english = try await serving.send(.GET, path + "?format=text&language=en", by: "audit/auditor")
            #expect(english.text.contains("3. the fund bears: 80% → 70%\n"))
            let same = try await serving.send(.GET, path + "?format=text&from=2", by: "audit/auditor")
            #expect(same.text.contains("两版内容相同。"))

            let page = try await serving.send(.GET, path + "?format=html", by: "audit/auditor")
            #expect(page.headers.first(name: "Content-Type") == "text/html; charset=utf-8")
            #expect(page.headers.first(name: "Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
            #expect(page.text.contains("信用贷&lt;b&gt;") && !page.text.contains("<b>"))
            #expect(page.text.contains("<td>基金分担</td><td>80%</td><td>70%</td>"))
            #expect(
                page.text.contains(
                    "<td>基金</td><td class=\"figure\">800,000.00</td><td class=\"figure\">700,000.00</td>"))
        }
    }

    @Test func `what is not there is not compared, and what is asked oddly is refused`() async throws {
        try await Serving.with { serving in
            try await Self.adopt(serving)
            for (path, status) in [
                ("terms/small/1/diff", 404), ("terms/small/3/diff", 404), ("terms/none/2/diff", 404),
                ("terms/small/2/diff?from=9", 404), ("terms/small/x/diff", 404), ("terms/small/2/diff?from=0", 400),
                ("terms/small/2/diff?format=pdf", 400), ("terms/small/2/diff?language=fr", 400),
                ("terms/small/2/diff?to=2", 400),
            ] {
                let heard = try await serving.send(.GET, "/v1/books/yongchuan/\(path)", by: "bureau/clerk")
                #expect(heard.status == status, "\(path)")
            }
        }
    }

    @Test func `a breaker is looked up, resumed over the wire, and is no other bank's business`() async throws {
        try await Serving.with { serving in
            try await Self.adopt(serving)
            let house = serving.house
            try await house.file(900_000, programme: "small")
            try await house.approved(try await house.claimed(100_000, number: 2, programme: "small"))
            func breakers(_ path: String, by person: String) async throws -> Heard {
                try await serving.send(.GET, "/v1/books/yongchuan/breakers\(path)", by: person)
            }
            let own = try await breakers("/small/bank-a", by: "bank-a/maker").json
            #expect(own[at: "suspended"] == true)
            #expect(own[at: "rate"] == ["filed": 1_000_000, "lost": 100_000, "ratio": "0.1"])
            #expect(own[at: "moves"].items.map { $0[at: "state"].word } == ["suspended"])
            #expect(try await breakers("/small/bank-a", by: "bank-b/maker").status == 404)
            #expect(try await breakers("", by: "bank-b/maker").json[at: "items"].items.isEmpty)
            #expect(try await breakers("", by: "district/maker").json[at: "items"].items.isEmpty)
            #expect(try await breakers("?bank=bank-a", by: "audit/auditor").json[at: "items"].items.count == 1)
            #expect(try await breakers("/small/bank-c", by: "bureau/clerk").status == 404)

            let description = try Description()
            let path = "breakers/small/bank-a/resumption"
            let proposed = try await serving.post(path, ["note": "会议纪要"], by: "bureau/clerk")
            #expect(proposed.status == 201)
            #expect(try description.flaws(proposed.json, description.schema("Proposal")) == [])
            #expect(try await serving.post("\(path)/approve", by: "bureau/approver").status == 200)
            let after = try await breakers("/small/bank-a", by: "bureau/clerk").json
            #expect(after[at: "suspended"] == false)
            #expect(try description.flaws(after, description.schema("Breaker")) == [])
        }
    }

    @Test func `a year is trued up over the wire, and the claim shows what goes back`() async throws {
        try await Serving.with { serving in
            let house = serving.house
            let cap =
                #"{"id":"rate","on":["fund"],"limit":{"rate":"0.03","factor":"0.8"},"window":"bank-year","excess":{"to":"bank"}}"#
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: cap))
            try await house.approved(try await house.claimed(100_000, programme: "small"))
            try await house.settled("2026-07-01")
            house.clock.set("2026-12-31 09:00")
            let description = try Description()
            let asked: JSON = ["programme": "small", "bank": "bank-a", "year": 2026, "note": "年末清算"]
            let proposed = try await serving.post("true-ups", asked, by: "bureau/clerk")
            #expect(proposed.status == 201, "\(proposed.text)")
            #expect(try description.flaws(proposed.json, description.schema("TrueUp")) == [])
            let approved = try await serving.post("true-ups/small/bank-a/2026/approve", by: "bureau/approver")
            #expect(approved.status == 200)
            #expect(approved.json[at: "caps"].items.first?[at: "parts"].items.first?[at: "amount"] == 80_000)
            let waiting = try await serving.send(.GET, "proposals?kind=true-up", by: "audit/auditor").json
            #expect(waiting[at: "items"].items.map { $0[at: "state"].word } == ["adopted"])
            let claim = try await serving.send(.GET, "claims/1?explain=true", by: "bank-a/maker")
            let operation = try #require(description.operations["GET /v1/books/{book}/claims/{claim}"])
            let schema = try description.resolved(operation[at: "responses"][at: "200"])[at: "content"][
                at: "application/json"][at: "schema"]
            #expect(try description.flaws(claim.json, schema) == [])
            #expect(claim.text.contains(#""kind":"true-up""#))
        }
    }
}
