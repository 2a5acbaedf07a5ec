import Accounting
import Clearing

/// Decides the filings of one chunk in file order; what the ones before took is counted already. Accounts are read once and
/// posted to once, however many records there are.
struct FilingDesk {
    private let batch: Batch
    private let caller: Caller
    private let now: Moment
    private let receivedOn: Day
    /// What this chunk put on accounts so far, and what they may hold now.
    private var moved: [AccountName: Money] = [:]
    private var ceilings: [AccountName: Money] = [:]
    private var programmes: [String: Programme] = [:]
    private var windows: [Window: Day] = [:]
    /// Loans of this chunk by their numbers, which the books do not know yet.
    private var byBusiness: [String: Loan] = [:]
    private var byNote: [String: Loan] = [:]
    /// Loans that left the books in this chunk.
    private var gone: Set<Int64> = []
    /// By the day on which they count.
    private var filed: [Day: Aggregate] = [:]
    private var ended: [Day: Aggregate] = [:]
    /// Guarantors whose word is waited for.
    private var asked: Set<String> = []

    private struct Window: Hashable {
        let days: Int
        let from: Day
    }

    /// What all filings of a programme are held to, looked up once a chunk. By reference, since terms are a lot to hand about.
    private final class Programme {
        let version: TermsVersion?
        let isSuspended: Bool
        /// Without the borrower's.
        let limits: [FilingLimit]

        init(version: TermsVersion?, isSuspended: Bool, limits: [FilingLimit]) {
            self.version = version
            self.isSuspended = isSuspended
            self.limits = limits
        }
    }

    init(_ batch: Batch, _ caller: Caller, at now: Moment, in books: Books) throws(Refusal) {
        self.batch = batch
        self.caller = caller
        self.now = now
        receivedOn = try books.receivedOn(now)
    }

    static func needs(of records: [FilingRecord], _ bank: String) -> Needs {
        var needs = Needs()
        needs.namesakes.reserveCapacity(records.count)
        for record in records {
            for namesake in record.namesakes(of: bank) { needs.namesakes.insert(namesake) }
            if let renews = record.renews { needs.loans.insert(renews) }
            for code in ["9008:borrower:\(record.borrower)", "9008:programme:\(record.programme)"] {
                if let account = AccountName(code) { needs.accounts.insert(account) }
            }
        }
        return needs
    }

    mutating func decide(_ records: [(line: Int32, record: Result<FilingRecord, Refusal>)], in books: inout Books)
        -> [Batch.Line]
    {
        var lines: [Batch.Line] = []
        lines.reserveCapacity(records.count)
        books.expect(loans: records.count)
        for (line, record) in records {
            do throws(Refusal) {
                lines.append(try file(try record.get(), line, in: &books))
            } catch {
                lines.append(Batch.Line(batch: batch.number, line: line, outcome: .rejected, loan: nil, refusal: error))
            }
        }
        return lines
    }

    /// One entry a day for all of the chunk, which is today's but for renewals, and the ceilings that go with it.
    mutating func post(in books: inout Books, _ lines: [Batch.Line]) throws(Refusal) {
        for (account, ceiling) in ceilings.sorted(by: { $0.key < $1.key }) { books.setCeiling(account, ceiling) }
        let bank = caller.party.id
        for day in Set(filed.keys).union(ended.keys).sorted() {
            let parts =
                (filed[day]?.parts("batch-filed", bank: bank) ?? [])
                + (ended[day]?.parts("batch-repaid", bank: bank) ?? [])
            try books.post(parts, about: lines.subject(batch), on: day, digest: lines.digest(on: day))
        }
        if !asked.isEmpty {
            books.tell("filing.waiting", about: "batch/\(batch.number)", to: [bank] + asked, [:])
        }
    }

    private mutating func file(_ record: FilingRecord, _ line: Int32, in books: inout Books) throws(Refusal)
        -> Batch.Line
    {
        guard caller.person.branch == nil || caller.person.branch == record.branch else {
            throw Refusal(.roleMissing, at: "/branch", ["role": record.branch])
        }
        if caller.party.isSuspended { throw Refusal(.bankSuspended) }
        let programme = programme(record.programme, in: &books)
        if programme.isSuspended { throw Refusal(.bankSuspended, at: "/programme") }
        guard let version = programme.version else {
            throw Refusal(.termsUnknown, at: "/programme", ["programme": record.programme, "day": "\(now.day)"])
        }
        let corrected = try known(try books.corrected(by: record, of: caller), at: "/replaces")
        try check(record, version.terms, corrected, in: books)
        try checkNamesakes(of: record, corrected, in: &books)
        let renewed = try known(try books.renewed(by: record, of: caller), at: "/renews")
        let isAccepted = version.terms.filing.acceptsAtOnce(record, .batch)
        let freed = Freed(corrected, renewed)
        if isAccepted {
            try take(record, programme, freed, in: &books)
        } else if corrected != nil {
            release(freed)
        }
        try end(corrected, renewed, record, in: &books)
        let loan = record.loan(
            books.next(\.loan), of: caller.party.id, under: version, isAccepted: isAccepted, batch: batch.number,
            correcting: corrected, at: now, in: books.reference)
        if let guarantor = loan.ties.guarantor { asked.insert(guarantor) }
        books.add(loan)
        byBusiness[record.businessNumber] = loan
        byNote[record.noteNumber] = loan
        return self.line(line, loan, freed)
    }

    /// A loan that an earlier record of the chunk ended is not there any more.
    private func known(_ loan: Loan?, at pointer: String) throws(Refusal) -> Loan? {
        if let loan, gone.contains(loan.number) { throw Refusal(.wrongState, at: pointer, ["state": "replaced"]) }
        return loan
    }

