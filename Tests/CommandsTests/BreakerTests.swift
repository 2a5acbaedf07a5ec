import House
import JSON
import Testing

/// RULES §3 and §5: a bank that loses too much of what it files under a programme files nothing new there, until two people say
/// otherwise.
@Suite struct BreakerTests {
    private static let path = ["programme": "small", "party": "bank-a"]

    private static func terms(_ breaker: String = #"{"warn":"0.03","suspend":"0.05"}"#) throws -> JSON {
        try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: "", #""breaker":\#(breaker)"#)
    }

    /// Files, claims and approves a loan of each amount, numbered from 2 on.
    private static func lose(_ house: House, _ amounts: Int64..., from first: Int = 2) async throws {
        for (place, amount) in amounts.enumerated() {
            let claim = try await house.claimed(
                amount, number: first + place, programme: "small", borrower: Sample.borrowers[place])
            try await house.approved(claim)
        }
    }

    private static func moves(_ house: House) async throws -> [String] {
        try await house.read { transaction in
            try transaction.rows(
                """
                select bank, programme, state, filed, lost, coalesce(claim_no, 0) as claim_no
                from clearing.breaker_move order by programme, bank, number
                """
            ).map { row in
                "\(try row.string("bank")) \(try row.string("state")) \(try row.int64("lost"))/\(try row.int64("filed")) \(try row.int64("claim_no"))"
            }
        }
    }

    private static func file(_ house: House, _ number: Int, programme: String = "small", by bank: String = "bank-a")
        async throws -> Answered
    {
        house.clock.set("2026-03-02 09:00")
        return try await house.perform(
            "file-loan", Sample.loan(programme: programme, number: number, principal: 1_000), by: "\(bank)/maker")
    }

