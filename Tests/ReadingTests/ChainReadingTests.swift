import House
import JSON
import Testing

@testable import Server

/// RULES §2: what a guarantor may still claim up the chain, and what it is asked for, each sees its own of.
@Suite struct ChainReadingTests {
    private static func tell(_ house: House) async throws {
        try await Story.register(house)
        try await house.adopt(
            try Sample.terms(
                "small", [("national", 20), ("reguarantor", 20), ("district", 30), ("fund", 10), ("bank", 20)],
                #""pay":{"advance":"district","chain":["reguarantor","national"]}"#))
        try await house.claimed(100_000, programme: "small")
        try await house.approved(1)
        try await house.must(
            "report-advance", ["amount": 80_000, "paid_on": "2026-07-01", "voucher": "PZ-1"], by: "district/maker",
            at: ["claim": "1"])
    }

    private static func rows(_ desk: Desk, _ query: String, by person: String) async throws -> [String] {
        try await desk.read("chain-claims\(query)", by: person)["items"]?.items.map { row in
            "\(row["party"]?.word ?? "") \(row["state"]?.word ?? "") \(row.at("chain", "claimant").word ?? "-") \(row.at("chain", "asked").integer ?? 0)"
        } ?? []
    }

    @Test func `who paid sees what it may claim and until when; who is asked sees its own`() async throws {
        try await Desk.with(Self.tell) { desk in
            #expect(try await Self.rows(desk, "", by: "district/maker") == ["reguarantor up-chain district 0"])
            #expect(try await Self.rows(desk, "", by: "reguarantor/maker") == ["reguarantor up-chain district 0"])
            #expect(try await Self.rows(desk, "", by: "national/maker") == ["national up-chain - 0"])
            #expect(try await Self.rows(desk, "", by: "city/maker") == [])
            #expect(
                try await Self.rows(desk, "", by: "bureau/clerk") == [
                    "national up-chain - 0", "reguarantor up-chain district 0",
                ])
            let open = try await desk.read("chain-claims?claimant=district&state=up-chain", by: "audit/auditor")
            #expect(open.at("items", 0, "chain", "claim_until") == "2026-10-29")
            #expect(open.at("items", 0, "programme") == "small")
            // It waits for the guarantor, then for the tier it claims from.
            #expect(try await desk.read("claims?waiting_for=me", by: "district/maker")["items"]?.items.count == 1)
            #expect(try await desk.read("claims?waiting_for=me", by: "reguarantor/maker")["items"]?.items.count == 0)
            try await desk.house.must(
                "claim-up-chain", ["voucher": "PZ-1"], by: "district/maker", at: ["claim": "1"])
            #expect(try await desk.read("claims?waiting_for=me", by: "district/maker")["items"]?.items.count == 0)
            #expect(try await desk.read("claims?waiting_for=me", by: "reguarantor/maker")["items"]?.items.count == 1)
            #expect(
                try await Self.rows(desk, "?state=pending", by: "reguarantor/maker") == [
                    "reguarantor pending district 40000"
                ])
            // Both see the shares they have to do with, in the claim itself too.
            let claim = try await desk.read("claims/1", by: "district/maker")
            #expect(claim["shares"]?.items.compactMap { $0["party"]?.word } == ["reguarantor", "district"])
            let answers = try await desk.read("figures/answers?from=2026-07-01&until=2026-08-01", by: "bureau/clerk")
            let asked = answers["items"]?.items.map { "\($0["party"]?.word ?? "") \($0["asked"]?.integer ?? 0)" }
            #expect(asked == ["district 1", "reguarantor 1"])
        }
    }
}
