import House
import JSON
import Testing

/// Recoveries of a claim of which a yearly limit has put off a part: the fund takes in no cash while it owes the bank.
@Suite struct SetOffTests {
    /// A pool of 10,000.00, of which a year pays 2,000.00. The claim of 5,000.00 falls 60 to the fund, 20 to the district, 20 to
    /// the bank: 2,000.00 of the fund's 3,000.00 are paid on 2026-07-01, 1,000.00 are put off.
    private static func with(_ work: @escaping @Sendable (House) async throws -> Void) async throws {
        let year =
            #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#
        let borrower = #"{"id":"borrower","on":["fund"],"limit":300000,"window":"borrower","excess":{"to":"bank"}}"#
        try await House.with(opened: "2026-01-06", pool: 1_000_000) { house in
            try await house.adopt(
                try Sample.terms("small", [("fund", 60), ("district", 20), ("bank", 20)], caps: "\(borrower),\(year)"))
            try await house.claimed(500_000, programme: "small")
            try await house.approved(1)
            try await house.settled("2026-07-01")
            try await balances(
                house,
                [
                    "2302.09:bank-a:1": 100_000, "1231:1": 200_000, "1002.01": 800_000,
                    "9007:pool:year:deferred": 100_000,
                ])
            try await work(house)
        }
    }

    private static func report(_ house: House, _ gross: Int64, by person: String = "bank-a/maker") async throws {
        try await house.must(
            "report-recovery", ["gross": .integer(gross), "received_on": "2026-07-01"], by: person, at: ["claim": "1"])
    }

    private static func orders(_ run: Answered) -> [String] {
        run["orders"].items.map { order in
            ["category", "party", "direction"].map { order[$0]?.word ?? "" }.joined(separator: " ")
                + " \(order["amount"]?.integer ?? 0)"
        }
    }

    @Test func `the bank keeps the fund's part against what the fund still owes it`() async throws {
        try await Self.with { house in
            // Three fifths of 1,500.00 are 900.00: all set off.
            try await Self.report(house, 150_000)
            try await balances(
                house,
                [
                    "2302.09:bank-a:1": 10_000, "2302:bank-a:1": 0, "1218.02:bank-a:1": 0, "5001:small:bank-a": 210_000,
                    "1231:1": 200_000, "1239:1": 200_000, "9002:small": 10_000, "9007:pool:year:deferred": 10_000,
                    // What had been put off took nothing of the year, so the year gets nothing back; the borrower's cap does.
                    "9007:pool:year:2026": 200_000, "9007:small:borrower:\(Sample.borrower)": 210_000,
                ])
            // 300.00 more of the fund's: 100.00 set off, 200.00 owed to it.
            try await Self.report(house, 50_000)
            try await balances(
                house,
                [
                    "2302.09:bank-a:1": 0, "1218.02:bank-a:1": 20_000, "1231:1": 180_000, "9002:small": 0,
                    "9007:pool:year:deferred": 0, "9007:pool:year:2026": 180_000,
                ])
            house.clock.set("2026-07-15 09:00")
            let run = try await house.settled("2026-07-15")
            // The district's own share was collected with the first run and goes on now, less its parts of both recoveries.
            #expect(Self.orders(run) == ["clearing bank-a pay 60000", "risk bank-a collect 20000"])
            #expect(try await house.balance("1002.01") == 820_000)
        }
    }

    @Test func `what a guarantor holds of it goes to the bank`() async throws {
        try await Self.with { house in
            try await Self.report(house, 150_000, by: "district/maker")
            try await balances(house, ["2302.09:bank-a:1": 10_000, "1218.02:district:1": 0])
            house.clock.set("2026-07-15 09:00")
            let run = try await house.settled("2026-07-15")
            // The bank's own 300.00 and the fund's 900.00 come in from the district; its share of the loss goes on to the bank.
            #expect(Self.orders(run) == ["clearing bank-a pay 100000", "clearing district collect 120000"])
            house.clock.set("2026-07-16 09:00")
            #expect(Self.orders(try await house.settled("2026-07-16")) == ["clearing bank-a pay 120000"])
            try await balances(house, ["1002.09": 0, "1002.01": 800_000])
        }
    }

    @Test func `a full recovery is refused by no floor, even while an order for the deferred part is on its way`()
        async throws
    {
        try await House.with(opened: "2025-01-06", pool: 1_000_000) { house in
            let year =
                #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#
            try await house.adopt(try Sample.terms("small", [("fund", 60), ("bank", 40)], caps: year))
            house.clock.set("2025-12-01 09:00")
            try await house.must(
                "file-loan", Sample.loan(programme: "small", principal: 500_000, disbursed: "2025-12-01"),
                by: "bank-a/maker")
            let report: JSON = [
                "as_of": "2025-12-01", "balance": 500_000, "interest_paid_to": "2025-12-01", "five_class": 3,
            ]
            try await house.must("report-balance", report, by: "bank-a/maker", at: ["loan": "1"])
            let claim = Sample.claim(principal: 500_000, calculatedOn: "2025-12-01").with(
                "interest_paid_to", "2025-12-01")
            try await house.must("file-claim", claim, by: "bank-a/maker")
            try await house.approved(1)
            try await house.settled("2025-12-01")
            house.clock.set("2026-01-05 09:00")
            // The new year takes up the 1,000.00, and the bank recovers everything before they are paid.
            let run = try await house.released("2026-01-05")
            #expect(Self.orders(run) == ["risk bank-a pay 100000"])
            try await house.must(
                "report-recovery", ["gross": 500_000, "received_on": "2026-01-05"], by: "bank-a/maker",
                at: ["claim": "1"])
            try await balances(house, ["1231:1": 0, "1218.02:bank-a:1": 300_000, "2302.09:bank-a:1": 100_000])
            try await house.paid(run, on: "2026-01-05")
            try await balances(
                house, ["1231:1": 0, "1239:1": 0, "2302.09:bank-a:1": 0, "2302:bank-a:1": 0, "1002.01": 700_000])
            house.clock.set("2026-01-19 09:00")
            #expect(Self.orders(try await house.settled("2026-01-19")) == ["risk bank-a collect 300000"])
            try await balances(house, ["1002.01": 1_000_000, "5001:small:bank-a": 0, "9007:pool:year:2026": 0])
        }
    }
}
