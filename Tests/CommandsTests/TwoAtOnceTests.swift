import Commands
import House
import JSON
import Postgres
import Testing

/// Two who want the same thing at once, by two servers: one gets it, the others hear how it stands now.
@Suite struct TwoAtOnceTests {
    private struct Asked: Sendable {
        let name: String
        let body: JSON
        let person: String
        let path: [String: String]
    }

    /// Sends all of it at the same time, by turns to either server; who comes first changes with the round.
    private static func atOnce(_ house: House, _ other: Lane, _ round: Int, _ asked: [Asked]) async throws -> [Answered]
    {
        let turned = asked.indices.map { ($0 + round) % asked.count }
        return try await withThrowingTaskGroup(of: (Int, Answered).self) { group in
            for (turn, place) in turned.enumerated() {
                let ask = asked[place]
                group.addTask {
                    let lane = (turn + round) % 2 == 0 ? other : nil
                    return (
                        place, try await house.perform(ask.name, ask.body, by: ask.person, at: ask.path, in: lane)
                    )
                }
            }
            return try await group.reduce(into: [Int: Answered]()) { $0[$1.0] = $1.1 }
                .sorted { $0.key < $1.key }.map(\.value)
        }
    }

    @Test(arguments: 0..<10)
    func `confirmed, disputed and withdrawn at once: one of them happens, the others hear how the claim stands`(
        round: Int
    ) async throws {
        try await House.withTwoLanes { house, other in
            try await house.adopt(try Sample.terms("two", [("fund", 50), ("district", 30), ("bank", 20)]))
            try await house.claimed(1_000_000, programme: "two")
            try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            let at = ["claim": "1"]
            let answers = try await Self.atOnce(
                house, other, round,
                [
                    Asked(name: "confirm-share", body: ["revision": 1], person: "district/maker", path: at),
                    Asked(
                        name: "dispute-share",
                        body: ["revision": 1, "code": "D05", "accepted": 1, "note": "late notice"],
                        person: "district/checker", path: at),
                    Asked(
                        name: "withdraw-claim", body: ["note": "repaid after all", "answered": 0],
                        person: "bank-a/maker", path: at),
                ])
            #expect(answers.map(\.status).sorted() == [200, 409, 409])
            let winner = try #require(answers.firstIndex { $0.status == 200 })
            let states = [["confirmed"], ["confirming", "disputed"], ["withdrawn", "pending"]][winner]
            for loser in answers where loser.status == 409 {
                #expect(["wrong-state", "already-answered"].contains(loser.code ?? ""))
                let sentence = loser["title"].word ?? ""
                #expect(states.contains { sentence.contains($0) }, Comment(rawValue: sentence))
            }
            let claim = try await Self.word(house, "select state as word from clearing.claim where claim_no = 1")
            #expect(claim == states[0])
            #expect(try await house.findings() == [])
        }
    }

    @Test(arguments: 0..<10)
    func `two settlement runs proposed at once are one run`(round: Int) async throws {
        try await House.withTwoLanes { house, other in
            for number in 1...3 {
                try await house.claimed(1_000_000, number: number, borrower: Sample.borrowers[number])
                try await house.approved(Int64(number))
            }
            let day: JSON = ["due_on": "2026-07-01"]
            let answers = try await Self.atOnce(
                house, other, round,
                [
                    Asked(name: "propose-run", body: day, person: "bureau/clerk", path: [:]),
                    Asked(name: "propose-run", body: day, person: "bureau/both", path: [:]),
                ])
            #expect(answers.map(\.status) == [201, 201])
            #expect(answers[0].reply.body == answers[1].reply.body)
            #expect(answers[0]["run"].integer == 1)
            let runs = try await Self.word(
                house,
                """
                select (select count(*) from clearing.run) || ' ' || (select count(*) from clearing.payment_order) || ' '
                    || (select sum(amount) from clearing.payment_order) as word
                """)
            // Three funds' shares of 800,000 fen to one bank, interest aside.
            #expect(runs == "1 1 \(answers[0]["orders", "0", "amount"].integer ?? 0)")
            try await house.paid(try await house.released("2026-07-01"), on: "2026-07-01")
            #expect(try await house.findings() == [])
        }
    }

    @Test(arguments: 0..<10)
    func `two people at one bank line: one proposes, one decides, each once`(round: Int) async throws {
        try await House.withTwoLanes { house, other in
            try await Bank.register(house)
            house.clock.set("2026-07-01 09:00")
            let body = Bank.statement(
                1, Bank.risk, from: 6_500_000_000, to: 6_500_004_321, [Bank.line("P-0", 4_321)])
            try await house.must("receive-statement", body, by: "bureau/clerk")
            let number = try await Self.word(
                house, "select line_no::text as word from clearing.bank_line where reference = 'P-0'")
            let at = ["line": number]
            let proposed = try await Self.atOnce(
                house, other, round,
                [
                    Asked(name: "propose-assignment", body: ["purpose": "interest"], person: "bureau/clerk", path: at),
                    Asked(name: "propose-assignment", body: ["purpose": "send-back"], person: "bureau/both", path: at),
                ])
            #expect(proposed.map(\.status).sorted() == [200, 409])
            #expect(proposed.first { $0.status == 409 }?.code == "wrong-state")
            let decided = try await Self.atOnce(
                house, other, round,
                [
                    Asked(name: "approve-assignment", body: [:], person: "bureau/approver", path: at),
                    Asked(name: "approve-assignment", body: [:], person: "bureau/second", path: at),
                    Asked(name: "reject-assignment", body: [:], person: "bureau/second", path: at),
                ])
            #expect(decided.map(\.status).sorted() == [200, 409, 409])
            let isInterest = proposed[0].status == 200 && decided[2].status != 200
            #expect(try await house.balance("1002.01") == 6_500_004_321)
            #expect(try await house.balance("2307.09") == (isInterest ? 0 : 4_321))
            #expect(try await house.findings() == [])
        }
    }

    private static func word(_ house: House, _ sql: SQL) async throws -> String {
        try await house.read { transaction in try transaction.one(sql) { try $0.string("word") } ?? "" }
    }
}
