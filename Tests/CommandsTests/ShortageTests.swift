import House
import JSON
import Testing

/// RULES §7: too little cash, too little room in a year, shared pro rata where the terms say so.
@Suite struct ShortageTests {
    private static func orders(_ run: Answered) -> [String] {
        run["orders"].items.map { "\($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)" }
    }

    @Test func `cash is shared by largest, and what waited once comes before anything newer`() async throws {
        try await House.with(opened: "2026-01-06", pool: 100_000) { house in
            try await house.adopt(
                try Sample.terms("small", [("fund", 80), ("bank", 20)], #""pay":{"shortage":"pro_rata"}"#))
            for (number, bank) in [(1, "bank-a"), (2, "bank-b"), (3, "bank-c")] {
                try await house.claimed(75_000, number: number, programme: "small", bank: bank)
            }
            for claim in [1, 2, 3] as [Int64] { try await house.approved(claim) }
            // 100,000 over three times 60,000: 33,333 each, the odd fen to the first.
            let first = try await house.settled("2026-07-01")
            #expect(Self.orders(first) == ["bank-a 33334", "bank-b 33333", "bank-c 33333"])
            #expect(try await house.findings() == [])
            try await house.claimed(12_500, number: 4, programme: "small", bank: "bank-d")
            try await house.approved(4)
            house.clock.set("2026-07-02 09:00")
            for (amount, voucher) in [(79_000, "V-2"), (10_001, "V-3")] as [(Int64, JSON)] {
                try await house.must(
                    "record-appropriation",
                    [
                        "category": "risk", "source": "city", "amount": .integer(amount), "arrived_on": "2026-07-02",
                        "voucher": voucher,
                    ], by: "bureau/clerk")
                if voucher == "V-2" {
                    // 79,000 over 26,666 + 26,667 + 26,667 that were left over; nothing for what is newer. Exact parts:
                    // 26,332.675 / 26,333.6625 / 26,333.6625: the odd fen to the first and the second.
                    let second = try await house.settled("2026-07-02")
                    #expect(Self.orders(second) == ["bank-a 26333", "bank-b 26334", "bank-c 26333"])
                    #expect(try await house.findings() == [])
                    house.clock.set("2026-07-03 09:00")
                }
            }
            // The newer 10,000 have waited once too, so they share now: 10,001 over 333 + 333 + 334 + 10,000. Exact parts
            // 302.76 / 302.76 / 303.67 / 9,091.82: the three odd fen to the fourth, the first and the second.
            let third = try await house.settled("2026-07-03")
            #expect(Self.orders(third) == ["bank-a 303", "bank-b 303", "bank-c 303", "bank-d 9092"])
            try await balances(house, ["1002.01": 0, "2302:bank-a:1": 30, "2302:bank-d:4": 908])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a new year's room is shared over what the old one put off`() async throws {
        let year =
            #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#
        try await House.with(opened: "2025-01-06", pool: 1_000_000) { house in
            try await house.adopt(
                try Sample.terms(
                    "small", [("fund", 80), ("bank", 20)], caps: year, #""pay":{"shortage":"pro_rata"}"#))
            for (number, bank) in [(1, "bank-a"), (2, "bank-b")] {
                house.clock.set("2025-12-01 09:00")
                let loan = Sample.loan(
                    programme: "small", number: number, borrower: Sample.borrowers[number], principal: 500_000,
                    disbursed: "2025-12-01")
                let filed = try await house.must("file-loan", loan, by: "\(bank)/maker")["loan"].integer ?? 0
                let report: JSON = [
                    "as_of": "2025-12-01", "balance": 500_000, "interest_paid_to": "2025-12-01", "five_class": 3,
                ]
                try await house.must("report-balance", report, by: "\(bank)/maker", at: ["loan": "\(filed)"])
                let claim = Sample.claim(
                    loan: filed, number: number, borrower: Sample.borrowers[number], principal: 500_000,
                    calculatedOn: "2025-12-01"
                ).with("interest_paid_to", "2025-12-01")
                try await house.must("file-claim", claim, by: "\(bank)/maker")
                try await house.approved(Int64(number))
            }
            // The first takes all of 2025's 200,000; 200,000 and 400,000 are put off.
            #expect(Self.orders(try await house.settled("2025-12-01")) == ["bank-a 200000"])
            house.clock.set("2026-01-05 09:00")
            // 200,000 of 2026 over 200,000 and 400,000 by largest: 66,666.67 and 133,333.33.
            #expect(Self.orders(try await house.settled("2026-01-05")) == ["bank-a 66667", "bank-b 133333"])
            #expect(try await house.findings() == [])
        }
    }
}
