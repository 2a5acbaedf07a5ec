import Accounting
import Testing

struct ApportionTests {
    @Test func `the odd fen go to the largest fractions`() {
        #expect(parts(100_000_001, [40, 30, 20, 10]) == [40_000_001, 30_000_000, 20_000_000, 10_000_000])
        #expect(parts(10, [1, 1, 4]) == [2, 2, 6])
        #expect(parts(50_000, [80_000, 40_000]) == [33_333, 16_667])
    }

    @Test func `ties are decided by the order of the list`() {
        #expect(parts(10_000_003, [20, 20, 40, 20]) == [2_000_001, 2_000_001, 4_000_001, 2_000_000])
        #expect(parts(2, [1, 1, 1]) == [1, 1, 0])
        #expect(parts(1, [0, 1, 1]) == [0, 1, 0])
    }

    @Test func `nothing is shared out as nothing`() {
        #expect(parts(0, [1, 2]) == [0, 0])
        #expect(parts(0, [0, 0]) == [0, 0])
        #expect(parts(0, []) == [])
    }

    @Test func `the remainder goes to the party named for it`() {
        #expect(
            Money(fen: 33_333_333).floored(over: [20, 20, 20, 20, 20], remainderTo: 4).map(\.fen)
                == [6_666_666, 6_666_666, 6_666_666, 6_666_666, 6_666_669]
        )
        #expect(Money(fen: 1).floored(over: [1, 0], remainderTo: 1).map(\.fen) == [1, 0])
        #expect(Money(fen: 2).floored(over: [1, 2], remainderTo: 0).map(\.fen) == [1, 1])
    }

    @Test func `products beyond 64 bits are exact`() {
        #expect(parts(.max, [.max, .max]) == [4_611_686_018_427_387_904, 4_611_686_018_427_387_903])
        #expect(parts(1_000_000_000_000_000, [1, 999_999_999_999_999_999]) == [0, 1_000_000_000_000_000])
        #expect(
            parts(.max, [.max, .max, .max])
                == [3_074_457_345_618_258_603, 3_074_457_345_618_258_602, 3_074_457_345_618_258_602]
        )
    }

    @Test func `a sum is shared out whole, each within a fen of its exact part`() {
        var random = SplitMix(state: 20_260_131)
        for _ in 0..<2000 {
            let weights =
                (0..<Int.random(in: 1...9, using: &random)).map { _ in
                    Int64.random(in: 0...1_000_000_000_000, using: &random)
                } + [1]
            let total = Int64.random(in: 0...1_000_000_000_000_000, using: &random)
            let shared = parts(total, weights)
            let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
            #expect(shared.reduce(0, +) == total)
            for (part, weight) in zip(shared, weights) {
                let distance = Int128(part) * sum - Int128(total) * Int128(weight)
                #expect(-sum < distance && distance < sum)
            }
        }
    }

    @Test(arguments: [(0, 2, 0), (1, 2, 1), (5, 10, 1), (4, 10, 0), (15, 10, 2), (14, 10, 1), (2, 3, 1), (1, 3, 0)])
    func `a half is rounded up`(numerator: Int, denominator: Int, rounded: Int) {
        #expect(roundedHalfUp(Int128(numerator), over: Int128(denominator)) == Int128(rounded))
    }

    @Test func `rounding does not overflow at the edge of 128 bits`() {
        #expect(roundedHalfUp(.max, over: .max) == 1)
        #expect(roundedHalfUp(.max, over: 1) == .max)
    }

    @Test func `interest is rounded once`() {
        let rate = Ratio(billionths: 43_500_000)
        #expect(Money(fen: 84_231_756).interest(at: rate, days: 90, dayCount: 360) == Money(fen: 916_020))
        #expect(
            Money(fen: 1_000_000_000_000_000).interest(at: .one, days: 36_600, dayCount: 360).fen
                == 101_666_666_666_666_667
        )
    }

    private func parts(_ total: Int64, _ weights: [Int64]) -> [Int64] {
        Money(fen: total).largest(over: weights).map(\.fen)
    }
}

/// A generator whose numbers are the same on every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
