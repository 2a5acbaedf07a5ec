import House
import JSON
import Testing

/// RULES §8 and §6: written off, clawed back, cured.
@Suite struct EndingTests {
    /// A claim of 1,000.00 on a credit loan, 800.00 of it the fund's, paid on 2026-07-01; the clock stands there.
    private static func paid(_ house: House, _ changed: [String: JSON] = [:]) async throws {
        try await house.claimed(100_000, changed: changed)
        try await house.approved(1)
        try await house.settled("2026-07-01")
    }

    private static let claim = ["claim": "1"]
    private static let misuse: JSON = [
        "reason": "misuse", "rate": "0.0435", "until": "2026-07-31", "note": "invoices were forged",
    ]
    private static let bankrupt: JSON = ["reason": "bankruptcy", "note": "court order"]

    private static func cure(_ gross: Int64, leaving balance: Int64, by person: String = "bank-a/maker", _ house: House)
        async throws -> Answered
    {
        try await house.perform(
            "cure-claim",
            [
                "gross": .integer(gross), "received_on": "2026-07-01", "balance": .integer(balance),
                "interest_paid_to": "2026-07-01",
            ], by: person, at: claim)
    }

    @Test func `a proposal gives way to a newer one, and waits where the bureau sees it`() async throws {
        try await House.with { house in
            try await Self.paid(house)
            try await house.must("propose-write-off", Self.bankrupt, by: "bureau/both", at: Self.claim)
            let second = try await house.must(
                "propose-write-off", ["reason": "deregistered", "note": "struck off"], by: "bureau/clerk",
                at: Self.claim)
            #expect(second["number"].integer == 2)
            // The first is no longer there to be approved, so its proposer may approve the second.
            let approved = try await house.must("approve-write-off", by: "bureau/both", at: Self.claim)
            #expect(approved["state"].word == "adopted")
            #expect(approved["content", "reason"].word == "deregistered")
            refused(
                try await house.perform("approve-write-off", by: "bureau/second", at: Self.claim), 409,
                "nothing-proposed")
            let states = try await house.read { transaction in
                try transaction.rows("select state from clearing.proposal where kind = 'write-off' order by number") {
                    try $0.string("state")
                }
            }
            #expect(states == ["replaced", "adopted"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `what a year had put off is written off as it is paid, and not paid any more once clawed back`()
        async throws
    {
        let year =
            #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#
        try await House.with(opened: "2026-01-06", pool: 1_000_000) { house in
            try await house.adopt(
                try Sample.terms("small", [("fund", 60), ("district", 20), ("bank", 20)], caps: year))
            try await house.claimed(500_000, programme: "small")
            try await house.approved(1)
            let run = try await house.released("2026-07-01")
            // The fund pays 2,000.00 of its 3,000.00; the district's 1,000.00 are not in yet.
            for order in run["orders"].items where order["direction"]?.word == "pay" {
                try await house.must(
                    "record-payment", ["amount": 200_000, "paid_on": "2026-07-01", "bank_reference": "B"],
                    by: "bureau/clerk", at: ["order": "\(order["order"]?.integer ?? 0)"])
            }
            refused(
                try await house.perform("propose-clawback", Self.misuse, by: "bureau/clerk", at: Self.claim), 409,
                "money-under-way")
            try await house.must("propose-write-off", Self.bankrupt, by: "bureau/clerk", at: Self.claim)
            try await house.must("approve-write-off", by: "bureau/approver", at: Self.claim)
            try await balances(house, ["9003:1": 200_000, "1231:1": 0, "2302.09:bank-a:1": 100_000])
            #expect(try await house.findings() == [])
            // 600.00 of 1,000.00 are the fund's: they pay what it still owes the bank, and what is paid is written off too.
            try await house.must(
                "report-recovery", ["gross": 100_000, "received_on": "2026-07-01"], by: "bank-a/maker", at: Self.claim)
            try await balances(
                house, ["9003:1": 200_000, "1231:1": 0, "2302.09:bank-a:1": 40_000, "4609": 60_000])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a clawback gives up what was never paid`() async throws {
        let year =
            #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#
        try await House.with(opened: "2026-01-06", pool: 1_000_000) { house in
            try await house.adopt(try Sample.terms("small", [("fund", 60), ("bank", 40)], caps: year))
            try await house.claimed(500_000, programme: "small")
            try await house.approved(1)
            try await house.settled("2026-07-01")
            try await balances(house, ["9007:pool:year:2026": 200_000, "9007:pool:year:deferred": 100_000])
            for until in ["2026-06-30", "2027-07-03"] as [JSON] {
                refused(
                    try await house.perform(
                        "propose-clawback", Self.misuse.with("until", until), by: "bureau/clerk", at: Self.claim), 422,
                    "date-implausible", at: "/until")
            }
            let proposed = try await house.must("propose-clawback", Self.misuse, by: "bureau/clerk", at: Self.claim)
            // 2,000.00 for 30 days at 4.35 %: 7.25.
            #expect(proposed["parts", "0", "principal"].integer == 200_000)
            #expect(proposed["parts", "0", "interest"].integer == 725)
            try await house.must("approve-clawback", by: "bureau/approver", at: Self.claim)
            try await balances(
                house,
                [
                    "1218.03:bank-a:1": 200_725, "4609": 725, "2302.09:bank-a:1": 0, "5001:small:bank-a": 0,
                    "9002:small": 0, "9007:pool:year:2026": 0, "9007:pool:year:deferred": 0, "1231:1": 0,
                ])
            #expect(try await house.findings() == [])
            house.clock.set("2026-07-31 09:00")
            #expect(try await house.settled("2026-07-31")["collectible"].integer == 200_725)
            try await balances(house, ["1218.03:bank-a:1": 0, "1002.01": 1_000_725])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a clawback of an earlier year's outlay is budget income, and that year keeps its usage`() async throws {
        try await House.with(opened: "2025-01-06", pool: 10_000_000) { house in
            try await house.adopt(
                try Sample.terms(
                    "small", [("fund", 80), ("bank", 20)],
                    caps:
                        #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#
                ))
            house.clock.set("2025-12-01 09:00")
            try await house.must(
                "file-loan", Sample.loan(programme: "small", principal: 100_000, disbursed: "2025-12-01"),
                by: "bank-a/maker")
            let report: JSON = [
                "as_of": "2025-12-01", "balance": 100_000, "interest_paid_to": "2025-12-01", "five_class": 3,
            ]
            try await house.must("report-balance", report, by: "bank-a/maker", at: ["loan": "1"])
            try await house.must(
                "file-claim",
                Sample.claim(principal: 100_000, calculatedOn: "2025-12-01").with("interest_paid_to", "2025-12-01"),
                by: "bank-a/maker")
            try await house.approved(1)
            try await house.settled("2025-12-01")
            house.clock.set("2026-01-05 09:00")
            try await house.must(
                "propose-clawback", Self.misuse.with("until", "2025-12-31"), by: "bureau/clerk", at: Self.claim)
            try await house.must("approve-clawback", by: "bureau/approver", at: Self.claim)
            try await house.settled("2026-01-05")
            // 800.00 for 30 days at 4.35 %: 2.90.
            try await balances(
                house, ["7201": 80_000, "6609": 80_290, "9007:pool:year:2025": 80_000, "1002.01": 10_000_290])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a cure is all of it, reported by the bank, and the loan goes on`() async throws {
        try await House.with { house in
            try await Self.paid(house, ["uncovered_interest": 876_543])
            refused(try await Self.cure(976_542, leaving: 0, house), 422, "not-whole", at: "/gross")
            refused(try await Self.cure(976_544, leaving: 0, house), 422, "not-whole", at: "/gross")
            refused(try await Self.cure(976_543, leaving: 0, by: "district/maker", house), 403, "role-missing")
            refused(try await Self.cure(976_543, leaving: 0, by: "bank-b/maker", house), 404, "unknown-claim")
            refused(try await Self.cure(976_543, leaving: 100_001, house), 422, "balance-rises", at: "/balance")
            let cured = try await Self.cure(976_543, leaving: 40_000, house)
            #expect(cured.status == 201)
            #expect(cured["surplus"].integer == 0)
            try await balances(
                house, ["9007:pool:year:2026": 0, "9008:pool": 40_000, "1231:1": 0, "5001:yongchuan-credit:bank-a": 0])
            #expect(try await house.findings() == [])
            refused(try await Self.cure(1, leaving: 0, house), 409, "wrong-state")
            house.clock.set("2026-07-02 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: 40_000, asOf: "2026-07-02", since: "2026-07-01"),
                by: "bank-a/maker", at: ["loan": "1"])
            let again = try await house.must(
                "file-claim",
                Sample.claim(principal: 40_000, calculatedOn: "2026-07-02").with("interest_paid_to", "2026-07-01"),
                by: "bank-a/maker")
            #expect(again["claim"].integer == 2)
            #expect(again["follows"].integer == 1)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `with nothing left the cured loan is repaid`() async throws {
        try await House.with { house in
            try await Self.paid(house)
            try await house.must(
                "report-recovery", ["gross": 30_001, "received_on": "2026-07-01"], by: "bank-a/maker", at: Self.claim)
            let cured = try await Self.cure(69_999, leaving: 0, house)
            #expect(cured["parts", "0", "amount"].integer == 55_999)
            let state = try await house.read { transaction in
                try transaction.one("select state from clearing.loan") { try $0.string("state") }
            }
            #expect(state == "released")
            #expect(try await house.findings() == [])
        }
    }
}
