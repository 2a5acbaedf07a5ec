import House
import JSON
import Testing

/// Domain §7: what a guarantor's leverage is measured by is a figure of a day, and takes two people.
@Suite struct NetAssetsTests {
    private static let district = ["party": "district"]
    private static let assets: JSON = ["amount": 20_000_000_000, "as_of": "2025-12-31", "note": "2025 年度审计报告"]

    @Test func `one proposes a guarantor's net assets, another adopts them`() async throws {
        try await House.with { house in
            refused(
                try await house.perform("propose-net-assets", Self.assets, by: "bureau/clerk", at: ["party": "bank-a"]),
                422, "unknown-party")
            refused(
                try await house.perform(
                    "propose-net-assets", Self.assets.with("as_of", "2099-01-01"), by: "bureau/clerk", at: Self.district
                ), 422, "date-implausible", at: "/as_of")
            refused(
                try await house.perform("adopt-net-assets", by: "bureau/approver", at: Self.district), 409,
                "nothing-proposed")
            try await house.must("propose-net-assets", Self.assets, by: "bureau/both", at: Self.district)
            refused(
                try await house.perform("adopt-net-assets", by: "bureau/both", at: Self.district), 403, "four-eyes")
            let adopted = try await house.must("adopt-net-assets", by: "bureau/approver", at: Self.district)
            #expect(adopted["content", "amount"].integer == 20_000_000_000)
            #expect(adopted["content", "as_of"].word == "2025-12-31")
            #expect(adopted["decided_by"].word == "bureau-approver")
            #expect(try await house.findings() == [])
        }
    }
}
