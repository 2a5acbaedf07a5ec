import House
import JSON
import Testing

/// Yearly limits over New Year; the calendars of both years are known.
@Suite struct NewYearTests {
    private static let year =
        #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#
    private static let bank = #"{"id":"bank","on":["fund"],"limit":1000,"window":"bank-year","excess":{"to":"bank"}}"#

    /// The fund 80, the bank 20 of each loss; in 2025 the pool of 10,000.00 came in, so a year has room for 2,000.00.
    private static func with(_ caps: String, _ work: @escaping @Sendable (House) async throws -> Void) async throws {
        try await House.with(opened: "2025-01-06", pool: 1_000_000) { house in
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: caps))
            try await work(house)
        }
    }

    private static func fund(_ claim: Answered) -> [Int64?] {
        [claim["shares", "0", "amount"].integer, claim["shares", "0", "deferred"].integer]
    }

    @Test func `what one year put off is paid first in the next, before claims of that year`() async throws {
        try await Self.with(Self.year) { house in
            #expect(Self.fund(try await house.admitted(1, 187_500, on: "2025-11-03")) == [150_000, 0])
            #expect(Self.fund(try await house.admitted(2, 150_000, on: "2025-11-04")) == [50_000, 70_000])
            for claim in [1, 2] as [Int64] { try await house.proposedAndApproved(claim) }
            #expect(try await house.settled("2025-11-04")["payable"].integer == 200_000)
            // Of the new year's 200,000 the 70,000 are spoken for.
            #expect(Self.fund(try await house.admitted(3, 200_000, on: "2026-01-05")) == [130_000, 30_000])
            try await house.proposedAndApproved(3)
            #expect(try await house.settled("2026-01-05")["payable"].integer == 200_000)
            try await balances(
                house,
                [
                    "9007:pool:year:2025": 200_000, "9007:pool:year:2026": 200_000, "9007:pool:year:deferred": 30_000,
                    "2302.09:bank-a:2": 0, "2302:bank-a:2": 0, "2302.09:bank-a:3": 30_000, "1231:2": 120_000,
                    "1002.01": 600_000,
                ])
        }
    }

    @Test func `approved in December and paid in January, a claim counts in December's year`() async throws {
        try await Self.with(Self.year) { house in
            try await house.admitted(1, 187_500, on: "2025-12-30")
            try await house.proposedAndApproved(1)
            house.clock.set("2026-01-05 09:00")
            #expect(try await house.settled("2026-01-05")["payable"].integer == 150_000)
            try await balances(
                house, ["9007:pool:year:2025": 150_000, "9007:pool:year:2026": nil, "1002.01": 850_000])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a claim admitted in one year and approved in the next counts in the next`() async throws {
        try await Self.with(Self.year) { house in
            try await house.admitted(1, 187_500, on: "2025-12-30")
            #expect(try await house.balance("9007:pool:year:2025") == 150_000)
            house.clock.set("2026-01-05 09:00")
            try await house.proposedAndApproved(1)
            try await balances(house, ["9007:pool:year:2025": 0, "9007:pool:year:2026": 150_000])
        }
    }

    @Test func `approved in a year that has too little room left, the rest is put off`() async throws {
        try await Self.with(Self.year) { house in
            try await house.admitted(1, 187_500, on: "2025-12-30")
            #expect(Self.fund(try await house.admitted(2, 200_000, on: "2026-01-05")) == [160_000, 0])
            let approved = try await house.proposedAndApproved(1)
            #expect(Self.fund(approved) == [40_000, 110_000])
            try await balances(
                house,
                [
                    "2302:bank-a:1": 40_000, "2302.09:bank-a:1": 110_000, "9007:pool:year:2025": 0,
                    "9007:pool:year:2026": 200_000, "9007:pool:year:deferred": 110_000,
                ])
        }
    }

    @Test func `shares frozen under a bank's year are not approved in a year without room for them`() async throws {
        try await Self.with(Self.bank) { house in
            #expect(Self.fund(try await house.admitted(1, 1_000, on: "2025-12-30")) == [800, 0])
            #expect(Self.fund(try await house.admitted(2, 1_000, on: "2026-01-05")) == [800, 0])
            try await house.must("propose-approval", by: "bureau/clerk", at: ["claim": "1"])
            let refusal = try await house.perform("approve-claim", by: "bureau/approver", at: ["claim": "1"])
            refused(refusal, 422, "limit-reached")
            #expect(refusal["title"].word == "Account 9007:small:bank:bank-a-2026 has room for 2.00 yuan only.")
            try await balances(house, ["9007:small:bank:bank-a-2025": 800, "9007:small:bank:bank-a-2026": 800])
        }
    }

    @Test func `principal released last year is no base for this year's rate`() async throws {
        let rate =
            #"{"id":"rate","on":["fund"],"limit":{"rate":"0.04","factor":"0.8"},"window":"bank-year","excess":{"to":"bank"}}"#
        try await Self.with(rate) { house in
            house.clock.set("2025-11-10 09:00")
            try await house.must(
                "file-loan", Sample.loan(programme: "small", number: 9, principal: 1_000, disbursed: "2025-11-03"),
                by: "bank-a/maker")
            let repaid: JSON = ["as_of": "2025-11-10", "balance": 0, "interest_paid_to": "2025-11-10", "five_class": 1]
            try await house.must("report-balance", repaid, by: "bank-a/maker", at: ["loan": "1"])
            // 1,000 fen for seven days come to 0.61 fen: nothing.
            #expect(Self.fund(try await house.admitted(2, 1_000, on: "2025-11-11")) == [0, 0])
            #expect(Self.fund(try await house.admitted(3, 1_000, on: "2026-01-05")) == [800, 0])
            // Not lowered, and counted all the same, for when something is released.
            #expect(try await house.balance("9007:small:rate:bank-a-2026") == 800)
        }
    }
}
