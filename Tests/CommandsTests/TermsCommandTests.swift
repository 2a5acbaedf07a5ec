import House
import JSON
import Testing

@Suite struct TermsCommandTests {
    private static func propose(_ house: House, _ terms: JSON, by person: String = "bureau/clerk") async throws
        -> Answered
    {
        try await house.perform("propose-terms", ["terms": terms], by: person)
    }

    @Test func `a version is proposed by one and adopted by another, once`() async throws {
        try await House.with { house in
            let terms = try Sample.terms("small", [("fund", 80), ("bank", 20)])
            let proposed = try await Self.propose(house, terms, by: "bureau/both")
            #expect(proposed.status == 201)
            #expect(proposed["version"].integer == 1)
            #expect(proposed["state"].word == "proposed")
            #expect(try await Self.propose(house, terms)["version"].integer == 2)
            let path = ["programme": "small", "version": "1"]
            refused(try await house.perform("adopt-terms", by: "bureau/both", at: path), 403, "four-eyes")
            refused(
                try await house.perform(
                    "adopt-terms", by: "bureau/approver", at: ["programme": "small", "version": "3"]), 404,
                "unknown-terms")
            refused(
                try await house.perform(
                    "adopt-terms", by: "bureau/approver", at: ["programme": "none", "version": "1"]), 404,
                "unknown-terms")
            #expect(try await house.must("adopt-terms", by: "bureau/approver", at: path)["state"].word == "adopted")
            refused(try await house.perform("adopt-terms", by: "bureau/second", at: path), 409, "wrong-state")
        }
    }

    @Test func `terms that cannot be are refused where they are wrong`() async throws {
        try await House.with { house in
            let terms = try Sample.terms("small", [("fund", 80), ("bank", 20)])
            refused(
                try await Self.propose(house, terms.with("colour", "red")), 422, "terms-invalid", at: "/terms/colour")
            refused(
                try await Self.propose(house, terms.with("bank_minimum", "20.000000001")), 422, "terms-invalid",
                at: "/terms/layers")
            refused(
                try await Self.propose(house, Sample.terms("small", [("fund", 80), ("bank-a", 20)])), 422,
                "unknown-party",
                at: "/terms/layers")
            refused(
                try await Self.propose(house, Sample.terms("small", [("nobody", 80), ("bank", 20)])), 422,
                "unknown-party",
                at: "/terms/layers")
            await unreadable("missing-field", at: "/terms") {
                try await house.perform("propose-terms", by: "bureau/clerk")
            }
        }
    }

    @Test func `proposed terms are not in force, adopted ones from their day to their end`() async throws {
        try await House.with { house in
            let terms = try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: "", #""until":"2026-03-03""#)
            let loan = Sample.loan(programme: "small", principal: 1_000)
            try await house.must("propose-terms", ["terms": terms], by: "bureau/clerk")
            refused(try await house.perform("file-loan", loan, by: "bank-a/maker"), 422, "F08", at: "/programme")
            try await house.must("adopt-terms", by: "bureau/approver", at: ["programme": "small", "version": "1"])
            try await house.must("file-loan", loan, by: "bank-a/maker")
            house.clock.set("2026-03-03 09:00")
            refused(
                try await house.perform(
                    "file-loan", Sample.loan(programme: "small", number: 2, principal: 1_000), by: "bank-a/maker"),
                422, "F08", at: "/programme")
        }
    }

    @Test func `a loan keeps the shares it was filed under, its claim follows the procedure of the day`() async throws {
        try await House.with { house in
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)]))
            let loan = try await house.file(10_000, programme: "small")
            house.clock.set("2026-07-01 09:00")
            try await house.adopt(
                try Sample.terms(
                    "small", [("fund", 50), ("bank", 50)], caps: "", #""claim":{"documents":["photograph"]}"#))
            try await house.must(
                "report-balance", Sample.overdue(balance: 10_000), by: "bank-a/maker", at: ["loan": "\(loan)"])
            let claim = Sample.claim(principal: 10_000)
            refused(try await house.perform("file-claim", claim, by: "bank-a/maker"), 422, "C03", at: "/documents")
            try await house.must(
                "file-claim", claim.with("documents", [["name": "photograph"]]), by: "bank-a/maker")
            let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            #expect(admitted["shares", "0", "amount"].integer == 8_000)
        }
    }
}

