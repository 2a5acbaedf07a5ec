import Postgres
import Testing

/// What must hold whatever is posted.
@Suite struct PropertyTests {
    /// Numbers that look random and are the same in every run.
    struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
    }

    @Test(arguments: [1, 2, 3]) func `totals, days and seals are those of the postings, for any postings`(seed: UInt64)
        async throws
    {
        try await Kernel.with { kernel in
            var dice = Dice(state: seed)
            var debits = [Int64](repeating: 0, count: 7)
            var credits = debits
            _ = try await kernel.asService { try $0.run(Kernel.post([(Kernel.bank, Kernel.principal, 1_000_000_000)])) }
            debits[1] = 1_000_000_000
            credits[2] = 1_000_000_000
            for _ in 0..<25 {
                var postings: [(debit: Int32, credit: Int32, amount: Int64)] = []
                for _ in 0...dice.roll(40) {
                    let pairs: [(Int32, Int32)] = [(3, 4), (1, 2), (5, 6), (3, 1)]
                    let pair = pairs[dice.roll(4)]
                    postings.append((pair.0, pair.1, Int64(dice.roll(1000) + 1)))
                }
                for posting in postings {
                    debits[Int(posting.debit)] += posting.amount
                    credits[Int(posting.credit)] += posting.amount
                }
                let call = Kernel.post(postings, on: "2026-03-\(10 + dice.roll(9))")
                try await kernel.attempt(call, is: nil)
            }
            let held = try await kernel.asOwner { transaction in
                try transaction.rows("select debit, credit from ledger.account where book_id = 1 order by account_id") {
                    [try $0.int64("debit"), try $0.int64("credit")]
                }
            }
            #expect(held == (1...6).map { [debits[$0], credits[$0]] })
            let findings = try await kernel.findings()
            #expect(findings == [])
        }
    }
}
