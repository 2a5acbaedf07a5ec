import House
import JSON
import Testing

/// RULES §3 and §4 through the commands: every window a cap counts over, the formulas of a rate, layers, and what the bank is left
/// with at least.
@Suite struct CapWindowsTests {
    private static func words(_ claim: Answered) -> [String] {
        claim["shares"].items.map { "\($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)" }
    }

    private static func admitted(
        _ house: House, _ principal: Int64, number: Int, programme: String = "small", borrower: Int = 0,
        bank: String = "bank-a", changed: [String: JSON] = [:]
    ) async throws -> [String] {
        let claim = try await house.claimed(
            principal, number: number, programme: programme, borrower: Sample.borrowers[borrower], bank: bank,
            changed: changed)
        return words(try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"]))
    }

    @Test func `a borrower's year counts that borrower's claims on all banks, under an account of its own`()
        async throws
    {
        try await House.with { house in
            let cap = #"{"id":"person","on":["fund"],"limit":1000,"window":"borrower-year","excess":{"to":"bank"}}"#
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: cap))
            #expect(try await Self.admitted(house, 1_000, number: 1) == ["fund 800", "bank 200"])
            #expect(try await Self.admitted(house, 1_000, number: 2, bank: "bank-b") == ["fund 200", "bank 800"])
            #expect(try await Self.admitted(house, 1_000, number: 3, borrower: 1) == ["fund 800", "bank 200"])
            try await balances(house, ["9007:small:person:\(Sample.borrowers[0])-2026": 1_000])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `an insurer pays at most so much of the premium of each policy`() async throws {
        try await House.with { house in
            let cap =
                #"{"id":"policy","on":["insurer"],"limit":{"percent_of_premium":"150"},"window":"policy","excess":{"pro_rata":[{"party":"fund","parts":"80"},{"party":"bank","parts":"20"}]}}"#
            try await house.adopt(
                try Sample.terms("small", [("insurer", 60), ("fund", 20), ("bank", 20)], caps: cap))
            // One per cent a year of 1,000,000 for 365 days is a premium of 10,000; half as much again is the limit.
            let loan = Sample.loan(programme: "small", principal: 1_000_000).with("fee_rate", "0.01")
            try await house.must("file-loan", loan, by: "bank-a/maker")
            house.clock.set("2026-07-01 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: 1_000_000), by: "bank-a/maker", at: ["loan": "1"])
            try await house.must("file-claim", Sample.claim(principal: 1_000_000), by: "bank-a/maker")
            let claim = try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            // Of the 585,000 over, 468,000 are the fund's and 117,000 the bank's.
            #expect(Self.words(claim) == ["insurer 15000", "fund 668000", "bank 317000"])
            try await balances(house, ["9007:small:policy:1": 15_000])
            #expect(try await house.findings() == [])
        }
    }

    /// A loan of 1,000,000 released in 2025 after 360 days, under a programme with one rate cap.
    private static func shares(_ limit: String, _ window: String) async throws -> [String] {
        try await House.with(opened: "2025-01-06") { house in
            let cap =
                #"{"id":"rate","on":["fund"],"limit":\#(limit),"window":"\#(window)","excess":{"to":"bank"}}"#
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: cap))
            let loan = Sample.loan(programme: "small", principal: 1_000_000, disbursed: "2025-01-03")
                .with("matures", "2026-01-03")
            try await house.must("file-loan", loan, by: "bank-a/maker")
            house.clock.set("2025-12-30 09:00")
            let repaid: JSON = [
                "as_of": "2025-12-29", "balance": 0, "interest_paid_to": "2025-12-29", "five_class": 1,
            ]
            try await house.must("report-balance", repaid, by: "bank-a/maker", at: ["loan": "1"])
            let shares = try await admitted(house, 100_000, number: 2)
            #expect(try await house.findings() == [])
            return shares
        }
    }

