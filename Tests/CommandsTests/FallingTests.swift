import House
import JSON
import Postgres
import Testing

/// RULES §6, domain §12.2 and §12.3: the principal falls, or the loan is repaid, before anything was paid.
@Suite struct FallingTests {
    private static let path = ["claim": "1"]

    /// A report of 600,000.00 left of 1,000,000.00, on 2026-07-02.
    private static func fall(_ house: House, to balance: Int64 = 60_000_000) async throws -> Answered {
        house.clock.set("2026-07-03 09:00")
        return try await house.perform(
            "report-balance", Sample.overdue(balance: balance, asOf: "2026-07-02"), by: "bank-a/maker",
            at: ["loan": "1"])
    }

    private static func claim(_ house: House) async throws -> String {
        try await house.read { transaction in
            try transaction.rows("select state, revision, base from clearing.claim where claim_no = 1").map {
                "\(try $0.string("state")) \(try $0.int32("revision")) \(try $0.int64("base"))"
            }
        }[0]
    }

    /// 600,000.00 and 90 days' interest on it, 6,525.00: 606,525.00; a tenth is the fund's.
    private static let fallen: [String: Int64?] = [
        "2601:yongchuan-guaranteed": 6_065_250, "9005:yongchuan-guaranteed:bank-a": 60_652_500,
        "9007:yongchuan-guaranteed:household:\(Sample.borrower)": 48_522_000, "9008:pool": 60_000_000,
    ]

    @Test(arguments: ["confirming", "confirmed"])
    func `a fallen principal is worked out again, and all bearers are asked anew`(state: String) async throws {
        try await House.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            if state == "confirmed" {
                try await house.confirmed(1)
            } else {
                try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            }
            #expect(try await Self.fall(house).status == 201)
            #expect(try await Self.claim(house) == "confirming 2 60652500")
            try await balances(house, Self.fallen)
            #expect(try await house.findings() == [])
            refused(
                try await house.perform("confirm-share", ["revision": 1], by: "district/maker", at: Self.path), 409,
                "old-revision", at: "/revision")
            for bearer in ["national", "reguarantor", "district"] {
                let share = try await house.must(
                    "confirm-share", ["revision": 2], by: "\(bearer)/maker", at: Self.path)
                #expect(share["amount"].integer == (bearer == "district" ? 18_195_750 : 12_130_500))
            }
            try await house.proposedAndApproved(1)
            let run = try await house.settled("2026-07-03")
            #expect(
                run["orders"].items.first { $0["category"]?.word == "risk" }?["amount"]?.integer == 6_065_250)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `an approval on the old amount falls away while no run has taken it up`() async throws {
        try await House.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            try await house.approved(1)
            #expect(try await Self.fall(house).status == 201)
            #expect(try await Self.claim(house) == "confirming 2 60652500")
            try await balances(house, Self.fallen)
            try await balances(
                house,
                ["2302:bank-a:1": 0, "9002:yongchuan-guaranteed": 0, "9006:district:1": 0, "9006:national:1": 0])
            #expect(try await house.findings() == [])
            // Nothing of the old approval is due to anybody.
            refused(
                try await house.perform("propose-run", ["due_on": "2026-07-03"], by: "bureau/clerk"), 422,
                "nothing-due", at: "/due_on")
            for bearer in ["national", "reguarantor", "district"] {
                try await house.must("confirm-share", ["revision": 2], by: "\(bearer)/maker", at: Self.path)
            }
            try await house.proposedAndApproved(1)
            let run = try await house.settled("2026-07-03")
            #expect(
                run["orders"].items.first { $0["category"]?.word == "risk" }?["amount"]?.integer == 6_065_250)
            try await balances(house, ["1231:1": 6_065_250, "9006:district:1": 0])
            #expect(try await house.findings() == [])
        }
    }

    @Test func `once a run has taken it up the old amount is on its way, and the report waits`() async throws {
        try await House.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            try await house.approved(1)
            try await house.must("propose-run", ["due_on": "2026-07-01"], by: "bureau/clerk")
            refused(try await Self.fall(house), 409, "money-under-way")
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a report that changes nothing of an approved claim changes nothing`() async throws {
        try await House.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            try await house.approved(1)
            refused(try await Self.fall(house, to: 100_000_000), 409, "C10")
        }
    }

    @Test func `of a claim that is under way other news is only noted`() async throws {
        try await House.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            try await house.confirmed(1)
            #expect(try await Self.fall(house, to: 100_000_000).status == 201)
            #expect(try await Self.claim(house) == "confirmed 1 101087500")
            #expect(try await house.findings() == [])
        }
    }

    @Test(arguments: ["filed", "returned"])
    func `what nobody was asked about yet falls quietly`(state: String) async throws {
        try await House.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            if state == "returned" {
                try await house.must("return-claim", ["code": "C05", "note": "x"], by: "bureau/clerk", at: Self.path)
            }
            #expect(try await Self.fall(house).status == 201)
            #expect(try await Self.claim(house) == "\(state) 2 0")
            try await balances(
                house,
                ["2601:yongchuan-guaranteed": 6_065_250, "9005:yongchuan-guaranteed:bank-a": 60_652_500])
            #expect(try await house.findings() == [])
        }
    }

    @Test(arguments: ["filed", "confirming", "approved"])
    func `repaid in full before payment, the claim is withdrawn`(state: String) async throws {
        try await House.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            if state == "confirming" { try await house.must("admit-claim", by: "bureau/clerk", at: Self.path) }
            if state == "approved" { try await house.approved(1) }
            let loan = try await Self.fall(house, to: 0)
            #expect(loan["state"].word == "released" && loan["open_claim"] == .null)
            #expect(try await Self.claim(house).hasPrefix("withdrawn 1 "))
            try await balances(
                house,
                [
                    "2601:yongchuan-guaranteed": 0, "5001:yongchuan-guaranteed:bank-a": 0,
                    "9005:yongchuan-guaranteed:bank-a": 0, "9008:pool": 0,
                ])
            #expect([0, nil].contains(try await house.balance("9107")))
            #expect(try await house.findings() == [])
        }
    }
}
