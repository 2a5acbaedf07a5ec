import Accounting
import Clearing
import Testing

/// What must hold of every case, tried on many: seeded, so that a failure can be seen again.
struct PropertyTests {
    private static let parties = ["fund", "bank", "district", "city", "national", "reguarantor", "insurer"]

    @Test func `shares and what is deferred add up to the base, and caps hold`() {
        var random = SplitMix(state: 4_321)
        for _ in 0..<3000 {
            let sharing = Self.sharing(&random)
            let caps = Self.caps(for: sharing, &random)
            let loss = Self.loss(&random)
            let shared = sharing.share(loss, caps: caps)
            #expect(shared.base == shared.principal + shared.interest)
            #expect(shared.shares.map { $0.amount + $0.deferred }.total == shared.base)
            #expect(shared.shares.allSatisfy { $0.amount >= .zero && $0.deferred >= .zero })
            #expect(Set(shared.shares.map(\.party)).count == shared.shares.count)
            if let last = caps.last { #expect(shared.borne(by: last.on) <= last.headroom) }
        }
    }

    @Test func `a cap lowers only the parties it is on`() {
        var random = SplitMix(state: 77)
        for _ in 0..<2000 {
            let sharing = Self.sharing(&random)
            guard let cap = Self.caps(for: sharing, &random).first else { continue }
            let loss = Self.loss(&random)
            let before = sharing.share(loss)
            let after = sharing.share(loss, caps: [cap])
            for part in before.shares {
                let now = after.shares.first { $0.party == part.party }?.amount ?? .zero
                #expect(cap.on.contains(part.party) ? now <= part.amount : now >= part.amount)
            }
        }
    }

    @Test func `nobody gives a fen back, and all are whole in the end`() {
        var random = SplitMix(state: 20_260_505)
        for _ in 0..<600 {
            let greatest: Int64 = [5, 1000, 1_000_000_000_000_000].randomElement(using: &random) ?? 5
            let borne = Self.parties.prefix(Int.random(in: 1...7, using: &random)).map {
                RecoveryWaterfall.Part(party: $0, amount: Money(fen: .random(in: 0...greatest, using: &random)))
            }
            var waterfall = RecoveryWaterfall(borne: borne, uncoveredInterest: .zero, uncoveredPenalty: .zero)
            let whole = borne.map(\.amount).total
            var recovered = Money.zero
            while recovered < whole {
                let gross = Money(fen: .random(in: 1...max(1, greatest / 3), using: &random))
                let split = waterfall.recover(gross)
                #expect(split.principal.allSatisfy { $0.amount >= .zero })
                #expect(split.principal.map(\.amount).total + split.surplus == gross)
                recovered += gross - split.surplus
                for (part, paid) in zip(borne, waterfall.paid) {
                    // Within a fen of the exact cumulative entitlement for every three bearers.
                    let due = Int128(part.amount.fen) * Int128(recovered.fen)
                    let drift = Int128(paid.fen) * Int128(whole.fen) - due
                    #expect(drift.magnitude <= 3 * whole.fen.magnitude)
                }
            }
            #expect(waterfall.paid == borne.map(\.amount))
        }
    }

    @Test func `the months of a subsidy add up to the whole, whatever the months`() {
        var random = SplitMix(state: 9)
        for _ in 0..<500 {
            let start = Day(number: 20_000)
            let cuts = Set((0..<6).map { _ in Int.random(in: 1...364, using: &random) }).sorted()
            let ends = [0] + cuts + [365]
            let periods = zip(ends, ends.dropFirst()).map { start + $0..<start + $1 }
            let loan = SubsidyLoan(
                loan: "L",
                bank: "A",
                borrower: "X",
                disbursed: start,
                matures: start + 3000,
                contractRate: Ratio(billionths: .random(in: 0...100_000_000, using: &random)),
                events: (0..<5).map { place in
                    .init(on: start + place * 50, change: .random(in: 0...200_000_000_000_000, using: &random))
                },
                completedAt: Moment(microseconds: 0)
            )
            let programme = SubsidyProgramme(
                rate: .fixed(.one),
                shareOfContractRate: Ratio(billionths: 333_333_333),
                dayCount: 360,
                funders: [Bearer(party: "city", parts: .one)]
            )
            var explanation = Explanation(isWanted: false)
            let parts = programme.lines(of: [loan], in: periods, explaining: &explanation)
            let whole = programme.lines(of: [loan], in: [start..<start + 365], explaining: &explanation)
            #expect(parts.map(\.amount).total == whole[0].amount)
            #expect(parts.reduce(0) { $0 + $1.product } == whole[0].product)
        }
    }

    @Test func `a household never earns on more than its cap, a budget is never overspent`() {
        var random = SplitMix(state: 31)
        for _ in 0..<300 {
            let start = Day(number: 20_000)
            let cap = Money(fen: .random(in: 0...1_000_000, using: &random))
            let budget = Money(fen: .random(in: 0...20_000, using: &random))
            let programme = SubsidyProgramme(
                rate: .fixed(Ratio(billionths: 50_000_000)),
                householdCap: cap,
                dayCount: 360,
                funders: [Bearer(party: "city", parts: .one)],
                budget: .init(amount: budget, exhaustion: Bool.random(using: &random) ? .factor : .firstCome)
            )
            let loans = (0..<6).map { place in
                SubsidyLoan(
                    loan: "L\(place)",
                    bank: ["A", "B"][place % 2],
                    borrower: "X",
                    disbursed: start + .random(in: 0...20, using: &random),
                    matures: start + 300,
                    contractRate: .one,
                    events: [.init(on: start + 20, change: .random(in: 0...500_000, using: &random))],
                    completedAt: Moment(microseconds: .random(in: 0...5, using: &random))
                )
            }
            var explanation = Explanation(isWanted: false)
            var lines = programme.lines(of: loans, in: [start..<start + 100], explaining: &explanation)
            #expect(lines.reduce(0) { $0 + $1.product } <= Int128(cap.fen) * 80)
            programme.applyBudget(to: &lines, explaining: &explanation)
            #expect(lines.map(\.payable).total == min(budget, lines.map(\.capped).total))
            #expect(lines.allSatisfy { $0.payable >= .zero && $0.payable <= $0.capped })
        }
    }

    private static func loss(_ random: inout SplitMix) -> Loss {
        let paidTo = Day(number: 20_000)
        return Loss(
            principal: Money(fen: .random(in: 0...1_000_000_000_000_000, using: &random)),
            collateralProceeds: Money(fen: .random(in: 0...1_000_000_000, using: &random)),
            named: [.init(name: "deposit", amount: Money(fen: .random(in: 0...1_000_000_000, using: &random)))],
            annualRate: Ratio(billionths: .random(in: 0...1_000_000_000, using: &random)),
            interestPaidTo: paidTo,
            calculatedOn: paidTo + .random(in: -10...400, using: &random)
        )
    }

    private static func sharing(_ random: inout SplitMix) -> Sharing {
        var layers: [Layer] = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            layers.append(
                Layer(
                    percent: Ratio(billionths: .random(in: 0...100_000_000_000, using: &random)),
                    limit: Bool.random(using: &random)
                        ? Money(fen: .random(in: 0...1_000_000_000, using: &random)) : nil,
                    from: Bool.random(using: &random) ? "deposit" : nil,
                    bearers: bearers(&random)
                )
            )
        }
        layers.append(Layer(percent: Layer.hundred, bearers: bearers(&random)))
        return Sharing(
            base: LossBase(interestDays: 90, dayCount: 360),
            remainder: Bool.random(using: &random) ? .largest : .to("bank"),
            layers: layers
        )
    }

    private static func bearers(_ random: inout SplitMix) -> [Bearer] {
        parties.shuffled(using: &random).prefix(.random(in: 1...5, using: &random)).map {
            Bearer(party: $0, parts: Ratio(billionths: .random(in: 1...99_999_999_999, using: &random)))
        }
    }

    private static func caps(for sharing: Sharing, _ random: inout SplitMix) -> [AppliedCap] {
        (0..<Int.random(in: 0...3, using: &random)).map { place in
            let shuffled = parties.shuffled(using: &random)
            let on = Array(shuffled.prefix(2))
            let others = shuffled.dropFirst(2).prefix(2).map { Bearer(party: $0, parts: .one) }
            let excess: [Excess] = [.deferred, .to(others[0].party), .proRata(others)]
            return AppliedCap(
                id: "\(place)",
                on: on,
                limit: .amount(Money(fen: .random(in: 0...500_000_000_000_000, using: &random))),
                used: Money(fen: .random(in: 0...1_000_000_000, using: &random)),
                excess: excess.randomElement(using: &random) ?? .deferred
            )
        }
    }
}

/// A generator whose numbers are the same on every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
