import Accounting

/// Works out the lines of a run over guarantee fees, group by group: as `SubsidyReckoning` does for interest, all approved
/// periods again from today's data together with the run's own.
public struct FeeReckoning: Sendable {
    private let stretches: [RunStretch<FeeProgramme>]
    private let own: Range<Day>
    private let isRepeat: Bool

    /// A guarantee as a run lists it and as the calculator sees it.
    public struct Filed: Sendable, Equatable {
        public let listed: RunLoan
        public let loan: FeeLoan

        public init(_ listed: RunLoan, _ loan: FeeLoan) {
            self.listed = listed
            self.loan = loan
        }
    }

    /// - Parameters:
    ///   - stretches: in order of time; among their periods is the run's own.
    ///   - own: the run's own period.
    ///   - isRepeat: whether that period was approved before, so that only differences are wanted.
    public init(_ stretches: [RunStretch<FeeProgramme>], own: Range<Day>, isRepeat: Bool) {
        precondition(stretches.contains { $0.periods.contains(own) }, "a run works out its own period")
        self.stretches = stretches
        self.own = own
        self.isRepeat = isRepeat
    }

    /// The weights by which funders share a line of this run.
    public var weights: [Int64] {
        stretches.first { $0.periods.contains(own) }?.programme.funders.map(\.parts.billionths) ?? []
    }

    /// The lines of one group, in the order given: of a borrower, or of a guarantor where its structure counts.
    public func lines(of group: [Filed]) -> [SubsidyRunLine] {
        let loans = group.map(\.loan)
        let places = Dictionary(uniqueKeysWithValues: loans.indices.map { (loans[$0].number, $0) })
        var due = loans.map { _ in Money.zero }
        var owns = loans.map { _ in OwnPart() }
        var used: [Int: Money] = [:]
        for stretch in stretches {
            for line in stretch.programme.lines(of: loans, in: stretch.periods, used: used, given: due) {
                guard let place = places[line.loan] else { continue }
                due[place] += line.capped
                let period = stretch.periods[line.period]
                // What one version has given counts for the year under the next.
                used[period.lowerBound.year, default: .zero] += line.capped
                if period == own { owns[place] = OwnPart(line) }
            }
        }
        return group.indices.compactMap { place in
            SubsidyRunLine(group[place].listed, owns[place], due: due[place], isRepeat: isRepeat, weights)
        }
    }
}

extension OwnPart {
    fileprivate init(_ line: FeeLine) {
        self.init(
            days: line.days, product: line.product, productBefore: line.productBefore, rate: line.rate,
            amount: line.amount, capped: line.capped, reasons: line.reasons.reasons, isInside: line.product > 0)
    }
}
