import House
import JSON
import Testing

/// RULES §6: when a claim may be filed, and what is checked without opinion.
@Suite struct ClaimFilingTests {
    private static let principal: Int64 = 1_000_003

    /// A loan of 10,000.03 filed on 2026-03-02, overdue since 2026-03-21, reported on 2026-07-01.
    private static func overdue(_ house: House, report: JSON = Sample.overdue(balance: principal)) async throws {
        try await house.file(principal)
        house.clock.set("2026-07-01 09:00")
        try await house.must("report-balance", report, by: "bank-a/maker", at: ["loan": "1"])
    }

    private static let claim = Sample.claim(principal: principal)

    private static func file(_ house: House, _ claim: JSON = claim, by person: String = "bank-a/maker") async throws
        -> Answered
    {
        try await house.perform("file-claim", claim, by: person)
    }

    @Test func `a claim is on the books from the day it is filed`() async throws {
        try await House.with { house in
            try await Self.overdue(house)
            let filed = try await Self.file(house)
            #expect(filed.status == 201)
            #expect(filed["state"].word == "filed")
            #expect(filed["revision"].integer == 1)
            // 80 per cent of 10,000.03, floored.
            #expect(filed["estimate"].integer == 800_002)
            #expect(filed["clock", "received_on"].word == "2026-07-01")
            try await balances(
                house,
                [
                    "5001:yongchuan-credit:bank-a": 800_002, "2601:yongchuan-credit": 800_002,
                    "9005:yongchuan-credit:bank-a": 1_000_003, "9008:pool": 1_000_003,
                ])
            refused(try await Self.file(house), 409, "C10", at: "/loan")
        }
    }

    @Test func `names, numbers and amounts are those of the filing and the last report`() async throws {
        try await House.with { house in
            try await Self.overdue(house)
            let slips: [(JSON, String, String)] = [
                (Self.claim.with("borrower", "91500118MA1000001R"), "C01", "/borrower"),
                (Self.claim.with("borrower_name", "永川某某公司"), "C01", "/borrower_name"),
                (Self.claim.with("contract_number", "HT-2"), "C02", "/contract_number"),
                (Self.claim.with("guarantee_number", "DB-1"), "C02", "/guarantee_number"),
                (Self.claim.with("documents", []), "C03", "/documents"),
                (Self.claim.with("principal", .integer(Self.principal - 1)), "C05", "/principal"),
                (Self.claim.with("principal", .integer(Self.principal + 1)), "C05", "/principal"),
                (Self.claim.with("interest_paid_to", "2026-03-20"), "C05", "/interest_paid_to"),
                (Self.claim.with("calculated_on", "2026-07-02"), "date-implausible", "/calculated_on"),
                (Self.claim.with("calculated_on", "2026-03-20"), "date-implausible", "/calculated_on"),
                (
                    Self.claim.with("named_amounts", [["name": "deposit", "amount": 5]]), "amount-unknown",
                    "/named_amounts/0/name"
                ),
            ]
            for (body, code, pointer) in slips { refused(try await Self.file(house, body), 422, code, at: pointer) }
            await unreadable("bad-format", at: "/named_amounts/1/name") {
                let twice: JSON = [["name": "deposit", "amount": 5], ["name": "deposit", "amount": 6]]
                return try await Self.file(house, Self.claim.with("named_amounts", twice))
            }
            await unreadable("bad-format", at: "/documents/0/sha256") {
                try await Self.file(
                    house,
                    Self.claim.with("documents", [["name": "x", "sha256": .string(String(repeating: "Z", count: 64))]]))
            }
            try await balances(house, ["9005:yongchuan-credit:bank-a": nil])
            // Each refusal tells the one paper that is missing.
            let papers = Sample.documents.filter { $0 != "commitment" }.map { ["name": .string($0)] as JSON }
            let incomplete = try await Self.file(house, Self.claim.with("documents", .array(papers)))
            refused(incomplete, 422, "C03", at: "/documents")
            #expect(incomplete["title"].word == "A document is missing: commitment.")
            #expect(try await Self.file(house).status == 201)
        }
    }

    @Test func `only the bank of the loan claims, and its branch`() async throws {
        try await House.with { house in
            try await Self.overdue(house)
            try await house.must(
                "register-person",
                ["person": "bank-a-east", "party": "bank-a", "name": "e", "roles": ["bank-maker"], "branch": "east"],
                by: "office/admin")
            refused(try await Self.file(house, by: "bank-b/maker"), 404, "unknown-loan")
            refused(try await Self.file(house, by: "bank-a/east"), 404, "unknown-loan")
            refused(try await Self.file(house, Self.claim.with("loan", 2)), 404, "unknown-loan")
        }
    }

