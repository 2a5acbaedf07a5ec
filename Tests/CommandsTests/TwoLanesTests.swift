import Clearing
import Commands
import House
import JSON
import Postgres
import Testing

/// Two servers on one book take turns at its lock; what one changed, the other sees.
@Suite struct TwoLanesTests {
    @Test func `balances and limits are one book's, whichever server asks`() async throws {
        try await House.withTwoLanes { house, other in
            try await house.adopt(
                try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: "", #""filing":{"per_borrower":5000}"#))
            // Each has seen the accounts before; each must see what the other booked since.
            for number in 1...5 {
                let filed = try await house.perform(
                    "file-loan", Sample.loan(programme: "small", number: number, principal: 1_000), by: "bank-a/maker",
                    in: number % 2 == 0 ? other : nil)
                #expect(filed.status == 201)
            }
            for lane in [nil, other] {
                let refusal = try await house.perform(
                    "file-loan", Sample.loan(programme: "small", number: 6, principal: 1), by: "bank-a/maker", in: lane)
                refused(refusal, 422, "F05", at: "/principal")
            }
            #expect(try await house.balance("9008:borrower:\(Sample.borrower)") == 5_000)
        }
    }

    @Test func `terms, people and suspensions of one server hold at the other at once`() async throws {
        try await House.withTwoLanes { house, other in
            let loan = Sample.loan(programme: "small", principal: 1_000)
            refused(
                try await house.perform("file-loan", loan, by: "bank-a/maker", in: other), 422, "F08", at: "/programme")
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)]))
            #expect(try await house.perform("file-loan", loan, by: "bank-a/maker", in: other).status == 201)
            let party: JSON = ["party": "bank-a", "kind": "bank", "name_zh": "x", "name_en": "x", "is_suspended": true]
            _ = try await house.perform("register-party", party, by: "office/admin", in: other)
            refused(
                try await house.perform("file-loan", Sample.loan(number: 2, principal: 1), by: "bank-a/maker"), 422,
                "F06")
            _ = try await house.perform("register-party", party.with("is_suspended", false), by: "office/admin")
            #expect(
                try await house.perform(
                    "file-loan", Sample.loan(number: 2, principal: 1), by: "bank-a/maker", in: other
                ).status
                    == 201)
        }
    }

    @Test func `a ceiling that one server raised without an entry is known to the other`() async throws {
        try await House.withTwoLanes { house, other in
            try await house.adopt(try Sample.terms("ten", [("fund", 80), ("bank", 20)]))
            try await house.file(65_000_000_000, programme: "ten")
            let more = Sample.loan(programme: "twenty", number: 2, principal: 1_000)
            refused(
                try await house.perform("file-loan", more, by: "bank-a/maker", in: other), 422, "F08", at: "/programme")
            // Twice the leverage: adopting it moves the pool's ceiling, and books nothing.
            try await house.adopt(
                try Sample.terms("twenty", [("fund", 80), ("bank", 20)], caps: "", #""filing":{"leverage":"20"}"#))
            #expect(try await house.perform("file-loan", more, by: "bank-a/maker", in: other).status == 201)
            // The first programme's own limit still holds.
            refused(
                try await house.perform(
                    "file-loan", Sample.loan(programme: "ten", number: 3, principal: 1), by: "bank-a/maker", in: other),
                422, "F04",
                at: "/principal")
        }
    }

    @Test func `four hundred filings at once over two servers: none lost, none doubled, the books add up`() async throws
    {
        try await House.withTwoLanes { house, other in
            try await house.adopt(try Sample.terms("wide", [("fund", 80), ("bank", 20)]))
            let answers = try await withThrowingTaskGroup(of: Answered.self) { group in
                for number in 1...400 {
                    group.addTask {
                        try await house.perform(
                            "file-loan", Sample.loan(programme: "wide", number: number, principal: Int64(number)),
                            by: "bank-a/maker", in: number % 2 == 0 ? other : nil)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 201 })
            #expect(Set(answers.compactMap { $0["loan"].integer }) == Set(1...400))
            // 1 + 2 + … + 400.
            #expect(try await house.balance("9008:pool") == 80_200)
        }
    }
}

/// The database drops connections at random while commands run.
@Suite struct KilledBackendTests {
    private struct Client {
        var last: Answered?
        var kills = 0
    }

    @Test func `killed in the middle of turns, nothing is lost and nothing doubled`() async throws {
        try await House.with { house in
            try await house.adopt(try Sample.terms("wide", [("fund", 80), ("bank", 20)]))
            let other = House.lane(on: house.book, house.database, house.clock)
            let running = Task { await other.run() }
            let clients = try await withThrowingTaskGroup(of: Client.self) { group in
                for client in 0..<8 {
                    group.addTask { try await Self.file(house, client: client, in: client % 2 == 0 ? other : nil) }
                }
                return try await group.reduce(into: [Client]()) { $0.append($1) }
            }
            other.close()
            await running.value
            #expect(clients.allSatisfy { $0.last?.status == 201 })
            #expect(clients.contains { $0.kills > 0 })
            let (loans, sum) = try await house.read { transaction in
                try transaction.one(
                    "select count(*) as n, sum(principal)::bigint as sum from clearing.loan"
                ) { (try $0.int64("n"), try $0.int64("sum")) } ?? (0, 0)
            }
            // Eight clients, forty loans of 1 to 40 fen each.
            #expect(loans == 320)
            #expect(sum == 8 * 820)
            #expect(try await house.balance("9008:pool") == 6_560)
        }
    }

    /// Files forty loans one after another, asking again under the same key where it is told to come again, and after every
    /// third answer has the database drop whatever connection is at work, for somebody else's turn to be cut. Kills that
    /// follow answers come to an end; kills on a beat of their own outrun a slow machine's turns for ever.
    private static func file(_ house: House, client: Int, in lane: Lane?) async throws -> Client {
        var made = Client()
        for number in 1...40 {
            let loan = Sample.loan(programme: "wide", number: client * 100 + number, principal: Int64(number))
            while true {
                do {
                    made.last = try await house.perform(
                        "file-loan", loan, by: "bank-a/maker", key: "c-\(client)-\(number)", in: lane)
                    break
                } catch let problem as Problem where problem.status == 503 {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            guard number % 3 == 0 else { continue }
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...30)))
            made.kills += try await kill(house)
        }
        return made
    }

    private static func kill(_ house: House) async throws -> Int {
        try await house.read { transaction in
            try transaction.rows(
                """
                select pg_terminate_backend(pid) as gone
                from pg_stat_activity
                where datname = current_database() and usename = 'ballast_service'
                """
            ).count
        }
    }
}
