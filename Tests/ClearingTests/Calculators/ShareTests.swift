import Accounting
import Clearing
import JSON
import Testing

/// Rules of sharing that the cases beside these tests do not show.
struct ShareTests {
    private let whole = LossBase(interestDays: 0, dayCount: 360)

    private func loss(_ fen: Int64, deposit: Int64 = 0, rate: Ratio = .zero, days: Int = 0) -> Loss {
        let paidTo = Day(number: 20_000)
        return Loss(
            principal: Money(fen: fen),
            collateralProceeds: .zero,
            named: [.init(name: "deposit", amount: Money(fen: deposit))],
            annualRate: rate,
            interestPaidTo: paidTo,
            calculatedOn: paidTo + days
        )
    }

    private func bearers(_ parts: KeyValuePairs<String, Int64>) -> [Bearer] {
        parts.map { Bearer(party: $0.key, parts: Ratio(billionths: $0.value * 1_000_000_000)) }
    }

    private func cap(_ id: String, on: [String], _ limit: Int64, used: Int64 = 0, _ excess: Excess) -> AppliedCap {
        AppliedCap(id: id, on: on, limit: .amount(Money(fen: limit)), used: Money(fen: used), excess: excess)
    }

    private func written(_ shared: SharedLoss) -> [String] {
        shared.shares.map { "\($0.party) \($0.amount.fen) \($0.deferred.fen)" }
    }

    @Test func `two deferring caps add up what they defer`() {
        let sharing = Sharing(
            base: whole,
            remainder: .to("bank"),
            layers: [Layer(percent: Layer.hundred, bearers: bearers(["fund": 60, "city": 20, "bank": 20]))]
        )
        let shared = sharing.share(
            loss(1000),
            caps: [
                cap("year", on: ["fund", "city"], 400, .deferred), cap("cash", on: ["fund"], 250, used: 50, .deferred),
            ]
        )
        #expect(written(shared) == ["fund 200 400", "city 100 100", "bank 200 0"])
    }

    @Test func `a used-up cap leaves nothing, and an overdrawn one no less`() {
        let sharing = Sharing(
            base: whole,
            remainder: .to("bank"),
            layers: [Layer(percent: Layer.hundred, bearers: bearers(["fund": 1]))]
        )
        for used: Int64 in [500, 900] {
            let shared = sharing.share(loss(100), caps: [cap("a", on: ["fund"], 500, used: used, .to("bank"))])
            #expect(written(shared) == ["fund 0 0", "bank 100 0"])
        }
    }

    @Test func `a cap that does not bind appends nobody`() {
        let sharing = Sharing(
            base: whole,
            remainder: .largest,
            layers: [Layer(percent: Layer.hundred, bearers: bearers(["fund": 1]))]
        )
        #expect(written(sharing.share(loss(100), caps: [cap("a", on: ["fund"], 100, .to("bank"))])) == ["fund 100 0"])
    }

    @Test func `a later cap meets what an earlier one passed on`() {
        let sharing = Sharing(
            base: whole,
            remainder: .largest,
            layers: [Layer(percent: Layer.hundred, bearers: bearers(["city": 1]))]
        )
        let shared = sharing.share(
            loss(100),
            caps: [
                cap("a", on: ["city"], 40, .proRata(bearers(["district": 2, "fund": 1]))),
                cap("b", on: ["district"], 30, .to("bank")),
            ]
        )
        #expect(written(shared) == ["city 40 0", "district 30 0", "fund 20 0", "bank 10 0"])
    }

    @Test func `a party of several layers has one share`() {
        let sharing = Sharing(
            base: whole,
            remainder: .to("bank"),
            layers: [
                Layer(percent: Ratio(billionths: 50_000_000_000), bearers: bearers(["fund": 1, "bank": 1])),
                Layer(percent: Layer.hundred, bearers: bearers(["district": 2, "bank": 1])),
            ]
        )
        // 101: the first layer takes 50, the second 51.
        #expect(written(sharing.share(loss(101))) == ["fund 25 0", "bank 42 0", "district 34 0"])
    }

    @Test func `a named amount the claim does not have is nothing`() {
        let sharing = Sharing(
            base: whole,
            remainder: .largest,
            layers: [
                Layer(percent: Layer.hundred, from: "mutual", bearers: bearers(["mutual": 1])),
                Layer(percent: Layer.hundred, from: "deposit", bearers: bearers(["deposit": 1])),
                Layer(percent: Layer.hundred, bearers: bearers(["bank": 1])),
            ]
        )
        #expect(written(sharing.share(loss(100, deposit: 30))) == ["mutual 0 0", "deposit 30 0", "bank 70 0"])
        #expect(written(sharing.share(loss(20, deposit: 30))) == ["mutual 0 0", "deposit 20 0", "bank 0 0"])
    }

    @Test func `interest paid beyond the day of calculation is none`() {
        let sharing = Sharing(
            base: LossBase(interestDays: 90, dayCount: 360),
            remainder: .largest,
            layers: [Layer(percent: Layer.hundred, bearers: bearers(["bank": 1]))]
        )
        #expect(sharing.share(loss(1000, rate: .one, days: -5)).interest == .zero)
        #expect(sharing.share(loss(1000, rate: .one, days: 36)).interest == Money(fen: 100))
        #expect(sharing.share(loss(1000, rate: .one, days: 100)).interest == Money(fen: 250))
    }

    @Test func `a rate limit is exact inside and floored once`() {
        func limit(_ rate: Int64, _ factor: Int64, _ principalDays: UInt128) -> Int64 {
            let rate = Ratio(billionths: rate)
            return RateLimit(rate: rate, factor: Ratio(billionths: factor), principalDays: principalDays).amount.fen
        }
        // 3 % of 80 % of 50,000,000 × 365 + 30,000,000 × 182 + 100,000,000 × 366 + 80,000,000 × 90 over 365.
        #expect(limit(30_000_000, 800_000_000, 67_510_000_000) == 4_439_013)
        #expect(limit(1_000_000_000, 1_000_000_000, 364) == 0)
        #expect(limit(1_000_000_000, 1_000_000_000, 730) == 2)
        // Σ of 10^27 fen-days times 1.2 × 10^17 needs 148 bits.
        #expect(limit(123_456_789, 987_654_321, 1_000_000_000_000_000_000_000_000_000) == .max)
        #expect(limit(1, 1, 365_000_000_000_000_000_000_000_000_000_000_000) == 1_000_000_000_000_000)
    }

    @Test func `the explanation follows the rules in order`() throws {
        let text = #"""
            {"kind":"share","explain":true,"input":{"claim":{"principal":100},"terms":{"remainder":"largest",
            "layers":[{"percent":"100","bearers":[{"party":"fund","parts":"1"}]}],
            "caps":[{"id":"cash","on":["fund"],"limit":60,"excess":"defer"}]}}}
            """#
        let result = try Calculate.result(of: JSON.parse(text), explain: false)
        guard case .array(let steps)? = result["explain"] else {
            Issue.record("steps were expected")
            return
        }
        #expect(
            steps.map { "\($0["rule"]?.text ?? "") \($0["amount"]?.text ?? "")" } == [
                #""share.principal" 100"#, #""share.interest" 0"#, #""share.base" 100"#, #""share.layer" 100"#,
                #""share.bearer" 100"#, #""share.cap" 40"#, #""share.kept" 60"#, #""share.deferred" 40"#,
            ]
        )
        #expect(
            steps[5]["inputs"]?.text
                == #"{"cap":"cash","on":["fund"],"borne":100,"limit":60,"used":0,"headroom":60}"#
        )
    }
}
