import Clearing
import Commands
import House
import JSON
import Postgres
import Store
import Testing

/// RULES §6 and V20: what it means that a bearer does not answer, from 24:00 of its last day on.
@Suite struct SilenceTests {
    private static let path = ["claim": "1"]

    /// The clock's rounds in a house, by any of its lanes.
    private static func with(_ work: @Sendable (House, Silence) async throws -> Void) async throws {
        try await House.with(opened: "2026-01-05") { house in
            var options = Pool.Options()
            options.connections = 2
            let pool = Pool(house.database + " user=ballast_reader", options: options)
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(
                    try await work(house, Silence(reader: Reader(pool: pool), clock: { house.clock.now })))
            } catch { outcome = .failure(error) }
            await pool.close()
            try outcome.get()
        }
    }

    private static func shares(_ house: House) async throws -> [String] {
        try await house.read { transaction in
            try transaction.rows(
                "select party, state, answered_by from clearing.share where claim_no = 1 order by place"
            )
            .map {
                "\(try $0.string("party")) \(try $0.string("state")) \(try $0.stringOrNil("answered_by") ?? "-")"
            }
        }
    }

    private static func told(_ house: House, _ kind: String) async throws -> [[String]] {
        try await house.read { transaction in
            try transaction.rows("select parties from clearing.event where kind = \(kind) order by event_no")
                .map { try $0.stringArray("parties") }
        }
    }

    /// Admitted on Friday 2026-02-13 at 17:30: received on Saturday 14, a working day; five working days end on Saturday 28.
    @Test func `silence is consent from midnight after the fifth working day, make-up weekends counted`() async throws {
        try await Self.with { house, silence in
            house.clock.set("2026-01-06 09:00")
            try await house.must(
                "file-loan",
                Sample.loan(programme: "yongchuan-guaranteed", principal: 100_000_000, disbursed: "2026-01-05"),
                by: "bank-a/maker")
            house.clock.set("2026-02-12 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: 100_000_000, asOf: "2026-02-11", since: "2026-01-20"),
                by: "bank-a/maker", at: ["loan": "1"])
            try await house.must(
                "file-claim",
                Sample.claim(principal: 100_000_000, calculatedOn: "2026-02-11").with("interest_paid_to", "2026-01-20"),
                by: "bank-a/maker")
            house.clock.set("2026-02-13 17:30")
            let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            #expect(admitted["clock", "answer_by"].word == "2026-02-28")
            house.clock.set("2026-02-27 09:00")
            try await house.must("confirm-share", ["revision": 1], by: "district/maker", at: Self.path)
            house.clock.set("2026-02-28 23:59")
            #expect(try await silence.pass(in: house.lane) == 0)
            house.clock.set("2026-03-01 00:00")
            #expect(try await silence.pass(in: house.lane) == 1)
            #expect(
                try await Self.shares(house) == [
                    "national deemed clock", "reguarantor deemed clock", "district confirmed district-maker",
                    "fund confirmed -", "bank confirmed -",
                ])
            #expect(
                try await Self.told(house, "share.deemed") == [["bank-a", "national"], ["bank-a", "reguarantor"]])
            refused(
                try await house.perform("confirm-share", ["revision": 1], by: "national/maker", at: Self.path), 409,
                "already-answered")
            #expect(try await silence.pass(in: house.lane) == 0)
            try await house.proposedAndApproved(1)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `two servers at once, or one after another, do it once`() async throws {
        try await Self.with { house, silence in
            for number in 1...12 {
                let claim = try await house.claimed(
                    1_000_000, number: number, programme: "yongchuan-guaranteed", borrower: Sample.borrowers[number % 6]
                )
                try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"])
            }
            // A fortnight's outage.
            house.clock.set("2026-07-20 03:00")
            let other = House.lane(on: house.book, house.database, house.clock)
            let running = Task { await other.run() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in [house.lane, other, house.lane, other] {
                    group.addTask { _ = try await silence.pass(in: lane) }
                }
                try await group.waitForAll()
            }
            other.close()
            await running.value
            #expect(try await Self.told(house, "share.deemed").count == 36)
            let trail = try await house.read { transaction in
                try transaction.rows(
                    "select count(*) as n, count(*) filter (where status = 200) as good from clearing.request where party = 'clock'"
                ).map { [try $0.int64("n"), try $0.int64("good")] }
            }
            #expect(trail == [[12, 12]])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `where silence escalates, supervisor and bureau are told once, and the bureau decides`() async throws {
        try await Self.with { house, silence in
            try await house.adopt(
                try Sample.terms(
                    "watched", [("district", 40), ("city", 20), ("fund", 20), ("bank", 20)], caps: "",
                    #""confirm":{"working_days":5,"silence":"escalate"}"#))
            try await house.claimed(100_000, programme: "watched")
            let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            let district = admitted["shares", "0", "amount"].integer ?? 0
            refused(
                try await house.perform(
                    "resolve-share", ["amount": 0, "note": "x"], by: "bureau/clerk",
                    at: ["claim": "1", "party": "district"]), 409, "not-disputed")
            house.clock.set("2026-07-09 00:00")
            #expect(try await silence.pass(in: house.lane) == 1)
            #expect(try await silence.pass(in: house.lane) == 0)
            #expect(
                try await Self.told(house, "claim.escalated") == [["bank-a", "bureau", "city", "district", "watch"]])
            // Late is better than never; who still says nothing is decided for.
            try await house.must("confirm-share", ["revision": 1], by: "city/maker", at: Self.path)
            let resolved = try await house.must(
                "resolve-share", ["amount": .integer(district - 1), "note": "经催告未答复"], by: "bureau/clerk",
                at: ["claim": "1", "party": "district"])
            #expect(resolved["state"].word == "resolved")
            try await house.proposedAndApproved(1)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `what only the clock does, nobody else does; and nobody is called the clock`() async throws {
        try await Self.with { house, _ in
            try await house.claimed(1_000_000, programme: "yongchuan-guaranteed")
            try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            let body: JSON = ["revision": 1]
            func ask(_ identity: Identity, _ key: String) async throws -> Int {
                try await CommandList.silence.perform(
                    body.bytes, at: Path(Self.path), in: house.lane, by: identity, key: key
                ).status
            }
            #expect(try await ask(Identity(party: "bureau", person: "bureau-clerk"), "k1") == 403)
            // Not before its time.
            #expect(try await ask(.clock, "k2") == 409)
            let party: JSON = ["party": "clock", "kind": "bank", "name_zh": "x", "name_en": "x"]
            refused(
                try await house.perform("register-party", party, by: "office/admin"), 409, "already-exists",
                at: "/party")
            #expect(CommandList.named("pass-silence") == nil)
        }
    }
}
