import Accounting

extension Books {
    public mutating func loan(_ number: Int64) throws(Refusal) -> Loan {
        if let loan = draft.loans[number] ?? hand.loans[number] { return loan }
        if !hand.known.loans.contains(number) { missing.loans.insert(number) }
        throw Refusal(.unknownLoan)
    }

    public mutating func namesakes(_ namesake: Needs.Namesake) -> [Loan] {
        guard hand.known.namesakes.contains(namesake) else {
            missing.namesakes.insert(namesake)
            return []
        }
        let business = Hand.Business(bank: namesake.bank, number: namesake.businessNumber)
        var numbers = hand.byBusiness[business] ?? []
        if let others = hand.byNote[namesake.noteNumber] { numbers.formUnion(others) }
        return numbers.sorted().compactMap { draft.loans[$0] ?? hand.loans[$0] }
    }

    public mutating func batch(_ number: Int64) throws(Refusal) -> Batch {
        if let batch = draft.batches[number] ?? hand.batches[number] { return batch }
        if !hand.known.batches.contains(number) { missing.batches.insert(number) }
        throw Refusal(.unknownBatch)
    }

    /// The file of this name, if it was received before.
    public mutating func batch(named name: Batch.Name) -> Batch? {
        if let batch = hand.batches.values.first(where: { $0.name == name }) { return batch }
        if !hand.known.batchNames.contains(name) { missing.batchNames.insert(name) }
        return nil
    }

    /// Filings of a file that wait for somebody's word, by number.
    public mutating func pending(_ asked: Needs.PendingFilings) -> [Loan] {
        guard let numbers = hand.pending[asked] else {
            missing.pendingOf.insert(asked)
            return []
        }
        return numbers.compactMap { draft.loans[$0] ?? hand.loans[$0] }.filter { $0.awaits == asked.awaits }
    }

    public mutating func claim(_ number: Int64) throws(Refusal) -> Claim {
        if let claim = draft.claims[number] ?? hand.claims[number] { return claim }
        if !hand.known.claims.contains(number) { missing.claims.insert(number) }
        throw Refusal(.unknownClaim)
    }

    /// Whether claims are at hand, all of them; those that are not are fetched together.
    public mutating func haveAll(claims: Set<Int64>) -> Bool {
        let unknown = claims.filter { hand.claims[$0] == nil && !hand.known.claims.contains($0) }
        missing.claims.formUnion(unknown)
        return unknown.isEmpty
    }

    public mutating func run(_ number: Int64) throws(Refusal) -> Run {
        if let run = draft.runs[number] ?? hand.runs[number] { return run }
        if !hand.known.runs.contains(number) { missing.runs.insert(number) }
        throw Refusal(.unknownRun)
    }

    /// The run of a day, of one category or of all that is due; nil where there is none.
    public mutating func run(due day: Day, _ category: Category?) -> Run? {
        if let run = hand.runs.values.first(where: { $0.dueOn == day && $0.category == category }) { return run }
        if !hand.known.runDays.contains(day) { missing.runDays.insert(day) }
        return nil
    }

    public mutating func order(_ number: Int64) throws(Refusal) -> PaymentOrder {
        if let order = draft.orders[number] ?? hand.orders[number] { return order }
        if !hand.known.orders.contains(number) { missing.orders.insert(number) }
        throw Refusal(.unknownOrder)
    }

    /// A run's orders, by number.
    public mutating func orders(of run: Int64) -> [PaymentOrder] {
        if !hand.known.runs.contains(run) { missing.runs.insert(run) }
        return hand.orders.values.filter { $0.run == run }.map { draft.orders[$0.number] ?? $0 }.sorted {
            $0.number < $1.number
        }
    }

