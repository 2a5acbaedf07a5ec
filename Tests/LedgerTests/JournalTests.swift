import Testing

@testable import Ledger

/// Days of the fund's life and the books they must give.
struct JournalTests {
    private let claim = [
        "programme": "yongchuan-guaranteed", "bank": "bank-a", "borrower": "b-1", "payee": "bank-a", "claim": "c-1",
    ]

    @Test func `a guaranteed claim is approved, paid and recovered to the last fen`() throws {
        var books = Balances()
        try books.post("appropriation-risk", ["source": "district"], ["amount": 65_000_000_00])
        try books.post("claim-received", claim, ["estimate": 0, "base": 823_045_26])
        try books.post(
            "claim-approved",
            claim,
            [
                "provision_up": 246_913_58, "provision_down": 0, "fund_share": 246_913_58, "deferred": 0,
                "base": 823_045_26,
                "fund_exposure": 0, "balance": 0,
            ]
        )
        try books.post("compensation-paid", claim, ["amount": 246_913_58])
        try books.post("subrogation-recorded", claim, ["amount": 246_913_58])
        #expect(
            books.open == [
                "1002.01": 64_753_086_42, "3101.03": 65_000_000_00, "5001:yongchuan-guaranteed:bank-a": 246_913_58,
                "1231:c-1": 246_913_58, "1239:c-1": 246_913_58,
            ]
        )
        let holder = claim.merging(["holder": "district"]) { $1 }
        for amount in [57_530_86, 20_000_01, 169_382_71] as [Int64] {
            try books.post("recovery-reported", holder, ["amount": amount])
        }
        #expect(
            books.open == [
                "1002.01": 64_753_086_42, "3101.03": 65_000_000_00, "1218.02:district:c-1": 246_913_58,
            ]
        )
        try books.post("recovery-received", holder, ["amount": 246_913_58])
        #expect(books.open == ["1002.01": 65_000_000_00, "3101.03": 65_000_000_00])
    }

    @Test func `an approval settles provision, exposure and capacity and defers what the year cannot bear`() throws {
        var books = Balances()
        try books.post("loan-filed", claim, ["fund_exposure": 100_000_00, "balance": 1_000_000_00])
        try books.post("claim-received", claim, ["estimate": 90_000_00, "base": 900_000_00])
        #expect(
            books.open == [
                "9001:yongchuan-guaranteed:bank-a": 100_000_00, "9101": 100_000_00, "9008:pool": 1_000_000_00,
                "9008:programme:yongchuan-guaranteed": 1_000_000_00, "9008:bank:bank-a": 1_000_000_00,
                "9008:borrower:b-1": 1_000_000_00, "9108": 4_000_000_00, "5001:yongchuan-guaranteed:bank-a": 90_000_00,
                "2601:yongchuan-guaranteed": 90_000_00, "9005:yongchuan-guaranteed:bank-a": 900_000_00,
                "9105": 900_000_00,
            ]
        )
        try books.post(
            "claim-approved",
            claim,
            [
                "provision_up": 0, "provision_down": 10_000_01, "fund_share": 79_999_99, "deferred": 30_000_00,
                "base": 900_000_00, "fund_exposure": 100_000_00, "balance": 1_000_000_00,
            ]
        )
        #expect(
            books.open == [
                "5001:yongchuan-guaranteed:bank-a": 79_999_99, "2302:bank-a:c-1": 49_999_99,
                "2302.09:bank-a:c-1": 30_000_00,
                "9002:yongchuan-guaranteed": 79_999_99, "9102": 79_999_99,
            ]
        )
        try books.post("compensation-resumed", claim, ["amount": 30_000_00])
        #expect(books.open["2302:bank-a:c-1"] == 79_999_99)
    }

    @Test func `another bearer's share passes through the clearing account and leaves nothing behind`() throws {
        var books = Balances()
        let share = ["party": "national", "payee": "bank-a", "claim": "c-1"]
        try books.post("share-due", share, ["amount": 200_000_01])
        #expect(books.open == ["9006:national:c-1": 200_000_01, "9106": 200_000_01])
        try books.post("share-collected", share, ["amount": 200_000_01])
        #expect(books.open == ["1002.09": 200_000_01, "2305:bank-a:c-1": 200_000_01])
        try books.post("share-forwarded", share, ["amount": 200_000_01])
        #expect(books.open.isEmpty)
    }

    /// What one event does, the other undoes to nothing, account by account.
    @Test(arguments: [
        ("loan-filed", "loan-repaid"), ("claim-received", "claim-ended"), ("cap-used", "cap-restored"),
        ("compensation-deferred", "compensation-resumed"), ("term-deposit-placed", "term-deposit-matured"),
        ("advance-paid", "advance-returned"), ("insurer-receivable", "insurer-received"),
        ("subsidy-encumbered", "subsidy-released"), ("preallocation-paid", "preallocation-returned"),
        ("unidentified-receipt", "unidentified-returned"), ("payment-returned", "payment-reissued"),
        ("impairment-recorded", "impairment-released"), ("surplus-to-principal", "deficit-from-principal"),
        ("recovery-collected", "recovery-forwarded"), ("clawback-collected", "clawback-forwarded"),
        ("share-due", "share-ended"),
    ])
    func `mirrors cancel out`(event: String, mirror: String) throws {
        let dimensions = [
            "programme": "p", "bank": "b", "borrower": "w", "party": "district", "payee": "b", "claim": "c",
            "cap": "year",
            "window": "2026", "year": "2026", "deposit": "d", "insurer": "i", "category": "risk", "source": "city",
        ]
        let amounts = try #require(Ledger.embedded.rulebook.rule(for: event)).amounts.sorted()
        let fen = Dictionary(uniqueKeysWithValues: amounts.enumerated().map { ($1, Int64($0 + 1) * 101) })
        var books = Balances(budgetary: true)
        try books.post(event, dimensions, fen)
        #expect(!books.open.isEmpty)
        try books.post(mirror, dimensions, fen)
        #expect(books.open.isEmpty)
    }

    @Test func `a recovery by the fund is handed out whole`() throws {
        var books = Balances()
        let split = claim.merging(["party": "district"]) { $1 }
        try books.post("recovery-cost-paid", split, ["amount": 12_345_67])
        try books.post("recovery-by-fund", split, ["amount": 300_000_00])
        try books.post("recovery-split", split, ["cost": 12_345_67, "own": 100_000_00, "surplus": 7_654_33])
        try books.post("recovery-split-bearer", split, ["advance": 80_000_00, "share": 100_000_00])
        #expect(books.open["2307.01:c-1"] == nil)
        #expect(books.open["5004:c-1"] == nil)
        #expect(books.open["2307.02:borrower:c-1"] == 7_654_33)
        #expect(books.open["2307.02:district:c-1"] == 100_000_00)
    }
}
