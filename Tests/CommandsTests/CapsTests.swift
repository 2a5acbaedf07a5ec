import House
import JSON
import Testing

/// RULES §4 and §6: what a cap keeps from its parties, counted over claims, and where it goes.
@Suite struct CapsTests {
    private static func small(_ house: House, _ bearers: [(String, Int)] = [("fund", 80), ("bank", 20)], caps: String)
        async throws
    {
        try await house.adopt(try Sample.terms("small", bearers.map { (party: $0.0, parts: $0.1) }, caps: caps))
    }

    /// Files and admits a claim; gives `party amount` of each share, and `+deferred` where some is put off.
    private static func shares(
        _ house: House, _ principal: Int64, number: Int, borrower: Int = 0, bank: String = "bank-a"
    ) async throws -> [String] {
        let claim = try await house.claimed(
            principal, number: number, programme: "small", borrower: Sample.borrowers[borrower], bank: bank)
        let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"])
        return admitted["shares"].items.map { share in
            let deferred = share["deferred"]?.integer ?? 0
            return "\(share["party"]?.word ?? "") \(share["amount"]?.integer ?? 0)"
                + (deferred == 0 ? "" : "+\(deferred)")
        }
    }

    @Test func `a borrower's cap counts over claims of two banks, and the excess is the bank's`() async throws {
        try await House.with { house in
            try await Self.small(
                house, caps: #"{"id":"borrower","on":["fund"],"limit":1000,"window":"borrower","excess":{"to":"bank"}}"#
            )
            #expect(try await Self.shares(house, 1_000, number: 1) == ["fund 800", "bank 200"])
            #expect(try await Self.shares(house, 1_000, number: 2, bank: "bank-b") == ["fund 200", "bank 800"])
            #expect(try await Self.shares(house, 1_000, number: 3) == ["fund 0", "bank 1000"])
            #expect(try await Self.shares(house, 1_000, number: 4, borrower: 1) == ["fund 800", "bank 200"])
            try await balances(
                house,
                [
                    "9007:small:borrower:\(Sample.borrowers[0])": 1_000,
                    "9007:small:borrower:\(Sample.borrowers[1])": 800,
                    // One entry each for claims 1, 2 and 4; claim 3 took nothing.
                    "9107": 1_800,
                ])
        }
    }

