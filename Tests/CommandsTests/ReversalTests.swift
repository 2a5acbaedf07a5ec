import House
import JSON
import Testing

/// A wrong entry is undone once, by its mirror image; interest and transfers between earmarks.
@Suite struct ReversalTests {
    private static func appropriation(_ voucher: String, _ amount: Int64, category: String = "subsidy") -> JSON {
        [
            "category": .string(category), "source": "city", "amount": .integer(amount), "arrived_on": "2026-03-02",
            "voucher": .string(voucher),
        ]
    }

    private static func proposed(_ house: House, _ entry: Int64, _ body: JSON = ["note": "twice"]) async throws
        -> Answered
    {
        try await house.perform("propose-reversal", body, by: "bureau/clerk", at: ["entry": "\(entry)"])
    }

    private static func granted(_ house: House, _ entry: Int64, by person: String = "bureau/approver")
        async throws -> Answered
    {
        try await house.perform("approve-reversal", by: person, at: ["entry": "\(entry)"])
    }

    private static func entry(_ house: House, about subject: String) async throws -> Int64 {
        try await house.read { transaction in
            try transaction.one("select max(entry_no) as entry from ledger.entry where subject = \(subject)") {
                try $0.int64("entry")
            } ?? 0
        }
    }

    @Test func `an entry is undone once, by another person, line by line`() async throws {
        try await House.with { house in
            try await house.must("record-appropriation", Self.appropriation("V-2", 777), by: "bureau/clerk")
            let wrong = try await Self.entry(house, about: "appropriation/V-2")
            try await house.must(
                "propose-reversal", ["note": "twice"], by: "bureau/both", at: ["entry": "\(wrong)"])
            refused(try await Self.granted(house, wrong, by: "bureau/both"), 403, "four-eyes")
            #expect(try await Self.granted(house, wrong).status == 200)
            try await balances(
                house, ["1002.02": 0, "3102:city": 0, "6001": 6_500_000_000, "8001": 6_500_000_000])
            refused(try await Self.granted(house, wrong), 409, "nothing-proposed")
            refused(try await Self.proposed(house, wrong), 409, "already-exists")
            let mirror = try await house.read { transaction in
                try transaction.rows(
                    """
                    select d.code || ' ' || c.code || ' ' || p.amount as line
                    from ledger.entry e
                    join ledger.posting p using (book_id, entry_no)
                    join ledger.account d on d.book_id = p.book_id and d.account_id = p.debit
                    join ledger.account c on c.book_id = p.book_id and c.account_id = p.credit
                    where e.event = 'entry-reversed' and e.subject = \("entry/\(wrong)")
                    order by p.line
                    """
                ).map { try $0.string("line") }
            }
            #expect(mirror == ["3102:city 1002.02 777", "6001 8001 777"])
            let reversal = try await Self.entry(house, about: "entry/\(wrong)")
            refused(try await Self.proposed(house, reversal), 422, "not-reversible")
        }
    }

