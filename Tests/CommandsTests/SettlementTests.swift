import House
import JSON
import Testing

/// RULES §7: what is paid and collected on a date.
@Suite struct SettlementTests {
    private static func orders(_ run: Answered) -> [String] {
        run["orders"].items.map { order in
            ["category", "party", "direction"].map { order[$0]?.word ?? "" }.joined(separator: " ")
                + " \(order["amount"]?.integer ?? 0)"
        }
    }

    private static func propose(_ house: House, _ day: JSON, by person: String = "bureau/clerk") async throws
        -> Answered
    {
        try await house.perform("propose-run", ["due_on": day], by: person)
    }

    @Test func `the fund pays at once, others pay in and their money goes on, never netted across`() async throws {
        try await House.with { house in
            try await house.claimed(1_000_003, programme: "yongchuan-guaranteed")
            try await house.approved(1)
            let first = try await house.settled("2026-07-01")
            #expect(
                Self.orders(first) == [
                    "clearing district collect 303263", "clearing national collect 202175",
                    "clearing reguarantor collect 202175",
                    "risk bank-a pay 101087",
                ])
            #expect(first["payable"].integer == 101_087)
            #expect(first["collectible"].integer == 707_613)
            try await balances(
                house,
                [
                    "1002.01": 6_500_000_000 - 101_087, "1002.09": 707_613, "2305:bank-a:1": 707_613,
                    "2302:bank-a:1": 0,
                    "9006:district:1": 0, "1231:1": 101_087, "1239:1": 101_087, "7201": 101_087,
                ])
            house.clock.set("2026-07-02 09:00")
            let second = try await house.settled("2026-07-02")
            #expect(Self.orders(second) == ["clearing bank-a pay 707613"])
            try await balances(house, ["1002.09": 0, "2305:bank-a:1": 0])
            let claim = try await house.read { transaction in
                try transaction.rows("select party, settled from clearing.share where claim_no = 1 order by place").map
                {
                    "\(try $0.string("party")) \(try $0.int64("settled"))"
                }
            }
            #expect(claim == ["national 202175", "reguarantor 202175", "district 303263", "fund 101087", "bank 0"])
        }
    }

    @Test func `several claims of one bank are one order, paid to the fen or not at all`() async throws {
        try await House.with { house in
            try await house.claimed(1_001, number: 1)
            try await house.claimed(2_002, number: 2)
            try await house.claimed(3_003, number: 3, bank: "bank-b")
            for claim in [1, 2, 3] as [Int64] { try await house.approved(claim) }
            let run = try await house.must("propose-run", ["due_on": "2026-07-01"], by: "bureau/clerk")
            // Floored at 80 per cent: 800 + 1,601, and 2,402.
            #expect(Self.orders(run) == ["risk bank-a pay 2401", "risk bank-b pay 2402"])
            #expect(run["orders", "0", "end_to_end_id"].word == "R1-O1-risk-bank-a")
            func pay(_ amount: Int64, _ day: JSON = "2026-07-01", order: String = "1") async throws -> Answered {
                try await house.perform(
                    "record-payment", ["amount": .integer(amount), "paid_on": day, "bank_reference": "B-1"],
                    by: "bureau/clerk",
                    at: ["order": order])
            }
            refused(try await pay(2_401), 409, "wrong-state")
            try await house.must("release-run", by: "bureau/approver", at: ["run": "1"])
            refused(try await pay(2_400), 422, "amount-mismatch", at: "/amount")
            refused(try await pay(2_402), 422, "amount-mismatch", at: "/amount")
            refused(try await pay(2_401, "2026-06-30"), 422, "date-implausible", at: "/paid_on")
            refused(try await pay(2_401, "2026-07-02"), 422, "date-implausible", at: "/paid_on")
            refused(try await pay(2_401, order: "3"), 404, "unknown-order")
            #expect(try await house.balance("1002.01") == 6_500_000_000)
            #expect(try await pay(2_401)["state"].word == "paid")
            refused(try await pay(2_401), 409, "wrong-state")
            #expect(try await house.balance("1002.01") == 6_499_997_599)
            try await house.read { try $0.run("select ledger.set_closed_until(1, '2026-07-01', '', 'a', 'b')") }
            refused(try await pay(2_402, order: "2"), 422, "period-closed")
            house.clock.set("2026-07-02 09:00")
            #expect(try await pay(2_402, "2026-07-02", order: "2")["state"].word == "paid")
        }
    }

    @Test func `a bank that owes more than it is owed gets a collection notice`() async throws {
        try await House.with { house in
            try await house.claimed(100_000, number: 1)
            try await house.approved(1)
            try await house.settled("2026-07-01")
            try await house.must(
                "report-recovery", ["gross": 62_500, "received_on": "2026-07-01"], by: "bank-a/maker",
                at: ["claim": "1"])
            try await house.claimed(50_000, number: 2)
            // Ten working days after Wednesday 07-01.
            house.clock.set("2026-07-14 09:00")
            refused(try await Self.propose(house, "2026-07-14"), 422, "nothing-due", at: "/due_on")
            house.clock.set("2026-07-15 09:00")
            try await house.approved(2)
            let run = try await house.released("2026-07-15")
            // Four fifths of 62,500 to come in, 40,000 to go out.
            #expect(Self.orders(run) == ["risk bank-a collect 10000"])
            #expect(run["payable"].integer == 0)
            #expect(try await house.balance("1002.01") == 6_499_920_000)
            try await house.paid(run, on: "2026-07-15")
            try await balances(
                house,
                [
                    "1002.01": 6_499_930_000, "2302:bank-a:2": 0, "1218.02:bank-a:1": 0, "1231:1": 30_000,
                    "1231:2": 40_000,
                ])
        }
    }

    @Test func `where both owe the same no money moves, and all legs are settled as the run is released`() async throws
    {
        try await House.with { house in
            try await house.claimed(100_000, number: 1)
            try await house.approved(1)
            try await house.settled("2026-07-01")
            try await house.must(
                "report-recovery", ["gross": 50_000, "received_on": "2026-07-01"], by: "bank-a/maker",
                at: ["claim": "1"])
            try await house.claimed(50_000, number: 2)
            house.clock.set("2026-07-15 09:00")
            try await house.approved(2)
            let run = try await house.released("2026-07-15")
            #expect(Self.orders(run) == ["risk bank-a even 0"])
            #expect(run["orders", "0", "state"].word == "paid")
            try await balances(house, ["1002.01": 6_499_920_000, "2302:bank-a:2": 0, "1218.02:bank-a:1": 0])
            let refusal = try await house.perform(
                "record-payment", ["amount": 1, "paid_on": "2026-07-15", "bank_reference": "B"], by: "bureau/clerk",
                at: ["order": "2"])
            refused(refusal, 409, "wrong-state")
        }
    }

    @Test func `money that is short goes to the oldest acceptance first, the last in part, the rest first next time`()
        async throws
    {
        try await House.with(opened: "2026-01-06", pool: 100_000) { house in
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)]))
            for (number, bank) in [(1, "bank-b"), (2, "bank-a"), (3, "bank-a")] {
                try await house.claimed(75_000, number: number, programme: "small", bank: bank)
            }
            // Admitted in the order 2, 1, 3.
            for claim in [2, 1, 3] as [Int64] {
                try await house.approved(claim)
                house.clock.set(claim == 2 ? "2026-07-01 09:01" : "2026-07-01 09:02")
            }
            house.clock.set("2026-07-01 10:00")
            let first = try await house.released("2026-07-01")
            #expect(Self.orders(first) == ["risk bank-a pay 60000", "risk bank-b pay 40000"])
            // What is in a run is spoken for, paid or not.
            house.clock.set("2026-07-02 09:00")
            refused(try await Self.propose(house, "2026-07-02"), 422, "nothing-due", at: "/due_on")
            try await house.paid(first, on: "2026-07-02")
            try await balances(
                house, ["1002.01": 0, "2302:bank-a:2": 0, "2302:bank-b:1": 20_000, "2302:bank-a:3": 60_000])
            try await house.must(
                "record-appropriation",
                ["category": "risk", "source": "city", "amount": 50_000, "arrived_on": "2026-07-02", "voucher": "V-2"],
                by: "bureau/clerk")
            let second = try await house.settled("2026-07-02")
            #expect(Self.orders(second) == ["risk bank-a pay 30000", "risk bank-b pay 20000"])
            try await balances(house, ["1002.01": 0, "2302:bank-b:1": 0, "2302:bank-a:3": 30_000])
            let states = try await house.read { transaction in
                try transaction.rows("select state from clearing.claim order by claim_no").map {
                    try $0.string("state")
                }
            }
            #expect(states == ["paid", "paid", "approved"])
        }
    }

    @Test(arguments: [(125_000_000 as Int64, "released"), (125_000_002, "releasing")])
    func `1,000,000.00 takes one to release, a fen more takes two`(principal: Int64, state: String) async throws {
        try await House.with { house in
            try await house.claimed(principal)
            try await house.approved(1)
            _ = try await house.must("propose-run", ["due_on": "2026-07-01"], by: "bureau/both")
            let path = ["run": "1"]
            refused(try await house.perform("release-run", by: "bureau/both", at: path), 403, "four-eyes")
            refused(try await house.perform("release-run", by: "bureau/approver", at: ["run": "2"]), 404, "unknown-run")
            let first = try await house.must("release-run", by: "bureau/approver", at: path)
            #expect(first["state"].word == state)
            if state == "releasing" {
                #expect(first["orders", "0", "state"].word == "proposed")
                refused(try await house.perform("release-run", by: "bureau/approver", at: path), 403, "four-eyes")
                refused(try await house.perform("release-run", by: "bureau/both", at: path), 403, "four-eyes")
                let second = try await house.must("release-run", by: "bureau/second", at: path)
                #expect(second["orders", "0", "state"].word == "issued")
                #expect(second["second_by"].word == "bureau-second")
            }
            refused(try await house.perform("release-run", by: "bureau/second", at: path), 409, "wrong-state")
        }
    }

    @Test func `a day has one run, however often and from wherever it is asked for`() async throws {
        try await House.with { house in
            try await house.claimed(1_000)
            try await house.approved(1)
            let other = House.lane(on: house.book, house.database, house.clock)
            let work = Task { await other.run() }
            let answers = try await withThrowingTaskGroup(of: Answered.self) { group in
                for place in 0..<12 {
                    group.addTask {
                        try await house.perform(
                            "propose-run", ["due_on": "2026-07-01"], by: "bureau/clerk",
                            in: place % 2 == 0 ? other : nil)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.reply.body)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
            // What is due later the same day waits for the next run.
            try await house.claimed(2_000, number: 2)
            try await house.approved(2)
            #expect(
                Self.orders(try await Self.propose(house, "2026-07-01", by: "bureau/both")) == ["risk bank-a pay 800"])
            refused(try await Self.propose(house, "2026-07-02"), 422, "date-implausible", at: "/due_on")
            house.clock.set("2026-07-02 09:00")
            #expect(Self.orders(try await Self.propose(house, "2026-07-02")) == ["risk bank-a pay 1600"])
            let runs = try await house.read {
                try $0.one("select count(*) as n from clearing.run") { try $0.int64("n") }
            }
            #expect(runs == 2)
            other.close()
            await work.value
        }
    }
}
