import House
import JSON
import Testing

/// RULES §4 and V32: in a year that has released nothing cover is provisional; once it is over, what is beyond its rate goes back.
@Suite struct TrueUpTests {
    private static let rate =
        #"{"id":"rate","on":["fund","district"],"limit":{"rate":"0.03","factor":"0.8"},"window":"bank-year","excess":{"to":"bank"}}"#
    private static let path = ["programme": "small", "party": "bank-a", "year": "2025"]
    private static let asked: JSON = ["programme": "small", "bank": "bank-a", "year": 2025, "note": "年末清算"]

    /// Claimed, approved and paid, all on one day.
    private static func paid(_ house: House, _ number: Int, _ principal: Int64, on day: String) async throws {
        try await house.approved(try await house.claimed(number, principal, on: day))
        try await house.settled(day)
    }

    /// A good loan, repaid after so many days; it is filed on 2025-01-06.
    private static func released(_ house: House, _ number: Int, _ principal: Int64, on day: String, seen: String)
        async throws
    {
        house.clock.set("2025-01-06 09:00")
        let loan = Sample.loan(programme: "small", number: number, principal: principal, disbursed: "2025-01-06")
        let filed = try await house.must("file-loan", loan, by: "bank-a/maker")["loan"].integer ?? 0
        house.clock.set("\(seen) 09:00")
        let repaid: JSON = [
            "as_of": .string(day), "balance": 0, "interest_paid_to": .string(day), "five_class": 1,
        ]
        try await house.must("report-balance", repaid, by: "bank-a/maker", at: ["loan": "\(filed)"])
    }

