import House
import JSON
import Testing

/// A year's income and expense go to principal and earmarks, once; only then is the year closed.
@Suite struct YearEndTests {
    private static let year =
        #"{"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}"#

    /// In 2025 the pool of 10,000.00 came in, 1,500.00 of compensation went out, 12.34 of interest was credited. It is
    /// 2026-01-05.
    private static func with(_ work: @escaping @Sendable (House) async throws -> Void) async throws {
        try await House.with(opened: "2025-01-06", pool: 1_000_000) { house in
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: year))
            try await house.admitted(1, 187_500, on: "2025-11-03")
            try await house.proposedAndApproved(1)
            try await house.settled("2025-11-03")
            try await house.must(
                "record-deposit-interest", interest(1_234, "I-1", on: "2025-11-03"), by: "bureau/clerk")
            house.clock.set("2026-01-05 09:00")
            try await work(house)
        }
    }

    private static func interest(_ amount: Int64, _ voucher: String, on day: String) -> JSON {
        [
            "category": "risk", "amount": .integer(amount), "credited_on": .string(day), "voucher": .string(voucher),
        ]
    }

    private static func carry(_ house: House, _ year: Int = 2025) async throws -> Answered {
        try await house.perform("carry-forward", by: "bureau/clerk", at: ["year": "\(year)"])
    }

    private static func entries(_ house: House) async throws -> Int64 {
        try await house.read { transaction in
            try transaction.one("select count(*) as entries from ledger.entry") { try $0.int64("entries") } ?? 0
        }
    }

    private static let carried =
        #"{"year":2025,"carried":[{"event":"close-budget-appropriation","amount":1000000},"#
        + #"{"event":"close-budget-other-income","amount":1234},{"event":"close-budget-outlay","amount":150000},"#
        + #"{"event":"close-compensation","amount":150000},{"event":"deficit-from-principal","amount":150000},"#
        + #"{"event":"interest-retained","amount":1234}]}"#

    @Test func `income and expense go where they belong, one entry a rule, on 31 December`() async throws {
        try await Self.with { house in
            let answered = try await Self.carry(house)
            #expect(answered.json.text == Self.carried)
            try await balances(
                house,
                [
                    "3101.03": 850_000, "3101.08": 1_234, "3301": 0, "5001:small:bank-a": 0, "4604:risk": 0, "6001": 0,
                    "6609": 0, "7201": 0, "8101": 851_234, "8001": 851_234,
                ])
            let days = try await house.read { transaction in
                try transaction.rows(
                    "select distinct effective::text as day from ledger.entry where subject = 'year/2025'"
                ).map { try $0.string("day") }
            }
            #expect(days == ["2025-12-31"])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `asked again the answer is the same and nothing is booked, closed or not`() async throws {
        try await Self.with { house in
            _ = try await Self.carry(house)
            let before = try await Self.entries(house)
            #expect(try await Self.carry(house).json.text == Self.carried)
            try await house.must("propose-closing", ["until": "2025-12-31"], by: "bureau/clerk")
            try await house.must("approve-closing", by: "bureau/approver", at: ["until": "2025-12-31"])
            #expect(try await Self.carry(house).json.text == Self.carried)
            #expect(try await Self.entries(house) == before)
        }
    }

    @Test func `two who carry one year forward at once book it once`() async throws {
        try await Self.with { house in
            async let one = Self.carry(house)
            async let other = Self.carry(house)
            let texts = try await [one.json.text, other.json.text]
            #expect(texts == [Self.carried, Self.carried])
            try await balances(house, ["3101.03": 850_000, "3301": 0])
        }
    }

    @Test func `a year is closed only after it, and what was dated into it since is carried too`() async throws {
        try await Self.with { house in
            let refusal = try await house.perform("propose-closing", ["until": "2025-12-31"], by: "bureau/clerk")
            refused(refusal, 422, "not-closable", at: "/until")
            #expect(refusal["title"].word?.contains("year-not-carried year/2025") == true, "\(refusal.json.text)")
            try await house.must("propose-closing", ["until": "2025-11-30"], by: "bureau/clerk")
            _ = try await Self.carry(house)
            try await house.must(
                "record-deposit-interest", Self.interest(66, "I-2", on: "2025-12-30"), by: "bureau/clerk")
            refused(
                try await house.perform("propose-closing", ["until": "2026-01-04"], by: "bureau/clerk"), 422,
                "not-closable", at: "/until")
            let more = try await Self.carry(house)
            #expect(more["carried", "5", "amount"].integer == 1_300)
            try await balances(house, ["3101.08": 1_300, "4604:risk": 0])
            try await house.must("propose-closing", ["until": "2026-01-04"], by: "bureau/clerk")
        }
    }

    @Test func `interest on the clearing account joins the pool's principal`() async throws {
        try await House.with(opened: "2025-09-01", pool: 1_000_000) { house in
            try await Bank.register(house)
            let came = Bank.line("B-1", 55, on: "2025-09-01")
            try await house.must(
                "receive-statement", Bank.statement(1, Bank.clearing, day: "2025-09-01", from: 0, to: 55, [came]),
                by: "bureau/clerk")
            try await house.must("propose-assignment", ["purpose": "interest"], by: "bureau/clerk", at: ["line": "2"])
            try await house.must("approve-assignment", by: "bureau/approver", at: ["line": "2"])
            #expect(try await house.findings() == [])
            house.clock.set("2026-01-05 09:00")
            try await house.must("carry-forward", by: "bureau/clerk", at: ["year": "2025"])
            try await balances(house, ["4604:clearing": 0, "3101.08": 55, "1002.09": 55])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `the next year's opening pool is what the year has left`() async throws {
        try await Self.with { house in
            _ = try await Self.carry(house)
            // A fifth of 8,512.34.
            let admitted = try await house.admitted(2, 300_000, on: "2026-01-05")
            #expect(admitted["shares", "0", "amount"].integer == 170_246)
            #expect(admitted["shares", "0", "deferred"].integer == 69_754)
            #expect(try await house.broken() == [])
        }
    }

    @Test func `a year is over before it is carried forward, and the one before it comes first`() async throws {
        try await Self.with { house in
            refused(try await Self.carry(house, 2026), 422, "date-implausible")
            refused(try await Self.carry(house, 0), 422, "date-implausible")
            house.clock.set("2027-01-04 09:00")
            refused(try await Self.carry(house, 2026), 422, "year-open")
            #expect(try await Self.carry(house, 2025).status == 200)
            #expect(try await Self.carry(house, 2026).json.text == #"{"year":2026,"carried":[]}"#)
        }
    }

    @Test func `what is filed stays within its limit when the principal falls below it`() async throws {
        try await House.with(opened: "2025-01-06", pool: 1_000_000) { house in
            let terms = try Sample.terms(
                "small", [("fund", 80), ("bank", 20)], caps: "", #""filing":{"leverage":"1"}"#)
            try await house.adopt(terms)
            try await house.admitted(1, 187_500, on: "2025-11-03")
            try await house.proposedAndApproved(1)
            try await house.settled("2025-11-03")
            // The packs' leverage is wider than this programme's, the pool's account holds to the widest.
            house.clock.set("2026-01-05 09:00")
            #expect(try await Self.carry(house).status == 200)
            try await balances(house, ["3101.03": 850_000, "3301": 0])
        }
    }
}
