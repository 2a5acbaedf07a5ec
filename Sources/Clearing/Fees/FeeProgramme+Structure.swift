import Accounting

extension FeeProgramme {
    /// A guarantor's subsidy: the exact parts of its new guarantees added up, rounded once, and dealt out again over them by the
    /// largest fractions, so that the lines add up to it.
    func subsidies(
        _ structure: Structure, of loans: [FeeLoan], in periods: [Range<Day>], _ used: [Int: Money]
    ) -> [FeeLine] {
        var use = FeeUse(used)
        return periods.indices.flatMap { period in
            let new = loans.filter { periods[period].contains($0.disbursed) }.sorted(by: FeeLoan.takesUpFirst)
            let merits = Merits(of: new, under: structure)
            var reasons: [[FeeReason]] = []
            let parts = new.map { loan -> (rate: Int128, exact: Int128) in
                var lowered: [FeeReason] = []
                let part = self.part(of: loan, merits, structure, &lowered)
                reasons.append(lowered)
                return part
            }
            let amounts = parts.map(\.exact).dealt()
            let total = amounts.total
            let capped = use.take(total, in: periods[period].lowerBound.year, cap: structure.yearlyCap)
            let left = capped < total ? capped.largest(over: amounts.map(\.fen)) : amounts
            return new.indices.map { place in
                FeeLine(
                    loan: new[place].number, period: period, days: 0, product: Int128(new[place].guaranteed.fen),
                    productBefore: 0, rate: parts[place].rate * 1_000_000, amount: amounts[place], capped: left[place],
                    reasons: reasons[place] + (left[place] < amounts[place] ? [.yearlyCap] : []))
            }
        }
    }

    /// In millionths of millionths: of one for the rate, of a fen for what comes of it.
    private func part(
        of loan: FeeLoan, _ merits: Merits, _ structure: Structure, _ reasons: inout [FeeReason]
    ) -> (rate: Int128, exact: Int128) {
        guard structure.isFor(loan) else {
            reasons.append(.kind)
            return (0, 0)
        }
        if let hindrance = loan.hindrance(under: self) {
            reasons.append(hindrance)
            return (0, 0)
        }
        let isLess = loan.isBatch && structure.batchWeight < .one
        if isLess { reasons.append(.batchWeight) }
        let weight = isLess ? structure.batchWeight.millionths : 1_000_000
        let rate = weight * merits.rate(for: loan)
        let exact = Int128(loan.guaranteed.fen) * rate
        guard loan.elsewhere > .zero else { return (rate, exact) }
        let room = Int128(max(.zero, loan.fee(dayCount: dayCount) - loan.elsewhere).fen) * millionthsOfMillionths
        if room < exact { reasons.append(.elsewhere) }
        return (rate, min(exact, room))
    }
}

private let millionthsOfMillionths: Int128 = 1_000_000_000_000

/// What the structure of a guarantor's new business has earned it.
private struct Merits {
    private let tier: Int128
    private let awards: [FeeProgramme.Award]

    init(of new: [FeeLoan], under structure: FeeProgramme.Structure) {
        let all = new.guaranteed
        let share = (new.filter(structure.isFor).guaranteed, all)
        tier = structure.tiers.last { isReached($0.from, by: share) }?.rate.millionths ?? 0
        var ofBorrower: [String: Int128] = [:]
        for loan in new { ofBorrower[loan.borrower, default: 0] += Int128(loan.guaranteed.fen) }
        awards = structure.awards.filter { award in
            guard case .smallTickets(let limit, let least) = award.merit else { return true }
            let small = ofBorrower.values.filter { $0 <= limit.fen }.reduce(0, +)
            return isReached(least, by: (small, all))
        }
    }

    func rate(for loan: FeeLoan) -> Int128 {
        awards.reduce(tier) { sum, award in
            let isDue =
                switch award.merit {
                case .smallTickets: true
                case .firstLoans: loan.isFirstLoan
                case .lowFees(let most): loan.feeRate.map { $0 <= most } ?? false
                }
            return isDue ? sum + award.rate.millionths : sum
        }
    }
}

/// Exact: 79.99999999 % is below 80 %. Nothing of nothing reaches only what begins at nothing.
private func isReached(_ least: Ratio, by share: (part: Int128, whole: Int128)) -> Bool {
    share.whole == 0 ? least == .zero : share.part * 1_000_000_000 >= Int128(least.billionths) * share.whole
}

extension FeeProgramme.Structure {
    fileprivate func isFor(_ loan: FeeLoan) -> Bool { loan.tags.contains(where: tags.contains) }
}

extension Ratio {
    /// Of a ratio with at most six decimals.
    fileprivate var millionths: Int128 { Int128(billionths / 1000) }
}

extension [FeeLoan] {
    fileprivate var guaranteed: Int128 { reduce(0) { $0 + Int128($1.guaranteed.fen) } }
}

extension [Int128] {
    /// Whole fen that add up to the rounded sum of exact parts: each its floor, the fen left over one each to the largest
    /// fractions, ties to whoever stands first.
    fileprivate func dealt() -> [Money] {
        let total = roundedHalfUp(reduce(0, +), over: millionthsOfMillionths)
        var parts = map { $0 / millionthsOfMillionths }
        let order = indices.sorted {
            (self[$1] % millionthsOfMillionths, $0) < (self[$0] % millionthsOfMillionths, $1)
        }
        for place in order.prefix(Int(total - parts.reduce(0, +))) { parts[place] += 1 }
        return parts.map { Money(fen: Int64($0)) }
    }
}
