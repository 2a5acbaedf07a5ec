import Commands
import House
import JSON
import Testing

/// RULES §6: of a share in dispute the accepted part goes on, the rest waits for the bureau.
@Suite struct PartialTests {
    private static let path = ["claim": "1"]

    /// A guaranteed claim of 1,010,875.00; the district accepts 200,000.00 of 303,262.50, all others confirm.
    private static func disputed(_ house: House) async throws {
        try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
        try await house.must("admit-claim", by: "bureau/clerk", at: path)
        try await house.must(
            "dispute-share", ["revision": 1, "code": "D05", "accepted": 20_000_000, "note": "x"], by: "district/maker",
            at: path)
        refused(try await house.perform("propose-approval", by: "bureau/clerk", at: path), 409, "wrong-state")
        for bearer in ["national", "reguarantor"] {
            try await house.must("confirm-share", ["revision": 1], by: "\(bearer)/maker", at: path)
        }
    }

    private static func resolve(_ house: House, to amount: Int64) async throws -> Answered {
        try await house.perform(
            "resolve-share", ["amount": .integer(amount), "note": "x"], by: "bureau/clerk",
            at: ["claim": "1", "party": "district"])
    }

    @Test func `the accepted part is approved, paid and passed on; the resolved part follows`() async throws {
        try await House.with { house in
            try await Self.disputed(house)
            let approved = try await house.proposedAndApproved(1)
            #expect(approved["state"].word == "approved")
            try await balances(house, ["9006:district:1": 20_000_000, "9006:national:1": 20_217_500])
            #expect(try await house.findings() == [])
            try await house.settled("2026-07-01")
            house.clock.set("2026-07-02 09:00")
            try await house.settled("2026-07-02")
            #expect(try await house.findings() == [])
            refused(
                try await house.perform(
                    "report-recovery", ["gross": 1_000, "received_on": "2026-07-02"], by: "bank-a/maker", at: Self.path),
                409, "dispute-open")

            house.clock.set("2026-07-03 09:00")
            #expect(try await Self.resolve(house, to: 25_000_000).status == 200)
            try await balances(house, ["9006:district:1": 5_000_000])
            #expect(try await house.findings() == [])
            let run = try await house.settled("2026-07-03")
            #expect(run["orders", "0", "amount"].integer == 5_000_000)
            house.clock.set("2026-07-06 09:00")
            try await house.settled("2026-07-06")
            try await balances(house, ["9006:district:1": 0, "1002.09": 0, "2305:bank-a:1": 0])
            try await house.must(
                "report-recovery", ["gross": 1_000, "received_on": "2026-07-06"], by: "bank-a/maker", at: Self.path)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `resolved to what was accepted, nothing more is due`() async throws {
        try await House.with { house in
            try await Self.disputed(house)
            try await house.proposedAndApproved(1)
            #expect(try await Self.resolve(house, to: 20_000_000).status == 200)
            try await balances(house, ["9006:district:1": 20_000_000])
            refused(try await Self.resolve(house, to: 20_000_000), 409, "wrong-state")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `resolved before it is approved, the whole goes on at once`() async throws {
        try await House.with { house in
            try await Self.disputed(house)
            try await house.must("propose-approval", by: "bureau/clerk", at: Self.path)
            #expect(try await Self.resolve(house, to: 30_326_250).status == 200)
            try await house.must("approve-claim", by: "bureau/approver", at: Self.path)
            try await balances(house, ["9006:district:1": 30_326_250])
            #expect(try await house.findings() == [])
        }
    }

    /// Three clients on two servers act on one claim as they saw it.
    @Test(arguments: 1...6)
    func `of a confirmation, a dispute and a withdrawal at once exactly one wins`(round: Int) async throws {
        try await House.with { house in
            try await house.adopt(try Sample.terms("pair", [("district", 40), ("fund", 40), ("bank", 20)]))
            try await house.claimed(100_000, programme: "pair")
            try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            let other = House.lane(on: house.book, house.database, house.clock)
            let running = Task { await other.run() }
            let asks: [(name: String, body: JSON, person: String)] = [
                ("confirm-share", ["revision": 1], "district/maker"),
                ("dispute-share", ["revision": 1, "code": "D01", "accepted": 0, "note": "x"], "district/checker"),
                ("withdraw-claim", ["note": "x", "answered": 0], "bank-a/maker"),
            ]
            let answers = try await withThrowingTaskGroup(of: Answered.self) { group in
                for place in 0..<3 {
                    let ask = asks[(place + round) % 3]
                    group.addTask {
                        try await house.perform(
                            ask.name, ask.body, by: ask.person, at: Self.path,
                            in: (place + round / 3) % 2 == 0 ? other : nil)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            other.close()
            await running.value
            #expect(answers.map(\.status).sorted() == [200, 409, 409])
            #expect(
                answers.filter { $0.status == 409 }.allSatisfy {
                    ["wrong-state", "already-answered"].contains($0.code)
                })
            #expect(try await house.findings() == [])
        }
    }
}
