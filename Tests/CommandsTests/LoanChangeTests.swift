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
