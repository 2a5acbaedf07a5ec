import Commands
import House
import JSON
import Testing

/// Files of balances and repayments: each line by the rules of a single report, posted together.
@Suite struct BatchBalanceTests {
    private static func line(_ business: Int, _ balance: Int64, asOf: String = "2026-05-31") -> JSON {
        [
            "business_number": .string("YW-\(business)"), "as_of": .string(asOf), "balance": .integer(balance),
            "interest_paid_to": "2026-05-21", "five_class": 1,
        ]
    }

    private static func file(_ lines: [JSON], _ sequence: Int64 = 1) -> [UInt8] {
        var file = BankFile(lines, kind: "balances", amount: "balance")
        file.day = "2026-06-01"
        file.sequence = sequence
        return file.bytes
    }

    @Test func `balances of a day free capacity together, each line has its answer`() async throws {
        try await House.with { house in
            for number in 1...4 { try await house.file(1_000, number: number, borrower: Sample.borrowers[number % 2]) }
            house.clock.set("2026-06-01 09:00")
            let lines = [
                Self.line(1, 600), Self.line(2, 1_000), Self.line(3, 1_001), Self.line(9, 1), Self.line(4, 0),
                Self.line(1, 500), Self.line(2, 900, asOf: "2026-06-02"), Self.line(2, 900, asOf: "2026-06-01"),
                Self.line(3, 10).with("five_class", 6), Self.line(3, 10).with("loan", 3),
                Self.line(3, 700).without("business_number").with("loan", 3),
            ]
            let answered = try await house.send(Self.file(lines))
            #expect(
                answered.outcomes == [
                    "accepted 1", "accepted 2", "rejected balance-rises /balance",
                    "rejected unknown-loan /business_number", "accepted 4", "rejected date-implausible /as_of",
                    "rejected date-implausible /as_of", "accepted 2", "rejected F09 /five_class", "rejected F09 /loan",
                    "accepted 3",
                ])
            // 600 + 900 + 700 are left; eighty in a hundred are the fund's.
            try await balances(
                house,
                ["9008:pool": 2_200, "9001:yongchuan-credit:bank-a": 1_760, "9008:programme:yongchuan-credit": 2_200])
            let entries = try await house.read { transaction in
                try transaction.rows(
                    "select effective::text as day, subject from ledger.entry where event = 'batch-repaid' order by 1"
                ) {
                    "\(try $0.string("day")) \(try $0.string("subject"))"
                }
            }
            #expect(entries == ["2026-05-31 batch/1/2-12", "2026-06-01 batch/1/2-12"])
            #expect(try await house.verified() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `a day before the loan was drawn is refused, one before it was filed counts from the filing`()
        async throws
    {
        try await House.with { house in
            try await house.file(1_000)
            house.clock.set("2026-06-01 09:00")
            let lines = [Self.line(1, 900, asOf: "2026-02-26"), Self.line(1, 800, asOf: "2026-02-28")]
            #expect(
                try await house.send(Self.file(lines)).outcomes == ["rejected date-implausible /as_of", "accepted 1"])
            let entries = try await house.read { transaction in
                try transaction.rows("select effective::text as day from ledger.entry where event = 'batch-repaid'") {
                    try $0.string("day")
                }
            }
            #expect(entries == ["2026-03-02"])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `of many lines each is kept as it was said, whatever they have in common`() async throws {
        try await House.with { house in
            try await house.adopt(try BatchFilingTests.terms())
            let count = 600
            try await house.send(
                BankFile((1...count).map { BatchFilingTests.record($0, 1_000, borrower: Sample.borrowers[$0 % 5]) })
                    .bytes)
            house.clock.set("2026-06-01 09:00")
            // The first day all but the balance is the same, on the second day three things differ.
            let first = (1...count).map { Self.line($0, Int64(1_000 - $0), asOf: "2026-05-30") }
            let second = (1...count).map { number in
                let line = Self.line(number, number == 7 ? 0 : Int64(400 - number / 2))
                return number % 100 == 0 ? line.with("five_class", 3).with("overdue_since", "2026-05-22") : line
            }
            #expect(try await house.send(Self.file(first)).progress.last?.accepted == count)
            #expect(try await house.send(Self.file(second, 2)).progress.last?.accepted == count)
            let kept = try await house.read { transaction in
                try transaction.rows(
                    """
                    select l.loan_no || ' ' || l.state || ' ' || l.balance || ' ' || l.exposure || ' ' || l.five_class || ' '
                        || coalesce(l.overdue_since::text, '-') || ' ' || coalesce(l.released_on::text, '-') || ' '
                        || (select string_agg(b.balance || '/' || b.five_class, ' ' order by b.as_of)
                            from clearing.balance_report b
                            where b.book_id = l.book_id and b.loan_no = l.loan_no) as line
                    from clearing.loan l
                    where l.loan_no in (1, 7, 100)
                    order by l.loan_no
                    """
                ) { try $0.string("line") }
            }
            #expect(
                kept == [
                    "1 active 400 200 1 - - 999/1 400/1", "7 released 0 0 1 - 2026-05-31 993/1 0/1",
                    "100 active 350 175 3 2026-05-22 - 900/1 350/3",
                ])
            #expect(try await house.verified() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `what was repaid on a day comes as events`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            house.clock.set("2026-06-01 09:00")
            func event(_ amount: Int64, _ day: String) -> JSON {
                [
                    "business_number": "YW-1", "paid_on": .string(day), "amount": .integer(amount),
                    "interest_paid_to": "2026-05-21", "five_class": 1,
                ]
            }
            var file = BankFile(
                [
                    event(400, "2026-05-30"), event(100, "2026-05-30"), event(601, "2026-05-31"),
                    event(600, "2026-05-31"),
                ],
                kind: "repayments", amount: "amount")
            file.day = "2026-06-01"
            #expect(
                try await house.send(file.bytes).outcomes == [
                    "accepted 1", "rejected date-implausible /as_of", "rejected amount-mismatch /amount", "accepted 1",
                ])
            #expect(try await house.balance("9008:pool") == 0)
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a line of a closed period is refused, the others are taken`() async throws {
        try await House.with { house in
            for number in 1...2 { try await house.file(1_000, number: number) }
            house.clock.set("2026-06-01 09:00")
            try await house.read { try $0.run("select ledger.set_closed_until(1, '2026-05-31', '', 'a', 'b')") }
            let answered = try await house.send(Self.file([Self.line(1, 600), Self.line(2, 600, asOf: "2026-06-01")]))
            #expect(answered.outcomes == ["rejected period-closed /as_of", "accepted 2"])
        }
    }
}