    @Test func `three per cent warns, five suspend new filings of that bank in that programme, and claims go on`()
        async throws
    {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            try await house.file(9_500_000, programme: "small")
            // 250,000 of 9,750,000 are below three per cent.
            try await Self.lose(house, 250_000)
            #expect(try await Self.moves(house) == [])
            // 100,000 more make 350,000 of 9,850,000, over three per cent.
            try await Self.lose(house, 100_000, from: 3)
            #expect(try await Self.moves(house) == ["bank-a warned 350000/9850000 2"])
            try await Self.lose(house, 150_000, from: 4)
            #expect(
                try await Self.moves(house) == ["bank-a warned 350000/9850000 2", "bank-a suspended 500000/10000000 3"])
            refused(try await Self.file(house, 9), 422, "F06", at: "/programme")
            // Another programme, and another bank, are not concerned.
            #expect(try await Self.file(house, 9, programme: "yongchuan-credit").status == 201)
            #expect(try await Self.file(house, 10, by: "bank-b").status == 201)
            // Balances are reported and claims are filed, admitted and approved as before.
            house.clock.set("2026-07-01 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: 9_500_000), by: "bank-a/maker", at: ["loan": "1"])
            let claim = Sample.claim(principal: 9_500_000)
            let filed = try await house.must("file-claim", claim, by: "bank-a/maker")["claim"].integer ?? 0
            try await house.approved(filed)
            #expect(try await Self.moves(house).count == 2)
            let told = try await house.read { transaction in
                try transaction.rows(
                    "select kind, array_to_string(parties, ' ') as parties from clearing.event where subject = 'breaker/small/bank-a' order by event_no"
                ).map { "\(try $0.string("kind")): \(try $0.string("parties"))" }
            }
            #expect(told == ["breaker.warned: bank-a bureau watch", "breaker.suspended: bank-a bureau watch"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `one fen more filed and nothing is suspended, at the ratio to the fen it is`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            try await house.file(9_500_001, programme: "small")
            try await Self.lose(house, 500_000)
            #expect(try await Self.moves(house) == ["bank-a warned 500000/10000001 1"])
            #expect(try await Self.file(house, 9).status == 201)
        }
        try await House.with { house in
            try await house.adopt(try Self.terms())
            try await house.file(9_500_000, programme: "small")
            try await Self.lose(house, 500_000)
            #expect(try await Self.moves(house) == ["bank-a suspended 500000/10000000 1"])
            refused(try await Self.file(house, 9), 422, "F06", at: "/programme")
        }
    }

    @Test func `below what the terms ask to be filed nothing is judged`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms(#"{"warn":"0.03","suspend":"0.05","least_filed":1000001}"#))
            try await Self.lose(house, 1_000_000)
            #expect(try await Self.moves(house) == [])
            try await Self.lose(house, 1, from: 3)
            #expect(try await Self.moves(house) == ["bank-a suspended 1000001/1000001 2"])
        }
    }

    @Test func `only two people resume filings, with a reason`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            refused(
                try await house.perform("propose-resumption", ["note": "x"], by: "bureau/clerk", at: Self.path), 409,
                "wrong-state")
            try await house.file(900_000, programme: "small")
            try await Self.lose(house, 100_000)
            for (path, status, code) in [
                (["programme": "none", "party": "bank-a"], 404, "unknown-terms"),
                (["programme": "small", "party": "nobody"], 422, "unknown-party"),
                (["programme": "small", "party": "district"], 422, "unknown-party"),
                (["programme": "small", "party": "bank-b"], 409, "wrong-state"),
            ] {
                refused(
                    try await house.perform("propose-resumption", ["note": "x"], by: "bureau/clerk", at: path), status,
                    code)
            }
            await unreadable("missing-field", at: "/note") {
                try await house.perform("propose-resumption", by: "bureau/clerk", at: Self.path)
            }
            refused(
                try await house.perform("approve-resumption", by: "bureau/approver", at: Self.path), 409,
                "nothing-proposed")
            let note: JSON = ["note": "领导小组第 3 次会议纪要"]
            let proposed = try await house.must("propose-resumption", note, by: "bureau/both", at: Self.path)
            #expect(proposed["content", "ratio"].word == "0.1")
            refused(try await Self.file(house, 9), 422, "F06", at: "/programme")
            refused(try await house.perform("approve-resumption", by: "bureau/both", at: Self.path), 403, "four-eyes")
            try await house.must("approve-resumption", by: "bureau/approver", at: Self.path)
            refused(
                try await house.perform("approve-resumption", by: "bureau/second", at: Self.path), 409, "wrong-state")
            #expect(try await Self.file(house, 9).status == 201)
            #expect(
                try await Self.moves(house) == ["bank-a suspended 100000/1000000 1", "bank-a resumed 100000/1000000 0"])
            #expect(try await house.findings() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `after a resumption a worse rate suspends again, one put up with does not`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            try await house.file(900_000, programme: "small")
            try await Self.lose(house, 100_000)
            try await house.must("propose-resumption", ["note": "x"], by: "bureau/clerk", at: Self.path)
            try await house.must("approve-resumption", by: "bureau/approver", at: Self.path)
            // A good loan brings the rate to 100,000 of 1,900,000; 50,000 lost of 1,950,000 more are below a tenth.
            house.clock.set("2026-03-02 09:00")
            try await house.file(900_000, number: 8, programme: "small")
            try await Self.lose(house, 50_000, from: 9)
            #expect(try await Self.moves(house).count == 2)
            // 150,000 + 60,000 of 2,010,000 are above a tenth.
            try await Self.lose(house, 60_000, from: 10)
            #expect(try await Self.moves(house).last == "bank-a suspended 210000/2010000 3")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `what comes back is not lost, and a claim taken back counts no more`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            try await house.file(1_880_000, programme: "small")
            try await Self.lose(house, 60_000)
            #expect(try await Self.moves(house) == ["bank-a warned 60000/1940000 1"])
            try await house.settled("2026-07-01")
            house.clock.set("2026-07-02 09:00")
            try await house.must(
                "report-recovery", ["gross": 50_000, "received_on": "2026-07-02"], by: "bank-a/maker",
                at: ["claim": "1"])
            // 10,000 and 60,000 of 2,000,000: it was below three per cent in between, so the bank is warned anew.
            try await Self.lose(house, 60_000, from: 3)
            #expect(try await Self.moves(house).last == "bank-a warned 70000/2000000 2")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `approvals of one turn are counted one after the other`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            try await house.file(9_500_000, programme: "small")
            for number in 2...6 {
                let claim = try await house.claimed(
                    100_000, number: number, programme: "small", borrower: Sample.borrowers[number - 1])
                try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"])
                try await house.must("propose-approval", by: "bureau/clerk", at: ["claim": "\(claim)"])
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for claim in 1...5 {
                    group.addTask {
                        try await house.must("approve-claim", by: "bureau/approver", at: ["claim": "\(claim)"])
                    }
                }
                try await group.waitForAll()
            }
            let moves = try await Self.moves(house).map { $0.split(separator: " ").dropLast().joined(separator: " ") }
            #expect(moves == ["bank-a warned 300000/10000000", "bank-a suspended 500000/10000000"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a file's records and pending filings are new filings too`() async throws {
        try await House.with { house in
            let filing = #""filing":{"mode":["single","batch"],"automatic_up_to":10000}"#
            let terms = try Sample.terms(
                "small", [("fund", 80), ("bank", 20)], caps: "", #""breaker":{"warn":"0.03","suspend":"0.05"}"#, filing)
            try await house.adopt(terms)
            try await house.file(900_000, programme: "small")
            let pending = BankFile([Sample.loan(programme: "small", number: 7, principal: 10_001)])
            #expect(try await house.send(pending.bytes).outcomes == ["pending 2"])
            // What is pending is not filed yet: 100,000 of 1,000,000 are lost.
            try await Self.lose(house, 100_000, from: 3)
            #expect(try await Self.moves(house) == ["bank-a suspended 100000/1000000 1"])
            house.clock.set("2026-03-02 10:00")
            var file = BankFile([
                Sample.loan(programme: "small", number: 8, principal: 1_000),
                Sample.loan(number: 9, principal: 1_000),
            ])
            file.sequence = 2
            #expect(try await house.send(file.bytes).outcomes.first == "rejected F06 /programme")
            refused(try await house.perform("accept-filing", by: "bureau/clerk", at: ["loan": "2"]), 422, "F06")
            try await house.must("propose-resumption", ["note": "x"], by: "bureau/clerk", at: Self.path)
            try await house.must("approve-resumption", by: "bureau/approver", at: Self.path)
            try await house.must("accept-filing", by: "bureau/clerk", at: ["loan": "2"])
            try await Self.lose(house, 10_001, from: 11)
            // Accepted, it counts: 110,001 of 1,020,002 are above a tenth.
            #expect(try await Self.moves(house).last == "bank-a suspended 110001/1020002 2")
        }
    }
}