    @Test func `a bank's year counts for that bank`() async throws {
        try await House.with { house in
            try await Self.small(
                house, caps: #"{"id":"bank","on":["fund"],"limit":1000,"window":"bank-year","excess":{"to":"bank"}}"#)
            #expect(try await Self.shares(house, 1_000, number: 1) == ["fund 800", "bank 200"])
            #expect(try await Self.shares(house, 1_000, number: 2, borrower: 1) == ["fund 200", "bank 800"])
            #expect(try await Self.shares(house, 1_000, number: 3, bank: "bank-b") == ["fund 800", "bank 200"])
            try await balances(house, ["9007:small:bank:bank-a-2026": 1_000, "9007:small:bank:bank-b-2026": 800])
        }
    }

    @Test func `a bank that was taken over keeps its id: caps and shares go on under the new name`() async throws {
        try await House.with { house in
            try await Self.small(
                house, caps: #"{"id":"bank","on":["fund"],"limit":1000,"window":"bank-year","excess":{"to":"bank"}}"#)
            #expect(try await Self.shares(house, 1_000, number: 1) == ["fund 800", "bank 200"])
            let successor: JSON = ["party": "bank-a", "kind": "bank", "name_zh": "承继行", "name_en": "Successor"]
            try await house.must("register-party", successor, by: "office/admin")
            // A branch was closed: its clerk goes on for the whole bank, old loans included.
            let clerk: JSON = [
                "person": "bank-a-maker", "party": "bank-a", "name": "经办", "roles": ["bank-maker"],
            ]
            try await house.must("register-person", clerk, by: "office/admin")
            #expect(try await Self.shares(house, 1_000, number: 2, borrower: 1) == ["fund 200", "bank 800"])
            try await balances(house, ["9007:small:bank:bank-a-2026": 1_000])
        }
    }

    @Test func `a cap on one claim is the same for every claim`() async throws {
        try await House.with { house in
            try await Self.small(
                house, caps: #"{"id":"one","on":["fund"],"limit":500,"window":"claim","excess":{"to":"bank"}}"#)
            #expect(try await Self.shares(house, 1_000, number: 1) == ["fund 500", "bank 500"])
            #expect(try await Self.shares(house, 1_000, number: 2) == ["fund 500", "bank 500"])
        }
    }

    @Test func `a rate cap waits until something is released, then counts fen and days of this year`() async throws {
        let rate =
            #"{"id":"rate","on":["fund"],"limit":{"rate":"0.04","factor":"0.8"},"window":"bank-year","excess":{"to":"bank"}}"#
        try await House.with { house in
            try await Self.small(house, caps: rate)
            #expect(try await Self.shares(house, 100_000, number: 1) == ["fund 80000", "bank 20000"])
            house.clock.set("2026-03-02 09:00")
            let loan = try await house.file(1_000_000, number: 2, programme: "small")
            house.clock.set("2026-07-01 09:00")
            let repaid: JSON = ["as_of": "2026-06-29", "balance": 0, "interest_paid_to": "2026-06-29", "five_class": 1]
            try await house.must("report-balance", repaid, by: "bank-a/maker", at: ["loan": "\(loan)"])
            // 1,000,000 fen for the 122 days from 02-27 to 06-29: × 0.04 × 0.8 / 365 = 10,695.89, floored; 80,000 used.
            #expect(try await Self.shares(house, 100_000, number: 3) == ["fund 0", "bank 100000"])
            // Another bank has released nothing.
            #expect(try await Self.shares(house, 100_000, number: 4, bank: "bank-b") == ["fund 80000", "bank 20000"])
        }
        try await House.with { house in
            try await Self.small(house, caps: rate)
            let loan = try await house.file(1_000_000, number: 2, programme: "small")
            house.clock.set("2026-07-01 09:00")
            let repaid: JSON = ["as_of": "2026-06-29", "balance": 0, "interest_paid_to": "2026-06-29", "five_class": 1]
            try await house.must("report-balance", repaid, by: "bank-a/maker", at: ["loan": "\(loan)"])
            #expect(try await Self.shares(house, 100_000, number: 3) == ["fund 10695", "bank 89305"])
            #expect(try await house.balance("9007:small:rate:bank-a-2026") == 10_695)
        }
    }

    @Test func `above the insurer's year, fund and bank take over four to one`() async throws {
        try await House.with { house in
            try await Self.small(
                house, [("insurer", 30), ("fund", 15), ("bank", 55)],
                caps:
                    #"{"id":"insurer","on":["insurer"],"limit":1000,"window":"bank-year","excess":{"pro_rata":[{"party":"fund","parts":"80"},{"party":"bank","parts":"20"}]}}"#
            )
            #expect(try await Self.shares(house, 3_001, number: 1) == ["insurer 900", "fund 450", "bank 1651"])
            // 900 asked, 100 left; of the 800 over, 640 to the fund and 160 to the bank.
            #expect(
                try await Self.shares(house, 3_001, number: 2, borrower: 1) == [
                    "insurer 100", "fund 1090", "bank 1811",
                ])
        }
    }

    private static let year =
        #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#

    @Test func `above the pool's year the fund's share is put off, and counts under the borrower's cap all the same`()
        async throws
    {
        try await House.with(opened: "2026-01-06", pool: 1_000_000) { house in
            let borrower = #"{"id":"borrower","on":["fund"],"limit":250000,"window":"borrower","excess":{"to":"bank"}}"#
            try await Self.small(house, caps: borrower + "," + Self.year)
            // A fifth of 1,000,000 is 200,000; 80 per cent of 300,000 is 240,000.
            #expect(try await Self.shares(house, 300_000, number: 1) == ["fund 200000+40000", "bank 60000"])
            // Of 80,000 the borrower's cap leaves 10,000, and the year nothing.
            #expect(try await Self.shares(house, 100_000, number: 2, bank: "bank-b") == ["fund 0+10000", "bank 90000"])
            try await balances(
                house,
                [
                    "9007:pool:year:2026": 200_000, "9007:pool:year:deferred": 50_000,
                    "9007:small:borrower:\(Sample.borrowers[0])": 250_000,
                ])
        }
    }

    @Test func `headroom that comes back in the year goes to what was put off, oldest first`() async throws {
        try await House.with(opened: "2026-01-06", pool: 1_000_000) { house in
            try await Self.small(house, caps: Self.year)
            #expect(try await Self.shares(house, 187_500, number: 1) == ["fund 150000", "bank 37500"])
            #expect(
                try await Self.shares(house, 150_000, number: 2, borrower: 1) == ["fund 50000+70000", "bank 30000"])
            for claim in [1, 2] as [Int64] { try await house.proposedAndApproved(claim) }
            try await balances(house, ["2302:bank-a:2": 50_000, "2302.09:bank-a:2": 70_000, "9002:small": 270_000])
            #expect(try await house.settled("2026-07-01")["payable"].integer == 200_000)
            house.clock.set("2026-07-02 09:00")
            refused(
                try await house.perform("propose-run", ["due_on": "2026-07-02"], by: "bureau/clerk"), 422,
                "nothing-due",
                at: "/due_on")
            // 25,000 come back on claim 1: four fifths are the fund's.
            try await house.must(
                "report-recovery", ["gross": 25_000, "received_on": "2026-07-02"], by: "bank-a/maker",
                at: ["claim": "1"])
            #expect(try await house.balance("9007:pool:year:2026") == 180_000)
            // A new claim does not jump the queue.
            #expect(try await Self.shares(house, 1_000, number: 3, borrower: 2) == ["fund 0+800", "bank 200"])
            house.clock.set("2026-07-03 09:00")
            let run = try await house.settled("2026-07-03")
            #expect(run["payable"].integer == 20_000)
            try await balances(
                house,
                [
                    "9007:pool:year:2026": 200_000, "9007:pool:year:deferred": 50_800, "2302.09:bank-a:2": 50_000,
                    "2302:bank-a:2": 0, "1002.01": 780_000, "9002:small": 50_000,
                ])
        }
    }
}
