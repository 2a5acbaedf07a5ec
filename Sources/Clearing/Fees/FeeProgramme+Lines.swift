import Accounting

extension FeeProgramme {
    /// What a group of guarantees gets in each period, in order (period, disbursed, loan). The budget is not looked at, so groups
    /// can be worked out side by side.
    ///
    /// A group is all guarantees of one borrower; where the structure of the business counts, all of one guarantor. Periods do not
    /// overlap and stand in order.
    ///
    /// - Parameters:
    ///   - used: what the group had of each year's cap before the first period.
    ///   - given: what each loan had before the first period, in their order.
    public func lines(
        of loans: [FeeLoan], in periods: [Range<Day>], used: [Int: Money] = [:], given before: [Money] = []
    ) -> [FeeLine] {
        switch given {
        case .rebate(let rebate):
            rebates(rebate, of: loans, in: periods, used, before)
        case .structure(let structure):
            subsidies(structure, of: loans, in: periods, used)
        case .reguarantee(let bands):
            reguarantees(bands, of: loans, in: periods)
        }
    }

    /// By the days a guarantee ran in each period, as the increment of the running total, so that periods add up to the whole.
    private func rebates(
        _ rebate: Rebate, of loans: [FeeLoan], in periods: [Range<Day>], _ used: [Int: Money], _ given: [Money]
    ) -> [FeeLine] {
        let order = loans.indices.sorted { FeeLoan.takesUpFirst(loans[$0], loans[$1]) }
        var given = given.isEmpty ? loans.map { _ in Money.zero } : given
        var use = FeeUse(used)
        var lines: [FeeLine] = []
        for (period, days) in periods.enumerated() {
            for place in order {
                let loan = loans[place]
                var reasons: [FeeReason] = []
                let amount = self.rebate(rebate, of: loan, in: days, given[place], &reasons)
                let capped = use.take(amount, in: days.lowerBound.year, cap: rebate.yearlyCap)
                if capped < amount { reasons.append(.yearlyCap) }
                given[place] += capped
                let before = loan.daysRun(before: days.lowerBound)
                let run = loan.daysRun(before: days.upperBound) - before
                lines.append(
                    FeeLine(
                        loan: loan.number, period: period, days: run,
                        product: Int128(loan.guaranteed.fen) * Int128(run),
                        productBefore: Int128(loan.guaranteed.fen) * Int128(before),
                        rate: Int128(rebate.rate.billionths) * 1_000_000_000, amount: amount, capped: capped,
                        reasons: reasons))
            }
        }
        return lines
    }

    private func rebate(
        _ rebate: Rebate, of loan: FeeLoan, in days: Range<Day>, _ given: Money, _ reasons: inout [FeeReason]
    ) -> Money {
        let (before, after) = (loan.daysRun(before: days.lowerBound), loan.daysRun(before: days.upperBound))
        guard after > before else { return .zero }
        let last = min(days.upperBound, loan.disbursed + after) + -1
        let isOverdue = loan.overdue.contains { $0.contains(last) }
        if let hindrance = isOverdue ? .overdue : loan.hindrance(under: self) {
            reasons.append(hindrance)
            return .zero
        }
        func earned(_ rate: Ratio, _ days: Int) -> Money {
            loan.guaranteed.interest(at: rate, days: days, dayCount: dayCount)
        }
        let feeRate = loan.feeRate ?? .zero
        if feeRate < rebate.rate { reasons.append(.fee) }
        // The rounded running total of the lower rate is the lower of both, on every day.
        let rate = min(feeRate, rebate.rate)
        let amount = earned(rate, after) - earned(rate, before)
        guard loan.elsewhere > .zero else { return amount }
        let room = max(.zero, loan.fee(dayCount: dayCount) - loan.elsewhere - given)
        if room < amount { reasons.append(.elsewhere) }
        return min(amount, room)
    }

    /// Once, on the reguarantor's liability, in the period the loan was paid out in.
    private func reguarantees(_ bands: [Band], of loans: [FeeLoan], in periods: [Range<Day>]) -> [FeeLine] {
        periods.indices.flatMap { period in
            let new = loans.filter { periods[period].contains($0.disbursed) && $0.liability > .zero }
                .sorted(by: FeeLoan.takesUpFirst)
            var ofBorrower: [String: Money] = [:]
            for loan in new { ofBorrower[loan.borrower, default: .zero] += loan.guaranteed }
            return new.map { loan in
                let band = bands.first { ofBorrower[loan.borrower, default: .zero] <= $0.upTo }
                let isHindered = loan.hindrance(under: self) == .feeTooHigh
                let rate = isHindered ? .zero : band?.rate ?? .zero
                let wanted = loan.liability.interest(at: rate, days: 1, dayCount: 1)
                let fee = loan.liability.interest(
                    at: band?.fee ?? .zero, days: loan.matures - loan.disbursed, dayCount: dayCount)
                let amount = min(wanted, fee)
                let reason: FeeReason? =
                    band == nil ? .tooLarge : isHindered ? .feeTooHigh : amount < wanted ? .fee : nil
                return FeeLine(
                    loan: loan.number, period: period, days: 0, product: Int128(loan.liability.fen), productBefore: 0,
                    rate: Int128(rate.billionths) * 1_000_000_000, amount: amount, capped: amount,
                    reasons: [reason].compactMap { $0 })
            }
        }
    }
}
