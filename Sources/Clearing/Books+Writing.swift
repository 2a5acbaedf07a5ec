import Accounting
import JSON

extension Books {
    /// Makes room for so many loans that are going to be added or saved.
    public mutating func expect(loans count: Int) {
        draft.loans.reserveCapacity(count)
        draft.reports.reserveCapacity(count)
    }

    public mutating func add(_ loan: Loan) {
        draft.loans[loan.number] = loan
        draft.newLoans.insert(loan.number)
    }

    public mutating func save(_ loan: Loan) { draft.loans[loan.number] = loan }

    public mutating func add(_ report: Loan.Report, of loan: Int64) {
        draft.reports.append((loan, report, person))
    }

    public mutating func add(_ batch: Batch) {
        draft.batches[batch.number] = batch
        draft.newBatches.insert(batch.number)
    }

    /// Writes how far a file has come, and what became of its lines.
    public mutating func save(_ batch: Batch, _ lines: [Batch.Line]) {
        draft.batches[batch.number] = batch
        draft.batchLines += lines
    }

    public mutating func add(_ claim: Claim) {
        draft.claims[claim.number] = claim
        draft.newClaims.insert(claim.number)
    }

    public mutating func save(_ claim: Claim) {
        draft.claims[claim.number] = claim
        draft.shared.insert(claim.number)
    }

    /// A claim that was filed anew, or worked out again from a new balance; `former` is how it stood before.
    public mutating func save(_ claim: Claim, renewing former: Claim) {
        draft.refilings.append(claim)
        draft.formerClaims.append(former)
        save(claim)
    }

    public mutating func add(_ recovery: Recovery) { draft.recoveries.append(recovery) }

    public mutating func add(_ evidence: Evidence) { draft.evidence.append(evidence) }

    public mutating func add(_ leg: Leg) {
        draft.legs[leg.number] = leg
        draft.newLegs.insert(leg.number)
    }

    public mutating func save(_ leg: Leg) { draft.legs[leg.number] = leg }

    public mutating func add(_ run: Run) {
        draft.runs[run.number] = run
        draft.newRuns.insert(run.number)
    }

    public mutating func save(_ run: Run) { draft.runs[run.number] = run }

    public mutating func add(_ order: PaymentOrder) {
        draft.orders[order.number] = order
        draft.newOrders.insert(order.number)
    }

    public mutating func save(_ order: PaymentOrder) { draft.orders[order.number] = order }

    public mutating func save(_ proposal: Proposal) {
        draft.proposals[proposal.matter, default: [:]][proposal.number] = proposal
    }

    public mutating func save(_ party: Party) {
        reference.parties[party.id] = party
        draft.parties.append(party)
    }

    public mutating func save(_ person: Person) {
        reference.people[person.id] = person
        draft.people.append(person)
    }

    public mutating func save(_ credential: Credential) {
        reference.credentials[credential.kid] = credential
        draft.credentials.append(credential)
    }

    public mutating func save(_ version: TermsVersion) {
        var versions = reference.terms[version.terms.programme, default: []].filter { $0.version != version.version }
        versions.append(version)
        reference.terms[version.terms.programme] = versions.sorted { $0.version < $1.version }
        draft.terms.append(version)
    }

    /// Takes the next number of a counter.
    public mutating func next(_ counter: WritableKeyPath<Changes.Counters, Int64>) -> Int64 {
        defer { draft.counters[keyPath: counter] += 1 }
        return draft.counters[keyPath: counter]
    }

    /// Books an event by the rule that carries its name; its amounts may be zero, and then nothing is written.
    public mutating func post(
        _ event: String,
        about subject: String,
        on day: Day,
        _ dimensions: [String: String],
        _ amounts: [String: Money]
    ) throws(Refusal) {
        try record(entry(for: event, about: subject, on: day, dimensions, amounts))
    }

    /// A part of an entry that adds up many lines: an event with what it brings.
    public struct Part {
        let event: String
        let dimensions: [String: String]
        let amounts: [String: Money]

        public init(_ event: String, _ dimensions: [String: String], _ amounts: [String: Money]) {
            self.event = event
            self.dimensions = dimensions
            self.amounts = amounts
        }
    }

    /// Books what many lines add up to as one entry: each part by the rule that carries its event's name, under the
    /// SHA-256 of the lines. The entry bears the name of its first part.
    public mutating func post(_ parts: [Part], about subject: String, on day: Day, digest: [UInt8]) throws(Refusal) {
        guard let first = parts.first else { return }
        var postings: [Posting] = []
        for part in parts {
            postings += entry(for: part.event, about: subject, on: day, part.dimensions, part.amounts).postings
        }
        try record(Entry(event: first.event, date: day, reference: subject, postings: postings, digest: digest))
    }

    /// Sets the most an account may hold.
    public mutating func setCeiling(_ name: AccountName, _ ceiling: Money?) {
        var holding = holding(name)
        guard holding.ceiling != ceiling else { return }
        holding.ceiling = ceiling
        draft.holdings[name] = holding
        draft.ceilings[name] = .some(ceiling)
    }

    /// Tells those whom it concerns that something happened.
    public mutating func tell(_ kind: String, about subject: String, to parties: [String], _ data: JSON) {
        draft.notices.append(
            Notice(
                kind: kind,
                subject: subject,
                parties: Array(Set(parties)).sorted(),
                party: caller?.party.id ?? "",
                person: person,
                at: now,
                data: data
            )
        )
    }

    /// Who acts.
    public var person: String { caller?.person.id ?? "" }
}
