import Accounting
import Clearing
import House
import JSON
import Ledger
import Testing

/// Loans that change: renewed without repayment, extended, and what is left of them three ways.
@Suite struct LoanChangeTests {
    private static func renewal(_ principal: Int64, on day: String) -> JSON {
        Sample.loan(number: 2, principal: principal, disbursed: day).with("matures", "2028-02-27").with("renews", 1)
    }

    @Test func `a renewal takes the old loan's place on the switch day, with no gap and nothing counted twice`()
        async throws
    {
        try await House.with { house in
            try await house.adopt(
                try Sample.terms(
                    "tight", [("fund", 80), ("bank", 20)], caps: "", #""filing":{"per_borrower":1000}"#))
            try await house.file(1_000, programme: "tight")
            house.clock.set("2026-08-03 09:00")
            let renewal = Self.renewal(900, on: "2026-08-03").with("programme", "tight")
            let renewed = try await house.must("file-loan", renewal, by: "bank-a/maker")
            #expect(renewed["loan"].integer == 2 && renewed["renews"].integer == 1)
            // The borrower's limit is full with either loan: both at once would not have fitted.
            try await balances(
                house, ["9008:pool": 900, "9001:tight:bank-a": 720, "9008:borrower:\(Sample.borrower)": 900])
            let old = try await house.read { transaction in
                try transaction.one("select state, released_on::text as day from clearing.loan where loan_no = 1") {
                    "\(try $0.string("state")) \(try $0.string("day"))"
                }
            }
            #expect(old == "released 2026-08-03")
            refused(
                try await house.perform(
                    "file-loan", renewal.with("business_number", "X").with("note_number", "X"), by: "bank-a/maker"),
                409, "wrong-state", at: "/renews")
            #expect(try await house.verified() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `a renewal entered later counts from the switch day, unless that is closed`() async throws {
        try await House.with { house in
            for number in 1...2 { try await house.file(1_000, number: number, programme: "yongchuan-guaranteed") }
            house.clock.set("2026-08-06 09:00")
            let renewal = Self.renewal(900, on: "2026-08-03").with("programme", "yongchuan-guaranteed")
                .with("business_number", "R-1").with("note_number", "R-1")
            try await house.must("file-loan", renewal, by: "bank-a/maker")
            let days = try await house.read { transaction in
                try transaction.rows(
                    """
                    select d.day::text as day, d.debit - d.credit as moved
                    from ledger.account_day d
                    join ledger.account a on a.book_id = d.book_id and a.account_id = d.account_id
                    where a.code = '9008:pool'
                    order by 1
                    """
                ) { "\(try $0.string("day")) \(try $0.int64("moved"))" }
            }
            #expect(days == ["2026-03-02 2000", "2026-08-03 -100"])
            #expect(try await house.verified() == [])
            try await house.read { try $0.run("select ledger.set_closed_until(1, '2026-08-03', '', 'a', 'b')") }
            let late = renewal.with("renews", 2).with("business_number", "R-2")
                .with("note_number", "R-2")
            refused(
                try await house.perform("file-loan", late, by: "bank-a/maker"), 422, "period-closed", at: "/disbursed")
            var file = BankFile([late, late.with("disbursed", "2026-08-05")])
            file.day = "2026-08-06"
            #expect(try await house.send(file.bytes).outcomes == ["rejected period-closed /disbursed", "accepted 4"])
        }
    }

    @Test func `a report of a day before the filing counts from the filing`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            let report = Sample.overdue(balance: 400, asOf: "2026-03-01", since: "2026-03-01")
            try await house.must(
                "report-balance", report.with("five_class", 1).without("overdue_since"),
                by: "bank-a/maker", at: ["loan": "1"])
            let days = try await house.read { transaction in
                try transaction.rows(
                    "select distinct effective::text as day from ledger.entry where subject = 'loan/1' order by 1"
                ) { try $0.string("day") }
            }
            #expect(days == ["2026-03-02"])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a revolving line is filed drawdown by drawdown, and what is repaid is free again`() async throws {
        try await House.with { house in
            try await house.adopt(
                try Sample.terms(
                    "line", [("fund", 80), ("bank", 20)], caps: "", #""filing":{"per_borrower":1000}"#))
            func draw(_ number: Int, _ principal: Int64, on day: String) -> JSON {
                Sample.loan(programme: "line", number: number, principal: principal, disbursed: day)
                    .with("contract_number", "LINE-1").with("matures", "2027-02-27")
            }
            try await house.must("file-loan", draw(1, 600, on: "2026-03-02"), by: "bank-a/maker")
            try await house.must("file-loan", draw(2, 400, on: "2026-03-02"), by: "bank-a/maker")
            refused(
                try await house.perform("file-loan", draw(3, 1, on: "2026-03-02"), by: "bank-a/maker"), 422, "F05",
                at: "/principal")
            house.clock.set("2026-05-06 09:00")
            let repaid: JSON = ["as_of": "2026-05-06", "balance": 0, "interest_paid_to": "2026-05-06", "five_class": 1]
            let released = try await house.must("report-balance", repaid, by: "bank-a/maker", at: ["loan": "1"])
            #expect(released["state"].word == "released" && released["released_on"].word == "2026-05-06")
            // Drawn again the same day: six hundred are free, not one more.
            refused(
                try await house.perform("file-loan", draw(4, 601, on: "2026-05-06"), by: "bank-a/maker"), 422, "F05",
                at: "/principal")
            try await house.must("file-loan", draw(4, 600, on: "2026-05-06"), by: "bank-a/maker")
            try await balances(house, ["9008:pool": 1_000, "9001:line:bank-a": 800])
            #expect(try await house.verified() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `a renewal is the same borrower's, not more than what is left, within the old term`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            house.clock.set("2026-08-03 09:00")
            let good = Self.renewal(900, on: "2026-08-03")
            for (body, status, code, pointer) in [
                (good.with("principal", 1_001), 422, "balance-rises", "/principal"),
                (good.with("borrower", .string(Sample.borrowers[0])), 422, "F09", "/borrower"),
                (good.with("renews", 7), 404, "unknown-loan", "/renews"),
            ] as [(JSON, Int, String, String)] {
                refused(try await house.perform("file-loan", body, by: "bank-a/maker"), status, code, at: pointer)
            }
            let other = good.with("business_number", "B-1").with("note_number", "B-1")
            refused(try await house.perform("file-loan", other, by: "bank-b/maker"), 404, "unknown-loan", at: "/renews")
            // The old term ends on Saturday 2027-02-27, which is no day on which a bank lends.
            #expect(try await house.balance("9008:pool") == 1_000)
        }
    }

    @Test func `an extension is covered once two of the guarantor agree`() async throws {
        try await House.with { house in
            try await house.file(1_000, programme: "yongchuan-guaranteed")
            let path = ["loan": "1"]
            let body: JSON = ["matures": "2027-08-27"]
            refused(
                try await house.perform("propose-cover", by: "district/maker", at: path), 409, "wrong-state")
            refused(
                try await house.perform("extend-loan", ["matures": "2027-02-27"], by: "bank-a/maker", at: path), 422,
                "date-implausible", at: "/matures")
            refused(try await house.perform("extend-loan", body, by: "bank-b/maker", at: path), 404, "unknown-loan")
            let extended = try await house.must("extend-loan", body, by: "bank-a/maker", at: path)
            #expect(extended["extended_to"].word == "2027-08-27" && extended["covered_to"] == .null)
            refused(try await house.perform("agree-cover", by: "district/maker", at: path), 409, "wrong-state")
            refused(try await house.perform("propose-cover", by: "bureau/clerk", at: path), 404, "unknown-loan")
            try await house.must("propose-cover", by: "district/maker", at: path)
            refused(try await house.perform("agree-cover", by: "district/maker", at: path), 403, "four-eyes")
            try await house.must(
                "register-person",
                ["person": "district-second", "party": "district", "name": "s", "roles": ["bearer-checker"]],
                by: "office/admin")
            let agreed = try await house.must("agree-cover", by: "district/second", at: path)
            #expect(agreed["covered_to"].word == "2027-08-27")
            refused(try await house.perform("propose-cover", by: "district/maker", at: path), 409, "wrong-state")
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a default after the first maturity is not covered by an extension nobody agreed to`() async throws {
        try await House.with(opened: "2026-01-05") { house in
            house.clock.set("2026-01-07 09:00")
            let loan = Sample.loan(principal: 1_000, disbursed: "2026-01-06").with("matures", "2026-03-06")
            try await house.must("file-loan", loan, by: "bank-a/maker")
            try await house.must("extend-loan", ["matures": "2026-06-05"], by: "bank-a/maker", at: ["loan": "1"])
            house.clock.set("2026-10-12 09:00")
            let report = Sample.overdue(balance: 1_000, asOf: "2026-10-09", since: "2026-06-05")
            try await house.must("report-balance", report, by: "bank-a/maker", at: ["loan": "1"])
            let claim = Sample.claim(principal: 1_000, calculatedOn: "2026-10-09").with(
                "interest_paid_to", "2026-06-05")
            refused(try await house.perform("file-claim", claim, by: "bank-a/maker"), 422, "C06", at: "/loan")
            try await house.must("propose-cover", by: "bureau/clerk", at: ["loan": "1"])
            try await house.must("agree-cover", by: "bureau/approver", at: ["loan": "1"])
            try await house.must("file-claim", claim, by: "bank-a/maker")
        }
    }

    @Test func `eighty million under guarantee are sixty-four in force and thirty-two to answer for`() throws {
        let terms = try #require(Ledger.embedded.programmes.first { $0.programme == "guanxian-batch" })
        let found = LoanBalances(of: Money(fen: 8_000_000_000), under: terms) {
            ["national", "reguarantor"].contains($0)
        }
        #expect(found.nominal.fen == 8_000_000_000)
        #expect(found.inForce.fen == 6_400_000_000)
        #expect(found.responsibility.fen == 3_200_000_000)
        #expect(found.times(2).responsibility.fen == 6_400_000_000)
    }
}