    /// The three formulas of domain §7, over a year in which nothing was released, and over all years.
    @Test(arguments: [
        // Nothing was released in 2026: cover is provisional.
        (#"{"rate":"0.04","factor":"0.8"}"#, "bank-year", ["fund 80000", "bank 20000"]),
        (#"{"rate":"0.04","factor":"1","of":"plain"}"#, "bank-year", ["fund 80000", "bank 20000"]),
        // 1,000,000 × 360 / 365 × 0.8 × 0.04, floored.
        (#"{"rate":"0.04","factor":"0.8"}"#, "bank", ["fund 31561", "bank 68439"]),
        // 1,000,000 × 0.04, and × 0.08 to the fen.
        (#"{"rate":"0.04","factor":"1","of":"plain"}"#, "bank", ["fund 40000", "bank 60000"]),
        (#"{"rate":"0.08","factor":"1","of":"plain"}"#, "bank", ["fund 80000", "bank 20000"]),
    ])
    func `a rate counts what was released, annualised or as it is, in the year or ever`(
        limit: String, window: String, shares: [String]
    ) async throws {
        #expect(try await Self.shares(limit, window) == shares)
    }

    @Test func `what is used over all years stands under the bank's name, and is another bank's room no more`()
        async throws
    {
        try await House.with { house in
            let cap =
                #"{"id":"rate","on":["fund"],"limit":{"rate":"0.05","factor":"1","of":"plain"},"window":"bank","excess":{"to":"bank"}}"#
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: cap))
            for bank in ["bank-a", "bank-b"] {
                house.clock.set("2026-03-02 09:00")
                let loan = try await house.file(
                    1_000_000, number: bank == "bank-a" ? 1 : 2, programme: "small", bank: bank)
                house.clock.set("2026-06-30 09:00")
                let repaid: JSON = [
                    "as_of": "2026-06-29", "balance": 0, "interest_paid_to": "2026-06-29", "five_class": 1,
                ]
                try await house.must("report-balance", repaid, by: "\(bank)/maker", at: ["loan": "\(loan)"])
            }
            #expect(try await Self.admitted(house, 50_000, number: 3) == ["fund 40000", "bank 10000"])
            #expect(try await Self.admitted(house, 50_000, number: 4, borrower: 1) == ["fund 10000", "bank 40000"])
            #expect(
                try await Self.admitted(house, 50_000, number: 5, borrower: 2, bank: "bank-b") == [
                    "fund 40000", "bank 10000",
                ])
            try await balances(house, ["9007:small:rate:bank-a": 50_000, "9007:small:rate:bank-b": 40_000])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `layers take in order, up to their limit and what the claim names, and the last takes the rest`()
        async throws
    {
        try await House.with { house in
            let terms = try JSON.parse(
                #"""
                {"programme":"small","from":"2024-01-01","layers":[
                {"percent":"100","from":"deposit","bearers":[{"party":"insurer","parts":"1"}]},
                {"percent":"50","limit":100000,"bearers":[{"party":"fund","parts":"1"}]},
                {"percent":"100","bearers":[{"party":"district","parts":"30"},{"party":"bank","parts":"70"}]}]}
                """#)
            try await house.adopt(terms)
            let deposit: JSON = [["name": "deposit", "amount": 20_001]]
            // 500,001 less 20,001; half of 480,000 is more than 100,000; of the 380,000 left, three tenths.
            #expect(
                try await Self.admitted(house, 500_001, number: 1, changed: ["named_amounts": deposit]) == [
                    "insurer 20001", "fund 100000", "district 114000", "bank 266000",
                ])
            // Without the deposit, and below the limit: half of 100,001 floored, then three tenths of 50,001 floored.
            #expect(
                try await Self.admitted(house, 100_001, number: 2, borrower: 1) == [
                    "insurer 0", "fund 50000", "district 15000", "bank 35001",
                ])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `layered terms are proposed only if the bank keeps its least part in the worst case`() async throws {
        try await House.with { house in
            func propose(_ first: String, minimum: String) async throws -> Answered {
                let terms = try JSON.parse(
                    #"""
                    {"programme":"small","from":"2024-01-01","bank_minimum":"\#(minimum)","layers":[
                    {"percent":"50",\#(first)"bearers":[{"party":"bank","parts":"60"},{"party":"fund","parts":"40"}]},
                    {"percent":"100","bearers":[{"party":"bank","parts":"10"},{"party":"fund","parts":"90"}]}]}
                    """#)
                return try await house.perform("propose-terms", ["terms": terms], by: "bureau/clerk")
            }
            // Half at 60 and half at 10 are 35 per cent.
            #expect(try await propose("", minimum: "35").status == 201)
            let below = try await propose("", minimum: "35.000000001")
            refused(below, 422, "terms-invalid", at: "/terms/layers")
            #expect(below["title"].word?.contains("bank-below-minimum") == true)
            // A limit makes the first layer nothing of a great loss: ten per cent are left.
            refused(try await propose(#""limit":1000,"#, minimum: "35"), 422, "terms-invalid", at: "/terms/layers")
            #expect(try await propose(#""limit":1000,"#, minimum: "10").status == 201)
            refused(
                try await propose(#""limit":1000,"#, minimum: "10.000000001"), 422, "terms-invalid", at: "/terms/layers"
            )
        }
    }
}