    /// 30,000.00, 40,000.00 and 35,000.00 paid by the fund while nothing is released; then 3,000,000.00 after 300 days and
    /// 369,500.00 after 200.
    private static func year(_ house: House, _ bearers: [(String, Int)] = [("fund", 80), ("bank", 20)]) async throws {
        let caps = bearers.contains { $0.0 == "district" } ? rate : rate.replacing(#","district""#, with: "")
        let terms = try Sample.terms("small", bearers.map { (party: $0.0, parts: $0.1) }, caps: caps)
        try await house.adopt(terms)
        try await paid(house, 1, 3_750_000, on: "2025-02-10")
        try await paid(house, 2, 5_000_000, on: "2025-03-10")
        try await paid(house, 3, 4_375_000, on: "2025-04-10")
        try await released(house, 11, 300_000_000, on: "2025-11-02", seen: "2025-11-03")
        try await released(house, 12, 36_950_000, on: "2025-07-25", seen: "2025-11-03")
    }

    private static func parts(_ answered: Answered) -> [String] {
        answered["caps", "0", "parts"].items.map {
            "\($0["claim"]?.integer ?? 0) \($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)"
        }
    }

    @Test func `what a year's cap comes to in the end goes back from the latest payment on`() async throws {
        try await House.with(opened: "2025-01-06") { house in
            try await Self.year(house)
            #expect(try await house.balance("9007:small:rate:bank-a-2025") == 10_500_000)
            house.clock.set("2025-12-30 09:00")
            refused(
                try await house.perform("propose-true-up", Self.asked, by: "bureau/clerk"), 422, "date-implausible",
                at: "/year")
            house.clock.set("2026-01-05 09:00")
            // 0.03 × 0.8 × (3,000,000.00 × 300 + 369,500.00 × 200) ÷ 365 = 64,037.26; 105,000.00 were paid.
            let proposed = try await house.must("propose-true-up", Self.asked, by: "bureau/both")
            #expect(proposed["caps", "0", "limit"].integer == 6_403_726)
            #expect(proposed["caps", "0", "excess"].integer == 4_096_274)
            #expect(proposed["caps", "0", "left"].integer == 0)
            #expect(Self.parts(proposed) == ["3 fund 3500000", "2 fund 596274"])
            try await balances(house, ["1218.03:bank-a:3": nil, "9007:small:rate:bank-a-2025": 10_500_000])
            refused(try await house.perform("approve-true-up", by: "bureau/both", at: Self.path), 403, "four-eyes")
            let approved = try await house.must("approve-true-up", by: "bureau/approver", at: Self.path)
            #expect(Self.parts(approved) == Self.parts(proposed))
            try await balances(
                house,
                [
                    "1218.03:bank-a:3": 3_500_000, "1218.03:bank-a:2": 596_274, "1231:3": 0, "1231:2": 3_403_726,
                    "9007:small:rate:bank-a-2025": 6_403_726, "1002.01": 6_500_000_000 - 10_500_000,
                ])
            #expect(try await house.findings() == [])
            try await house.settled("2026-01-05")
            try await balances(house, ["1218.03:bank-a:3": 0, "1002.01": 6_500_000_000 - 6_403_726])
            refused(
                try await house.perform("propose-true-up", Self.asked, by: "bureau/clerk"), 422, "nothing-due",
                at: "/year")
            refused(
                try await house.perform("approve-true-up", by: "bureau/second", at: Self.path), 409, "nothing-proposed")
            // What comes back of claim 2 is shared by what fund and bank bear now: 34,037.26 and 15,962.74 of 50,000.00.
            let recovery = try await house.must(
                "report-recovery", ["gross": 2_500_000, "received_on": "2026-01-05"], by: "bank-a/maker",
                at: ["claim": "2"])
            let shared = recovery["parts"].items.map { "\($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)" }
            #expect(shared == ["fund 1701863", "bank 798137"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `every bearer under the cap has its part back, but not what came back already`() async throws {
        try await House.with(opened: "2025-01-06") { house in
            try await Self.year(house, [("fund", 40), ("district", 40), ("bank", 20)])
            // The second run passes on what the guarantor paid with the first.
            house.clock.set("2025-04-11 09:00")
            try await house.settled("2025-04-11")
            try await house.must(
                "report-recovery", ["gross": 1_000_000, "received_on": "2025-04-11"], by: "bank-a/maker",
                at: ["claim": "3"])
            house.clock.set("2026-01-05 09:00")
            let proposed = try await house.must("propose-true-up", Self.asked, by: "bureau/clerk")
            // 8,000.00 of the usage came back with the recovery: 97,000.00 less 64,037.26; claim 3 has 27,000.00 left, half
            // each, and 5,962.74 are claim 2's.
            #expect(
                Self.parts(proposed) == [
                    "3 fund 1350000", "3 district 1350000", "2 fund 298137", "2 district 298137",
                ])
            try await house.must("approve-true-up", by: "bureau/approver", at: Self.path)
            #expect(try await house.findings() == [])
            for day in ["2026-01-05", "2026-01-06"] {
                house.clock.set("\(day) 09:00")
                try await house.settled(day)
            }
            try await balances(
                house, ["2307.02:district:3": 0, "1218.03:bank-a:2": 0, "9007:small:rate:bank-a-2025": 6_403_726])
            // Of claim 3 only the bank waits for anything: what comes now is the bank's.
            let recovery = try await house.must(
                "report-recovery", ["gross": 500_000, "received_on": "2026-01-06"], by: "bank-a/maker",
                at: ["claim": "3"])
            let shared = recovery["parts"].items.map { "\($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)" }
            #expect(shared == ["fund 0", "district 0", "bank 500000"] || shared == ["bank 500000"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a true-up names a bank, a programme and a year that is over`() async throws {
        try await House.with { house in
            for (body, status, code, pointer) in [
                (Self.asked.with("bank", "nobody"), 422, "unknown-party", "/bank"),
                (Self.asked.with("bank", "district"), 422, "unknown-party", "/bank"),
                (Self.asked.with("programme", "none"), 404, "unknown-terms", nil),
                (Self.asked.with("year", 2026), 422, "date-implausible", "/year"),
                (Self.asked.with("programme", "yongchuan-credit"), 422, "nothing-due", "/year"),
            ] as [(JSON, Int, String, String?)] {
                refused(try await house.perform("propose-true-up", body, by: "bureau/clerk"), status, code, at: pointer)
            }
            await unreadable("out-of-range", at: "/year") {
                try await house.perform("propose-true-up", Self.asked.with("year", 1999), by: "bureau/clerk")
            }
            refused(
                try await house.perform("approve-true-up", by: "bureau/approver", at: Self.path), 409,
                "nothing-proposed")
        }
    }
}
