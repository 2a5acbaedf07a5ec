import Accounting
import Clearing
import Testing

/// Rules of recovery that the cases beside these tests do not show.
struct RecoverTests {
    private func part(_ party: String, _ fen: Int64) -> RecoveryWaterfall.Part {
        RecoveryWaterfall.Part(party: party, amount: Money(fen: fen))
    }

    private func written(_ parts: [RecoveryWaterfall.Part]) -> [String] { parts.map { "\($0.party) \($0.amount.fen)" } }

    @Test func `another order is followed`() {
        var waterfall = RecoveryWaterfall(
            borne: [part("fund", 60), part("bank", 40)],
            uncoveredInterest: Money(fen: 10),
            uncoveredPenalty: Money(fen: 5),
            order: [.penalty, .interest, .principal, .costs]
        )
        let split = waterfall.recover(Money(fen: 50), costs: [part("bank", 7)])
        #expect(split.penalty == Money(fen: 5))
        #expect(split.interest == Money(fen: 10))
        #expect(written(split.principal) == ["fund 21", "bank 14"])
        #expect(split.costs == [])
        #expect(written(waterfall.unreimbursedCosts) == ["bank 7"])
    }

    @Test func `costs keep the order in which parties first advanced them`() {
        var waterfall = RecoveryWaterfall(borne: [part("bank", 1)], uncoveredInterest: .zero, uncoveredPenalty: .zero)
        _ = waterfall.recover(.zero, costs: [part("city", 5), part("bank", 3)])
        let split = waterfall.recover(Money(fen: 10), costs: [part("fund", 4), part("city", 2)])
        // Owed 7, 3 and 4: ten fen give 5, 2 and 2, and the one left over goes to the 6/7 of fund.
        #expect(written(split.costs) == ["city 5", "bank 2", "fund 3"])
        #expect(written(waterfall.unreimbursedCosts) == ["city 2", "bank 1", "fund 1"])
    }

    @Test func `recoveries go on from what was paid before`() {
        let borne = [part("guarantor", 45), part("fund", 40), part("bank", 15)]
        let paid = [1, 1, 1].map { Money(fen: $0) }
        var waterfall = RecoveryWaterfall(
            borne: borne,
            paid: paid,
            owedCosts: [part("bank", 1)],
            uncoveredInterest: .zero,
            uncoveredPenalty: .zero
        )
        let split = waterfall.recover(Money(fen: 2))
        #expect(written(split.costs) == ["bank 1"])
        #expect(written(split.principal) == ["guarantor 1", "fund 0", "bank 0"])
        #expect(written(waterfall.outstanding) == ["guarantor 43", "fund 39", "bank 14"])
    }

    @Test func `where nobody bore anything all is surplus`() {
        var waterfall = RecoveryWaterfall(borne: [part("fund", 0)], uncoveredInterest: .zero, uncoveredPenalty: .zero)
        let split = waterfall.recover(Money(fen: 9))
        #expect(written(split.principal) == ["fund 0"])
        #expect(split.surplus == Money(fen: 9))
    }
}
