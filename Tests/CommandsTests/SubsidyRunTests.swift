import Accounting
import House
import JSON
import Testing

/// RULES §9: a quarter's subsidies from draft to the bank account.
@Suite struct SubsidyRunTests {
    /// A book with 1,000,000.00 for subsidies, 100,000.00 a year of it for equipment, and two loans of two banks.
    private static func with(
        budget: Int64 = 10_000_000, _ changed: [String: JSON] = [:], _ work: @Sendable (House) async throws -> Void
    ) async throws {
        try await House.with(opened: "2026-01-05") { house in
            try await house.must(
                "record-appropriation",
                [
                    "category": "subsidy", "source": "central", "amount": 100_000_000, "arrived_on": "2026-01-05",
                    "voucher": "S-1",
                ], by: "bureau/clerk")
            try await house.adoptSubsidy(House.pack(budget: budget, changed))
            // 79 days to 04-01 from 01-12, 59 days from 02-01.
            try await house.fileTagged(12_000_000, number: 1, disbursed: "2026-01-12")
            try await house.fileTagged(
                36_000_000, number: 2, disbursed: "2026-02-01", borrower: Sample.borrowers[0], bank: "bank-b")
            house.clock.set("2026-04-02 09:00")
            try await work(house)
        }
    }

    @Test func `a quarter goes from draft to the bank, an entry for each bank and funder`() async throws {
        try await Self.with { house in
            let run = try await house.drafted("2026-Q1")
            // 120,000.00 × 1.5 % × 79/360 = 395.00; 360,000.00 × 1.5 % × 59/360 = 885.00; nine tenths are the centre's.
            #expect(
                try await house.subsidyLines(run) == [
                    "1 79 948000000 39500 0 39500 35550+3950 0", "2 59 2124000000 88500 0 88500 79650+8850 0",
                ])
            let approved = try await house.approveSubsidy(run)
            #expect(approved["payable"].integer == 128_000)
            #expect(
                approved["parts"].items.map { $0.text } == [
                    #"{"payee":"bank-a","funder":"central","payable":35550,"returned":0}"#,
                    #"{"payee":"bank-a","funder":"district","payable":3950,"returned":0}"#,
                    #"{"payee":"bank-b","funder":"central","payable":79650,"returned":0}"#,
                    #"{"payee":"bank-b","funder":"district","payable":8850,"returned":0}"#,
                ])
            try await balances(
                house,
                [
                    "2303:bank-a:subsidy-equipment": 39_500, "2303:bank-b:subsidy-equipment": 88_500,
                    "5002:subsidy-equipment": 128_000, "9004:subsidy-equipment:2026": 128_000,
                ])
            let settled = try await house.settled("2026-04-02")
            #expect(
                settled["orders"].items.map { $0.text }.filter { $0.contains(#""category":"subsidy""#) }.count == 2)
            try await balances(
                house,
                [
                    "2303:bank-a:subsidy-equipment": 0, "2303:bank-b:subsidy-equipment": 0,
                    "1002.02": 100_000_000 - 128_000, "7201": 128_000,
                ])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `approval takes another person, the lines' own digest, and a quarter that is over`() async throws {
        try await Self.with { house in
            let run = try await house.drafted("2026-Q1")
            let path = ["run": "\(run)"]
            let none = JSON.string(String(repeating: "0", count: 64))
            let wrong = try await house.perform(
                "approve-subsidy-run", ["digest": none], by: "bureau/approver", at: path)
            #expect(wrong.code == "lines-changed")
            try await house.must("discard-subsidy-run", by: "bureau/clerk", at: path)
            let body: JSON = ["programme": "subsidy-equipment", "period": "2026-Q1"]
            let own = try await house.must("draft-subsidy-run", body, by: "bureau/both")["run"].integer ?? 0
            let early = try await house.perform(
                "approve-subsidy-run", ["digest": none], by: "bureau/approver", at: ["run": "\(own)"])
            #expect(early.code == "wrong-state")
            #expect(try await house.draft(own))
            let digest = try await house.digest(of: own)
            let self_ = try await house.perform(
                "approve-subsidy-run", ["digest": digest], by: "bureau/both", at: ["run": "\(own)"])
            #expect(self_.code == "four-eyes")
            try await house.approveSubsidy(own)
            let again = try await house.perform(
                "approve-subsidy-run", ["digest": digest], by: "bureau/approver", at: ["run": "\(own)"])
            #expect(again.code == "wrong-state")
            let next = try await house.drafted("2026-Q2")
            let nextDigest = try await house.digest(of: next)
            let running = try await house.perform(
                "approve-subsidy-run", ["digest": nextDigest], by: "bureau/approver", at: ["run": "\(next)"])
            #expect(running.code == "period-running")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `one run of a programme at a time, whoever asks, and its lines are worked out once`() async throws {
        try await Self.with { house in
            let body: JSON = ["programme": "subsidy-equipment", "period": "2026-Q1"]
            async let first = house.perform("draft-subsidy-run", body, by: "bureau/clerk")
            async let second = house.perform("draft-subsidy-run", body, by: "bureau/both")
            let runs = try await [first["run"].integer, second["run"].integer]
            #expect(runs == [1, 1])
            let other = try await house.perform(
                "draft-subsidy-run", ["programme": "subsidy-equipment", "period": "2026-Q2"], by: "bureau/clerk")
            #expect(other.code == "draft-open")
            async let one = house.draft(1)
            async let two = house.draft(1)
            let done = try await [one, two]
            #expect(done.filter { $0 }.count == 1)
            #expect(try await house.subsidyLines(1).count == 2)
        }
    }

    @Test func `late data of an approved quarter come as a difference, with the next run or by themselves`()
        async throws
    {
        try await Self.with { house in
            try await house.approveSubsidy(house.drafted("2026-Q1"))
            // Half of loan 1 had been repaid on 03-03, 29 days of the quarter; the bank says so in April.
            try await house.must(
                "report-balance",
                ["as_of": "2026-03-03", "balance": 6_000_000, "interest_paid_to": "2026-03-03", "five_class": 1],
                by: "bank-a/maker", at: ["loan": "1"])
            let repeated = try await house.drafted("2026-Q1")
            // 60,000.00 × 1.5 % × 29/360 = 72.50 too much.
            #expect(
                try await house.subsidyLines(repeated) == [
                    "1 79 774000000 32250 -39500 -7250 -6525+-725 512"
                ])
            try await house.must("discard-subsidy-run", by: "bureau/approver", at: ["run": "\(repeated)"])
            house.clock.set("2026-07-01 09:00")
            let next = try await house.drafted("2026-Q2")
            // 91 days: 60,000.00 earns 227.50, less 72.50; 360,000.00 earns 1,365.00.
            #expect(
                try await house.subsidyLines(next) == [
                    "1 91 546000000 22750 -7250 15500 13950+1550 512",
                    "2 91 3276000000 136500 0 136500 122850+13650 0",
                ])
            try await house.approveSubsidy(next)
            #expect(try await house.subsidyLines(house.drafted("2026-Q1")) == [])
            try await house.settled("2026-07-01")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `what was approved too much is collected where nothing is due against it`() async throws {
        try await Self.with { house in
            try await house.approveSubsidy(house.drafted("2026-Q1"))
            try await house.settled("2026-04-02")
            try await house.must(
                "report-balance",
                [
                    "as_of": "2026-03-31", "balance": 12_000_000, "interest_paid_to": "2026-01-12", "five_class": 2,
                    "overdue_since": "2026-03-12",
                ], by: "bank-a/maker", at: ["loan": "1"])
            let repeated = try await house.drafted("2026-Q1")
            // 20 days from 03-12 on: 100.00.
            #expect(
                try await house.subsidyLines(repeated) == ["1 59 708000000 29500 -39500 -10000 -9000+-1000 513"])
            try await house.approveSubsidy(repeated)
            try await balances(house, ["1218.03:bank-a:subsidy-equipment": 10_000, "5002:subsidy-equipment": 118_000])
            house.clock.set("2026-04-03 09:00")
            try await house.settled("2026-04-03")
            try await balances(
                house, ["1218.03:bank-a:subsidy-equipment": 0, "1002.02": 100_000_000 - 118_000])
            #expect(try await house.findings() == [])
        }
    }

    @Test(arguments: [("first_come", ["39500", "20500"]), ("factor", ["18516", "41484"])])
    func `a budget that runs short`(rule: String, payable: [String]) async throws {
        // 600.00 for 395.00 and 885.00: the first whole and the second in part, or 600 × 395/1280 = 185.156 and 414.844.
        try await Self.with(budget: 60_000, ["exhaustion": .string(rule)]) { house in
            let run = try await house.drafted("2026-Q1")
            #expect(try await house.subsidyLines(run).map { $0.split(separator: " ")[5] } == payable.map { $0[...] })
            try await house.approveSubsidy(run)
            try await balances(house, ["9004:subsidy-equipment:2026": 60_000])
            house.clock.set("2026-07-01 09:00")
            let next = try await house.drafted("2026-Q2")
            #expect(try await house.subsidyLines(next).allSatisfy { $0.split(separator: " ")[5] == "0" })
            try await house.approveSubsidy(next)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a household's cap holds over its banks, day by day`() async throws {
        try await Self.with(["household_cap": 20_000_000]) { house in
            let third = try await house.fileTagged(
                12_000_000, number: 3, disbursed: "2026-02-10", borrower: Sample.borrower, bank: "bank-b")
            house.clock.set("2026-04-02 09:00")
            let run = try await house.drafted("2026-Q1")
            // Loan 1 takes 120,000.00 of the 200,000.00; loan 3 the 80,000.00 left on 50 days; loan 2 is another's, capped by itself.
            #expect(
                try await house.subsidyLines(run) == [
                    "1 79 948000000 39500 0 39500 35550+3950 0",
                    "2 59 1180000000 49167 0 49167 44250+4917 16",
                    "\(third) 50 400000000 16667 0 16667 15000+1667 16",
                ])
        }
    }

    @Test func `a loan of two programmes is subsidised under one, or only up to its rate where the terms add up`()
        async throws
    {
        try await Self.with { house in
            try await house.approveSubsidy(house.drafted("2026-Q1"))
            let other = House.pack(budget: 10_000_000).with("programme", "subsidy-other")
            try await house.adoptSubsidy(other)
            let alone = try await house.drafted("2026-Q1", "subsidy-other")
            #expect(
                try await house.subsidyLines(alone) == ["1 0 0 0 0 0 0+0 1024", "2 0 0 0 0 0 0+0 1024"])
            try await house.must("discard-subsidy-run", by: "bureau/clerk", at: ["run": "\(alone)"])
            try await house.adoptSubsidy(
                House.pack(budget: 10_000_000, ["stacking": true, "rate": "0.04"]).with("programme", "subsidy-other"))
            // 4.35 % less 1.5 % leaves 2.85 %: 120,000.00 × 2.85 % × 79/360 = 750.50.
            let added = try await house.drafted("2026-Q1", "subsidy-other")
            #expect(
                try await house.subsidyLines(added).first == "1 79 948000000 75050 0 75050 67545+7505 64")
        }
    }

