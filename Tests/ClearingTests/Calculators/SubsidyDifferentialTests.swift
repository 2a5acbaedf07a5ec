import Accounting
import Testing

@testable import Clearing

/// The calculator against a second one that walks every day, loan by loan, and knows no shortcut.
struct SubsidyDifferentialTests {
    private static let first = Day("2025-01-01")!

    /// A case as both see it.
    private struct Case {
        let programme: SubsidyProgramme
        let periods: [Range<Day>]
        let loans: [SubsidyLoan]
    }

    @Test(arguments: 0..<40) func `thousands of cases come out the same, walked day by day`(seed: UInt64) throws {
        var random = Numbers(seed: seed &* 7_919 &+ 17)
        for _ in 0..<50 {
            let one = Self.make(&random)
            var explanation = Explanation(isWanted: false)
            var lines = one.programme.lines(of: one.loans, in: one.periods, explaining: &explanation)
            one.programme.applyBudget(to: &lines, explaining: &explanation)
            let found = lines.map { line in
                [
                    line.loan, "\(line.period)", "\(line.days)", "\(line.product)", "\(line.amount.fen)",
                    "\(line.capped.fen)", "\(line.payable.fen)",
                ].joined(separator: " ")
            }
            #expect(found == Self.walked(one), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20) func `a run's lines over all quarters add up to what the quarters come to at once`(
        seed: UInt64
    ) throws {
        var random = Numbers(seed: seed &* 104_729 &+ 3)
        for _ in 0..<20 {
            let one = Self.make(&random, budget: false)
            // One borrower at a time, as a run has them.
            for household in Dictionary(grouping: one.loans, by: \.borrower).values {
                var due: [Int64: Int64] = [:]
                for last in one.periods.indices {
                    let reckoning = SubsidyReckoning(
                        [.init(one.programme, Array(one.periods[...last]))], own: one.periods[last], isRepeat: false)
                    let filed = household.map { loan in
                        let number = Int64(loan.loan.dropFirst())!
                        let money = Money(fen: due[number] ?? 0)
                        return SubsidyReckoning.Filed(
                            number: number, branch: "b", loan: loan, approvedDue: money, approvedPayable: money)
                    }
                    for line in reckoning.lines(of: filed) {
                        #expect(line.correction == .zero && line.payable == line.capped)
                        #expect(line.parts.reduce(0, +) == line.payable.fen)
                        due[line.loan, default: 0] += line.payable.fen
                    }
                }
                let whole = Self.walked(
                    Case(programme: one.programme, periods: one.periods, loans: household))
                var sums: [Int64: Int64] = [:]
                for line in whole {
                    let words = line.split(separator: " ")
                    sums[Int64(words[0].dropFirst())!, default: 0] += Int64(words[5])!
                }
                #expect(due.filter { $0.value != 0 } == sums.filter { $0.value != 0 })
            }
        }
    }

    // MARK: The second opinion

    private static func walked(_ one: Case) -> [String] {
        let programme = one.programme
        let order = one.loans.sorted { ($0.disbursed, $0.loan) < ($1.disbursed, $1.loan) }
        var running: [String: Int128] = [:]
        var used: [String: Int64] = [:]
        for loan in one.loans {
            for (year, paid) in loan.alreadyPaid {
                used["\(loan.borrower) \(loan.bank) \(year)", default: 0] += paid.fen
            }
        }
        var lines: [(loan: SubsidyLoan, period: Int, days: Int, product: Int128, amount: Int64, capped: Int64)] = []
        for (place, period) in one.periods.enumerated() {
            var products: [String: (days: Int, product: Int128)] = [:]
            var day = period.lowerBound
            while day < period.upperBound {
                var room: [String: Int64] = [:]
                for loan in order where earns(loan, on: day, programme) {
                    let balance = loan.events.filter { $0.on <= day }.reduce(Int64(0)) { $0 + $1.change }
                    guard balance > 0 else { continue }
                    let left = programme.householdCap.map { room[loan.borrower] ?? $0.fen } ?? Int64.max
                    let counted = Swift.min(balance, left)
                    room[loan.borrower] = left - counted
                    if counted > 0 { products[loan.loan, default: (0, 0)].days += 1 }
                    products[loan.loan, default: (0, 0)].product += Int128(counted)
                }
                day = day + 1
            }
            var earned: [(loan: SubsidyLoan, period: Int, days: Int, product: Int128, amount: Int64, capped: Int64)] =
                []
            for loan in order {
                let product = products[loan.loan] ?? (0, 0)
                let before = rounded(running[loan.loan] ?? 0, rate(of: loan, programme), programme.dayCount)
                running[loan.loan, default: 0] += product.product
                let amount = rounded(running[loan.loan] ?? 0, rate(of: loan, programme), programme.dayCount) - before
                let key = "\(loan.borrower) \(loan.bank) \(period.lowerBound.year)"
                var capped = amount
                if let cap = programme.yearlyCap {
                    capped = Swift.min(amount, Swift.max(0, cap.fen - (used[key] ?? 0)))
                    used[key, default: 0] += capped
                }
                earned.append((loan, place, product.days, product.product, amount, capped))
            }
            lines += earned.sorted { $0.loan.loan < $1.loan.loan }
        }
        let payable = budgeted(lines.map { ($0.loan, $0.period, $0.capped) }, programme)
        return zip(lines, payable).map { line, payable in
            "\(line.loan.loan) \(line.period) \(line.days) \(line.product) \(line.amount) \(line.capped) \(payable)"
        }
    }

    private static func earns(_ loan: SubsidyLoan, on day: Day, _ programme: SubsidyProgramme) -> Bool {
        (programme.from.map { day >= $0 } ?? true) && (programme.until.map { day < $0 } ?? true)
            && (programme.maxDays.map { day - loan.disbursed < $0 } ?? true) && day < loan.matures
            && loan.excluded.allSatisfy { day < $0.lowerBound || day >= $0.upperBound }
    }

    /// In quintillionths.
    private static func rate(of loan: SubsidyLoan, _ programme: SubsidyProgramme) -> Int128 {
        let billion: Int128 = 1_000_000_000
        let contract = Int128(loan.contractRate.billionths)
        var rate: Int128 =
            switch programme.rate {
            case .fixed(let fixed): Int128(fixed.billionths) * billion
            case .above(let floor, let ceiling):
                Swift.max(0, Swift.min(contract, Int128(ceiling.billionths)) - Int128(floor.billionths)) * billion
            case .aboveFixing(_, let below, let over):
                loan.fixing.map { fixing in
                    let floor = Swift.max(0, Int128(fixing.billionths) - Int128(below.billionths))
                    let counted = Swift.min(contract, Int128(fixing.billionths) + Int128(over.billionths))
                    return Swift.max(0, counted - floor) * billion
                } ?? 0
            }
        if let share = programme.shareOfContractRate { rate = Swift.min(rate, Int128(share.billionths) * contract) }
        if programme.stacking {
            rate = Swift.min(rate, Swift.max(0, contract - Int128(loan.otherSubsidyRate.billionths)) * billion)
        }
        return rate
    }

    /// Half up: twice the numerator and one denominator more, over twice the denominator.
    private static func rounded(_ product: Int128, _ rate: Int128, _ dayCount: Int) -> Int64 {
        let denominator = Int128(dayCount) * 1_000_000_000_000_000_000
        return Int64((2 * product * rate + denominator) / (2 * denominator))
    }

    private static func budgeted(
        _ lines: [(loan: SubsidyLoan, period: Int, capped: Int64)], _ programme: SubsidyProgramme
    )
        -> [Int64]
    {
        var payable = lines.map(\.capped)
        let total = payable.reduce(0, +)
        guard let budget = programme.budget, total > budget.amount.fen else { return payable }
        switch budget.exhaustion {
        case .firstCome:
            var left = budget.amount.fen
            let order = lines.indices.sorted {
                (lines[$0].period, lines[$0].loan.completedAt, lines[$0].loan.loan)
                    < (lines[$1].period, lines[$1].loan.completedAt, lines[$1].loan.loan)
            }
            for place in order {
                payable[place] = Swift.min(lines[place].capped, left)
                left -= payable[place]
            }
        case .factor:
            let banks = Set(lines.map(\.loan.bank)).sorted()
            let sums = banks.map { bank in
                lines.filter { $0.loan.bank == bank }.reduce(Int64(0)) { $0 + $1.capped }
            }
            for (bank, part) in zip(banks, dealt(budget.amount.fen, sums)) {
                let places = lines.indices.filter { lines[$0].loan.bank == bank }
                for (place, fen) in zip(places, dealt(part, places.map { lines[$0].capped })) { payable[place] = fen }
            }
        }
        return payable
    }

    /// Fen by fen: the floors, then one each to the greatest rests.
    private static func dealt(_ total: Int64, _ weights: [Int64]) -> [Int64] {
        let sum = Int128(weights.reduce(0, +))
        guard sum > 0 else { return weights.map { _ in 0 } }
        var parts = weights.map { Int64(Int128(total) * Int128($0) / sum) }
        let rests = weights.map { Int128(total) * Int128($0) % sum }
        let left = Int(total - parts.reduce(0, +))
        for place in weights.indices.sorted(by: { (rests[$1], $0) < (rests[$0], $1) }).prefix(left) {
            parts[place] += 1
        }
        return parts
    }

    // MARK: Cases

    private static func make(_ random: inout Numbers, budget: Bool = true) -> Case {
        let cut = random.next(40)
        let middle = first + 30 + cut
        let rate: SubsidyProgramme.Rate =
            switch random.next(4) {
            case 0: .above(borrowerPaysUpTo: random.ratio(0, 30_000_000), ceiling: random.ratio(20_000_000, 40_000_000))
            case 1: .aboveFixing(.oneYear, below: random.ratio(0, 40_000_000), over: random.ratio(0, 20_000_000))
            default: .fixed(random.ratio(0, 60_000_000))
            }
        let share: Ratio? = random.next(3) == 0 ? random.ratio(0, 1_000_000_000) : nil
        let household: Money? = random.next(2) == 0 ? random.money(40_000_000) : nil
        let yearly: Money? = random.next(3) == 0 ? random.money(40_000) : nil
        let maxDays: Int? = random.next(3) == 0 ? random.next(120) : nil
        let from: Day? = random.next(4) == 0 ? first + random.next(60) : nil
        let until: Day? = random.next(4) == 0 ? first + 60 + random.next(90) : nil
        let exhaustion: SubsidyProgramme.Exhaustion = random.next(2) == 0 ? .firstCome : .factor
        let amount = random.money(400_000)
        let isShort = random.next(2) == 0
        let programme = SubsidyProgramme(
            rate: rate, shareOfContractRate: share, stacking: random.next(3) == 0, householdCap: household,
            yearlyCap: yearly, maxDays: maxDays, from: from, until: until, dayCount: [360, 365, 366][random.next(3)],
            funders: [Bearer(party: "central", parts: .one)],
            budget: budget && isShort ? SubsidyProgramme.Budget(amount: amount, exhaustion: exhaustion) : nil)
        let loans = (1...(1 + random.next(6))).map { loan($0, &random) }
        return Case(programme: programme, periods: [first..<middle, middle..<(first + 90 + cut)], loans: loans)
    }

    private static func loan(_ number: Int, _ random: inout Numbers) -> SubsidyLoan {
        let disbursed = first + (random.next(60) - 20)
        var balance = 1 + Int64(random.next(50_000_000))
        var events = [SubsidyLoan.Event(on: disbursed, change: balance)]
        var day = disbursed
        for _ in 0..<random.next(6) {
            day = day + random.next(40)
            let change = Int64(random.next(Int(balance) + 1)) - (random.next(3) == 0 ? 0 : balance / 2)
            guard balance + change >= 0 else { continue }
            balance += change
            events.append(SubsidyLoan.Event(on: day, change: change))
        }
        let from = first + random.next(100)
        let excluded: [Range<Day>] = random.next(3) == 0 ? [from..<(from + 1 + random.next(40))] : []
        let paid: [Int: Money] = random.next(4) == 0 ? [2025: random.money(20_000)] : [:]
        let bank = ["A", "B", "C"][random.next(3)]
        let borrower = ["X", "Y"][random.next(2)]
        return SubsidyLoan(
            loan: "L\(number)", bank: bank, borrower: borrower, disbursed: disbursed,
            matures: disbursed + 20 + random.next(200), contractRate: random.ratio(0, 70_000_000),
            otherSubsidyRate: random.ratio(0, 30_000_000),
            fixing: random.next(8) == 0 ? nil : random.ratio(28_000_000, 12_000_000), events: events,
            excluded: excluded, alreadyPaid: paid,
            completedAt: Moment(microseconds: Int64(random.next(4))))
    }

    /// Numbers that are the same each time (SplitMix64).
    private struct Numbers {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func money(_ bound: Int) -> Money { Money(fen: Int64(next(bound))) }

        mutating func ratio(_ least: Int64, _ bound: Int) -> Ratio { Ratio(billionths: least + Int64(next(bound))) }

        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((z ^ (z >> 31)) % UInt64(bound))
        }
    }
}
