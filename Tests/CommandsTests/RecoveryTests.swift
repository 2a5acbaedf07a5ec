import House
import JSON
import Testing

/// RULES §8: money from the borrower after compensation, shared among all who bore the loss.
@Suite struct RecoveryTests {
    private static func report(
        _ house: House, _ gross: Int64, by person: String = "bank-a/maker", costs: JSON = [],
        on day: JSON = "2026-07-02"
    ) async throws -> Answered {
        try await house.perform(
            "report-recovery", ["gross": .integer(gross), "received_on": day, "costs": costs], by: person,
            at: ["claim": "1"])
    }

    private static func parts(_ recovery: Answered) -> [String] {
        recovery["parts"].items.map {
            "\($0["kind"]?.word ?? "") \($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)"
        }
    }

    /// The guaranteed claim of 10,108.78, borne 2,021.75 / 2,021.75 / 3,032.63 / 1,010.87 / 2,021.78, paid on 2026-07-01 and
    /// 07-02; the clock stands at 2026-07-02.
    private static func paid(_ house: House, _ changed: [String: JSON] = [:]) async throws {
        try await house.claimed(1_000_003, programme: "yongchuan-guaranteed", changed: changed)
        try await house.approved(1)
        try await house.settled("2026-07-01")
        house.clock.set("2026-07-02 09:00")
        try await house.settled("2026-07-02")
    }

