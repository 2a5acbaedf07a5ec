import House
import JSON
import Testing

/// RULES §7, §8: one pays the bank for all, and the fund for an insurer that does not.
@Suite struct AdvanceTests {
    private static let claim = ["claim": "1"]

    /// A claim of 1,000.01 under terms of its own, paid for by somebody first; approved on 2026-07-01.
    private static func approved(_ house: House, _ bearers: [(party: String, parts: Int)], advance: String) async throws
    {
        try await house.adopt(try Sample.terms("small", bearers, #""pay":{"advance":"\#(advance)"}"#))
        try await house.claimed(100_001, programme: "small")
        try await house.approved(1)
    }

    private static func orders(_ run: Answered) -> [String] {
        run["orders"].items.map { order in
            ["category", "party", "direction"].map { order[$0]?.word ?? "" }.joined(separator: " ")
                + " \(order["amount"]?.integer ?? 0)"
        }
    }

    private static func report(
        _ house: House, _ amount: Int64 = 80_000, paidOn: JSON = "2026-07-01", by person: String = "district/maker"
    ) async throws -> Answered {
        try await house.perform(
            "report-advance", ["amount": .integer(amount), "paid_on": paidOn, "voucher": "PZ-1"], by: person, at: claim)
    }

    @Test func `the fund pays for all, and each owes it the fen that were frozen`() async throws {
        try await House.with { house in
            try await Self.approved(house, [("fund", 30), ("district", 50), ("bank", 20)], advance: "fund")
            #expect(try await house.findings() == [])
            #expect(Self.orders(try await house.settled("2026-07-01")) == ["risk bank-a pay 80000"])
            try await balances(
                house,
                [
                    "1218.01:district:1": 50_000, "9006:district:1": 0, "2302:bank-a:1": 0, "1231:1": 30_000,
                    "1002.01": 6_499_920_000, "7201": 80_000,
                ])
            #expect(try await house.findings() == [])
            refused(
                try await house.perform(
                    "propose-clawback",
                    [
                        "reason": "misuse", "rate": "0.04", "until": "2026-07-31",
                        "note": "not while an advance is owed",
                    ],
                    by: "bureau/clerk", at: Self.claim), 409, "money-under-way")
            house.clock.set("2026-07-02 09:00")
            #expect(Self.orders(try await house.settled("2026-07-02")) == ["risk district collect 50000"])
            try await balances(house, ["1218.01:district:1": 0, "1002.01": 6_499_970_000, "7201": 30_000])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a guarantor that has paid the bank is paid by the fund and the others`() async throws {
        try await House.with { house in
            try await Self.approved(
                house, [("fund", 10), ("reguarantor", 20), ("district", 50), ("bank", 20)], advance: "district")
            refused(
                try await house.perform("propose-run", ["due_on": "2026-07-01"], by: "bureau/clerk"), 422,
                "nothing-due",
                at: "/due_on")
            try await balances(
                house, ["2302:district:1": 10_000, "9006:district:1": 50_000, "9006:reguarantor:1": 20_000])
            #expect(try await house.findings() == [])
            refused(try await Self.report(house, by: "reguarantor/maker"), 409, "wrong-state")
            refused(try await Self.report(house, by: "city/maker"), 404, "unknown-claim")
            refused(try await Self.report(house, 79_999), 422, "amount-mismatch", at: "/amount")
            refused(try await Self.report(house, paidOn: "2026-07-02"), 422, "date-implausible", at: "/paid_on")
            refused(try await Self.report(house, paidOn: "2026-02-26"), 422, "date-implausible", at: "/paid_on")
            let reported = try await Self.report(house)
            #expect(reported["advanced_on"].word == "2026-07-01")
            refused(try await Self.report(house), 409, "wrong-state")
            #expect(try await house.findings() == [])
            #expect(
                Self.orders(try await house.settled("2026-07-01")) == [
                    "clearing reguarantor collect 20000", "risk district pay 10000",
                ])
            house.clock.set("2026-07-02 09:00")
            #expect(Self.orders(try await house.settled("2026-07-02")) == ["clearing district pay 20000"])
            try await balances(
                house,
                ["1002.09": 0, "2305:district:1": 0, "2302:district:1": 0, "9006:district:1": 0, "1231:1": 10_000])
            #expect(try await house.findings() == [])
            // What the bank recovers goes to those who bore it, whoever had paid first.
            try await house.must(
                "report-recovery", ["gross": 10_000, "received_on": "2026-07-02"], by: "bank-a/maker", at: Self.claim)
            house.clock.set("2026-07-16 09:00")
            #expect(
                Self.orders(try await house.settled("2026-07-16")) == [
                    "clearing bank-a collect 7000", "risk bank-a collect 1000",
                ])
            #expect(try await house.findings() == [])
        }
    }

    /// 120 days from 2026-01-05 end on 05-05, a holiday, so on 05-06; after the cut-off it is 05-07.
    @Test(arguments: [("2026-05-06 16:59", 200), ("2026-05-06 17:01", 422)])
    func `up the chain within 120 days, to the working day`(moment: String, status: Int) async throws {
        try await House.with { house in
            house.clock.set("2026-01-05 09:00")
            try await house.adopt(
                try Sample.terms(
                    "small", [("fund", 30), ("district", 50), ("bank", 20)], #""pay":{"advance":"district"}"#))
            let loan = Sample.loan(programme: "small", principal: 100_000, disbursed: "2026-01-05")
            try await house.must("file-loan", loan, by: "bank-a/maker")
            let report: JSON = [
                "as_of": "2026-01-05", "balance": 100_000, "interest_paid_to": "2026-01-05", "five_class": 3,
            ]
            try await house.must("report-balance", report, by: "bank-a/maker", at: ["loan": "1"])
            try await house.must(
                "file-claim",
                Sample.claim(principal: 100_000, calculatedOn: "2026-01-05").with("interest_paid_to", "2026-01-05"),
                by: "bank-a/maker")
            try await house.approved(1)
            house.clock.set(moment)
            let answered = try await Self.report(house, paidOn: "2026-01-05")
            #expect(answered.status == status)
            if status == 422 {
                refused(answered, 422, "C04", at: "/paid_on")
                #expect(answered["title"].word == "The claim window ended on 2026-05-06.")
            }
        }
    }

    @Test func `for an insurer that does not pay, the fund pays and takes its place`() async throws {
        try await House.with { house in
            try await Self.approved(house, [("insurer", 50), ("fund", 30), ("bank", 20)], advance: "none")
            let run = try await house.released("2026-07-01")
            #expect(Self.orders(run) == ["clearing insurer collect 50000", "risk bank-a pay 30000"])
            try await house.must(
                "record-payment", ["amount": 30_000, "paid_on": "2026-07-01", "bank_reference": "B"],
                by: "bureau/clerk",
                at: ["order": "2"])
            let late: JSON = ["reason": "late", "note": "thirty days"]
            refused(
                try await house.perform("approve-insurer-advance", by: "bureau/approver", at: Self.claim), 409,
                "nothing-proposed")
            try await house.must("propose-insurer-advance", late, by: "bureau/both", at: Self.claim)
            refused(
                try await house.perform("approve-insurer-advance", by: "bureau/both", at: Self.claim), 403, "four-eyes")
            try await house.must("approve-insurer-advance", by: "bureau/approver", at: Self.claim)
            // The notice asks for nothing any more.
            refused(
                try await house.perform(
                    "record-payment", ["amount": 50_000, "paid_on": "2026-07-01", "bank_reference": "B"],
                    by: "bureau/clerk", at: ["order": "1"]), 409, "wrong-state")
            try await balances(house, ["9006:insurer:1": 0])
            #expect(try await house.findings() == [])
            refused(
                try await house.perform("propose-insurer-advance", late, by: "bureau/clerk", at: Self.claim), 422,
                "nothing-due")
            house.clock.set("2026-07-02 09:00")
            #expect(Self.orders(try await house.settled("2026-07-02")) == ["risk bank-a pay 50000"])
            try await balances(house, ["1218.04:insurer:1": 50_000, "1231:1": 30_000])
            #expect(try await house.findings() == [])
            house.clock.set("2026-07-03 09:00")
            #expect(Self.orders(try await house.settled("2026-07-03")) == ["risk insurer collect 50000"])
            try await balances(house, ["1218.04:insurer:1": 0, "1002.01": 6_499_970_000])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `what comes back in kind counts with what its disposal brought`() async throws {
        try await House.with { house in
            try await Self.approved(house, [("fund", 80), ("bank", 20)], advance: "none")
            try await house.settled("2026-07-01")
            let recovery = try await house.must(
                "report-recovery",
                [
                    "gross": 120_001, "received_on": "2026-07-01", "kind": "in-kind",
                    "costs": [["party": "bank-a", "amount": 5_000]],
                ], by: "bank-a/maker", at: Self.claim)
            #expect(recovery["kind"].word == "in-kind")
            // 1,200.01 less 50.00 of costs less 1,000.01.
            #expect(recovery["surplus"].integer == 15_000)
            #expect(recovery["surplus_payable_by"].word == "bank-a")
            #expect(try await house.findings() == [])
        }
    }
}
