import House
import JSON
import Testing

/// Unidentified receipts: one person says what they are, another approves.
@Suite struct AssignmentTests {
    /// Lines 1 … with these amounts on the clearing account, parked. By hand recorded movements come before them.
    private static func park(_ house: House, _ account: String, from opening: Int64, _ amounts: [Int64]) async throws {
        let lines = amounts.enumerated().map { Bank.line("P-\($0.offset)", $0.element) }
        let body = Bank.statement(1, account, from: opening, to: opening + amounts.reduce(0, +), lines)
        let answered = try await house.must("receive-statement", body, by: "bureau/clerk")
        #expect(Bank.outcomes(answered) == amounts.map { _ in "parked" })
    }

    private static func propose(_ house: House, _ line: Int64, _ body: JSON, by person: String = "bureau/clerk")
        async throws -> Answered
    {
        try await house.perform("propose-assignment", body, by: person, at: ["line": "\(line)"])
    }

    private static func approve(_ house: House, _ line: Int64, by person: String = "bureau/approver") async throws
        -> Answered
    {
        try await house.perform("approve-assignment", by: person, at: ["line": "\(line)"])
    }

    /// The line the statement parked at a place: what was recorded by hand has numbers too.
    private static func line(_ house: House, _ place: Int) async throws -> Int64 {
        let reference = "P-\(place)"
        return try await house.read { transaction in
            try transaction.one("select line_no from clearing.bank_line where reference = \(reference)") {
                try $0.int64("line_no")
            } ?? 0
        }
    }

