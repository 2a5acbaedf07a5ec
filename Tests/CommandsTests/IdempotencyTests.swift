import Commands
import House
import JSON
import Testing

/// One key, one effect, the same bytes for ever.
@Suite struct IdempotencyTests {
    @Test func `the same request under the same key gets the same bytes, a refusal too`() async throws {
        try await House.with { house in
            let loan = Sample.loan(principal: 1_000)
            func file(_ loan: JSON, _ key: String, by person: String = "bank-a/maker") async throws -> Answered {
                try await house.perform("file-loan", loan, by: person, key: key)
            }
            let first = try await file(loan, "k")
            #expect(first.status == 201 && !first.reply.isReplayed)
            house.clock.set("2026-06-01 09:00")
            let again = try await file(loan, "k")
            #expect(again.reply.isReplayed)
            #expect(again.reply.body == first.reply.body)
            #expect(again.status == 201)
            // Whoever of the party asks hears the same: the key is the party's.
            #expect(try await file(loan, "k", by: "bank-a/checker").reply.body == first.reply.body)
            // A refusal stands, even when the reason has gone.
            house.clock.set("2026-03-02 09:00")
            let refusal = try await file(Sample.loan(programme: "small", number: 2, principal: 1_000), "r")
            refused(refusal, 422, "F08", at: "/programme")
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)]))
            let refusedAgain = try await file(Sample.loan(programme: "small", number: 2, principal: 1_000), "r")
            #expect(refusedAgain.reply.isReplayed && refusedAgain.reply.body == refusal.reply.body)
            #expect(try await house.balance("9008:pool") == 1_000)
        }
    }

    @Test func `a key is not used for another request, and the first answer stands`() async throws {
        try await House.with { house in
            let loan = Sample.loan(principal: 1_000)
            let first = try await house.perform("file-loan", loan, by: "bank-a/maker", key: "k")
            refused(
                try await house.perform("file-loan", loan.with("principal", 1_001), by: "bank-a/maker", key: "k"), 422,
                "key-reused")
            refused(
                try await house.perform("admit-claim", by: "bank-a/maker", at: ["claim": "1"], key: "k"), 422,
                "key-reused")
            // The path is part of the request.
            _ = try await house.perform("admit-claim", by: "bureau/clerk", at: ["claim": "1"], key: "p")
            refused(
                try await house.perform("admit-claim", by: "bureau/clerk", at: ["claim": "2"], key: "p"), 422,
                "key-reused")
            let again = try await house.perform("file-loan", loan, by: "bank-a/maker", key: "k")
            #expect(again.reply.isReplayed && again.reply.body == first.reply.body)
            // Another party's key of the same name is another key.
            let other = try await house.perform(
                "file-loan", Sample.loan(number: 2, principal: 7), by: "bank-b/maker", key: "k")
            #expect(other.status == 201)
            #expect(try await house.balance("9008:pool") == 1_007)
        }
    }

    @Test func `without a key of its own each request counts: the control`() async throws {
        try await House.with { house in
            let body: JSON = ["gross": 10_000, "received_on": "2026-07-01"]
            try await house.claimed(100_000)
            try await house.approved(1)
            try await house.settled("2026-07-01")
            for _ in 0..<3 {
                try await house.perform("report-recovery", body, by: "bank-a/maker", at: ["claim": "1"], key: "same")
            }
            #expect(try await house.balance("1218.02:bank-a:1") == 8_000)
            for _ in 0..<2 { try await house.must("report-recovery", body, by: "bank-a/maker", at: ["claim": "1"]) }
            #expect(try await house.balance("1218.02:bank-a:1") == 24_000)
        }
    }

    @Test func `one key at once from two servers has one effect, and all hear the same`() async throws {
        try await House.with { house in
            let other = House.lane(on: house.book, house.database, house.clock)
            let work = Task { await other.run() }
            for round in 1...5 {
                let loan = Sample.loan(number: round, principal: 1_000)
                let answers = try await withThrowingTaskGroup(of: Answered.self) { group in
                    for place in 0..<10 {
                        group.addTask {
                            try await house.perform(
                                "file-loan", loan, by: "bank-a/maker", key: "round-\(round)",
                                in: place % 2 == 0 ? other : nil)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(Set(answers.map(\.reply.body)).count == 1)
                #expect(answers.count { !$0.reply.isReplayed } == 1)
                #expect(try await house.balance("9008:pool") == Int64(round) * 1_000)
            }
            other.close()
            await work.value
        }
    }

    @Test func `a turn of many commands refuses the guilty alone, and each is answered and recorded`() async throws {
        try await House.with { house in
            try await house.adopt(
                try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: "", #""filing":{"per_borrower":30000}"#))
            // Six borrowers with room for thirty loans of 1,000 fen each; forty are filed for each.
            let answers = try await withThrowingTaskGroup(of: Answered.self) { group in
                for number in 0..<240 {
                    let borrower = Sample.borrowers[number % 6]
                    let bank = ["bank-a", "bank-b"][number / 6 % 2]
                    group.addTask {
                        try await house.perform(
                            "file-loan",
                            Sample.loan(programme: "small", number: number, borrower: borrower, principal: 1_000),
                            by: "\(bank)/maker", key: "n-\(number)")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 180)
            #expect(answers.count { $0.code == "F05" } == 60)
            let numbers = Set(answers.compactMap { $0["loan"].integer })
            #expect(numbers == Set(1...180))
            try await balances(house, ["9008:pool": 180_000, "9008:bank:bank-c": nil])
            for borrower in Sample.borrowers { #expect(try await house.balance("9008:borrower:\(borrower)") == 30_000) }
            let kept = try await house.read { transaction in
                try transaction.one("select count(*) as n from clearing.request where key like 'n-%'") {
                    try $0.int64("n")
                }
            }
            #expect(kept == 240)
            let turns = await house.lane.figures.turns
            #expect(turns < 240, "commands that wait together are performed together")
        }
    }

    @Test func `numbers have no gaps, whatever is refused between`() async throws {
        try await House.with { house in
            for number in 1...6 {
                let principal: Int64 = number % 2 == 0 ? 99_000_000_000_000 : 1_000
                try await house.perform(
                    "file-loan", Sample.loan(number: number, principal: principal), by: "bank-a/maker")
            }
            let loans = try await house.read { transaction in
                try transaction.rows("select loan_no from clearing.loan order by loan_no").map {
                    try $0.int64("loan_no")
                }
            }
            #expect(loans == [1, 2, 3])
        }
    }
}