    /// The legs an order pays, by number.
    public mutating func legs(of order: PaymentOrder) -> [Leg] {
        if !hand.known.orders.contains(order.number) && !hand.known.runs.contains(order.run) {
            missing.orders.insert(order.number)
        }
        // A leg that was split in this very command stands in the draft only.
        let kept = hand.legs.values.filter { $0.order == order.number && draft.legs[$0.number] == nil }
        return (kept + draft.legs.values.filter { $0.order == order.number }).sorted { $0.number < $1.number }
    }

    /// What is due by a day and in no run yet: oldest acceptance first, then by claim and leg.
    /// What is in a run but not paid yet comes with the same need: see `unpaidLegs`.
    public mutating func legs(dueBy day: Day) -> [Leg] {
        if !hand.known.dueBy.contains(day) { missing.dueBy.insert(day) }
        return hand.legs.values.filter { $0.waits && $0.dueOn <= day }
            .sorted { ($0.acceptedAt, $0.claim, $0.number) < ($1.acceptedAt, $1.claim, $1.number) }
    }

    /// What is in a run and not paid yet.
    public func unpaidLegs() -> [Leg] { hand.legs.values.filter { $0.run != nil && $0.settledOn == nil } }

    /// A claim's legs, in a run or not, by number.
    public mutating func legs(ofClaim claim: Int64) -> [Leg] {
        if !hand.known.legsOf.contains(claim) { missing.legsOf.insert(claim) }
        return hand.legs.values.filter { $0.claim == claim && !$0.isVoid }.map { draft.legs[$0.number] ?? $0 }.sorted {
            $0.number < $1.number
        }
    }

    /// Paid claims that take of a cap of a bank's year under a programme.
    public mutating func claims(in year: TrueUp.Year) -> [Int64] {
        guard let claims = hand.yearClaims[year] else {
            missing.trueUps.insert(year)
            return []
        }
        return claims
    }

    /// A claim's recoveries, in the order they were reported.
    public mutating func recoveries(of claim: Int64) -> [Recovery] {
        guard let recoveries = hand.recoveries[claim] else {
            missing.recoveries.insert(claim)
            return []
        }
        return recoveries
    }

    /// The files attached to a claim, by number.
    public mutating func evidence(of claim: Int64) -> [Evidence] {
        guard let evidence = hand.evidence[claim] else {
            missing.evidence.insert(claim)
            return []
        }
        return evidence
    }

    /// What was proposed about a matter, oldest first.
    public mutating func proposals(_ matter: Proposal.Matter) -> [Proposal] {
        if !hand.known.proposals.contains(matter) { missing.proposals.insert(matter) }
        return hand.proposals[matter, default: [:]].merging(draft.proposals[matter, default: [:]]) { $1 }
            .values.sorted { $0.number < $1.number }
    }

    /// Principal whose term ended in a year, or ever.
    public mutating func released(_ bank: String, _ programme: String, in year: Int?) -> [Released] {
        let key = Needs.BankProgramme(bank: bank, programme: programme, year: year)
        guard let released = hand.released[key] else {
            missing.released.insert(key)
            return []
        }
        return released
    }

    /// The pool's principal when the year began; in the book's first year, what has been paid in so far.
    public mutating func openingPool(_ year: Int) -> Money {
        guard let opening = hand.openingPools[year] else {
            missing.openingPools.insert(year)
            return .zero
        }
        return opening
    }

    /// Whether an entry about the subject stands in the books.
    public mutating func hasEntry(about subject: String) -> Bool {
        if hand.booked.contains(subject) { return true }
        if !hand.known.subjects.contains(subject) { missing.subjects.insert(subject) }
        return false
    }

    public mutating func holding(_ name: AccountName) -> Holding {
        if let holding = draft.holdings[name] ?? hand.holdings[name] { return holding }
        missing.accounts.insert(name)
        return unopened(name)
    }

    public func party(_ id: String, at pointer: String = "") throws(Refusal) -> Party {
        guard let party = reference.parties[id] else { throw Refusal(.unknownParty, at: pointer, ["party": id]) }
        return party
    }
}