    @Test func `what a run cannot be drawn up from is refused by name`() async throws {
        try await Self.with(budget: 0) { house in
            func draft(_ programme: JSON, _ period: JSON) async throws -> String? {
                try await house.perform(
                    "draft-subsidy-run", ["programme": programme, "period": period], by: "bureau/clerk"
                ).code
            }
            #expect(try await draft("subsidy-none", "2026-Q1") == "no-subsidy-terms")
            #expect(try await draft("subsidy-equipment", "2025-Q1") == "no-subsidy-terms")
            #expect(try await draft("subsidy-equipment", "2026-Q1") == "budget-missing")
            let pack = House.pack(budget: 10_000_000)
            try await house.adoptSubsidy(pack)
            try await house.approveSubsidy(house.drafted("2026-Q1"))
            try await house.adoptSubsidy(pack.with("periods", "bank_quarter").with("from", "2026-03-21"))
            #expect(try await draft("subsidy-equipment", "2026-Q2") == "period-overlaps")
            let none = try await house.perform("discard-subsidy-run", by: "bureau/clerk", at: ["run": "99"])
            #expect(none.code == "unknown-subsidy-run")
            let odd = try await house.perform(
                "propose-subsidy-terms", ["terms": pack.with("loans", ["tags": []])], by: "bureau/clerk")
            #expect(odd.code == "terms-invalid")
            let adopted = try await house.perform(
                "adopt-subsidy-terms", by: "bureau/approver", at: ["programme": "subsidy-equipment", "version": "9"])
            #expect(adopted.code == "unknown-terms")
        }
    }

    @Test func `a budget that is cut below what a draft would take refuses the approval`() async throws {
        try await Self.with { house in
            let run = try await house.drafted("2026-Q1")
            try await house.approveSubsidy(run)
            house.clock.set("2026-07-01 09:00")
            // Money is short too: what the special account cannot carry waits for the next run.
            let next = try await house.drafted("2026-Q2")
            try await house.read { transaction in
                try transaction.run(
                    "update clearing.subsidy_terms set document = replace(document, '10000000', '128001')")
                try transaction.run("update clearing.book set reference = reference + 1")
            }
            let digest = try await house.digest(of: next)
            let refused = try await house.perform(
                "approve-subsidy-run", ["digest": digest], by: "bureau/approver", at: ["run": "\(next)"])
            #expect(refused.code == "budget-short")
        }
    }
}