    private mutating func check(_ record: FilingRecord, _ terms: Terms, _ corrected: Loan?, in books: Books)
        throws(Refusal)
    {
        let received =
            corrected == nil ? receivedOn : try books.receivedOn(now, terms, correcting: corrected)
        let reference = books.reference
        var windows = windows
        try record.check(terms, .batch, receivedOn: received, at: now) { (days, day) throws(Refusal) in
            let window = Window(days: days, from: day)
            if let known = windows[window] { return known }
            let last = try reference.adding(days, to: day)
            windows[window] = last
            return last
        }
        self.windows = windows
    }

    private func checkNamesakes(of record: FilingRecord, _ corrected: Loan?, in books: inout Books) throws(Refusal) {
        let bank = caller.party.id
        var others = books.namesakes(record.namesakes(of: bank)[0])
        if let other = byBusiness[record.businessNumber] { others.append(other) }
        if let other = byNote[record.noteNumber] { others.append(other) }
        try record.checkNamesakes(others, of: bank, correcting: corrected)
    }

    // MARK: Room

    /// What is free again before a record takes its room.
    private struct Freed {
        var loans: [Loan]

        init(_ corrected: Loan?, _ renewed: Loan?) {
            loans = [corrected, renewed].compactMap { $0 }.filter { $0.state == .active }
        }
    }

    /// Takes the room a record needs; leaves everything as it was where there is too little.
    private mutating func take(_ record: FilingRecord, _ programme: Programme, _ freed: Freed, in books: inout Books)
        throws(Refusal)
    {
        let limits = limits(of: programme, record.borrower)
        release(freed)
        do throws(Refusal) {
            for limit in limits { try check(record, limit, in: &books) }
        } catch {
            release(freed, by: -1)
            throw error
        }
        for limit in limits { moved[limit.account, default: .zero] += record.principal }
    }

    private mutating func check(_ record: FilingRecord, _ limit: FilingLimit, in books: inout Books) throws(Refusal) {
        guard let most = limit.limit else { return }
        let holding = books.holding(limit.account)
        let held = holding.balance + (moved[limit.account] ?? .zero)
        guard held + record.principal <= most else {
            throw Refusal(limit.reason, at: "/principal", ["room": "\(max(.zero, most - held))"])
        }
        // Programmes may allow different amounts; the account holds all to the widest, this one's was just checked.
        ceilings[limit.account] = max(most, ceilings[limit.account] ?? holding.ceiling ?? most)
    }

    /// Gives room back; takes it again where `times` is -1.
    private mutating func release(_ freed: Freed, by times: Int64 = 1) {
        for loan in freed.loans {
            for part in [
                "pool", "borrower:\(loan.filed.borrower)", "bank:\(loan.filed.bank)",
                "programme:\(loan.filed.programme)",
            ] {
                guard let account = AccountName("9008:\(part)") else { continue }
                moved[account, default: .zero] -= Money(fen: times * loan.report.balance.fen)
            }
        }
    }

    /// The borrower's stands behind the pool's.
    private func limits(of programme: Programme, _ borrower: String) -> [FilingLimit] {
        guard let account = AccountName("9008:borrower:\(borrower)") else { return programme.limits }
        var limits = programme.limits
        let most = programme.version?.terms.filing.perBorrower
        limits.insert(FilingLimit(account: account, reason: .borrowerLimit, limit: most), at: 1)
        return limits
    }

    private mutating func programme(_ name: String, in books: inout Books) -> Programme {
        if let known = programmes[name] { return known }
        let version = books.reference.terms(of: name, on: now.day)
        let portfolio = Portfolio(bank: caller.party.id, programme: name)
        let programme = Programme(
            version: version, isSuspended: books.isSuspended(portfolio),
            limits: version.map { books.filingLimits(of: $0.terms, bank: caller.party.id, borrower: nil) } ?? [])
        programmes[name] = programme
        return programme
    }

    // MARK: What becomes of it

    /// Ends what the record corrects or renews.
    private mutating func end(
        _ corrected: Loan?, _ renewed: Loan?, _ record: FilingRecord, in books: inout Books
    ) throws(Refusal) {
        if let corrected {
            var loan = corrected
            try loan.replace(on: now.day)
            if corrected.state == .active {
                ended[now.day, default: Aggregate()].add(
                    corrected, exposure: corrected.exposure, balance: corrected.report.balance)
            }
            gone.insert(loan.number)
            books.save(loan)
        }
        if let renewed {
            let (loan, report) = try renewed.paidOff(on: record.disbursed)
            ended[record.disbursed, default: Aggregate()].add(
                renewed, exposure: renewed.exposure, balance: renewed.report.balance)
            gone.insert(loan.number)
            books.add(report, of: loan.number)
            books.save(loan)
        }
    }

    private mutating func line(_ line: Int32, _ loan: Loan, _ freed: Freed) -> Batch.Line {
        let isAccepted = loan.state == .active
        if let day = loan.inForceFrom {
            filed[day, default: Aggregate()].add(loan, exposure: loan.exposure, balance: loan.filed.principal)
        }
        let left = freed.loans.map(\.report.balance).total
        let leftExposure = freed.loans.map(\.exposure).total
        return Batch.Line(
            batch: batch.number, line: line, outcome: isAccepted ? .accepted : .pending, loan: loan.number,
            countsOn: loan.inForceFrom,
            balance: (isAccepted ? loan.filed.principal : .zero) - left, exposure: loan.exposure - leftExposure)
    }
}
