import Accounting
import Testing

@testable import Clearing

/// The calculator of fee subsidies against a second one that walks every day, deals fen by fen, and knows no shortcut.
struct FeeDifferentialTests {
    private static let first = Day("2025-01-01")!

    private struct Case {
        let programme: FeeProgramme
        let periods: [Range<Day>]
        let loans: [FeeLoan]
    }

    @Test(arguments: 0..<60) func `thousands of cases come out the same, walked day by day and dealt fen by fen`(
        seed: UInt64
    ) {
        var random = Numbers(seed: seed &* 7_919 &+ 29)
        for _ in 0..<50 {
            let one = Self.make(&random)
            let found = one.programme.lines(of: one.loans, in: one.periods).map { line in
                "\(line.loan) \(line.period) \(line.days) \(line.amount.fen) \(line.capped.fen)"
            }
            #expect(found == Self.walked(one), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20) func `a run after another carries differences only, and they add up to the whole`(
        seed: UInt64
    ) {
        var random = Numbers(seed: seed &* 104_729 &+ 5)
        for _ in 0..<20 {
            let one = Self.make(&random)
            var given: [Int64: Int64] = [:]
            for last in one.periods.indices {
                let reckoning = FeeReckoning(
                    [RunStretch(one.programme, Array(one.periods[...last]))], own: one.periods[last], isRepeat: false)
                let filed = one.loans.map { loan in
                    let had = Money(fen: given[loan.number] ?? 0)
                    return FeeReckoning.Filed(
                        RunLoan(
                            number: loan.number, bank: "a", branch: "b", borrower: loan.borrower, payeeBesides: "g",
                            completedAt: Moment(microseconds: 0), approvedDue: had, approvedPayable: had), loan)
                }
                for line in reckoning.lines(of: filed) {
                    #expect(line.correction == .zero && line.payable == line.capped && line.payee == "g")
                    #expect(line.parts.reduce(0, +) == line.payable.fen)
                    given[line.loan, default: 0] += line.payable.fen
                }
            }
            var whole: [Int64: Int64] = [:]
            for line in one.programme.lines(of: one.loans, in: one.periods) where line.capped > .zero {
                whole[line.loan, default: 0] += line.capped.fen
            }
            #expect(given.filter { $0.value > 0 } == whole, "seed \(seed)")
        }
    }

    // MARK: The second implementation

    private static func walked(_ one: Case) -> [String] {
        switch one.programme.given {
        case .rebate(let rebate): rebates(one, rebate)
        case .structure(let structure): subsidies(one, structure)
        case .reguarantee(let bands): reguarantees(one, bands)
        }
    }

    private static func rebates(_ one: Case, _ rebate: FeeProgramme.Rebate) -> [String] {
        var given: [Int64: Int64] = [:]
        var used: [Int: Int64] = [:]
        var lines: [String] = []
        for (place, period) in one.periods.enumerated() {
            for loan in one.loans.sorted(by: { ($0.disbursed, $0.number) < ($1.disbursed, $1.number) }) {
                var before = 0
                var inside = 0
                var last: Day?
                var day = loan.disbursed
                while day < loan.matures, loan.releasedOn.map({ day < $0 }) ?? true, day < period.upperBound {
                    if day < period.lowerBound { before += 1 } else { inside += 1 }
                    last = day
                    day = day + 1
                }
                func part(_ rate: Ratio, _ days: Int) -> Int64 { interest(loan.guaranteed, rate, days, one.programme) }
                var amount: Int64 = 0
                let isOverdue = last.map { day in loan.overdue.contains { $0.contains(day) } } ?? false
                if let fee = loan.feeRate, fee <= (one.programme.feeAtMost ?? .one), !isOverdue, inside > 0 {
                    let total = min(part(rebate.rate, before + inside), part(fee, before + inside))
                    amount = total - min(part(rebate.rate, before), part(fee, before))
                    if loan.elsewhere > .zero {
                        let left = wholeFee(loan, one.programme) - loan.elsewhere.fen - (given[loan.number] ?? 0)
                        amount = min(amount, max(0, left))
                    }
                }
                let year = period.lowerBound.parts.year
                let room = rebate.yearlyCap.map { max(0, $0.fen - (used[year] ?? 0)) } ?? .max
                let capped = min(amount, room)
                used[year, default: 0] += capped
                given[loan.number, default: 0] += capped
                lines.append("\(loan.number) \(place) \(inside) \(amount) \(capped)")
            }
        }
        return lines
    }

    private static func subsidies(_ one: Case, _ structure: FeeProgramme.Structure) -> [String] {
        var used: [Int: Int64] = [:]
        var lines: [String] = []
        for (place, period) in one.periods.enumerated() {
            let new = one.loans.filter { period.contains($0.disbursed) }
                .sorted { ($0.disbursed, $0.number) < ($1.disbursed, $1.number) }
            let exact = new.map { loan in self.exact(loan, among: new, structure, one.programme) }
            var amounts = exact.map { $0 / billions }
            let total = (2 * exact.reduce(0, +) + billions) / (2 * billions)
            while amounts.reduce(0, +) < total {
                var best = 0
                for other in exact.indices
                where exact[other] - amounts[other] * billions > exact[best] - amounts[best] * billions { best = other }
                amounts[best] += 1
            }
            let year = period.lowerBound.parts.year
            let room = structure.yearlyCap.map { max(0, $0.fen - (used[year] ?? 0)) } ?? .max
            let capped = dealt(min(Int64(total), room), amounts.map { Int64($0) })
            used[year, default: 0] += capped.reduce(0, +)
            for (loan, (amount, left)) in zip(new, zip(amounts, capped)) {
                lines.append("\(loan.number) \(place) 0 \(amount) \(left)")
            }
        }
        return lines
    }

    private static let billions: Int128 = 1_000_000_000_000_000_000

    /// Fen times a billion times a billion.
    private static func exact(
        _ loan: FeeLoan, among new: [FeeLoan], _ structure: FeeProgramme.Structure, _ programme: FeeProgramme
    ) -> Int128 {
        func sum(_ loans: [FeeLoan]) -> Int128 { loans.map { Int128($0.guaranteed.fen) }.reduce(0, +) }
        func isFor(_ loan: FeeLoan) -> Bool { !Set(loan.tags).isDisjoint(with: structure.tags) }
        guard isFor(loan), let fee = loan.feeRate, fee <= (programme.feeAtMost ?? .one) else { return 0 }
        func isPart(_ part: Int128, atLeast share: Ratio) -> Bool {
            part * 1_000_000_000 >= Int128(share.billionths) * sum(new)
        }
        var rate: Int128 = 0
        for tier in structure.tiers where isPart(sum(new.filter(isFor)), atLeast: tier.from) {
            rate = Int128(tier.rate.billionths)
        }
        for award in structure.awards {
            let isDue: Bool
            switch award.merit {
            case .smallTickets(let limit, let share):
                let small = new.filter { loan in
                    sum(new.filter { $0.borrower == loan.borrower }) <= Int128(limit.fen)
                }
                isDue = isPart(sum(small), atLeast: share)
            case .firstLoans: isDue = loan.isFirstLoan
            case .lowFees(let most): isDue = fee <= most
            }
            if isDue { rate += Int128(award.rate.billionths) }
        }
        let weight = loan.isBatch ? structure.batchWeight : .one
        let exact = Int128(loan.guaranteed.fen) * rate * Int128(weight.billionths)
        guard loan.elsewhere > .zero else { return exact }
        return min(exact, Int128(max(0, wholeFee(loan, programme) - loan.elsewhere.fen)) * billions)
    }

    private static func reguarantees(_ one: Case, _ bands: [FeeProgramme.Band]) -> [String] {
        var lines: [String] = []
        for (place, period) in one.periods.enumerated() {
            let new = one.loans.filter { period.contains($0.disbursed) && $0.liability > .zero }
            for loan in new.sorted(by: { ($0.disbursed, $0.number) < ($1.disbursed, $1.number) }) {
                let whole = new.filter { $0.borrower == loan.borrower }.map(\.guaranteed).total
                var amount: Int64 = 0
                for band in bands.reversed() where whole <= band.upTo {
                    let once = (Int128(loan.liability.fen) * Int128(band.rate.billionths) * 2 + 1_000_000_000)
                    let fee = interest(loan.liability, band.fee, loan.matures - loan.disbursed, one.programme)
                    amount = min(Int64(once / 2_000_000_000), fee)
                }
                if let fee = loan.feeRate, fee > (one.programme.feeAtMost ?? .one) { amount = 0 }
                lines.append("\(loan.number) \(place) 0 \(amount) \(amount)")
            }
        }
        return lines
    }

    private static func wholeFee(_ loan: FeeLoan, _ programme: FeeProgramme) -> Int64 {
        var days = 0
        var day = loan.disbursed
        while day < loan.matures, loan.releasedOn.map({ day < $0 }) ?? true {
            days += 1
            day = day + 1
        }
        return interest(loan.guaranteed, loan.feeRate ?? .zero, days, programme)
    }

    private static func interest(_ amount: Money, _ rate: Ratio, _ days: Int, _ programme: FeeProgramme) -> Int64 {
        let divisor = Int128(programme.dayCount) * 1_000_000_000
        return Int64((2 * Int128(amount.fen) * Int128(rate.billionths) * Int128(days) + divisor) / (2 * divisor))
    }

    /// The floors, then one fen each to the greatest rests.
    private static func dealt(_ total: Int64, _ weights: [Int64]) -> [Int64] {
        let sum = Int128(weights.reduce(0, +))
        guard sum > 0 else { return weights.map { _ in 0 } }
        var parts = weights.map { Int64(Int128(total) * Int128($0) / sum) }
        let rests = weights.map { Int128(total) * Int128($0) % sum }
        let order = weights.indices.sorted { (rests[$1], $0) < (rests[$0], $1) }
        for place in order.prefix(Int(total - parts.reduce(0, +))) { parts[place] += 1 }
        return parts
    }

    // MARK: Cases

    private static func make(_ random: inout Numbers) -> Case {
        let middle = first + 40 + random.next(40)
        let loans = (1...(1 + random.next(6))).map { loan(Int64($0), &random) }
        let atMost: Ratio? = random.next(3) == 0 ? random.rate(20_000) : nil
        let programme = FeeProgramme(
            given: given(&random), feeAtMost: atMost, dayCount: [360, 365, 366][random.next(3)],
            funders: [Bearer(party: "city", parts: .one), Bearer(party: "district", parts: Ratio(billionths: 2))])
        return Case(programme: programme, periods: [first..<middle, middle..<(middle + 60)], loans: loans)
    }

    private static func given(_ random: inout Numbers) -> FeeProgramme.Given {
        let cap: Money? = random.next(2) == 0 ? Money(fen: Int64(random.next(60_000))) : nil
        switch random.next(3) {
        case 0: return .rebate(.init(rate: random.rate(20_000), yearlyCap: cap))
        case 1:
            let half = Ratio(billionths: 500_000_000)
            let awards: [FeeProgramme.Award] = [
                .init(rate: random.rate(3_000), merit: .smallTickets(limit: Money(fen: 9_000_000), share: half)),
                .init(rate: random.rate(3_000), merit: .firstLoans),
                .init(rate: random.rate(3_000), merit: .lowFees(random.rate(20_000))),
            ]
            let later = Ratio(billionths: Int64(1 + random.next(999)) * 1_000_000)
            return .structure(
                .init(
                    tags: ["small", "agri"],
                    tiers: [
                        .init(from: .zero, rate: random.rate(10_000)), .init(from: later, rate: random.rate(20_000)),
                    ],
                    awards: Array(awards.prefix(random.next(4))), batchWeight: random.rate(1_000_000), yearlyCap: cap))
        default:
            return .reguarantee([
                .init(upTo: Money(fen: 6_000_000), fee: random.rate(6_000), rate: random.rate(6_000)),
                .init(upTo: Money(fen: 15_000_000), fee: random.rate(6_000), rate: random.rate(6_000)),
            ])
        }
    }

    private static func loan(_ number: Int64, _ random: inout Numbers) -> FeeLoan {
        let disbursed = first + (random.next(120) - 20)
        let matures = disbursed + 10 + random.next(300)
        let released: Day? = random.next(3) == 0 ? disbursed + random.next(120) : nil
        let guaranteed = Money(fen: 1 + Int64(random.next(8_000_000)))
        let from = first + random.next(100)
        let overdue: [Range<Day>] = random.next(4) == 0 ? [from..<(from + 1 + random.next(40))] : []
        let fee: Ratio? = random.next(6) == 0 ? nil : random.rate(20_000)
        let elsewhere = Money(fen: random.next(4) == 0 ? Int64(random.next(60_000)) : 0)
        let liability = Money(fen: random.next(5) == 0 ? 0 : guaranteed.fen / 5)
        return FeeLoan(
            number: number, borrower: ["X", "Y"][random.next(2)], guaranteed: guaranteed, liability: liability,
            feeRate: fee, disbursed: disbursed, matures: matures, releasedOn: released,
            isFirstLoan: random.next(2) == 0, isBatch: random.next(3) == 0,
            tags: [["small"], ["agri", "green"], [], ["green"]][random.next(4)], overdue: overdue,
            elsewhere: elsewhere)
    }

    /// Numbers that are the same each time (SplitMix64).
    private struct Numbers {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        /// In millionths below a bound.
        mutating func rate(_ bound: Int) -> Ratio { Ratio(billionths: Int64(next(bound)) * 1000) }

        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((z ^ (z >> 31)) % UInt64(bound))
        }
    }
}