    @Test func `what is undone on a bank account is an open item of it, until the bank shows it`() async throws {
        try await House.with { house in
            try await Bank.register(house)
            let taken = Self.appropriation("V-2", 777, category: "risk")
            try await house.must("record-appropriation", taken, by: "bureau/clerk")
            let came = Bank.line("B-1", 777, "V-2", on: "2026-03-02")
            try await house.must(
                "receive-statement",
                Bank.statement(
                    1, Bank.risk, day: "2026-03-02", from: 6_500_000_000, to: 6_500_000_777, [came]),
                by: "bureau/clerk")
            let wrong = try await Self.entry(house, about: "appropriation/V-2")
            #expect(try await Self.proposed(house, wrong).status == 201)
            #expect(try await Self.granted(house, wrong).status == 200)
            try await balances(house, ["1002.01": 6_500_000_000])
            #expect(try await house.findings() == [])
            // The bank takes it back: what was awaited is confirmed.
            let went = Bank.line("B-2", -777, "entry/\(wrong)", on: "2026-03-02")
            let seen = try await house.must(
                "receive-statement",
                Bank.statement(
                    2, Bank.risk, day: "2026-03-02", from: 6_500_000_777, to: 6_500_000_000, [went]),
                by: "bureau/clerk")
            #expect(Bank.outcomes(seen) == ["confirmed"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `an entry of a loan is put right by a step of its own`() async throws {
        try await House.with { house in
            try await house.file(1_000_000)
            let filed = try await Self.entry(house, about: "loan/1")
            let refusal = try await Self.proposed(house, filed)
            refused(refusal, 422, "not-reversible")
            #expect(refusal["title"].word?.contains("use report-balance") == true, "\(refusal.json.text)")
            refused(try await Self.proposed(house, 999), 404, "unknown-entry")
        }
    }

    @Test func `a reversal counts in an open period, not before what it undoes`() async throws {
        try await House.with { house in
            try await house.must("record-appropriation", Self.appropriation("V-2", 777), by: "bureau/clerk")
            let wrong = try await Self.entry(house, about: "appropriation/V-2")
            refused(
                try await Self.proposed(house, wrong, ["note": "x", "dated": "2026-03-01"]), 422, "date-implausible",
                at: "/dated")
            refused(
                try await Self.proposed(house, wrong, ["note": "x", "dated": "2026-03-03"]), 422, "date-implausible",
                at: "/dated")
            _ = try await Self.proposed(house, wrong, ["note": "x", "dated": "2026-03-02"])
            house.clock.set("2026-03-04 09:00")
            try await house.read { try $0.run("select ledger.set_closed_until(1, '2026-03-03', '', 'a', 'b')") }
            refused(try await Self.granted(house, wrong), 422, "period-closed", at: "/dated")
            _ = try await Self.proposed(house, wrong)
            #expect(try await Self.granted(house, wrong).status == 200)
        }
    }

    @Test func `the pool's principal and its limit fall with an appropriation that is undone`() async throws {
        try await House.with { house in
            let before = try await house.read { transaction in
                try transaction.one("select ceiling from ledger.account where code = '9008:pool'") {
                    try $0.int64("ceiling")
                }
            }
            let body = Self.appropriation("V-2", 1_000_000, category: "risk")
            try await house.must("record-appropriation", body, by: "bureau/clerk")
            let wrong = try await Self.entry(house, about: "appropriation/V-2")
            _ = try await Self.proposed(house, wrong)
            #expect(try await Self.granted(house, wrong).status == 200)
            let after = try await house.read { transaction in
                try transaction.one("select ceiling from ledger.account where code = '9008:pool'") {
                    try $0.int64("ceiling")
                }
            }
            #expect(before == after)
        }
    }

    @Test func `money moves between earmarks, cash and purpose together, by two people`() async throws {
        try await House.with { house in
            func approve(_ name: String, by person: String = "bureau/approver") async throws -> Answered {
                try await house.perform("approve-transfer", by: person, at: ["transfer": name])
            }
            let body: JSON = ["transfer": "plan-1", "from": "risk", "to": "subsidy", "amount": 1_234, "note": "plan"]
            try await house.must("propose-transfer", body, by: "bureau/both")
            try await balances(house, ["1002.02": nil, "3102:district": nil])
            refused(try await approve("plan-1", by: "bureau/both"), 403, "four-eyes")
            #expect(try await approve("plan-1").status == 200)
            try await balances(
                house,
                ["1002.01": 6_499_998_766, "1002.02": 1_234, "3101.03": 6_499_998_766, "3102:district": 1_234])
            refused(
                try await house.perform("propose-transfer", body, by: "bureau/clerk"), 409, "already-exists",
                at: "/transfer")
            let back: JSON = [
                "transfer": "plan-2", "from": "subsidy", "to": "risk", "amount": 1_235, "note": "more than there is",
            ]
            try await house.must("propose-transfer", back, by: "bureau/clerk")
            refused(try await approve("plan-2"), 422, "cash-short")
            refused(try await approve("plan-3"), 409, "nothing-proposed")
            await unreadable("out-of-range", at: "/to") {
                try await house.perform("propose-transfer", body.with("to", "risk"), by: "bureau/clerk")
            }
        }
    }

    @Test func `interest is recorded once a voucher`() async throws {
        try await House.with { house in
            let body: JSON = ["category": "risk", "amount": 66, "credited_on": "2026-03-01", "voucher": "I-1"]
            let recorded = try await house.must("record-deposit-interest", body, by: "bureau/clerk")
            #expect(recorded.status == 201 && recorded["amount"].integer == 66)
            try await balances(house, ["4604:risk": 66, "1002.01": 6_500_000_066, "6609": 66])
            refused(
                try await house.perform("record-deposit-interest", body, by: "bureau/clerk"), 409, "already-exists",
                at: "/voucher")
            refused(
                try await house.perform(
                    "record-deposit-interest", body.with("credited_on", "2026-03-03").with("voucher", "I-2"),
                    by: "bureau/clerk"), 422, "date-implausible", at: "/credited_on")
        }
    }
}