    @Test func `ninety days overdue, the ninetieth included`() async throws {
        try await House.with { house in
            try await house.file(Self.principal)
            house.clock.set("2026-06-18 09:00")
            let report = Sample.overdue(balance: Self.principal, asOf: "2026-06-18").with("five_class", 2)
            try await house.must("report-balance", report, by: "bank-a/maker", at: ["loan": "1"])
            // 2026-03-21 + 89 days.
            let claim = Self.claim.with("calculated_on", "2026-06-18")
            let early = try await Self.file(house, claim)
            refused(early, 422, "not-overdue", at: "/loan")
            #expect(early["title"].word?.contains("90 days") == true)
            house.clock.set("2026-06-19 09:00")
            #expect(try await Self.file(house, claim).status == 201)
        }
    }

    @Test func `a loan that is not overdue, but substandard, may be claimed at once`() async throws {
        try await House.with { house in
            let report = Sample.overdue(balance: Self.principal).without("overdue_since")
            try await Self.overdue(house, report: report.with("five_class", 2))
            refused(try await Self.file(house), 422, "not-overdue", at: "/loan")
            try await house.must(
                "report-balance", report.with("as_of", "2026-07-01"), by: "bank-a/maker", at: ["loan": "1"])
            #expect(try await Self.file(house).status == 201)
        }
    }

    @Test func `a loan repaid in full has nothing to claim`() async throws {
        try await House.with { house in
            try await Self.overdue(house)
            try await house.must(
                "report-balance", Sample.overdue(balance: 0, asOf: "2026-07-01"), by: "bank-a/maker", at: ["loan": "1"])
            refused(try await Self.file(house), 422, "C09", at: "/loan")
        }
    }

    @Test func `the window rolls to a working day, and its last paper is in by 17:00`() async throws {
        try await House.with { house in
            // 2026-03-21 + 105 days is Saturday 2026-07-04; the next working day is Monday 07-06.
            try await house.adopt(
                try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: "", #""claim":{"within_days":105}"#))
            try await house.file(Self.principal, programme: "small")
            house.clock.set("2026-07-01 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: Self.principal), by: "bank-a/maker", at: ["loan": "1"])
            house.clock.set("2026-07-07 09:00")
            let late = try await Self.file(house)
            refused(late, 422, "C04", at: "/loan")
            #expect(late["title"].word == "The claim window ended on 2026-07-06.")
            house.clock.set("2026-07-06 17:01")
            refused(try await Self.file(house), 422, "C04", at: "/loan")
            house.clock.set("2026-07-06 17:00")
            #expect(try await Self.file(house).status == 201)
        }
    }

    @Test(arguments: [
        ("2026-09-24 17:00", "2026-09-24"), ("2026-09-24 17:01", "2026-09-28"), ("2026-09-20 10:00", "2026-09-20"),
        ("2026-10-03 10:00", "2026-10-08"),
    ])
    func `after 17:00 or on a day off a claim counts on the next working day`(time: String, received: String)
        async throws
    {
        try await House.with { house in
            try await Self.overdue(house)
            house.clock.set(time)
            #expect(try await Self.file(house)["clock", "received_on"].word == received)
        }
    }

    @Test func `in a year without a calendar a claim is refused, not guessed`() async throws {
        try await House.with { house in
            try await Self.overdue(house)
            house.clock.set("2027-01-05 09:00")
            let refusal = try await Self.file(house)
            refused(refusal, 422, "calendar-missing")
            #expect(refusal["title"].word?.contains("2027") == true)
        }
    }

    @Test func `what a bank has under way is limited, and freed by decisions`() async throws {
        try await House.with { house in
            try await house.adopt(
                try Sample.terms(
                    "small", [("fund", 80), ("bank", 20)], caps: "", #""claim":{"under_way_limit":1500}"#))
            try await house.claimed(1_000, programme: "small")
            house.clock.set("2026-03-02 09:00")
            try await house.file(501, number: 2, programme: "small")
            house.clock.set("2026-07-01 09:00")
            try await house.must("report-balance", Sample.overdue(balance: 501), by: "bank-a/maker", at: ["loan": "2"])
            let second = Sample.claim(loan: 2, number: 2, principal: 501)
            let full = try await Self.file(house, second)
            refused(full, 422, "claims-under-way")
            #expect(full["title"].word?.contains("room for 5.00 yuan") == true)
            #expect(try await house.balance("9005:small:bank-a") == 1_000)
            try await house.approved(1)
            #expect(try await Self.file(house, second).status == 201)
            #expect(try await house.balance("9005:small:bank-a") == 501)
        }
    }

    @Test func `the very first claim over the limit hears the limit as its room`() async throws {
        try await House.with { house in
            try await house.adopt(
                try Sample.terms(
                    "small", [("fund", 80), ("bank", 20)], caps: "", #""claim":{"under_way_limit":99900}"#))
            try await house.file(100_000, programme: "small")
            house.clock.set("2026-07-01 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: 100_000), by: "bank-a/maker", at: ["loan": "1"])
            let refusal = try await Self.file(house, Sample.claim(principal: 100_000))
            refused(refusal, 422, "claims-under-way")
            #expect(refusal["title"].word?.contains("room for 999.00 yuan") == true)
        }
    }
}
