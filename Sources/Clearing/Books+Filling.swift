import Accounting

extension Books {
    /// Puts what was fetched where commands find it. `needs` are known from now on, found or not.
    public mutating func fill(_ needs: Needs, _ found: Found) {
        hand.known.form(needs)
        hand.loans.merge(found.loans.map { ($0.number, $0) }) { kept, _ in kept }
        hand.claims.merge(found.claims.map { ($0.number, $0) }) { kept, _ in kept }
        hand.runs.merge(found.runs.map { ($0.number, $0) }) { kept, _ in kept }
        hand.orders.merge(found.orders.map { ($0.number, $0) }) { kept, _ in kept }
        hand.legs.merge(found.legs.map { ($0.number, $0) }) { kept, _ in kept }
        hand.holdings.merge(found.holdings) { kept, _ in kept }
        hand.openingPools.merge(found.openingPools) { kept, _ in kept }
        hand.booked.formUnion(found.booked)
        hand.entries.merge(found.entries) { kept, _ in kept }
        hand.closings.merge(found.closings) { kept, _ in kept }
        hand.yearEnds.merge(found.yearEnds) { kept, _ in kept }
        hand.bankLines.merge(found.bankLines.map { ($0.number, $0) }) { kept, _ in kept }
        hand.statements.merge(found.statements.map { ($0.number, $0) }) { kept, _ in kept }
        hand.lossRates.merge(found.lossRates) { kept, _ in kept }
        for year in needs.trueUps where hand.yearClaims[year] == nil {
            hand.yearClaims[year] = found.yearClaims[year] ?? []
        }
        hand.subsidyRuns.merge(found.subsidyRuns.map { ($0.number, $0) }) { kept, _ in kept }
        for claim in needs.recoveries where hand.recoveries[claim] == nil {
            hand.recoveries[claim] = found.recoveries.filter { $0.claim == claim }
        }
        for claim in needs.evidence where hand.evidence[claim] == nil {
            hand.evidence[claim] = found.evidence.filter { $0.claim == claim }
        }
        for proposal in found.proposals where hand.proposals[proposal.matter]?[proposal.number] == nil {
            hand.proposals[proposal.matter, default: [:]][proposal.number] = proposal
        }
        hand.released.merge(found.released) { kept, _ in kept }
        // Who asks for namesakes finds by them what came with the asking, and what this turn files.
        if !needs.namesakes.isEmpty { for loan in found.loans { hand.note(loan) } }
        hand.batches.merge(found.batches.map { ($0.number, $0) }) { kept, _ in kept }
        for asked in needs.pendingOf {
            let numbers = found.pending.filter {
                $0.ties.batch == asked.batch && $0.awaits == asked.awaits && $0.number > asked.after
            }
            hand.pending[asked] = Array(numbers.map(\.number).sorted().prefix(asked.limit))
        }
        hand.loans.merge(found.pending.map { ($0.number, $0) }) { kept, _ in kept }
        for name in needs.accounts where hand.holdings[name] == nil { hand.holdings[name] = unopened(name) }
    }

    /// What the store found of `Needs`.
    public struct Found: Sendable {
        public var loans: [Loan] = []
        public var claims: [Claim] = []
        public var runs: [Run] = []
        public var orders: [PaymentOrder] = []
        public var legs: [Leg] = []
        public var recoveries: [Recovery] = []
        public var evidence: [Evidence] = []
        public var proposals: [Proposal] = []
        public var holdings: [AccountName: Holding] = [:]
        public var released: [Needs.BankProgramme: [Released]] = [:]
        public var openingPools: [Int: Money] = [:]
        public var booked: Set<String> = []
        public var entries: [Int64: Entry] = [:]
        public var closings: [Day: ClosingCheck] = [:]
        public var yearEnds: [Int: YearEnd] = [:]
        public var bankLines: [BankLine] = []
        public var statements: [KeptStatement] = []
        public var subsidyRuns: [SubsidyRun] = []
        public var batches: [Batch] = []
        public var pending: [Loan] = []
        public var lossRates: [Portfolio: LossRate] = [:]
        public var yearClaims: [TrueUp.Year: [Int64]] = [:]

        public init() {}
    }

    func unopened(_ name: AccountName) -> Holding {
        guard let account = reference.rulebook.chart.account(of: name) else {
            preconditionFailure("the rulebook posts to accounts of its own chart only")
        }
        return Holding(
            number: 0,
            normalSide: account.normalSide,
            debit: .zero,
            credit: .zero,
            floor: account.hasFloor ? .zero : nil,
            ceiling: nil
        )
    }
}
