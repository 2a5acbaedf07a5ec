import House
import JSON
import Testing

/// Reference rates are dated data: entered by one person, adopted by another, and missed where nobody entered them.
@Suite struct FixingTests {
    private static let programme = "subsidy-entrepreneur"

    @discardableResult
    private static func fix(_ house: House, _ day: String, _ rate: JSON) async throws -> Answered {
        try await house.must(
            "propose-fixing",
            ["series": "lpr-1y", "announced_on": .string(day), "rate": rate, "note": "全国银行间同业拆借中心公告"],
            by: "bureau/clerk")
        return try await house.must(
            "adopt-fixing", by: "bureau/approver", at: ["series": "lpr-1y", "day": day])
    }

    /// Loans of 360,000.00 at 4.35 %, drawn in January and in March.
    private static func with(_ work: @Sendable (House) async throws -> Void) async throws {
        try await House.with(opened: "2026-01-05") { house in
            try await house.adoptSubsidy(House.pack(programme, budget: 10_000_000))
            try await house.fileTagged(36_000_000, number: 1, disbursed: "2026-01-12", tag: "entrepreneur")
            try await house.fileTagged(
                36_000_000, number: 2, disbursed: "2026-03-02", borrower: Sample.borrowers[0], tag: "entrepreneur")
            house.clock.set("2026-04-02 09:00")
            try await work(house)
        }
    }

    @Test func `each loan follows the rate of the day it was drawn`() async throws {
        try await Self.with { house in
            try await Self.fix(house, "2025-12-22", "0.03")
            try await Self.fix(house, "2026-02-24", "0.029")
            try await Self.fix(house, "2026-03-20", "0.029")
            let run = try await house.drafted("2026-Q1", Self.programme)
            // January: 3.5 % counts, the borrower pays 1.5 %: 360,000.00 × 2 % × 79/360. March: 3.4 % less 1.4 %, 30 days.
            #expect(
                try await house.subsidyLines(run) == [
                    "1 79 2844000000 158000 0 158000 47400+110600 0", "2 30 1080000000 60000 0 60000 18000+42000 0",
                ])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a rate nobody has adopted is missed, and a loan drawn before the first is listed`() async throws {
        try await Self.with { house in
            let body: JSON = ["programme": .string(Self.programme), "period": "2026-Q1"]
            let none = try await house.perform("draft-subsidy-run", body, by: "bureau/clerk")
            #expect(none.code == "fixing-missing")
            try await house.must(
                "propose-fixing",
                ["series": "lpr-1y", "announced_on": "2026-03-20", "rate": "0.03", "note": "公告"], by: "bureau/clerk")
            #expect(try await house.perform("draft-subsidy-run", body, by: "bureau/clerk").code == "fixing-missing")
            try await Self.fix(house, "2026-02-24", "0.03")
            try await house.must(
                "adopt-fixing", by: "bureau/approver", at: ["series": "lpr-1y", "day": "2026-03-20"])
            let run = try await house.drafted("2026-Q1", Self.programme)
            // 2048 is no-fixing.
            #expect(
                try await house.subsidyLines(run) == [
                    "1 79 2844000000 0 0 0 0+0 2048", "2 30 1080000000 60000 0 60000 18000+42000 0",
                ])
            try await house.approveSubsidy(run)
            // The rate of January comes late: the loan's quarter is a difference of the next run.
            try await Self.fix(house, "2025-12-22", "0.03")
            let next = try await house.drafted("2026-Q1", Self.programme)
            #expect(
                try await house.subsidyLines(next) == ["1 79 2844000000 158000 0 158000 47400+110600 0"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a rate is adopted by another person, once, and never before its day`() async throws {
        try await House.with(opened: "2026-01-05") { house in
            let body: JSON = ["series": "lpr-1y", "announced_on": "2026-01-20", "rate": "0.03", "note": "公告"]
            let at = ["series": "lpr-1y", "day": "2026-01-20"]
            let early = try await house.perform("propose-fixing", body, by: "bureau/both")
            #expect(early.code == "date-implausible")
            house.clock.set("2026-01-21 09:00")
            try await house.must("propose-fixing", body, by: "bureau/both")
            #expect(try await house.perform("adopt-fixing", by: "bureau/both", at: at).code == "four-eyes")
            try await house.must("adopt-fixing", by: "bureau/approver", at: at)
            #expect(try await house.perform("adopt-fixing", by: "bureau/approver", at: at).code == "nothing-proposed")
            let unknown = ["series": "shibor", "day": "2026-01-20"]
            #expect(
                try await house.perform("adopt-fixing", by: "bureau/approver", at: unknown).code == "nothing-proposed")
            #expect(try await house.findings() == [])
        }
    }
}
