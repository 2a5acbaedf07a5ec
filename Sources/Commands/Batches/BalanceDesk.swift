import Accounting
import Clearing

/// Takes the balances of one chunk in file order: each by the rules of a single report, all posted as one entry a day.
struct BalanceDesk {
    private let batch: Batch
    private let caller: Caller
    private let now: Moment
    private var repaid: [Day: Aggregate] = [:]
    private var terms: [Version: HeldTerms] = [:]

    init(_ batch: Batch, _ caller: Caller, at now: Moment) {
        self.batch = batch
        self.caller = caller
        self.now = now
    }

    static func needs(of records: [BalanceRecord], _ bank: String) -> Needs {
        var needs = Needs()
        for record in records {
            if case .number(let number) = record.loan { needs.loans.insert(number) }
            if let name = record.named(by: bank) { needs.namesakes.insert(name) }
        }
        return needs
    }

    mutating func decide(_ records: [(line: Int32, record: Result<BalanceRecord, Refusal>)], in books: inout Books)
        -> [Batch.Line]
    {
        var lines: [Batch.Line] = []
        lines.reserveCapacity(records.count)
        books.expect(loans: records.count)
        for (line, record) in records {
            do throws(Refusal) {
                lines.append(try take(try record.get(), line, in: &books))
            } catch {
                lines.append(Batch.Line(batch: batch.number, line: line, outcome: .rejected, loan: nil, refusal: error))
            }
        }
        return lines
    }

    mutating func post(in books: inout Books, _ lines: [Batch.Line]) throws(Refusal) {
        for (day, sums) in repaid.sorted(by: { $0.key < $1.key }) {
            try books.post(
                sums.parts("batch-repaid", bank: caller.party.id), about: lines.subject(batch), on: day,
                digest: lines.digest(on: day))
        }
    }

    private mutating func take(_ record: BalanceRecord, _ line: Int32, in books: inout Books) throws(Refusal)
        -> Batch.Line
    {
        let before = try loan(of: record, in: &books)
        if let closed = books.closedUntil, record.asOf <= closed {
            throw Refusal(.periodClosed, at: "/as_of", ["day": "\(record.asOf)"])
        }
        var loan = before
        let report = try record.report(on: loan)
        try loan.checkDates(of: report, at: now)
        // Its claim would have to be worked out again with it: that is done singly.
        if let claim = loan.openClaim { throw Refusal(.alreadyClaimed, at: "/loan", ["claim": "\(claim)"]) }
        let terms = terms(of: loan, in: books)
        try loan.take(report) { terms.terms.exposure(of: $0) }
        let balance = before.report.balance - loan.report.balance
        let exposure = before.exposure - loan.exposure
        let day = before.counts(report)
        if balance > .zero { repaid[day, default: Aggregate()].add(loan, exposure: exposure, balance: balance) }
        books.add(report, of: loan.number)
        books.save(loan)
        return Batch.Line(
            batch: batch.number, line: line, outcome: .accepted, loan: loan.number, countsOn: day,
            balance: .zero - balance, exposure: .zero - exposure)
    }

    private struct Version: Hashable {
        let programme: String
        let number: Int
    }

    /// By reference, since terms are a lot to hand about.
    private final class HeldTerms {
        let terms: Terms

        init(_ terms: Terms) { self.terms = terms }
    }

    /// The terms a loan was filed under, looked up once a chunk.
    private mutating func terms(of loan: Loan, in books: Books) -> HeldTerms {
        let version = Version(programme: loan.filed.programme, number: loan.termsVersion)
        if let known = terms[version] { return known }
        let held = HeldTerms(loan.terms(in: books.reference))
        terms[version] = held
        return held
    }

    private func loan(of record: BalanceRecord, in books: inout Books) throws(Refusal) -> Loan {
        let loan: Loan
        switch record.loan {
        case .number(let number):
            do { loan = try books.loan(number) } catch { throw Refusal(.unknownLoan, at: "/loan") }
        case .business(let number):
            let found = record.named(by: caller.party.id).map { books.namesakes($0) } ?? []
            guard
                let own = found.first(where: { $0.filed.bank == caller.party.id && $0.filed.businessNumber == number })
            else { throw Refusal(.unknownLoan, at: "/business_number") }
            loan = own
        }
        do { try caller.mustReach(loan) } catch { throw Refusal(.unknownLoan, at: "/loan") }
        return loan
    }
}
