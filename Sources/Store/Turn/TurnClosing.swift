import Accounting
import Clearing
import Postgres

extension Transaction {
    /// Writes all that a turn changed, one statement a table, and commits with it: one round trip, and one more where
    /// accounts are opened. A statement whose table did not change is not sent.
    ///
    /// Gives the numbers of accounts that were opened.
    public func closeTurn(book: Int64, _ changes: Changes, _ answers: [Answer], at now: Moment) throws -> [AccountName:
        Int32]
    {
        let opened = try openAccounts(book: book, changes)
        try pipeline { pipeline in
            pipeline.add(changes.countersRow(book, answers: answers.count))
            addRegister(book, changes, &pipeline)
            addLife(book, changes, at: now, &pipeline)
            addBatches(book, changes, &pipeline)
            addSettlement(book, changes, &pipeline)
            addEntries(book, changes, opened, &pipeline)
            if let day = changes.closedDay { pipeline.add(day.set(book)) }
            if !changes.notices.isEmpty {
                pipeline.add(Notice.insert(book, changes.notices, from: changes.counters.event))
            }
            if !answers.isEmpty { pipeline.add(Answer.keep(book, answers, from: changes.counters.request)) }
            try pipeline.commit()
        }
        return opened
    }

    private func openAccounts(book: Int64, _ changes: Changes) throws -> [AccountName: Int32] {
        let names = changes.holdings.filter { $0.value.number == 0 }.keys.sorted()
        guard !names.isEmpty else { return [:] }
        let rows = try rows(Holding.open(book, names.map(\.text), names.map { changes.ceilings[$0] ?? nil }))
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.accountName("code"), try $0.int32("account_id")) })
    }

    private func addEntries(
        _ book: Int64, _ changes: Changes, _ opened: [AccountName: Int32], _ pipeline: inout Pipeline
    ) {
        func number(_ name: AccountName) -> Int32 {
            guard let number = opened[name] ?? changes.holdings[name]?.number, number > 0 else {
                preconditionFailure("an account is open before it is posted to")
            }
            return number
        }
        // Those of accounts just opened are set.
        let ceilings = changes.ceilings.filter { opened[$0.key] == nil }
        if !ceilings.isEmpty {
            pipeline.add(
                Holding.setCeilings(book, ceilings.sorted { $0.key < $1.key }.map { (number($0.key), $0.value) }))
        }
        if !changes.entries.isEmpty { pipeline.add(Entry.post(book, changes.entries, number)) }
    }

    private func addRegister(_ book: Int64, _ changes: Changes, _ pipeline: inout Pipeline) {
        if !changes.parties.isEmpty { pipeline.add(Party.save(book, changes.parties)) }
        if !changes.people.isEmpty { pipeline.add(Person.save(book, changes.people)) }
        if !changes.credentials.isEmpty { pipeline.add(Credential.save(book, changes.credentials)) }
        if !changes.bankAccounts.isEmpty { pipeline.add(BankAccount.save(book, changes.bankAccounts)) }
        if !changes.terms.isEmpty { pipeline.add(TermsVersion.save(book, changes.terms)) }
        if !changes.breakerMoves.isEmpty { pipeline.add(BreakerMove.insert(book, changes.breakerMoves)) }
        if !changes.rateMoves.isEmpty { pipeline.add(LossRate.move(book, changes.rateMoves)) }
        if !changes.subsidyTerms.isEmpty { pipeline.add(SubsidyVersion.save(book, changes.subsidyTerms)) }
    }

    private func addLife(_ book: Int64, _ changes: Changes, at now: Moment, _ pipeline: inout Pipeline) {
        let (newLoans, oldLoans) = changes.loans.parted(by: changes.newLoans)
        if !newLoans.isEmpty { pipeline.add(Loan.insert(book, newLoans)) }
        if !oldLoans.isEmpty { pipeline.add(Loan.update(book, oldLoans)) }
        if !changes.reports.isEmpty { pipeline.add(Loan.report(book, changes.reports, at: now)) }
        let (newClaims, oldClaims) = changes.claims.parted(by: changes.newClaims)
        let firsts = Dictionary(changes.formerClaims.map { ($0.number, $0) }) { first, _ in first }
        if !newClaims.isEmpty { pipeline.add(Claim.insert(book, newClaims.map { firsts[$0.number] ?? $0 })) }
        // A claim that was filed and moved on in one turn is inserted as first filed and brought up to date at once.
        let moved = oldClaims + newClaims.filter { $0.state != .filed || $0.revision > 1 }
        if !moved.isEmpty { pipeline.add(Claim.update(book, moved)) }
        if !changes.refilings.isEmpty { pipeline.add(Claim.refile(book, changes.refilings)) }
        let shared = (changes.formerClaims + changes.shared.sorted().compactMap { changes.claims[$0] })
            .filter { !$0.shares.isEmpty }
        if !shared.isEmpty { pipeline.add(Share.save(book, shared)) }
        let proposals = changes.proposals.values.flatMap(\.values)
        if !proposals.isEmpty { pipeline.add(Proposal.save(book, proposals)) }
        if !changes.recoveries.isEmpty { pipeline.add(Recovery.insert(book, changes.recoveries)) }
        if !changes.evidence.isEmpty { pipeline.add(Evidence.insert(book, changes.evidence)) }
    }

    private func addBatches(_ book: Int64, _ changes: Changes, _ pipeline: inout Pipeline) {
        let (newBatches, oldBatches) = changes.batches.parted(by: changes.newBatches)
        if !newBatches.isEmpty { pipeline.add(Batch.insert(book, newBatches)) }
        let moved = oldBatches + newBatches.filter { $0.tally.done > 0 }
        if !moved.isEmpty { pipeline.add(Batch.update(book, moved)) }
        for lines in Dictionary(grouping: changes.batchLines, by: \.batch).sorted(by: { $0.key < $1.key }) {
            pipeline.add(Batch.Line.insert(book, lines.value))
        }
    }

    private func addSettlement(_ book: Int64, _ changes: Changes, _ pipeline: inout Pipeline) {
        let (newLegs, oldLegs) = changes.legs.parted(by: changes.newLegs)
        if !newLegs.isEmpty { pipeline.add(Leg.insert(book, newLegs)) }
        if !oldLegs.isEmpty { pipeline.add(Leg.update(book, oldLegs)) }
        if !changes.runs.isEmpty { pipeline.add(Run.save(book, changes.runs.inOrder)) }
        let (newRuns, oldRuns) = changes.subsidyRuns.parted(by: changes.newSubsidyRuns)
        if !newRuns.isEmpty { pipeline.add(SubsidyRun.insert(book, newRuns)) }
        let decided = oldRuns + newRuns.filter { $0.decidedBy != nil }
        if !decided.isEmpty { pipeline.add(SubsidyRun.decide(book, decided)) }
        if !changes.orders.isEmpty { pipeline.add(PaymentOrder.save(book, changes.orders.inOrder)) }
        if !changes.statements.isEmpty { pipeline.add(KeptStatement.insert(book, changes.statements.inOrder)) }
        if !changes.bankLines.isEmpty { pipeline.add(BankLine.save(book, changes.bankLines.inOrder)) }
    }
}

