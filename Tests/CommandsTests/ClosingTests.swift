import House
import JSON
import Testing

/// Periods are closed and opened again by two people, after checks, with a trace.
@Suite struct ClosingTests {
    private static func proposed(_ house: House, _ until: String, _ changed: [String: JSON] = [:]) async throws
        -> Answered
    {
        var body: JSON = ["until": .string(until)]
        for (name, value) in changed { body = body.with(name, value) }
        return try await house.perform("propose-closing", body, by: "bureau/clerk")
    }

    private static func granted(_ house: House, _ until: String, by person: String = "bureau/approver")
        async throws -> Answered
    {
        try await house.perform("approve-closing", by: person, at: ["until": until])
    }

    private static func close(_ house: House, _ until: String) async throws {
        _ = try await proposed(house, until)
        let done = try await granted(house, until)
        #expect(done.status == 200 && done["state"].word == "adopted", "\(done.json.text)")
    }

    /// Closed until, previous, reason, by whom proposed and decided; oldest first.
    private static func trace(_ house: House) async throws -> [String] {
        try await house.read { transaction in
            try transaction.rows(
                """
                select concat_ws(' ', closed_until, previous, reason, proposed_by, decided_by) as line
                from ledger.closing
                order by closing_no
                """
            ).map { try $0.string("line") }
        }
    }

    private static func interest(_ voucher: String, on day: String, amount: Int64 = 100) -> JSON {
        [
            "category": "risk", "amount": .integer(amount), "credited_on": .string(day), "voucher": .string(voucher),
        ]
    }

