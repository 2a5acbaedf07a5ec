import House
import JSON
import Testing

@Suite struct BalanceTests {
    private static let report: JSON = [
        "as_of": "2026-05-31", "balance": 600, "interest_paid_to": "2026-05-21", "five_class": 1,
    ]

    private static func report(_ house: House, _ body: JSON, by person: String = "bank-a/maker", loan: String = "1")
        async throws
        -> Answered
    {
        try await house.perform("report-balance", body, by: person, at: ["loan": loan])
    }

    @Test func `what is repaid frees capacity, at zero the loan is released`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            house.clock.set("2026-06-01 09:00")
            let reported = try await Self.report(house, Self.report)
            #expect(reported.status == 201)
            // 80 per cent of 600.
            #expect(reported["exposure"].integer == 480)
            try await balances(
                house,
                [
                    "9001:yongchuan-credit:bank-a": 480, "9008:pool": 600, "9008:bank:bank-a": 600,
                    "9008:programme:yongchuan-credit": 600, "9008:borrower:\(Sample.borrower)": 600,
                ])
            let released = try await Self.report(house, Self.report.with("balance", 0).with("as_of", "2026-06-01"))
            #expect(released["state"].word == "released")
            #expect(released["released_on"].word == "2026-06-01")
            try await balances(house, ["9001:yongchuan-credit:bank-a": 0, "9008:pool": 0])
            refused(
                try await Self.report(house, Self.report.with("balance", 0).with("as_of", "2026-06-02")), 422,
                "date-implausible", at: "/as_of")
            house.clock.set("2026-06-02 09:00")
            refused(
                try await Self.report(house, Self.report.with("balance", 0).with("as_of", "2026-06-02")), 409,
                "wrong-state")
        }
    }

    @Test func `another bank's loan, another branch's, and none at all look the same`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            try await house.must(
                "register-person",
                ["person": "bank-a-east", "party": "bank-a", "name": "e", "roles": ["bank-maker"], "branch": "east"],
                by: "office/admin")
            house.clock.set("2026-06-01 09:00")
            let bytes = try await [
                Self.report(house, Self.report, by: "bank-b/maker"), Self.report(house, Self.report, by: "bank-a/east"),
                Self.report(house, Self.report, loan: "2"), Self.report(house, Self.report, loan: "x"),
                Self.report(house, Self.report, loan: "9999999999999999999"),
            ].map { answered in
                refused(answered, 404, "unknown-loan")
                return answered.reply.body
            }
            #expect(Set(bytes).count == 1)
        }
    }

    @Test func `a report fits the days and the reports before it`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            house.clock.set("2026-06-01 09:00")
            let slips: [(JSON, String, String)] = [
                (Self.report.with("as_of", "2026-06-02"), "date-implausible", "/as_of"),
                (Self.report.with("as_of", "2026-02-26"), "date-implausible", "/as_of"),
                (Self.report.with("overdue_since", "2026-06-01"), "date-implausible", "/overdue_since"),
                (Self.report.with("overdue_since", "2026-02-26"), "date-implausible", "/overdue_since"),
                (Self.report.with("interest_paid_to", "2026-02-26"), "date-implausible", "/interest_paid_to"),
                (Self.report.with("interest_paid_to", "2027-02-28"), "date-implausible", "/interest_paid_to"),
                (Self.report.with("balance", 1_001), "balance-rises", "/balance"),
            ]
            for (body, code, pointer) in slips { refused(try await Self.report(house, body), 422, code, at: pointer) }
            #expect(try await Self.report(house, Self.report).status == 201)
            refused(try await Self.report(house, Self.report), 422, "date-implausible", at: "/as_of")
            await unreadable("out-of-range", at: "/five_class") {
                try await Self.report(house, Self.report.with("five_class", 6))
            }
            await unreadable("out-of-range", at: "/balance") {
                try await Self.report(house, Self.report.with("balance", -1))
            }
        }
    }

    @Test func `a loan under claim is reported as ever, and its claim follows what is left`() async throws {
        try await House.with { house in
            let claim = try await house.claimed(1_000)
            let reported = try await Self.report(house, Sample.overdue(balance: 900, asOf: "2026-07-01"))
            #expect(reported.status == 201)
            #expect(reported["balance"] == 900)
            let shown = try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"])
            // Four fifths of 9.00, the rest the bank's.
            #expect(shown["base"] == 900)
            #expect(shown["shares"].items.first { $0["party"] == "fund" }?["amount"] == 720)
        }
    }

    @Test func `repaid on the day it was drawn`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            let report: JSON = [
                "as_of": "2026-02-27", "balance": 0, "interest_paid_to": "2026-02-27", "five_class": 1,
            ]
            #expect(try await Self.report(house, report)["state"].word == "released")
            #expect(try await house.balance("9008:pool") == 0)
        }
    }

    @Test
    func `what was repaid before a loan was filed counts from its filing on, so that the days between can be closed`()
        async throws
    {
        try await House.with { house in
            try await house.file(1_000_000)
            let report: JSON = [
                "as_of": "2026-02-28", "balance": 900_000, "interest_paid_to": "2026-02-27", "five_class": 1,
            ]
            try await house.must("report-balance", report, by: "bank-a/maker", at: ["loan": "1"])
            try await balances(house, ["9008:pool": 900_000])
            house.clock.set("2026-03-10 09:00")
            try await house.must("propose-closing", ["until": "2026-02-28"], by: "bureau/clerk")
            try await house.must("approve-closing", by: "bureau/approver", at: ["until": "2026-02-28"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a report of a closed period is refused whole`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            house.clock.set("2026-06-01 09:00")
            try await house.read { try $0.run("select ledger.set_closed_until(1, '2026-05-31', '', 'a', 'b')") }
            refused(try await Self.report(house, Self.report), 422, "period-closed")
            #expect(try await Self.report(house, Self.report.with("as_of", "2026-06-01")).status == 201)
            #expect(try await house.balance("9008:pool") == 600)
        }
    }
}
