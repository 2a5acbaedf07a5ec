import Accounting
import JSON

/// One line of a subsidy run: a loan in a period.
public struct SubsidyLine: Sendable, Equatable {
    public let loan: String
    public let bank: String
    /// Place of the period in the run's list.
    public let period: Int
    public let days: Int
    /// Fen-days.
    public let product: Int128
    /// Fen-days of the periods before it.
    public let productBefore: Int128
    public let rate: SubsidyRate
    /// What the period earned, before caps and budget.
    public let amount: Money
    /// What the yearly cap left of it.
    public let capped: Money
    /// What the budget left of that.
    public internal(set) var payable: Money
    /// All that lowered it, the budget aside.
    public let reasons: SubsidyReasons
    public let completedAt: Moment
}

extension SubsidyProgramme {
    /// What loans earn in each period, and what the yearly cap leaves of it, in order (period, loan). The budget is not
    /// looked at, so a run over many loans can be worked out borrower by borrower, as long as all loans of one come
    /// together.
    ///
    /// Periods do not overlap and stand in order; together they are at most a hundred years, which keeps every
    /// product within 128 bits.
    public func lines(
        of loans: [SubsidyLoan],
        in periods: [Range<Day>],
        explaining explanation: inout Explanation
    ) -> [SubsidyLine] {
        let products = SubsidyProducts(programme: self, periods: periods).products(of: loans, explaining: &explanation)
        let rates = loans.map { SubsidyRate(of: $0, under: self) }
        for (loan, rate) in zip(loans, rates) { explain(rate, of: loan, &explanation) }
        let inOrder = loans.indices.sorted { SubsidyLoan.takesUpFirst(loans[$0], loans[$1]) }
        var running = loans.map(\.productBefore)
        var used = YearlyUse(paidBefore: loans)
        var lines: [SubsidyLine] = []
        for period in periods.indices {
            var earned: [SubsidyLine] = []
            for place in inOrder {
                let loan = loans[place]
                let product = products[place][period]
                let before = rates[place].subsidy(on: running[place], dayCount: dayCount)
                let earlier = running[place]
                running[place] += product.fenDays
                let amount = rates[place].subsidy(on: running[place], dayCount: dayCount) - before
                explanation.note(
                    .subsidyAmount,
                    [
                        "loan": .string(loan.loan), "period": period.json, "days": product.days.json,
                        "product": .number(product.fenDays), "running_product": .number(running[place]),
                        "rate": .string("\(rates[place])"), "day_count": dayCount.json, "earlier_periods": before.json,
                    ],
                    amount.json
                )
                let capped = used.take(
                    amount,
                    of: loan,
                    in: periods[period].lowerBound.year,
                    cap: yearlyCap,
                    explaining: &explanation
                )
                earned.append(
                    SubsidyLine(
                        loan: loan.loan,
                        bank: loan.bank,
                        period: period,
                        days: product.days,
                        product: product.fenDays,
                        productBefore: earlier,
                        rate: rates[place],
                        amount: amount,
                        capped: capped,
                        payable: capped,
                        reasons: product.reasons.union(rates[place].reasons)
                            .union(capped < amount ? .yearlyCap : []),
                        completedAt: loan.completedAt
                    )
                )
            }
            lines += earned.sorted { $0.loan < $1.loan }
        }
        return lines
    }

    private func explain(_ rate: SubsidyRate, of loan: SubsidyLoan, _ explanation: inout Explanation) {
        explanation.note(
            .subsidyRate,
            [
                "loan": .string(loan.loan), "contract_rate": loan.contractRate.json,
                "other_subsidy_rate": loan.otherSubsidyRate.json, "lowered_by": rate.loweredBy.map(\.rawValue).json,
            ],
            .string("\(rate)")
        )
    }
}

/// What each borrower got at each bank in each year.
private struct YearlyUse {
    private struct Key: Hashable {
        let borrower: String
        let bank: String
        let year: Int
    }

    private var used: [Key: Money] = [:]

    init(paidBefore loans: [SubsidyLoan]) {
        for loan in loans {
            for (year, amount) in loan.alreadyPaid {
                let key = Key(borrower: loan.borrower, bank: loan.bank, year: year)
                let (sum, isBeyond) = used[key, default: .zero].fen.addingReportingOverflow(amount.fen)
                // Beyond 64 bits is above every cap, and that is all that is asked of it.
                used[key] = Money(fen: isBeyond ? .max : sum)
            }
        }
    }

    mutating func take(
        _ amount: Money,
        of loan: SubsidyLoan,
        in year: Int,
        cap: Money?,
        explaining explanation: inout Explanation
    ) -> Money {
        guard let cap else { return amount }
        let key = Key(borrower: loan.borrower, bank: loan.bank, year: year)
        let before = used[key, default: .zero]
        let capped = min(amount, max(.zero, cap - before))
        used[key] = before + capped
        explanation.note(
            .subsidyYearlyCap,
            [
                "loan": .string(loan.loan), "borrower": .string(loan.borrower), "bank": .string(loan.bank),
                "year": year.json, "amount": amount.json, "cap": cap.json, "used": before.json,
            ],
            capped.json
        )
        return capped
    }
}