    @Test func `a period is proposed by one, closed by another, and nothing is dated into it any more`() async throws {
        try await House.with { house in
            let proposal = try await house.perform(
                "propose-closing", ["until": "2026-02-28", "note": "February"], by: "bureau/both")
            #expect(proposal.status == 201 && proposal["state"].word == "proposed")
            // Proposed is not closed.
            try await house.must("record-deposit-interest", Self.interest("I-1", on: "2026-02-27"), by: "bureau/clerk")
            refused(try await Self.granted(house, "2026-02-28", by: "bureau/both"), 403, "four-eyes")
            let done = try await Self.granted(house, "2026-02-28")
            #expect(done["state"].word == "adopted" && done["decided_by"].word == "bureau-approver")
            refused(
                try await house.perform(
                    "record-deposit-interest", Self.interest("I-2", on: "2026-02-28"), by: "bureau/clerk"),
                422, "period-closed")
            try await house.must("record-deposit-interest", Self.interest("I-2", on: "2026-03-01"), by: "bureau/clerk")
            refused(try await Self.granted(house, "2026-02-28"), 409, "nothing-proposed")
            refused(try await Self.proposed(house, "2026-02-28"), 422, "period-closed", at: "/until")
            #expect(
                try await Self.trace(house) == ["2026-02-28 -infinity February bureau-both bureau-approver"])
        }
    }

    @Test func `a period that is not over is not closed`() async throws {
        try await House.with { house in
            refused(try await Self.proposed(house, "2026-03-02"), 422, "date-implausible", at: "/until")
            refused(try await Self.proposed(house, "2099-12-31"), 422, "date-implausible", at: "/until")
        }
    }

    @Test func `an order of the period that is not recorded stands in the way, whenever it is asked`() async throws {
        try await House.with { house in
            try await house.approved(house.claimed(50_000_000))
            house.clock.set("2026-07-02 09:00")
            _ = try await Self.proposed(house, "2026-07-01")
            let run = try await house.released("2026-07-01")
            let refusal = try await Self.granted(house, "2026-07-01")
            refused(refusal, 422, "not-closable", at: "/until")
            #expect(refusal["title"].word?.contains("order-open order/1") == true, "\(refusal.json.text)")
            refused(try await Self.proposed(house, "2026-07-01"), 422, "not-closable", at: "/until")
            try await house.paid(run, on: "2026-07-02")
            let done = try await Self.granted(house, "2026-07-01")
            #expect(done.status == 200, "\(done.json.text)")
            #expect(try await house.broken() == [])
        }
    }

    @Test func `the bank account must be what the statement says, where one is at hand`() async throws {
        try await House.with { house in
            func statement(_ balance: Int64) -> [String: JSON] {
                ["statements": [["account": "1002.01", "balance": .integer(balance)]]]
            }
            let refusal = try await Self.proposed(house, "2026-02-28", statement(6_500_000_001))
            refused(refusal, 422, "not-closable", at: "/until")
            #expect(
                refusal["title"].word?.contains("statement-differs account/1002.01 65,000,000.00 / 65,000,000.01")
                    == true, "\(refusal.json.text)")
            let right = try await Self.proposed(house, "2026-02-28", statement(6_500_000_000))
            #expect(right.status == 201)
            // Interest that is dated back into the period makes the statement wrong again.
            try await house.must("record-deposit-interest", Self.interest("I-1", on: "2026-02-27"), by: "bureau/clerk")
            refused(try await Self.granted(house, "2026-02-28"), 422, "not-closable", at: "/until")
            let twice: JSON = ["account": "1002.01", "balance": 1]
            await unreadable("bad-format", at: "/statements/1/account") {
                try await Self.proposed(house, "2026-02-28", ["statements": [twice, twice]])
            }
        }
    }

    @Test func `the last statement that was read in is compared, and open items explain what they can`() async throws {
        try await House.with { house in
            try await Bank.register(house)
            // 1.00 came in that nobody has identified, and 0.30 went out that nobody has booked: both are open items.
            let lines = [Bank.line("B-1", 100, on: "2026-02-27"), Bank.line("B-2", -30, on: "2026-02-27")]
            try await house.must(
                "receive-statement",
                Bank.statement(
                    1, Bank.risk, day: "2026-02-27", from: 6_500_000_000, to: 6_500_000_070, lines), by: "bureau/clerk")
            #expect(try await Self.proposed(house, "2026-02-28").status == 201)
            try await Self.close(house, "2026-02-28")
            #expect(try await house.broken() == [])
        }
    }

    @Test func `a difference from the last statement that no open item explains stands in the way`() async throws {
        try await House.with { house in
            try await Bank.register(house)
            try await house.must(
                "receive-statement",
                Bank.statement(1, Bank.risk, day: "2026-02-27", from: 6_499_999_999, to: 6_499_999_999, []),
                by: "bureau/clerk")
            let refusal = try await Self.proposed(house, "2026-02-28")
            refused(refusal, 422, "not-closable", at: "/until")
            #expect(
                refusal["title"].word?.contains("statement-differs account/1002.01 65,000,000.00 / 64,999,999.99")
                    == true, "\(refusal.json.text)")
            // A period that ended before the statement has none to be compared with.
            try await Self.close(house, "2026-02-26")
        }
    }

    @Test func `books that were tampered with are not closed`() async throws {
        try await House.with { house in
            try await house.read { transaction in
                _ = try transaction.run(
                    """
                    update ledger.account_day d set debit = 0, credit = 1
                    from ledger.account a
                    where a.account_id = d.account_id and a.code = '1002.01'
                    """)
            }
            let refusal = try await Self.proposed(house, "2026-02-28")
            refused(refusal, 422, "not-closable", at: "/until")
            for finding in ["below-floor account/1002.01 -0.01 / 0.00", "unbalanced book"] {
                #expect(refusal["title"].word?.contains(finding) == true, "\(refusal.json.text)")
            }
        }
    }

    @Test func `what is closed is opened again by two people, for a reason that is kept`() async throws {
        try await House.with { house in
            let nothing = try await house.perform(
                "propose-reopening", ["note": "late slip"], by: "bureau/clerk")
            refused(nothing, 422, "period-open", at: "/until")
            try await Self.close(house, "2026-01-31")
            try await Self.close(house, "2026-02-28")
            await unreadable("missing-field", at: "/note") {
                try await house.perform("propose-reopening", ["until": "2026-01-31"], by: "bureau/clerk")
            }
            let body: JSON = ["until": "2026-01-31", "note": "late slip"]
            try await house.must("propose-reopening", body, by: "bureau/both")
            refused(try await house.perform("approve-reopening", by: "bureau/both"), 403, "four-eyes")
            refused(
                try await house.perform(
                    "record-deposit-interest", Self.interest("I-1", on: "2026-02-27"), by: "bureau/clerk"),
                422, "period-closed")
            #expect(try await house.perform("approve-reopening", by: "bureau/approver").status == 200)
            try await house.must("record-deposit-interest", Self.interest("I-1", on: "2026-02-01"), by: "bureau/clerk")
            refused(
                try await house.perform(
                    "record-deposit-interest", Self.interest("I-2", on: "2026-01-31"), by: "bureau/clerk"),
                422, "period-closed")
            try await Self.close(house, "2026-03-01")
            #expect(
                try await Self.trace(house) == [
                    "2026-01-31 -infinity  bureau-clerk bureau-approver",
                    "2026-02-28 2026-01-31  bureau-clerk bureau-approver",
                    "2026-01-31 2026-02-28 late slip bureau-both bureau-approver",
                    "2026-03-01 2026-01-31  bureau-clerk bureau-approver",
                ])
        }
    }

    @Test func `what was never proposed is not approved, and a newer proposal takes the place of one that waits`()
        async throws
    {
        try await House.with { house in
            refused(try await Self.granted(house, "2026-02-28"), 409, "nothing-proposed")
            refused(try await Self.granted(house, "february"), 409, "nothing-proposed")
            refused(try await house.perform("approve-reopening", by: "bureau/approver"), 409, "nothing-proposed")
            _ = try await Self.proposed(house, "2026-02-28")
            let again = try await house.must(
                "propose-closing", ["until": "2026-02-28", "note": "again"], by: "bureau/both")
            #expect(again["number"].integer == 2)
            refused(try await Self.granted(house, "2026-02-28", by: "bureau/both"), 403, "four-eyes")
            #expect(try await Self.granted(house, "2026-02-28").status == 200)
            #expect(try await Self.trace(house) == ["2026-02-28 -infinity again bureau-both bureau-approver"])
        }
    }

    @Test func `two who approve one proposal at once: one does`() async throws {
        try await House.with { house in
            _ = try await Self.proposed(house, "2026-02-28")
            async let one = Self.granted(house, "2026-02-28")
            async let other = Self.granted(house, "2026-02-28", by: "bureau/second")
            let statuses = try await [one.status, other.status]
            #expect(statuses.sorted() == [200, 409])
            #expect(try await Self.trace(house).count == 1)
        }
    }

    @Test func `closings and postings that arrive together take turns`() async throws {
        try await House.with { house in
            // The first turn is long enough for all that follows to wait together; order is kept.
            async let first = house.perform(
                "record-deposit-interest", Self.interest("I-0", on: "2026-03-02"), by: "bureau/clerk")
            _ = try await first
            let dated = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...20 {
                    group.addTask {
                        try await house.perform(
                            "record-deposit-interest", Self.interest("I-\(number)", on: "2026-02-27"),
                            by: "bureau/clerk"
                        ).status
                    }
                    group.addTask {
                        _ = try await Self.proposed(house, "2026-02-28")
                        return 0
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 == 201 ? 1 : 0 }
            }
            #expect(dated == 20)
            let statements: JSON = [["account": "1002.01", "balance": 6_500_002_000]]
            #expect(try await Self.proposed(house, "2026-02-28", ["statements": statements]).status == 201)
        }
    }
}
