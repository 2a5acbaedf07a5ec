import House
import JSON
import Testing

@testable import Server

/// A quarter's subsidies over the wire: the service works out by itself what waits for its lines.
@Suite struct SubsidyWireTests {
    @Test func `a run is drawn up beside the lanes, previewed, and approved by its digest`() async throws {
        try await Serving.with { serving in
            let check = try Self.checker()
            let house = serving.house
            let terms: JSON = ["terms": House.pack(budget: 10_000_000)]
            try check("subsidy-terms", try await serving.post("subsidy-terms", terms, by: "bureau/clerk"))
            try check(
                "subsidy-terms/{programme}/{version}/adopt",
                try await serving.post("subsidy-terms/subsidy-equipment/1/adopt", by: "bureau/approver"))
            try await house.fileTagged(12_000_000, number: 1, disbursed: "2026-01-12")
            house.clock.set("2026-04-02 09:00")
            let body: JSON = ["programme": "subsidy-equipment", "period": "2026-Q1"]
            try check("subsidy-runs", try await serving.post("subsidy-runs", body, by: "bureau/clerk"))
            var run = try await serving.send(.GET, "subsidy-runs/1", by: "bureau/approver")
            for _ in 0..<200 where run.json["state"]?.word == "drafting" {
                try await Task.sleep(for: .milliseconds(50))
                run = try await serving.send(.GET, "subsidy-runs/1", by: "bureau/approver")
            }
            try check("subsidy-runs/{run}", run)
            #expect(run.json["payable"]?.integer == 39_500)
            try check("subsidy-terms", try await serving.send(.GET, "subsidy-terms", by: "bank-a/maker"))
            try check("subsidy-runs", try await serving.send(.GET, "subsidy-runs", by: "bureau/clerk"))
            try check(
                "subsidy-runs/{run}/lines", try await serving.send(.GET, "subsidy-runs/1/lines", by: "bureau/approver"))
            let digest: JSON = ["digest": run.json["digest"] ?? .null]
            try check(
                "subsidy-runs/{run}/approve",
                try await serving.post("subsidy-runs/1/approve", digest, by: "bureau/approver"))
            try check("subsidy-runs", try await serving.post("subsidy-runs", body, by: "bureau/clerk"))
            try check(
                "subsidy-runs/{run}/discard", try await serving.post("subsidy-runs/2/discard", by: "bureau/clerk"))
        }
    }

    @Test func `fee packs and their runs are what the description says`() async throws {
        try await Serving.with { serving in
            let check = try Self.checker()
            let house = serving.house
            for programme in ["fee-reguarantee", "fee-structure", "fee-rebate"] {
                let terms: JSON = ["terms": House.pack(programme, budget: 10_000_000)]
                try check("subsidy-terms", try await serving.post("subsidy-terms", terms, by: "bureau/clerk"))
            }
            try await serving.post("subsidy-terms/fee-rebate/1/adopt", by: "bureau/approver")
            try await house.fileGuaranteed(36_500_000, number: 1, disbursed: "2026-01-12")
            house.clock.set("2026-07-02 09:00")
            let body: JSON = ["programme": "fee-rebate", "period": "2026-H1"]
            try check("subsidy-runs", try await serving.post("subsidy-runs", body, by: "bureau/clerk"))
            var run = try await serving.send(.GET, "subsidy-runs/1", by: "bureau/approver")
            for _ in 0..<200 where run.json["state"]?.word == "drafting" {
                try await Task.sleep(for: .milliseconds(50))
                run = try await serving.send(.GET, "subsidy-runs/1", by: "bureau/approver")
            }
            try check("subsidy-runs/{run}", run)
            #expect(run.json["payable"]?.integer == 85_000)
            try check(
                "subsidy-runs/{run}/lines", try await serving.send(.GET, "subsidy-runs/1/lines", by: "bureau/approver"))
            let unfit: JSON = ["programme": "fee-rebate", "period": "2026"]
            try await serving.post("subsidy-runs/1/discard", by: "bureau/clerk")
            #expect(
                try await serving.post("subsidy-runs", unfit, by: "bureau/clerk").json["code"]?.word == "period-unfit")
        }
    }

    /// Checks an answer against the description of its route.
    private static func checker() throws -> (String, Heard) throws -> Void {
        let description = try Description()
        return { route, heard in
            let operation = try #require(description.operations["\(heard.method) /v1/books/{book}/\(route)"])
            let response = try description.resolved(operation[at: "responses"][at: "\(heard.status)"])
            let schema = response[at: "content"][at: "application/json"][at: "schema"]
            #expect(schema != .null, "\(route): \(heard.text)")
            #expect(try description.flaws(heard.json, schema) == [], "\(route): \(heard.text)")
        }
    }
}
