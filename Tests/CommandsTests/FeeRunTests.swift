import Accounting
import House
import JSON
import Testing

/// RULES §9: what is given on guarantee fees, from draft to the bank account, on the machinery of subsidy runs.
@Suite struct FeeRunTests {
    /// A book with 1,000,000.00 for fee subsidies, 100,000.00 a year of it for rebates, and two guaranteed loans.
    private static func with(
        budget: Int64 = 10_000_000, _ changed: [String: JSON] = [:], _ work: @Sendable (House) async throws -> Void
    ) async throws {
        try await House.with(opened: "2026-01-05") { house in
            try await fund(house, on: "2026-01-05")
            try await house.adoptSubsidy(House.pack("fee-rebate", budget: budget, changed))
            // 170 days to 07-01 from 01-12, 121 days from 03-02.
            try await house.fileGuaranteed(36_500_000, number: 1, disbursed: "2026-01-12")
            try await house.fileGuaranteed(
                73_000_000, number: 2, disbursed: "2026-03-02", borrower: Sample.borrowers[0], bank: "bank-b")
            house.clock.set("2026-07-02 09:00")
            try await work(house)
        }
    }

    private static func fund(_ house: House, on day: String) async throws {
        try await house.must(
            "record-appropriation",
            [
                "category": "rebate", "source": "district", "amount": 100_000_000, "arrived_on": .string(day),
                "voucher": "R-1",
            ], by: "bureau/clerk")
    }

    /// A year that is over: four new guarantees of 2025, one of them without a fee, one for neither small nor agricultural business.
    private static func withYear(_ work: @Sendable (House) async throws -> Void) async throws {
        try await House.with(opened: "2025-01-06") { house in
            try await fund(house, on: "2025-01-06")
            try await house.fileGuaranteed(
                100_000_000, number: 1, disbursed: "2025-03-03", tags: ["small"], isFirst: true)
            try await house.fileGuaranteed(
                60_000_000, number: 2, disbursed: "2025-03-04", borrower: Sample.borrowers[0], bank: "bank-b",
                fee: "0.015", tags: ["agri", "green"])
            try await house.fileGuaranteed(
                10_000_000, number: 3, disbursed: "2025-03-05", borrower: Sample.borrowers[1])
            try await house.fileGuaranteed(
                20_000_000, number: 4, disbursed: "2025-03-06", borrower: Sample.borrowers[2], fee: nil,
                tags: ["small"])
            house.clock.set("2026-01-05 09:00")
            try await work(house)
        }
    }

    private static func pack(_ programme: String, budget: Int64 = 100_000_000) -> JSON {
        House.pack(programme, budget: budget).with("from", "2025-01-01").with("loans", [:])
    }

