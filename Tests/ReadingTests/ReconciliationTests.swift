import House
import JSON
import Testing

/// Books and statement side by side (RULES §7, §10).
@Suite struct ReconciliationTests {
    private static let number = "6222000000000000001"

    private static func statement(
        _ id: String, day: String, from opening: Int64, to closing: Int64, _ lines: [JSON]
    ) -> JSON {
        [
            "kind": "statement",
            "statements": [
                [
                    "id": .string(id), "account": .string(number), "day": .string(day), "opening": .integer(opening),
                    "closing": .integer(closing), "lines": .array(lines),
                ]
            ],
        ]
    }

    private static func line(
        _ reference: String, _ direction: String, _ amount: Int64, on day: String, id: String = "X"
    )
        -> JSON
    {
        [
            "reference": .string(reference), "direction": .string(direction), "amount": .integer(amount),
            "booked_on": .string(day), "end_to_end_id": .string(id),
        ]
    }

    /// Three claims paid out of the pool: 8,000 of bank-a recorded by hand, 16,000 of bank-b issued only.
    private static func tell(_ house: House) async throws {
        try await house.claimed(10_000, number: 1)
        try await house.claimed(20_000, number: 2, bank: "bank-b")
        for claim in [1, 2] as [Int64] { try await house.approved(claim) }
        try await house.released("2026-07-01")
        try await house.must(
            "record-payment", ["amount": 8_000, "paid_on": "2026-07-01", "bank_reference": "by hand"],
            by: "bureau/clerk", at: ["order": "1"])
        try await house.must(
            "register-bank-account",
            ["category": "risk", "bank_name": "永川银行", "bank_code": "104653007017", "number": .string(number)],
            by: "office/admin")
    }

    private static func seen(_ json: JSON) -> [String] {
        (json["items"]?.items ?? []).map { item in
            let subject =
                item["line"]?.integer.map { "line \($0)" } ?? "order \(item["order"]?.integer ?? 0)"
            return
                "\(subject) \(item["state"]?.word ?? "") \(item["amount"]?.integer ?? 0) \(item["effect"]?.integer ?? 0) \(item["age_days"]?.integer ?? -1) \(item["owner"]?.word ?? "")"
        }
    }

    @Test func `what only one side knows explains the difference, with its age and its owner`() async throws {
        try await Desk.with(Self.tell) { desk in
            let house = desk.house
            func read(_ day: String) async throws -> JSON {
                try await desk.read("bank-accounts/risk/reconciliation?day=\(day)", by: "bureau/clerk")
            }
            // No statement yet: nothing to compare, but what is open is said.
            let before = try await read("2026-07-01")
            #expect(before["statement"] == .null && before["difference"] == .null)
            #expect(before["booked"]?.integer == 6_499_992_000)
            house.clock.set("2026-07-02 09:00")
            try await house.must(
                "receive-statement",
                Self.statement(
                    "S-1", day: "2026-07-02", from: 6_500_000_000, to: 6_500_000_065,
                    [Self.line("B-1", "credit", 70, on: "2026-07-02"), Self.line("B-2", "debit", 5, on: "2026-07-02")]),
                by: "bureau/clerk")
            house.clock.set("2026-07-06 09:00")
            let after = try await read("2026-07-06")
            #expect(after["statement"]?["id"] == "S-1")
            // 6,499,992,000 and 70 parked, against 6,500,000,065: by hand −8,000 the bank has not shown, −5 nobody has booked. What
            // was paid in before the first statement is in its opening balance.
            #expect(after["booked"]?.integer == 6_499_992_070)
            #expect(after["difference"]?.integer == -7_995 && after["explained"]?.integer == -7_995)
            #expect(after["unexplained"]?.integer == 0)
            #expect(
                Self.seen(after) == [
                    "line 2 matched -8000 -8000 5 bureau-clerk", "line 3 parked 70 0 4 bureau-clerk",
                    "line 4 parked -5 5 4 bureau-clerk", "order 2 issued -16000 0 5 bureau-approver",
                ])
            // A close up to that day finds nothing to object to here, and lists the same items.
            let check = try await desk.read("closings/check?until=2026-07-06", by: "bureau/clerk")
            #expect(Self.seen(check.at("reconciliations", 0)) == Self.seen(after))
            #expect(!(check["findings"]?.items ?? []).contains { $0["kind"] == "statement-differs" })
            #expect(try await desk.refusal("bank-accounts/risk/reconciliation", by: "bank-a/maker") == "not-there")
            #expect(try await desk.refusal("bank-accounts/rebate/reconciliation", by: "bureau/clerk") == "not-there")
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a difference that no item explains is shown as that`() async throws {
        try await Desk.with(Self.tell) { desk in
            desk.house.clock.set("2026-07-02 09:00")
            try await desk.house.must(
                "receive-statement",
                Self.statement("S-1", day: "2026-07-02", from: 6_499_999_999, to: 6_499_999_999, []),
                by: "bureau/clerk")
            let read = try await desk.read("bank-accounts/risk/reconciliation", by: "audit/auditor")
            #expect(read["difference"]?.integer == -7_999 && read["explained"]?.integer == 0)
            #expect(read["unexplained"]?.integer == -7_999)
            let check = try await desk.read("closings/check?until=2026-07-02", by: "audit/auditor")
            let found = check["findings"]?.items.first { $0["kind"] == "statement-differs" }
            #expect(found?["held"] == 6_499_992_000 && found?["expected"] == 6_499_999_999)
            #expect(
                try await desk.house.verified() == [
                    "account 1002.01: balance 64,999,920.00, the last statement and open items say 64,999,999.99 / 余额 64,999,920.00，按最近对账单及未达账项应为 64,999,999.99"
                ])
        }
    }

    @Test func `statements and lines are listed for those who see the whole book`() async throws {
        try await Desk.with(Self.tell) { desk in
            desk.house.clock.set("2026-07-02 09:00")
            try await desk.house.must(
                "receive-statement",
                Self.statement(
                    "S-1", day: "2026-07-02", from: 6_500_000_000, to: 6_500_000_070,
                    [Self.line("B-1", "credit", 70, on: "2026-07-02")]), by: "bureau/clerk")
            #expect(try await desk.read("statements", by: "watch/supervisor").at("items", 0, "id") == "S-1")
            let parked = try await desk.read("bank-lines?state=parked&category=risk", by: "audit/auditor")
            #expect(parked.numbers("left") == [70] && parked.numbers("line") == [3])
            #expect(try await desk.read("bank-lines?statement=1", by: "audit/auditor").numbers("line") == [1, 3])
            #expect(try await desk.read("bank-lines/3", by: "audit/auditor")["reference"] == "B-1")
            #expect(try await desk.read("bank-accounts", by: "audit/auditor").at("items", 0, "account") == "1002.01")
            for path in ["statements", "bank-lines", "bank-lines/3", "bank-accounts"] {
                #expect(try await desk.refusal(path, by: "bank-a/maker") == "not-there")
            }
        }
    }
}