extension Dictionary where Key == Int64 {
    /// Values by ascending number, so that the same turn writes the same rows in the same order.
    fileprivate var inOrder: [Value] { keys.sorted().map { self[$0]! } }

    fileprivate func parted(by new: Set<Int64>) -> (new: [Value], old: [Value]) {
        if new.isEmpty { return ([], inOrder) }
        if new.count == count { return (inOrder, []) }
        let numbers = keys.sorted()
        return (numbers.filter(new.contains).map { self[$0]! }, numbers.filter { !new.contains($0) }.map { self[$0]! })
    }
}

extension Changes {
    fileprivate func countersRow(_ book: Int64, answers: Int) -> SQL {
        """
        update clearing.book
        set next_loan = \(counters.loan), next_claim = \(counters.claim), next_recovery = \(counters.recovery),
            next_leg = \(counters.leg), next_run = \(counters.run), next_order = \(counters.order),
            next_bank_line = \(counters.bankLine), next_statement = \(counters.statement),
            next_batch = \(counters.batch), next_subsidy_run = \(counters.subsidyRun),
            next_event = \(counters.event + Int64(notices.count)), next_request = \(counters.request + Int64(answers)),
            reference = reference + \(touchesReference ? Int64(1) : Int64(0))
        where book_id = \(book)
        """
    }
}