    @Test func `a half year's rebates go from draft to the guarantor, who passes them on`() async throws {
        try await Self.with { house in
            let run = try await house.drafted("2026-H1", "fee-rebate")
            // 365,000.00 × 0.5 % × 170/365 = 850.00; 730,000.00 × 0.5 % × 121/365 = 1,210.00.
            #expect(
                try await house.subsidyLines(run) == [
                    "1 170 6205000000 85000 0 85000 85000 0", "2 121 8833000000 121000 0 121000 121000 0",
                ])
            let approved = try await house.approveSubsidy(run)
            #expect(approved["category"].word == "rebate")
            #expect(
                approved["parts"].items.map { $0.text } == [
                    #"{"payee":"district","funder":"district","payable":206000,"returned":0}"#
                ])
            try await balances(
                house,
                [
                    "2304:district:fee-rebate": 206_000, "5003:fee-rebate": 206_000, "9004:fee-rebate:2026": 206_000,
                ])
            let settled = try await house.settled("2026-07-02")
            #expect(settled["orders"].items.filter { $0["category"]?.word == "rebate" }.count == 1)
            try await balances(
                house,
                ["2304:district:fee-rebate": 0, "1002.03": 100_000_000 - 206_000, "7201": 206_000])
            #expect(try await house.findings() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `an early repayment the bank reports late comes as a difference, and is collected`() async throws {
        try await Self.with { house in
            try await house.approveSubsidy(house.drafted("2026-H1", "fee-rebate"))
            try await house.settled("2026-07-02")
            try await house.must(
                "report-balance",
                ["as_of": "2026-06-01", "balance": 0, "interest_paid_to": "2026-06-01", "five_class": 1],
                by: "bank-a/maker", at: ["loan": "1"])
            let repeated = try await house.drafted("2026-H1", "fee-rebate")
            // 140 days are 700.00.
            #expect(
                try await house.subsidyLines(repeated) == ["1 140 5110000000 70000 -85000 -15000 -15000 512"])
            try await house.approveSubsidy(repeated)
            try await balances(house, ["1218.03:district:fee-rebate": 15_000, "5003:fee-rebate": 191_000])
            house.clock.set("2026-07-03 09:00")
            try await house.settled("2026-07-03")
            try await balances(
                house, ["1218.03:district:fee-rebate": 0, "1002.03": 100_000_000 - 191_000])
            #expect(try await house.findings() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `approval takes another person and the lines' own digest; two who ask have one run`() async throws {
        try await Self.with { house in
            let body: JSON = ["programme": "fee-rebate", "period": "2026-H1"]
            async let first = house.perform("draft-subsidy-run", body, by: "bureau/both")
            async let second = house.perform("draft-subsidy-run", body, by: "bureau/both")
            #expect(try await [first["run"].integer, second["run"].integer] == [1, 1])
            async let one = house.draft(1)
            async let two = house.draft(1)
            #expect(try await [one, two].filter { $0 }.count == 1)
            let digest = try await house.digest(of: 1)
            let own = try await house.perform(
                "approve-subsidy-run", ["digest": digest], by: "bureau/both", at: ["run": "1"])
            #expect(own.code == "four-eyes")
            let none = JSON.string(String(repeating: "0", count: 64))
            let wrong = try await house.perform(
                "approve-subsidy-run", ["digest": none], by: "bureau/approver", at: ["run": "1"])
            #expect(wrong.code == "lines-changed")
            try await house.approveSubsidy(1)
            let later = try await house.drafted("2026-H2", "fee-rebate")
            let running = try await house.perform(
                "approve-subsidy-run", ["digest": try await house.digest(of: later)], by: "bureau/approver",
                at: ["run": "\(later)"])
            #expect(running.code == "period-running")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `verify notices a line that was turned to another payee`() async throws {
        try await Self.with { house in
            try await house.approveSubsidy(house.drafted("2026-H1", "fee-rebate"))
            #expect(try await house.findings() == [])
            try await house.read { transaction in
                try transaction.run("update clearing.subsidy_line set payee = 'city' where line_no = 1")
            }
            let findings = try await house.findings()
            #expect(findings.contains { $0.contains("subsidy run 1") && $0.contains("digest") }, "\(findings)")
        }
    }