    @Test func `a receipt pays an order, in parts if need be, once two people say so`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            try await Self.park(house, Bank.clearing, from: 0, [303_270])
            let line = try await Self.line(house, 0)
            refused(try await Self.propose(house, line, ["purpose": "order", "order": 99]), 404, "unknown-order")
            refused(try await Self.propose(house, 999, ["purpose": "order", "order": 1]), 404, "unknown-bank-line")
            refused(
                try await Self.propose(house, line, ["purpose": "order", "order": 4]), 422, "assignment-unfit",
                at: "/order")
            // The order is for seven fen less.
            refused(
                try await Self.propose(house, line, ["purpose": "order", "order": 1]), 422, "amount-mismatch",
                at: "/amount")
            refused(
                try await Self.propose(house, line, ["purpose": "order", "order": 1, "amount": 303_271]), 422,
                "above-rest", at: "/amount")
            refused(try await Self.approve(house, line), 409, "wrong-state")
            let proposal: JSON = ["purpose": "order", "order": 1, "amount": 303_263]
            #expect(try await Self.propose(house, line, proposal, by: "bureau/both")["state"].word == "proposed")
            refused(try await Self.propose(house, line, proposal), 409, "wrong-state")
            refused(try await Self.approve(house, line, by: "bureau/both"), 403, "four-eyes")
            let approved = try await Self.approve(house, line)
            #expect(approved["state"].word == "parked" && approved["left"].integer == 7)
            #expect(try await house.order(1) == "paid 303263 R1-O1-clearing-district")
            try await balances(
                house, ["1002.09": 303_270, "2307.09": 7, "2305:bank-a:1": 303_263, "9006:district:1": 0])
            // The seven fen go back: decided by two, booked when the bank shows it.
            try await house.must(
                "propose-assignment", ["purpose": "send-back"], by: "bureau/clerk", at: ["line": "\(line)"])
            #expect(try await Self.approve(house, line)["state"].word == "returning")
            #expect(try await house.balance("2307.09") == 7)
            let back = try await house.must(
                "receive-statement",
                Bank.statement(2, Bank.clearing, from: 303_270, to: 303_263, [Bank.line("B-1", -7, "U\(line)-return")]),
                by: "bureau/clerk")
            #expect(Bank.outcomes(back) == ["sent-back"])
            try await balances(house, ["1002.09": 303_263, "2307.09": 0])
            #expect(try await house.broken() == [])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `what is approved is tried at once, and what others did meanwhile counts`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            try await Self.park(house, Bank.clearing, from: 0, [303_263])
            let line = try await Self.line(house, 0)
            try await house.must(
                "propose-assignment", ["purpose": "order", "order": 1], by: "bureau/clerk", at: ["line": "\(line)"])
            try await house.must(
                "record-payment", ["amount": 303_263, "paid_on": "2026-07-01", "bank_reference": "B"],
                by: "bureau/clerk", at: ["order": "1"])
            refused(try await Self.approve(house, line), 409, "wrong-state")
            try await house.must("reject-assignment", by: "bureau/approver", at: ["line": "\(line)"])
            refused(
                try await house.perform("reject-assignment", by: "bureau/clerk", at: ["line": "\(line)"]), 409,
                "wrong-state")
            // It is the very payment that was recorded by hand.
            let recorded = try await house.read { transaction in
                try transaction.one("select line_no from clearing.bank_line where source = 'manual' and order_no = 1") {
                    try $0.int64("line_no")
                } ?? 0
            }
            try await house.must(
                "propose-assignment", ["purpose": "recorded", "line": .integer(recorded)], by: "bureau/clerk",
                at: ["line": "\(line)"])
            #expect(try await Self.approve(house, line)["state"].word == "assigned")
            try await balances(house, ["1002.09": 303_263, "2307.09": 0])
            #expect(try await house.broken() == [])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a receipt pays what a party owes for a claim before a run has taken it up`() async throws {
        try await House.with { house in
            try await Bank.register(house)
            try await house.claimed(1_000_003, programme: "yongchuan-guaranteed")
            try await house.approved(1)
            try await Self.park(house, Bank.clearing, from: 0, [200_000, 103_263])
            let lines = [try await Self.line(house, 0), try await Self.line(house, 1)]
            let proposal: JSON = ["purpose": "claim", "claim": 1, "party": "district"]
            refused(try await Self.propose(house, lines[0], proposal.with("claim", 9)), 404, "unknown-claim")
            refused(
                try await Self.propose(house, lines[0], proposal.with("party", "city")), 422, "assignment-unfit",
                at: "/claim")
            for line in lines {
                try await house.must("propose-assignment", proposal, by: "bureau/clerk", at: ["line": "\(line)"])
                try await house.must("approve-assignment", by: "bureau/approver", at: ["line": "\(line)"])
            }
            try await balances(
                house, ["2307.09": 0, "2305:bank-a:1": 303_263, "9006:district:1": 0, "1002.09": 303_263])
            // The run asks the district for nothing, and passes its money on.
            let run = try await house.must("propose-run", ["due_on": "2026-07-01"], by: "bureau/clerk")
            #expect(
                run["orders"].items.map { "\($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)" } == [
                    "bank-a 303263", "national 202175", "reguarantor 202175", "bank-a 101087",
                ])
            #expect(try await house.broken() == [])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `interest is income; a debit is assigned whole, to an order or to what it sent back`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            try await Self.park(house, Bank.risk, from: 6_500_000_000, [4_321, 50, -101_087, -50])
            var lines: [Int64] = []
            for place in 0..<4 { lines.append(try await Self.line(house, place)) }
            let interest: JSON = ["purpose": "interest"]
            refused(try await Self.propose(house, lines[2], interest), 422, "assignment-unfit", at: "/purpose")
            let returned: JSON = ["purpose": "returned", "line": .integer(lines[1])]
            refused(try await Self.propose(house, lines[0], returned), 422, "assignment-unfit", at: "/purpose")
            refused(try await Self.propose(house, lines[3], returned), 422, "assignment-unfit", at: "/line")
            refused(
                try await Self.propose(house, lines[2], ["purpose": "order", "order": 4, "amount": 5]), 422,
                "assignment-unfit", at: "/amount")
            let (sendBack, order): (JSON, JSON) = (["purpose": "send-back"], ["purpose": "order", "order": 4])
            for (line, body) in zip(lines, [interest, sendBack, order, returned]) {
                try await house.must("propose-assignment", body, by: "bureau/clerk", at: ["line": "\(line)"])
                try await house.must("approve-assignment", by: "bureau/approver", at: ["line": "\(line)"])
            }
            #expect(try await house.order(4) == "paid 101087 R1-O4-risk-bank-a")
            try await balances(house, ["1002.01": 6_499_903_234, "2307.09": 0, "4604:risk": 4_321, "6609": 4_321])
            #expect(try await house.broken() == [])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a purpose takes what belongs to it and nothing else`() async throws {
        try await House.with { house in
            let slips: [(JSON, String, String)] = [
                (["purpose": "order"], "missing-field", "/order"),
                (["purpose": "claim", "claim": 1], "missing-field", "/party"),
                (["purpose": "interest", "order": 1], "unknown-field", "/order"),
                (["purpose": "send-back", "line": 1], "unknown-field", "/line"),
                (["purpose": "recorded"], "missing-field", "/line"), (["purpose": "gift"], "bad-format", "/purpose"),
            ]
            for (body, code, pointer) in slips {
                await unreadable(code, at: pointer) {
                    try await house.perform("propose-assignment", body, by: "bureau/clerk", at: ["line": "1"])
                }
            }
        }
    }
}
