import House
import JSON
import Testing

/// RULES §6: a claim that ends before it is approved leaves nothing in money, and its loan may be claimed again.
@Suite struct WithdrawalTests {
    private static let path = ["claim": "1"]
    private static let objection: JSON = ["code": "C08", "note": "贷款用途无凭证"]
    private static let note: JSON = ["note": "借款人恢复还款"]

    /// Brings claim 1, of 1,000,000.00 under the guaranteed loan's terms, to a state.
    private static func bring(_ house: House, to state: String) async throws {
        try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
        if state == "returned" { try await house.must("return-claim", objection, by: "bureau/clerk", at: path) }
        if state == "confirming" { try await house.must("admit-claim", by: "bureau/clerk", at: path) }
        if state == "confirmed" { try await house.confirmed(1) }
        if state == "approved" { try await house.approved(1) }
    }

    private static let clean: [String: Int64?] = [
        "2601:yongchuan-guaranteed": 0, "5001:yongchuan-guaranteed:bank-a": 0, "9005:yongchuan-guaranteed:bank-a": 0,
    ]

    @Test(arguments: ["filed", "returned", "confirming", "confirmed"])
    func `a bank withdraws, and claims again`(state: String) async throws {
        try await House.with { house in
            try await Self.bring(house, to: state)
            refused(
                try await house.perform("withdraw-claim", Self.note, by: "bank-b/maker", at: Self.path), 404,
                "unknown-claim")
            let ended = try await house.must("withdraw-claim", Self.note, by: "bank-a/maker", at: Self.path)
            #expect(ended["state"].word == "withdrawn")
            try await balances(house, Self.clean)
            #expect([0, nil].contains(try await house.balance("9107")))
            #expect(try await house.findings() == [])
            refused(
                try await house.perform("withdraw-claim", Self.note, by: "bank-a/maker", at: Self.path), 409,
                "wrong-state")
            let again = try await house.must("file-claim", Sample.claim(principal: 100_000_000), by: "bank-a/maker")
            #expect(again["claim"].integer == 2 && again["follows"].integer == 1)
            try await house.approved(2)
            try await house.settled("2026-07-01")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `what is approved is not withdrawn`() async throws {
        try await House.with { house in
            try await Self.bring(house, to: "approved")
            refused(
                try await house.perform("withdraw-claim", Self.note, by: "bank-a/maker", at: Self.path), 409,
                "wrong-state")
            refused(
                try await house.perform("reject-claim", Self.objection, by: "bureau/clerk", at: Self.path), 409,
                "wrong-state")
        }
    }

    @Test(arguments: ["filed", "returned", "confirming"])
    func `the bureau rejects, saying why; the bank may claim anew`(state: String) async throws {
        try await House.with { house in
            try await Self.bring(house, to: state)
            let ended = try await house.must("reject-claim", Self.objection, by: "bureau/clerk", at: Self.path)
            #expect(ended["state"].word == "rejected" && ended["code"].word == "C08")
            #expect(ended["note"].word == "贷款用途无凭证")
            try await balances(house, Self.clean)
            #expect(try await house.findings() == [])
            let again = try await house.must("file-claim", Sample.claim(principal: 100_000_000), by: "bank-a/maker")
            #expect(again["follows"].integer == 1)
        }
    }

    @Test func `a claim every share of which is answered is not rejected any more`() async throws {
        try await House.with { house in
            try await Self.bring(house, to: "confirmed")
            refused(
                try await house.perform("reject-claim", Self.objection, by: "bureau/clerk", at: Self.path), 409,
                "wrong-state")
        }
    }

    @Test func `a third claim is linked to the second`() async throws {
        try await House.with { house in
            try await Self.bring(house, to: "filed")
            for claim in ["1", "2"] {
                try await house.must("withdraw-claim", Self.note, by: "bank-a/maker", at: ["claim": claim])
                try await house.must("file-claim", Sample.claim(principal: 100_000_000), by: "bank-a/maker")
            }
            let third = try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "3"])
            #expect(third["follows"].integer == 2)
        }
    }

    /// The borrower may take 1,000.00 of the fund: who is accepted first has it; what a withdrawal frees is the next one's.
    @Test func `two claims on one cap count by when they were accepted, whatever their numbers`() async throws {
        try await House.with { house in
            try await house.adopt(
                try Sample.terms(
                    "small", [("fund", 80), ("bank", 20)],
                    caps: #"{"id":"borrower","on":["fund"],"limit":100000,"window":"borrower","excess":{"to":"bank"}}"#)
            )
            try await house.claimed(100_000, number: 1, programme: "small", bank: "bank-a")
            try await house.claimed(100_000, number: 2, programme: "small", bank: "bank-b")
            func fund(_ claim: Int) async throws -> Int64? {
                try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"])[
                    "shares", "0", "amount"
                ]
                .integer
            }
            #expect(try await fund(2) == 80_000)
            #expect(try await fund(1) == 20_000)
            try await house.must("withdraw-claim", Self.note, by: "bank-b/maker", at: ["claim": "2"])
            try await house.must(
                "file-claim", Sample.claim(loan: 2, number: 2, principal: 100_000), by: "bank-b/maker")
            #expect(try await fund(3) == 80_000)
            #expect(try await house.findings() == [])
        }
    }
}