    @Test func `a budget that is short reduces all alike, and what it cut is not made up`() async throws {
        // 1,000.00 for 850.00 and 1,210.00.
        try await Self.with(budget: 100_000) { house in
            let run = try await house.drafted("2026-H1", "fee-rebate")
            #expect(
                try await house.subsidyLines(run) == [
                    "1 170 6205000000 85000 0 41262 41262 256", "2 121 8833000000 121000 0 58738 58738 256",
                ])
            try await house.approveSubsidy(run)
            #expect(try await house.subsidyLines(house.drafted("2026-H1", "fee-rebate")) == [])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a rebate may go through the bank, and an overdue loan gets none`() async throws {
        try await Self.with(["rebate": ["rate": "0.005", "paid_to": "bank"]]) { house in
            try await house.must(
                "report-balance",
                [
                    "as_of": "2026-06-30", "balance": 36_500_000, "interest_paid_to": "2026-05-21", "five_class": 2,
                    "overdue_since": "2026-06-20",
                ], by: "bank-a/maker", at: ["loan": "1"])
            let run = try await house.drafted("2026-H1", "fee-rebate")
            #expect(
                try await house.subsidyLines(run) == [
                    "1 170 6205000000 0 0 0 0 1", "2 121 8833000000 121000 0 121000 121000 0",
                ])
            let approved = try await house.approveSubsidy(run)
            #expect(approved["parts"].items.compactMap { $0["payee"]?.word } == ["bank-b"])
        }
    }

    @Test func `a guarantor's subsidy goes by the structure of its year, and leaves a borrower the rest of the fee`()
        async throws
    {
        try await Self.withYear { house in
            try await house.adoptSubsidy(Self.pack("fee-structure"))
            let run = try await house.drafted("2025", "fee-structure")
            // 1.8 of 1.9 million are small or agricultural: 1.3 %, 0.2 % for small tickets; loan 1 has 0.2 % more for a first loan
            // and for its low fee.
            #expect(
                try await house.subsidyLines(run) == [
                    "1 0 100000000 1900000 0 1900000 950000+950000 0",
                    "2 0 60000000 900000 0 900000 450000+450000 0", "3 0 10000000 0 0 0 0+0 32768",
                    "4 0 20000000 0 0 0 0+0 4096",
                ])
            try await house.approveSubsidy(run)
            try await balances(
                house, ["2304:district:fee-structure": 2_800_000, "9004:fee-structure:2025": 2_800_000])
            // Loan 1's fee for 726 days is 19,890.41: 890.41 are left of it. Loan 2's fee is above the bound.
            try await house.adoptSubsidy(Self.pack("fee-rebate"))
            let rebate = try await house.drafted("2025-H1", "fee-rebate")
            #expect(
                try await house.subsidyLines(rebate).prefix(2) == [
                    "1 120 12000000000 89041 0 89041 89041 1024", "2 119 7140000000 0 0 0 0 8192",
                ])
            try await house.approveSubsidy(rebate)
            // Worked out again, neither takes from the other.
            #expect(try await house.subsidyLines(house.drafted("2025", "fee-structure")) == [])
            #expect(try await house.subsidyLines(house.drafted("2025-H1", "fee-rebate")) == [])
            try await house.settled("2026-01-05")
            #expect(try await house.findings() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `a reguarantor gets its part once, and of a loan filed after the approval with the next run`()
        async throws
    {
        try await Self.withYear { house in
            try await house.adoptSubsidy(Self.pack("fee-reguarantee"))
            let run = try await house.drafted("2025", "fee-reguarantee")
            // A fifth of each is the reguarantor's, at 3 ‰ once.
            #expect(
                try await house.subsidyLines(run) == [
                    "1 0 20000000 60000 0 60000 60000 0", "2 0 12000000 36000 0 36000 36000 0",
                    "3 0 2000000 6000 0 6000 6000 0", "4 0 4000000 12000 0 12000 12000 0",
                ])
            let approved = try await house.approveSubsidy(run)
            #expect(approved["parts"].items.compactMap { $0["payee"]?.word } == ["reguarantor"])
            // Paid out on the last days of the year and filed in time, but after the run.
            let loan = Sample.loan(
                programme: "yongchuan-guaranteed", number: 5, borrower: Sample.borrowers[3], principal: 50_000_000,
                disbursed: "2025-12-30"
            ).with("fee_rate", "0.01")
            try await house.must("file-loan", loan, by: "bank-a/maker")
            let repeated = try await house.drafted("2025", "fee-reguarantee")
            #expect(try await house.subsidyLines(repeated) == ["5 0 10000000 30000 0 30000 30000 0"])
            try await house.approveSubsidy(repeated)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `what a run cannot be drawn up from is refused by name`() async throws {
        try await Self.with(budget: 0) { house in
            func draft(_ period: JSON, _ programme: JSON = "fee-rebate") async throws -> String? {
                try await house.perform(
                    "draft-subsidy-run", ["programme": programme, "period": period], by: "bureau/clerk"
                ).code
            }
            #expect(try await draft("2026-H1") == "budget-missing")
            #expect(try await draft("2026-Q1") == "period-unfit")
            #expect(try await draft("2026") == "period-unfit")
            #expect(try await draft("2025-H1") == "no-subsidy-terms")
            #expect(try await draft("2026", "fee-structure") == "no-subsidy-terms")
            let pack = House.pack("fee-rebate", budget: 10_000_000)
            let other = House.pack("fee-structure", budget: 10_000_000).with("programme", "fee-rebate")
            let changed = try await house.perform("propose-subsidy-terms", ["terms": other], by: "bureau/clerk")
            #expect(changed.code == "terms-invalid")
            try await house.adoptSubsidy(pack.with("fees", (pack["fees"] ?? [:]).without("budget")))
            #expect(try await draft("2026-H1") == "budget-missing")
            try await house.adoptSubsidy(pack)
            try await house.approveSubsidy(house.drafted("2026-H1", "fee-rebate"))
            try await house.adoptSubsidy(pack.with("periods", "year").with("from", "2026-01-02"))
            #expect(try await draft("2026") == "period-overlaps")
        }
    }
}