@Suite struct AppropriationTests {
    private static let body: JSON = [
        "category": "risk", "source": "city", "amount": 250_000_001, "arrived_on": "2026-02-27", "voucher": "V-2",
    ]

    @Test func `money comes into the pool on the day it arrived, and lifts what may be filed`() async throws {
        try await House.with { house in
            let made = try await house.perform("record-appropriation", Self.body, by: "bureau/clerk")
            #expect(made.status == 201)
            // Budgetary books run beside: 8001 against 6001.
            try await balances(
                house,
                [
                    "1002.01": 6_750_000_001, "3101.02": 250_000_001, "3101.03": 6_500_000_000, "8001": 6_750_000_001,
                    "6001": 6_750_000_001,
                ])
            let (day, ceiling) = try await house.read { transaction in
                (
                    try transaction.one(
                        """
                        select d.day::text as day
                        from ledger.account_day d
                        join ledger.account a using (book_id, account_id)
                        where a.code = '3101.02'
                        """
                    ) { try $0.string("day") },
                    try transaction.one("select ceiling from ledger.account where code = '9008:pool'") {
                        try $0.int64("ceiling")
                    }
                )
            }
            #expect(day == "2026-02-27")
            // Ten times 67,500,000.01.
            #expect(ceiling == 67_500_000_010)
        }
    }

    @Test func `subsidy and rebate money goes into accounts of its own`() async throws {
        try await House.with { house in
            try await house.must("record-appropriation", Self.body.with("category", "subsidy"), by: "bureau/clerk")
            try await house.must(
                "record-appropriation", Self.body.with("category", "rebate").with("voucher", "V-3"), by: "bureau/clerk")
            try await balances(
                house,
                [
                    "1002.01": 6_500_000_000, "1002.02": 250_000_001, "1002.03": 250_000_001, "3102:city": 250_000_001,
                    "3103:city": 250_000_001,
                ])
        }
    }

    @Test func `a voucher counts once, whatever key it comes under`() async throws {
        try await House.with { house in
            try await house.must("record-appropriation", Self.body, by: "bureau/clerk")
            refused(
                try await house.perform("record-appropriation", Self.body, by: "bureau/clerk"), 409, "already-exists",
                at: "/voucher")
            refused(
                try await house.perform("record-appropriation", Self.body.with("voucher", "V-1"), by: "bureau/clerk"),
                409,
                "already-exists", at: "/voucher")
            #expect(try await house.balance("1002.01") == 6_750_000_001)
        }
    }

    @Test func `money to come, and money of a closed period, are not booked`() async throws {
        try await House.with { house in
            refused(
                try await house.perform(
                    "record-appropriation", Self.body.with("arrived_on", "2026-03-03"), by: "bureau/clerk"),
                422, "date-implausible", at: "/arrived_on")
            try await house.read { try $0.run("select ledger.set_closed_until(1, '2026-02-27', '', 'a', 'b')") }
            refused(
                try await house.perform("record-appropriation", Self.body, by: "bureau/clerk"), 422, "period-closed")
            try await house.must(
                "record-appropriation", Self.body.with("arrived_on", "2026-02-28"), by: "bureau/clerk")
        }
    }

    @Test func `an amount is whole, positive and within reason`() async throws {
        try await House.with { house in
            for amount in [0, -1, 1_000_000_000_000_001] as [JSON] {
                await unreadable("out-of-range", at: "/amount") {
                    try await house.perform(
                        "record-appropriation", Self.body.with("amount", amount), by: "bureau/clerk")
                }
            }
            await unreadable("wrong-type", at: "/amount") {
                try await house.perform("record-appropriation", Self.body.with("amount", "1"), by: "bureau/clerk")
            }
        }
    }
}
