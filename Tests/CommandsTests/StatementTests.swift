import House
import JSON
import Testing

/// RULES §7: what the bank says, matched with what it was told.
@Suite struct StatementTests {
    private static func send(_ house: House, _ body: JSON) async throws -> Answered {
        try await house.perform("receive-statement", body, by: "bureau/clerk")
    }

    @Test func `lines pay the orders they name, in full or in part; what nobody knows is parked`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            let first = try await Self.send(
                house,
                Bank.statement(
                    1, Bank.clearing, from: 0, to: 404_040,
                    [
                        Bank.line("B-1", 303_263, "R1-O1-clearing-district"),
                        Bank.line("B-2", 100_000, "R1-O2-clearing-national"), Bank.line("B-3", 777),
                    ]))
            #expect(first.status == 201)
            #expect(Bank.outcomes(first) == ["matched", "matched", "parked"])
            #expect(try await house.order(1) == "paid 303263 R1-O1-clearing-district")
            #expect(try await house.order(2) == "part-paid 100000 R1-O2-clearing-national")
            try await balances(
                house,
                [
                    "1002.09": 404_040, "2305:bank-a:1": 403_263, "2307.09": 777, "9006:district:1": 0,
                    "9006:national:1": 102_175,
                ])
            let pool = try await Self.send(
                house,
                Bank.statement(
                    1, Bank.risk, from: 6_500_000_000, to: 6_499_898_913,
                    [Bank.line("B-4", -101_087, "R1-O4-risk-bank-a")]))
            #expect(Bank.outcomes(pool) == ["matched"])
            try await balances(house, ["1002.01": 6_499_898_913, "2302:bank-a:1": 0, "1231:1": 101_087])
            house.clock.set("2026-07-02 09:00")
            // The rest comes; somebody pays a fen too much, somebody under an id that was never given out, on a wrong account.
            let second = try await Self.send(
                house,
                Bank.statement(
                    2, Bank.clearing, day: "2026-07-02", from: 404_040, to: 708_391,
                    [
                        Bank.line("B-5", 102_175, "R1-O2-clearing-national", on: "2026-07-02"),
                        Bank.line("B-6", 202_176, "R1-O3-clearing-reguarantor", on: "2026-07-02"),
                    ]))
            #expect(Bank.outcomes(second) == ["matched", "parked"])
            #expect(try await house.order(2) == "paid 202175 R1-O2-clearing-national")
            #expect(try await house.order(3) == "issued 0 R1-O3-clearing-reguarantor")
            try await balances(house, ["1002.09": 708_391, "9006:national:1": 0, "2307.09": 202_953])
            // What came in goes on with the next run, part by part.
            let run = try await house.released("2026-07-02")
            #expect(run["orders", "0", "amount"].integer == 505_438)
            #expect(try await house.broken() == [])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `what is not meant for an order does not pay it`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            let answered = try await Self.send(
                house,
                Bank.statement(
                    1, Bank.risk, from: 6_500_000_000, to: 6_499_898_912,
                    [
                        // Money in for an order that pays, another category's order, an order that is not there, one of no shape,
                        // a fen too little, and a day before the run.
                        Bank.line("B-1", 101_087, "R1-O4-risk-bank-a"),
                        Bank.line("B-2", 303_263, "R1-O1-clearing-district"),
                        Bank.line("B-3", 5, "R1-O99-risk-bank-a"), Bank.line("B-4", 7, "NOTPROVIDED"),
                        Bank.line("B-5", -101_086, "R1-O4-risk-bank-a"),
                        Bank.line("B-6", -303_276, "R1-O4-risk-bank-b"),
                        Bank.line("B-7", -101_088, "R1-O4-risk-bank-a", on: "2026-06-30"),
                    ]))
            #expect(answered.status == 201, "\(answered.json.text)")
            #expect(Bank.outcomes(answered) == Array(repeating: "parked", count: 7))
            #expect(try await house.order(4) == "issued 0 R1-O4-risk-bank-a")
            // Credits are in the books as unidentified, debits are not in the books.
            try await balances(house, ["1002.01": 6_500_404_362, "2307.09": 404_362])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `the same statement again changes nothing, under whatever key, and two at once are one`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            let body = Bank.statement(
                1, Bank.risk, from: 6_500_000_000, to: 6_499_898_913,
                [Bank.line("B-4", -101_087, "R1-O4-risk-bank-a")])
            let other = House.lane(on: house.book, house.database, house.clock)
            let work = Task { await other.run() }
            let answers = try await withThrowingTaskGroup(of: Answered.self) { group in
                for place in 0..<8 {
                    group.addTask {
                        try await house.perform(
                            "receive-statement", body, by: "bureau/clerk", in: place % 2 == 0 ? other : nil)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 201 })
            #expect(answers.count { $0["statements", "0", "duplicate"] == false } == 1)
            #expect(try await house.balance("1002.01") == 6_499_898_913)
            refused(
                try await Self.send(
                    house,
                    Bank.statement(
                        1, Bank.risk, from: 6_500_000_000, to: 6_499_898_912,
                        [Bank.line("B-4", -101_088, "R1-O4-risk-bank-a")])), 409, "statement-changed",
                at: "/statements/0/id")
            other.close()
            await work.value
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a statement adds up and follows the one before, or it is refused by name`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            func send(
                _ sequence: Int64, day: String = "2026-07-01", from opening: Int64, to closing: Int64,
                _ lines: [JSON] = []
            ) async throws -> Answered {
                try await Self.send(
                    house, Bank.statement(sequence, Bank.clearing, day: day, from: opening, to: closing, lines))
            }
            let line = Bank.line("B-1", 100)
            refused(try await send(7, from: 0, to: 99, [line]), 422, "statement-sum", at: "/statements/0/closing")
            refused(
                try await send(7, day: "2026-07-02", from: 0, to: 0), 422, "date-implausible", at: "/statements/0/day")
            refused(
                try await send(7, day: "2026-06-30", from: 0, to: 100, [line]), 422, "date-implausible",
                at: "/statements/0/lines/0/booked_on")
            refused(
                try await Self.send(house, Bank.statement(1, "6222000000000000005", from: 0, to: 0, [])), 422,
                "unknown-account", at: "/statements/0/account")
            #expect(try await send(7, from: 0, to: 100, [line]).status == 201)
            refused(try await send(9, from: 100, to: 100), 422, "statement-gap", at: "/statements/0/sequence")
            refused(try await send(8, from: 99, to: 99), 422, "statement-opening", at: "/statements/0/opening")
            refused(
                try await send(8, day: "2026-06-30", from: 100, to: 100), 422, "statement-gap", at: "/statements/0/day")
            refused(
                try await send(8, from: 100, to: 201, [Bank.line("B-1", 101)]), 409, "bank-line-changed",
                at: "/statements/0/lines/0/reference")
            #expect(try await house.balance("2307.09") == 100)
            #expect(try await send(8, from: 100, to: 100).status == 201)
            // With the year the bank may count anew, and only then.
            house.clock.set("2027-01-04 09:00")
            refused(
                try await send(2, day: "2027-01-04", from: 100, to: 100), 422, "statement-gap",
                at: "/statements/0/sequence")
            #expect(try await send(1, day: "2027-01-04", from: 100, to: 100).status == 201)
        }
    }

    @Test func `a payment that the bank returns waits under a new id, and is paid anew`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            func send(_ sequence: Int64, from opening: Int64, to closing: Int64, _ lines: [JSON]) async throws
                -> [String]
            {
                Bank.outcomes(
                    try await Self.send(house, Bank.statement(sequence, Bank.risk, from: opening, to: closing, lines)))
            }
            let (full, paid) = (6_500_000_000 as Int64, 6_499_898_913 as Int64)
            #expect(
                try await send(1, from: full, to: paid, [Bank.line("B-1", -101_087, "R1-O4-risk-bank-a")]) == [
                    "matched"
                ])
            // The bank gives payment and return one reference.
            #expect(
                try await send(
                    2, from: paid, to: full, [Bank.line("B-1", 101_087, "R1-O4-risk-bank-a", returned: "AC04")])
                    == ["returned"])
            #expect(try await house.order(4) == "reopened 0 R1-O4.2-risk-bank-a")
            try await balances(house, ["1002.01": full, "2307.09": 101_087, "2302:bank-a:1": 0, "1231:1": 101_087])
            #expect(try await house.verified() == [])
            // The old id is over: a second return, or a payment under it, is nobody's.
            #expect(
                try await send(
                    3, from: full, to: full,
                    [
                        Bank.line("B-2", 101_087, "R1-O4-risk-bank-a", returned: "AC04"),
                        Bank.line("B-3", -101_087, "R1-O4-risk-bank-a"),
                    ]) == ["parked", "parked"])
            #expect(
                try await send(4, from: full, to: paid, [Bank.line("B-4", -101_087, "R1-O4.2-risk-bank-a")])
                    == ["matched"])
            #expect(try await house.order(4) == "paid 101087 R1-O4.2-risk-bank-a")
            try await balances(house, ["1002.01": full, "2307.09": 101_087])
            #expect(try await house.broken() == [])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `what was recorded by hand, or notified, is confirmed by the statement and booked once`() async throws {
        try await House.with { house in
            try await Bank.released(house)
            try await house.must(
                "record-payment", ["amount": 101_087, "paid_on": "2026-07-01", "bank_reference": "by hand"],
                by: "bureau/clerk", at: ["order": "4"])
            try await house.must(
                "record-payment", ["amount": 3_263, "paid_on": "2026-07-01", "bank_reference": "a part"],
                by: "bureau/clerk", at: ["order": "1"])
            #expect(try await house.order(1) == "part-paid 3263 R1-O1-clearing-district")
            let notified = Bank.notification(
                "N-1", Bank.clearing, [Bank.line("B-2", 300_000, "R1-O1-clearing-district"), Bank.line("B-3", 55)])
            #expect(Bank.outcomes(try await Self.send(house, notified)) == ["matched", "parked"])
            let again = Bank.notification("N-2", Bank.clearing, [Bank.line("B-3", 55)])
            #expect(Bank.outcomes(try await Self.send(house, again)) == ["duplicate"])
            let clearing = try await Self.send(
                house,
                Bank.statement(
                    1, Bank.clearing, from: 0, to: 303_318,
                    [
                        Bank.line("B-1", 3_263, "R1-O1-clearing-district"),
                        Bank.line("B-2", 300_000, "R1-O1-clearing-district"), Bank.line("B-3", 55),
                    ]))
            #expect(Bank.outcomes(clearing) == ["confirmed", "confirmed", "confirmed"])
            let risk = try await Self.send(
                house,
                Bank.statement(
                    1, Bank.risk, from: 6_500_000_000, to: 6_499_898_913,
                    [Bank.line("B-9", -101_087, "R1-O4-risk-bank-a")]))
            #expect(Bank.outcomes(risk) == ["confirmed"])
            try await balances(house, ["1002.01": 6_499_898_913, "1002.09": 303_318, "2307.09": 55])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `what two statements show has moved twice, though the bank calls both the same`() async throws {
        try await House.with { house in
            try await Bank.register(house)
            let came = Bank.line("B-1", 55)
            for number in [1, 2] as [Int64] {
                let statement = Bank.statement(
                    number, Bank.clearing, day: "2026-03-02", from: 55 * (number - 1), to: 55 * number,
                    [Bank.line("B-1", 55, on: "2026-03-02")])
                #expect(Bank.outcomes(try await Self.send(house, statement)) == ["parked"])
            }
            try await balances(house, ["1002.09": 110, "2307.09": 110])
            // A notification of it moves nothing any more.
            let again = Bank.notification("N-1", Bank.clearing, day: "2026-07-01", [came])
            house.clock.set("2026-07-01 09:00")
            #expect(Bank.outcomes(try await Self.send(house, again)) == ["duplicate"])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `one account a category, and none for two`() async throws {
        try await House.with { house in
            try await Bank.register(house)
            let body: JSON = [
                "category": "subsidy", "bank_name": "永川银行", "bank_code": "104653007017", "number": .string(Bank.risk),
            ]
            refused(
                try await house.perform("register-bank-account", body, by: "office/admin"), 409, "already-exists",
                at: "/number")
            // A successor of the same category is entered over it.
            try await house.must(
                "register-bank-account", body.with("category", "risk").with("number", "6222000000000000077"),
                by: "office/admin")
            refused(
                try await Self.send(house, Bank.statement(1, Bank.risk, day: "2026-03-02", from: 0, to: 0, [])), 422,
                "unknown-account", at: "/statements/0/account")
        }
    }
}
