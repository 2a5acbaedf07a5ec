import Commands
import House
import JSON
import Postgres
import Store
import Testing

/// RULES §2, domain §1.4: a guarantor that has paid the bank claims from the tier above it, that tier from the next.
@Suite struct ChainTests {
    private static let claim = ["claim": "1"]

    /// V23: 2,000,000.07 at 2:2:4:2, the odd fen to national and district. The district's guarantor has paid the bank for all on
    /// 2026-07-01 and has told of it.
    private static func advanced(
        _ house: House, silence: String = "deemed", fund: Int = 0, _ work: (Silence) async throws -> Void
    ) async throws {
        let bearers = [("national", 20), ("reguarantor", 20), ("district", 40 - fund), ("fund", fund), ("bank", 20)]
        try await house.adopt(
            try Sample.terms(
                "small", bearers.filter { $0.1 > 0 }.map { (party: $0.0, parts: $0.1) }, #""remainder":"largest""#,
                #""confirm":{"working_days":5,"silence":"\#(silence)"}"#,
                #""pay":{"advance":"district","chain":["reguarantor","national"]}"#))
        try await house.claimed(200_000_007, programme: "small")
        let approved = try await house.approved(1)
        // Who is claimed from up the chain does not answer the bank.
        #expect(
            approved["shares"].items.map { "\($0["party"]?.word ?? "") \($0["state"]?.word ?? "")" }.prefix(2)
                == ["national up-chain", "reguarantor up-chain"])
        try await house.must(
            "report-advance",
            ["amount": .integer(160_000_006), "paid_on": "2026-07-01", "voucher": "PZ-1"], by: "district/maker",
            at: claim)
        var options = Pool.Options()
        options.connections = 2
        let pool = Pool(house.database + " user=ballast_reader", options: options)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await work(Silence(reader: Reader(pool: pool), clock: { house.clock.now })))
        } catch { outcome = .failure(error) }
        await pool.close()
        try outcome.get()
    }

    private static func orders(_ run: Answered) -> [String] {
        run["orders"].items.map { order in
            ["category", "party", "direction"].map { order[$0]?.word ?? "" }.joined(separator: " ")
                + " \(order["amount"]?.integer ?? 0)"
        }
    }

    private static func shares(_ house: House) async throws -> [String] {
        try await house.read { transaction in
            try transaction.rows(
                "select party, amount, settled, state from clearing.share where claim_no = 1 order by place"
            ).map {
                "\(try $0.string("party")) \(try $0.int64("amount")) \(try $0.int64("settled")) \(try $0.string("state"))"
            }
        }
    }

    private static func claimed(_ house: House, by person: String) async throws -> Answered {
        try await house.perform("claim-up-chain", ["voucher": "PZ-2"], by: person, at: claim)
    }

    @Test func `each tier pays for those above it and claims in its turn, to the frozen fen`() async throws {
        try await House.with(opened: "2026-01-05") { house in
            try await Self.advanced(house) { _ in
                try await clean(house)
                refused(try await Self.claimed(house, by: "reguarantor/maker"), 409, "nothing-up-chain")
                refused(try await Self.claimed(house, by: "city/maker"), 404, "unknown-claim")
                refused(
                    try await house.perform("confirm-share", ["revision": 1], by: "reguarantor/maker", at: Self.claim),
                    409, "wrong-state")
                let asked = try await Self.claimed(house, by: "district/maker")
                #expect(asked["party"].word == "reguarantor")
                #expect(asked["chain", "asked"].integer == 80_000_003)
                #expect(asked["chain", "claim_until"].word == "2026-10-29")
                #expect(asked["chain", "answer_by"].word == "2026-07-08")
                refused(try await Self.claimed(house, by: "district/maker"), 409, "nothing-up-chain")
                refused(
                    try await house.perform(
                        "report-recovery", ["gross": 100, "received_on": "2026-07-01"], by: "bank-a/maker",
                        at: Self.claim), 409, "chain-open")
                try await balances(house, ["9006:reguarantor:1": nil])
                let granted = try await house.must(
                    "confirm-share", ["revision": 1], by: "reguarantor/checker", at: Self.claim)
                #expect(granted["accepted"].integer == 80_000_003)
                try await balances(house, ["9006:reguarantor:1": 80_000_003])
                try await clean(house)
                #expect(
                    Self.orders(try await house.settled("2026-07-01")) == ["clearing reguarantor collect 80000003"])
                try await clean(house)
                house.clock.set("2026-07-02 09:00")
                #expect(Self.orders(try await house.settled("2026-07-02")) == ["clearing district pay 80000003"])
                let next = try await Self.claimed(house, by: "reguarantor/maker")
                #expect(next["party"].word == "national")
                #expect(next["chain", "asked"].integer == 40_000_002)
                #expect(next["chain", "paid_on"].word == "2026-07-01")
                try await house.must("confirm-share", ["revision": 1], by: "national/maker", at: Self.claim)
                try await clean(house)
                house.clock.set("2026-07-03 09:00")
                #expect(Self.orders(try await house.settled("2026-07-03")) == ["clearing national collect 40000002"])
                try await clean(house)
                house.clock.set("2026-07-06 09:00")
                #expect(Self.orders(try await house.settled("2026-07-06")) == ["clearing reguarantor pay 40000002"])
                #expect(
                    try await Self.shares(house) == [
                        "national 40000002 40000002 confirmed", "reguarantor 40000001 40000001 confirmed",
                        "district 80000003 80000003 confirmed", "bank 40000001 0 confirmed",
                    ])
                try await balances(
                    house,
                    [
                        "1002.09": 0, "9006:reguarantor:1": 0, "9006:national:1": 0, "2305:district:1": 0,
                        "2305:reguarantor:1": 0,
                    ])
                try await clean(house)
                // Now it is known who bore what.
                try await house.must(
                    "report-recovery", ["gross": 100, "received_on": "2026-07-06"], by: "bank-a/maker", at: Self.claim)
                try await clean(house)
            }
        }
    }

    @Test func `what a tier disputes is decided, and borne by who claimed it`() async throws {
        try await House.with(opened: "2026-01-05") { house in
            try await Self.advanced(house, fund: 10) { _ in
                try await house.must("claim-up-chain", ["voucher": "PZ-2"], by: "district/maker", at: Self.claim)
                let dispute: JSON = ["revision": 1, "code": "D05", "accepted": 80_000_003, "note": "贷后检查缺失"]
                refused(
                    try await house.perform("dispute-share", dispute, by: "reguarantor/maker", at: Self.claim), 422,
                    "above-share", at: "/accepted")
                try await house.must(
                    "dispute-share", dispute.with("accepted", 60_000_000), by: "reguarantor/maker", at: Self.claim)
                try await clean(house)
                // What it accepts goes on; the fund pays its own.
                #expect(
                    Self.orders(try await house.settled("2026-07-01")) == [
                        "clearing reguarantor collect 60000000", "risk district pay 20000001",
                    ])
                refused(try await Self.claimed(house, by: "reguarantor/maker"), 409, "nothing-up-chain")
                refused(
                    try await house.perform(
                        "report-recovery", ["gross": 100, "received_on": "2026-07-01"], by: "bank-a/maker",
                        at: Self.claim), 409, "dispute-open")
                house.clock.set("2026-07-02 09:00")
                refused(
                    try await house.perform(
                        "resolve-share", ["amount": 59_999_999, "note": "x"], by: "bureau/clerk",
                        at: ["claim": "1", "party": "reguarantor"]), 422, "above-share", at: "/amount")
                try await house.must(
                    "resolve-share", ["amount": 70_000_000, "note": "核定"], by: "bureau/clerk",
                    at: ["claim": "1", "party": "reguarantor"])
                try await clean(house)
                let run = try await house.settled("2026-07-02")
                #expect(
                    Self.orders(run)
                        == ["clearing reguarantor collect 10000000", "clearing district pay 60000000"].sorted()
                        || Self.orders(run).sorted() == [
                            "clearing district pay 60000000", "clearing reguarantor collect 10000000",
                        ])
                // Floors of 7/8 go to the tier above; the district bears the rest.
                house.clock.set("2026-07-03 09:00")
                try await house.settled("2026-07-03")
                let next = try await house.must(
                    "claim-up-chain", ["voucher": "PZ-3"], by: "reguarantor/maker", at: Self.claim)
                #expect(next["chain", "asked"].integer == 35_000_000)
                // The national fund pays half of it; the reguarantor, who had paid, bears the other.
                try await house.must(
                    "dispute-share", ["revision": 1, "code": "D04", "accepted": 0, "note": "x"], by: "national/maker",
                    at: Self.claim)
                try await house.must(
                    "resolve-share", ["amount": 17_500_000, "note": "核定"], by: "bureau/clerk",
                    at: ["claim": "1", "party": "national"])
                try await clean(house)
                #expect(
                    try await Self.shares(house) == [
                        "national 17500000 17500000 resolved", "reguarantor 52500000 52500000 resolved",
                        "district 70000005 70000005 confirmed", "fund 20000001 20000001 confirmed",
                        "bank 40000001 0 confirmed",
                    ])
                house.clock.set("2026-07-06 09:00")
                try await house.settled("2026-07-06")
                house.clock.set("2026-07-07 09:00")
                try await house.settled("2026-07-07")
                try await house.must(
                    "propose-clawback", ["reason": "misuse", "rate": "0.04", "until": "2026-07-31", "note": "x"],
                    by: "bureau/clerk", at: Self.claim)
                try await house.must("approve-clawback", by: "bureau/approver", at: Self.claim)
                try await clean(house)
            }
        }
    }

    @Test func `silence is consent here too, from midnight after the fifth working day`() async throws {
        try await House.with(opened: "2026-01-05") { house in
            try await Self.advanced(house) { silence in
                try await house.must("claim-up-chain", ["voucher": "PZ-2"], by: "district/maker", at: Self.claim)
                house.clock.set("2026-07-08 23:59")
                #expect(try await silence.pass(in: house.lane) == 0)
                house.clock.set("2026-07-09 00:00")
                #expect(try await silence.pass(in: house.lane) == 1)
                #expect(try await silence.pass(in: house.lane) == 0)
                try await balances(house, ["9006:reguarantor:1": 80_000_003])
                refused(
                    try await house.perform("confirm-share", ["revision": 1], by: "reguarantor/maker", at: Self.claim),
                    409, "already-answered")
                try await clean(house)
            }
        }
    }

    @Test func `where silence escalates the bureau decides between the tiers`() async throws {
        try await House.with(opened: "2026-01-05") { house in
            try await Self.advanced(house, silence: "escalate") { silence in
                try await house.must("claim-up-chain", ["voucher": "PZ-2"], by: "district/maker", at: Self.claim)
                refused(
                    try await house.perform(
                        "resolve-share", ["amount": 0, "note": "x"], by: "bureau/clerk",
                        at: ["claim": "1", "party": "reguarantor"]), 409, "not-disputed")
                house.clock.set("2026-07-09 00:00")
                #expect(try await silence.pass(in: house.lane) == 1)
                #expect(try await silence.pass(in: house.lane) == 0)
                try await house.must(
                    "resolve-share", ["amount": 0, "note": "逾期未答复"], by: "bureau/clerk",
                    at: ["claim": "1", "party": "reguarantor"])
                #expect(
                    try await Self.shares(house) == [
                        "national 0 0 lapsed", "reguarantor 0 0 resolved", "district 160000006 160000006 confirmed",
                        "bank 40000001 0 confirmed",
                    ])
                try await clean(house)
            }
        }
    }

    /// 120 days from 2026-07-01 end on Thursday 10-29; claimed after the cut-off of that day it is late.
    @Test func `who claims too late bears what it has paid`() async throws {
        try await House.with(opened: "2026-01-05") { house in
            try await Self.advanced(house) { silence in
                house.clock.set("2026-10-29 17:01")
                let late = try await Self.claimed(house, by: "district/maker")
                refused(late, 422, "C04")
                #expect(late["title"].word == "The claim window ended on 2026-10-29.")
                #expect(try await silence.pass(in: house.lane) == 0)
                house.clock.set("2026-10-30 00:00")
                #expect(try await silence.pass(in: house.lane) == 1)
                #expect(try await silence.pass(in: house.lane) == 0)
                #expect(
                    try await Self.shares(house) == [
                        "national 0 0 lapsed", "reguarantor 0 0 lapsed", "district 160000006 160000006 confirmed",
                        "bank 40000001 0 confirmed",
                    ])
                refused(try await Self.claimed(house, by: "district/maker"), 409, "nothing-up-chain")
                try await clean(house)
            }
        }
    }

    @Test(arguments: [
        (#"{"chain":["reguarantor"]}"#, "chain-unanchored"),
        (#"{"advance":"fund","chain":["reguarantor"]}"#, "chain-unanchored"),
        (#"{"advance":"district","chain":["city"]}"#, "unknown-party"),
        (#"{"advance":"district","chain":["district"]}"#, "unknown-party"),
        (#"{"advance":"district","chain":["fund"]}"#, "unknown-party"),
        (#"{"advance":"district","chain":["national","national"]}"#, "duplicate-entry"),
    ])
    func `a chain begins with the guarantor that advances, and is of bearers above it`(pay: String, code: String)
        async throws
    {
        try await House.with { house in
            let terms = try Sample.terms(
                "small",
                [("national", 20), ("reguarantor", 20), ("district", 30), ("fund", 10), ("bank", 20)],
                #""pay":\#(pay)"#)
            let answered = try await house.perform("propose-terms", ["terms": terms], by: "bureau/clerk")
            #expect(answered.status >= 400)
            #expect(answered.json.text.contains(code), Comment(rawValue: answered.json.text))
        }
    }
}

/// Verification finds nothing.
private func clean(_ house: House, _ location: SourceLocation = #_sourceLocation) async throws {
    let findings = try await house.findings()
    #expect(findings == [], sourceLocation: location)
}