    @Test func `costs first, then everyone's principal by the carry rule, and caps have room again`() async throws {
        try await House.with { house in
            try await Self.paid(house)
            let first = try await Self.report(house, 100_003, costs: [["party": "bank-a", "amount": 10_000]])
            #expect(first.status == 201)
            // 90,003 over 1,010,878: exact parts 18,000.55 / 18,000.55 / 27,000.86 / 9,000.23 / 18,000.81; the three odd fen go
            // to the largest fractions: district, bank, then national before reguarantor.
            #expect(
                Self.parts(first) == [
                    "cost bank-a 10000", "principal national 18001", "principal reguarantor 18000",
                    "principal district 27001",
                    "principal fund 9000", "principal bank 18001",
                ])
            try await balances(
                house,
                [
                    "1218.02:bank-a:1": 9_000, "1231:1": 92_087, "1239:1": 92_087,
                    "9007:yongchuan-guaranteed:household:\(Sample.borrower)": 736_698, "9007:pool:year:2026": 92_087,
                ])
            // 140,004 so far: what each is owed in all, less what it has.
            let second = try await Self.report(house, 50_001)
            #expect(
                Self.parts(second) == [
                    "principal national 10000", "principal reguarantor 10001", "principal district 15000",
                    "principal fund 5000",
                    "principal bank 10000",
                ])
            house.clock.set("2026-07-16 09:00")
            let run = try await house.settled("2026-07-16")
            let orders = run["orders"].items.map {
                "\($0["category"]?.word ?? "") \($0["direction"]?.word ?? "") \($0["amount"]?.integer ?? 0)"
            }
            // To the fund 14,000; to the others 28,001 + 28,001 + 42,001.
            #expect(orders == ["clearing collect 98003", "risk collect 14000"])
            house.clock.set("2026-07-17 09:00")
            let onward = try await house.settled("2026-07-17")
            let forwards = onward["orders"].items.map {
                "\($0["party"]?.word ?? "") \($0["direction"]?.word ?? "") \($0["amount"]?.integer ?? 0)"
            }
            #expect(forwards == ["district pay 42001", "national pay 28001", "reguarantor pay 28001"])
            // The outlay and its return are of one year: 7201 goes down.
            try await balances(
                house,
                [
                    "1218.02:bank-a:1": 0, "1002.09": 0, "2307.02:district:1": 0,
                    "1002.01": 6_500_000_000 - 101_087 + 14_000,
                    "7201": 87_087, "5001:yongchuan-guaranteed:bank-a": 87_087,
                ])
        }
    }

    @Test func `what a guarantor recovers it owes to the others, the bank among them`() async throws {
        try await House.with { house in
            try await Self.paid(house)
            let recovery = try await Self.report(house, 90_003, by: "district/checker")
            #expect(recovery["holder"].word == "district")
            house.clock.set("2026-07-16 09:00")
            let run = try await house.settled("2026-07-16")
            let orders = run["orders"].items.map {
                "\($0["category"]?.word ?? "") \($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)"
            }
            #expect(orders == ["clearing district 54002", "risk district 9000"])
            house.clock.set("2026-07-17 09:00")
            let onward = try await house.settled("2026-07-17")
            let forwards = onward["orders"].items.map { "\($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)" }
            #expect(forwards == ["bank-a 18001", "national 18001", "reguarantor 18000"])
        }
    }

    @Test func `more than is owed is the borrower's, and closes the claim`() async throws {
        try await House.with { house in
            try await Self.paid(house, ["uncovered_interest": 500, "uncovered_penalty": 300])
            let recovery = try await Self.report(house, 1_015_000, costs: [["party": "district", "amount": 3_000]])
            // 3,000 of costs, 1,010,878 of principal, 500 and 300 of the bank's own; 322 are left over.
            #expect(recovery["surplus"].integer == 322)
            #expect(
                Self.parts(recovery) == [
                    "cost district 3000", "principal national 202175", "principal reguarantor 202175",
                    "principal district 303263",
                    "principal fund 101087", "principal bank 202178", "interest bank-a 500", "penalty bank-a 300",
                ])
            try await balances(
                house,
                [
                    "1231:1": 0, "1218.02:bank-a:1": 101_087, "9007:pool:year:2026": 0,
                    "5001:yongchuan-guaranteed:bank-a": 0,
                    "9007:yongchuan-guaranteed:household:\(Sample.borrower)": 0,
                ])
            refused(try await Self.report(house, 1), 409, "wrong-state")
        }
    }

    @Test func `a claim stays open while costs, interest or penalty are owed`() async throws {
        try await House.with { house in
            try await Self.paid(house, ["uncovered_interest": 500])
            // Costs above what came in stay owed to whoever advanced them.
            let short = try await Self.report(house, 1_000, costs: [["party": "bank-a", "amount": 1_500]])
            #expect(Self.parts(short).first == "cost bank-a 1000")
            #expect(Self.parts(short).dropFirst().allSatisfy { $0.hasSuffix(" 0") })
            let whole = try await Self.report(house, 1_011_378)
            #expect(Self.parts(whole).first == "cost bank-a 500")
            #expect(whole["surplus"].integer == 0)
            let last = try await Self.report(house, 600)
            #expect(Self.parts(last).last == "interest bank-a 500")
            #expect(last["surplus"].integer == 100)
            refused(try await Self.report(house, 1), 409, "wrong-state")
        }
    }

    @Test func `who did not bear the loss does not report on it, and nobody before it was paid`() async throws {
        try await House.with { house in
            try await house.claimed(1_000_003, programme: "yongchuan-guaranteed")
            refused(try await Self.report(house, 1, on: "2026-07-01"), 409, "wrong-state")
            refused(try await Self.report(house, 1, by: "bank-b/maker"), 404, "unknown-claim")
            refused(try await Self.report(house, 1, by: "district/maker"), 404, "unknown-claim")
            try await house.approved(1)
            refused(try await Self.report(house, 1, on: "2026-07-01"), 409, "wrong-state")
            try await house.settled("2026-07-01")
            try await house.must(
                "register-person",
                ["person": "bank-a-east", "party": "bank-a", "name": "e", "roles": ["bank-maker"], "branch": "east"],
                by: "office/admin")
            for person in ["bank-b/maker", "city/maker", "insurer/maker", "bank-a/east"] {
                refused(try await Self.report(house, 1, by: person), 404, "unknown-claim")
            }
            refused(try await Self.report(house, 1, on: "2026-06-30"), 422, "date-implausible", at: "/received_on")
            refused(try await Self.report(house, 1, on: "2026-07-02"), 422, "date-implausible", at: "/received_on")
            for party in ["city", "fund", "bank", "bank-b"] as [JSON] {
                refused(
                    try await Self.report(house, 1, costs: [["party": party, "amount": 1]], on: "2026-07-01"), 422,
                    "unknown-party", at: "/costs/0/party")
            }
            await unreadable("out-of-range", at: "/gross") { try await Self.report(house, 0) }
            house.clock.set("2026-12-25 09:00")
            refused(try await Self.report(house, 1), 422, "calendar-missing")
            try await balances(house, ["1218.02:bank-a:1": nil])
        }
    }

    @Test func `money back for an earlier year's outlay is budget income of this one`() async throws {
        try await House.with { house in
            try await Self.paid(house)
            house.clock.set("2026-12-10 09:00")
            #expect(try await Self.report(house, 1_010_878, on: "2026-12-10").status == 201)
            house.clock.set("2027-01-04 09:00")
            try await house.settled("2027-01-04")
            try await balances(house, ["7201": 101_087, "6609": 101_087, "8001": 6_500_000_000])
        }
    }
}
