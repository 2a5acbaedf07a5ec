import House
import JSON
import Testing

/// RULES §7: money goes only to accounts that two people have put into the register.
@Suite struct PayeeTests {
    private static let account: JSON = [
        "bank_name": "人行永川", "bank_code": "101653000012", "number": "6222000012345678", "note": "opening letter",
    ]
    private static let bank = ["party": "bank-e"]

    private static func register(_ house: House) async throws {
        try await house.must(
            "register-party", ["party": "bank-e", "kind": "bank", "name_zh": "永川戊银行", "name_en": "Bank E"],
            by: "office/admin")
        try await house.must(
            "register-person",
            ["person": "bank-e-maker", "party": "bank-e", "name": "Wu", "roles": ["bank-maker"]], by: "office/admin")
    }

    @Test func `a run that pays a party without an adopted account is not released`() async throws {
        try await House.with { house in
            try await Self.register(house)
            try await house.claimed(100_000, bank: "bank-e")
            try await house.approved(1)
            try await house.must("propose-run", ["due_on": "2026-07-01"], by: "bureau/clerk")
            let refusal = try await house.perform("release-run", by: "bureau/approver", at: ["run": "1"])
            refused(refusal, 422, "payee-missing")
            #expect(refusal["title"].word?.contains("bank-e") == true)
            try await house.must("propose-payee", Self.account, by: "bureau/both", at: Self.bank)
            refused(try await house.perform("release-run", by: "bureau/second", at: ["run": "1"]), 422, "payee-missing")
            refused(try await house.perform("adopt-payee", by: "bureau/both", at: Self.bank), 403, "four-eyes")
            let adopted = try await house.must("adopt-payee", by: "bureau/approver", at: Self.bank)
            #expect(adopted["content", "number"].word == "6222000012345678")
            let released = try await house.must("release-run", by: "bureau/approver", at: ["run": "1"])
            #expect(released["orders", "0", "payee", "number"].word == "6222000012345678")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `an order keeps the account it was released with, and the register its history`() async throws {
        try await House.with { house in
            try await house.claimed(100_000)
            try await house.approved(1)
            let run = try await house.released("2026-07-01")
            #expect(run["orders", "0", "payee", "number"].word == "6222000000000000002")
            let path = ["party": "bank-a"]
            refused(try await house.perform("adopt-payee", by: "bureau/approver", at: path), 409, "nothing-proposed")
            try await house.must("propose-payee", Self.account, by: "bureau/clerk", at: path)
            try await house.must("adopt-payee", by: "bureau/approver", at: path)
            // A correction of the party's entry leaves its account alone.
            let party = try await house.must(
                "register-party", ["party": "bank-a", "kind": "bank", "name_zh": "甲", "name_en": "A"],
                by: "office/admin")
            #expect(party["account", "number"].word == "6222000012345678")
            let kept = try await house.read { transaction in
                try transaction.rows("select payee_account_no from clearing.payment_order") {
                    try $0.string("payee_account_no")
                }
            }
            #expect(kept == ["6222000000000000002"])
            let history = try await house.read { transaction in
                try transaction.rows(
                    "select state from clearing.proposal where subject = 'party/bank-a' order by number"
                ) { try $0.string("state") }
            }
            #expect(history == ["adopted", "adopted"])
            #expect(try await house.findings() == [])
            try await house.read { try $0.run("update clearing.party set account_no = '666' where party = 'bank-a'") }
            #expect(try await house.findings().contains { $0.hasPrefix("party bank-a") })
            refused(
                try await house.perform("propose-payee", Self.account, by: "bureau/clerk", at: ["party": "bank-z"]),
                422, "unknown-party")
        }
    }
}
