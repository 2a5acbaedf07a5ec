import House
import JSON
import Testing

@testable import Server

/// RULES §12 and domain §7: figures by guarantor, and how much each stands for of its net assets.
@Suite struct GuarantorFigureTests {
    private static let district = ["party": "district"]

    private static func row(_ key: String, of name: String = "key", _ read: JSON) -> JSON {
        read["items"]?.items.first { $0[name]?.word == key } ?? .null
    }

    @Test func `what was filed under terms with a guarantor is its business, all else is nobody's`() async throws {
        try await Desk.with { desk in
            let read = try await desk.read("figures?by=guarantor", by: "bureau/clerk")
            #expect(Self.row("district", read)["filed_amount"] == 100_000_000)
            #expect(Self.row("district", read)["compensated_amount"] == 80_870_000)
            #expect(Self.row("district", read)["passed_on_amount"] == 70_761_250)
            #expect(Self.row("none", read)["filed_amount"] == 70_000_000)
            #expect(Self.row("none", read)["recovered_amount"] == 5_000_000)
            #expect(Self.row("none", read)["in_force_count"] == 1)
            let lines = try await desk.read("figures/lines?measure=passed-on&guarantor=district", by: "bureau/clerk")
            #expect(lines["items"]?.items.reduce(Int64(0)) { $0 + ($1["amount"]?.integer ?? 0) } == 70_761_250)
            let narrowed = try await desk.read("figures?guarantor=none", by: "bureau/clerk")
            #expect(narrowed["items"]?.items.map { $0["key"]?.word } == ["yongchuan-credit"])
            let loans = try await desk.read(
                "figures/in-force/lines?guarantor=district&as_of=2026-06-30", by: "bureau/clerk")
            #expect(loans["items"]?.items.map { $0["nominal_balance"] } == [100_000_000])
            // A bearer sees the claims it bears, not the loans.
            let own = try await desk.read("figures?by=guarantor", by: "district/maker")
            #expect(Self.row("district", own)["compensated_count"] == 1)
        }
    }

    @Test func `a guarantor's leverage is by the net assets that two people adopted last`() async throws {
        try await Desk.with { house in
            try await Story.tell(house)
            let assets: JSON = ["amount": 20_000_000_000, "as_of": "2025-12-31", "note": "2025 年度审计报告"]
            try await house.must("propose-net-assets", assets, by: "bureau/both", at: Self.district)
            try await house.must("adopt-net-assets", by: "bureau/approver", at: Self.district)
            let later: JSON = ["amount": 10_000_000_000, "as_of": "2026-07-01", "note": "半年报"]
            try await house.must("propose-net-assets", later, by: "bureau/clerk", at: Self.district)
            #expect(try await house.findings() == [])
        } _: { desk in
            // 1,000,000.00 in force, of which the district's guarantor bears three tenths; by 200,000,000.00.
            let june = try await desk.read("figures/leverage?as_of=2026-06-30", by: "audit/auditor")
            let row = Self.row("district", of: "party", june)
            #expect(row["balance"] == 30_000_000 && row["base"] == 20_000_000_000)
            #expect(row["base_as_of"] == "2025-12-31" && row["leverage"] == "0.0015")
            #expect(Self.row("city", of: "party", june)["base"] == .null)
            #expect(Self.row("pool", of: "party", june)["base"] == june["pool_principal"])
            // What was proposed only counts for nothing; and the loan is compensated.
            let now = Self.row("district", of: "party", try await desk.read("figures/leverage", by: "audit/auditor"))
            #expect(now["base"] == 20_000_000_000 && now["balance"] == 0)
        }
    }
}
