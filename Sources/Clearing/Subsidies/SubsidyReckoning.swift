import Accounting

/// Works out the lines of a subsidy run, borrower by borrower (RULES §4, §9).
///
/// All quarters that are approved already are worked out again from today's data, together with the run's own. What the loan
/// then is due, less what was approved for it so far, is its line: so late or corrected data of earlier quarters come as a
/// difference, and nothing approved is ever rewritten.
public struct SubsidyReckoning: Sendable {
    private let stretches: [Stretch]
    private let own: Range<Day>
    private let isRepeat: Bool

    public typealias Stretch = RunStretch<SubsidyProgramme>

    /// A loan, and what earlier runs approved for it.
    public struct Filed: Sendable {
        public let number: Int64
        public let branch: String
        public let loan: SubsidyLoan
        /// Before the budget.
        public let approvedDue: Money
        public let approvedPayable: Money

        public init(
            number: Int64, branch: String, loan: SubsidyLoan, approvedDue: Money = .zero,
            approvedPayable: Money = .zero
        ) {
            self.number = number
            self.branch = branch
            self.loan = loan
            self.approvedDue = approvedDue
            self.approvedPayable = approvedPayable
        }
    }

    /// - Parameters:
    ///   - stretches: in order of time; among their periods is the run's own.
    ///   - own: the run's own period.
    ///   - isRepeat: whether that period was approved before, so that only differences are wanted.
    public init(_ stretches: [Stretch], own: Range<Day>, isRepeat: Bool) {
        precondition(stretches.contains { $0.periods.contains(own) }, "a run works out its own period")
        self.stretches = stretches
        self.own = own
        self.isRepeat = isRepeat
    }

    /// The weights by which funders share a line of this run.
    public var weights: [Int64] {
        stretches.first { $0.periods.contains(own) }?.programme.funders.map(\.parts.billionths) ?? []
    }

    /// The lines of one borrower, in the order given; of loans that neither had a balance in the period nor have a difference
    /// there is none.
    public func lines(of household: [Filed]) -> [SubsidyRunLine] {
        var due = [Int64](repeating: 0, count: household.count)
        var owns = [SubsidyLine?](repeating: nil, count: household.count)
        var loans = household.map(\.loan)
        var explanation = Explanation(isWanted: false)
        for stretch in stretches {
            // Most borrowers have one loan.
            let places =
                loans.count == 1
                ? [:] : Dictionary(uniqueKeysWithValues: loans.indices.map { (loans[$0].loan, $0) })
            var paid = stretches.count > 1 ? loans.map(\.alreadyPaid) : []
            for line in stretch.programme.lines(of: loans, in: stretch.periods, explaining: &explanation) {
                let place = places[line.loan] ?? 0
                due[place] += line.capped.fen
                let period = stretch.periods[line.period]
                if stretches.count > 1 { paid[place][period.lowerBound.year, default: .zero] += line.capped }
                if period == own { owns[place] = line }
            }
            // What one version has paid counts for the year under the next.
            guard stretches.count > 1 else { continue }
            for place in loans.indices { loans[place] = loans[place].paid(paid[place]) }
        }
        return household.indices.compactMap { place in
            owns[place].flatMap { line(of: household[place], $0, due: Money(fen: due[place])) }
        }
    }

    private func line(of filed: Filed, _ own: SubsidyLine, due: Money) -> SubsidyRunLine? {
        let loan = RunLoan(
            number: filed.number, bank: filed.loan.bank, branch: filed.branch, borrower: filed.loan.borrower,
            completedAt: filed.loan.completedAt, approvedDue: filed.approvedDue,
            approvedPayable: filed.approvedPayable)
        let part = OwnPart(
            days: own.days, product: own.product, productBefore: own.productBefore, rate: own.rate.quintillionths,
            amount: own.amount, capped: own.capped, reasons: own.reasons,
            isInside: own.days > 0 || !own.reasons.isEmpty)
        return SubsidyRunLine(loan, part, due: due, isRepeat: isRepeat, weights)
    }
}

extension SubsidyLoan {
    fileprivate func paid(_ paid: [Int: Money]) -> SubsidyLoan {
        SubsidyLoan(
            loan: loan, bank: bank, borrower: borrower, disbursed: disbursed, matures: matures,
            contractRate: contractRate, otherSubsidyRate: otherSubsidyRate, fixing: fixing, events: events,
            excluded: excluded, elsewhere: elsewhere, alreadyPaid: paid, completedAt: completedAt,
            productBefore: productBefore)
    }
}
