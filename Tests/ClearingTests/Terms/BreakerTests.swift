import Accounting
import JSON
import Testing

@testable import Clearing

/// RULES §3: when a breaker warns and suspends, to the fen.
struct BreakerTests {
    private static func rate(_ lost: Int64, of filed: Int64 = 10_000_000_000) -> LossRate {
        LossRate(filed: Money(fen: filed), lost: Money(fen: lost))
    }

    private static func breaker(leastFiled: Int64 = 0) throws -> Terms.Breaker {
        let text = #"""
            {"programme":"p","from":"2026-01-01","layers":[{"percent":"100","bearers":[{"party":"bank","parts":"1"}]}],
            "breaker":{"warn":"0.03","suspend":"0.05","least_filed":\#(leastFiled)}}
            """#
        return try Terms(JSON.parse(text)).breaker
    }

    private static func move(_ state: BreakerMove.State, _ rate: LossRate) -> BreakerMove {
        BreakerMove(
            portfolio: Portfolio(bank: "bank-a", programme: "p"), number: 1, state: state, rate: rate, threshold: nil,
            claim: nil, person: "x", at: Moment(microseconds: 0))
    }

    /// Of 100,000,000.00 filed: lost before and after a claim, and what that sets off.
    @Test(
        arguments: [
            (0, 299_999_999, nil), (0, 300_000_000, .warned), (0, 499_999_999, .warned), (0, 500_000_000, .suspended),
            (299_999_999, 300_000_000, .warned), (499_999_999, 500_000_000, .suspended),
            (600_000_000, 700_000_000, .suspended),
        ] as [(Int64, Int64, BreakerMove.State?)])
    func `both ratios are inclusive to the fen`(before: Int64, after: Int64, state: BreakerMove.State?) throws {
        #expect(try Self.breaker().sets(off: Self.rate(before), Self.rate(after), last: nil) == state)
    }

    @Test func `what was told is told again only when the rate had been below`() throws {
        let breaker = try Self.breaker()
        let warned = Self.move(.warned, Self.rate(310_000_000))
        #expect(breaker.sets(off: Self.rate(310_000_000), Self.rate(400_000_000), last: warned) == nil)
        #expect(breaker.sets(off: Self.rate(290_000_000), Self.rate(300_000_000), last: warned) == .warned)
        #expect(breaker.sets(off: Self.rate(310_000_000), Self.rate(500_000_000), last: warned) == .suspended)
        let suspended = Self.move(.suspended, Self.rate(500_000_000))
        #expect(breaker.sets(off: Self.rate(500_000_000), Self.rate(900_000_000), last: suspended) == nil)
    }

    @Test func `a resumption puts up with the rate of its day, and with no more`() throws {
        let breaker = try Self.breaker()
        let resumed = Self.move(.resumed, Self.rate(600_000_000))
        // Still at or above the ratio: up to the rate of the decision nothing happens, a fen above it suspends again.
        #expect(breaker.sets(off: Self.rate(550_000_000), Self.rate(600_000_000), last: resumed) == nil)
        #expect(breaker.sets(off: Self.rate(550_000_000), Self.rate(600_000_001), last: resumed) == .suspended)
        // Once below, the ratio counts anew.
        #expect(breaker.sets(off: Self.rate(499_999_999), Self.rate(500_000_000), last: resumed) == .suspended)
        #expect(breaker.sets(off: Self.rate(200_000_000), Self.rate(300_000_000), last: resumed) == .warned)
    }

    @Test func `of less than the terms ask nothing is judged`() throws {
        let breaker = try Self.breaker(leastFiled: 1_000)
        #expect(breaker.sets(off: Self.rate(0, of: 999), Self.rate(999, of: 999), last: nil) == nil)
        #expect(breaker.sets(off: Self.rate(0, of: 1_000), Self.rate(50, of: 1_000), last: nil) == .suspended)
        #expect(try Self.breaker().sets(off: .none, .none, last: nil) == nil)
    }

    @Test func `a rate is shown cut off, so that it never looks reached when it is not`() {
        #expect(Self.rate(499_999_999).ratio == Ratio("0.049999999"))
        #expect(Self.rate(2, of: 3).ratio == Ratio("0.666666666"))
        #expect(LossRate.none.ratio == nil)
        #expect(!LossRate.none.reaches(.zero))
        #expect(Self.rate(1_000_000_000_000_000, of: 1_000_000_000_000_000).reaches(.one))
    }
}
