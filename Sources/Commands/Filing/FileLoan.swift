import Accounting
import Clearing
import JSON

/// A bank files one loan under a programme (单笔备案). What is accepted reserves capacity in the memo accounts; the answer is
/// the guarantee certificate.
///
/// `renews` pays off a loan in force by this one on the same day; `replaces` corrects a filing of the bank's own.
public struct FileLoan: Command {
    public static let name = "file-loan"
    public static let status = 201

    private let record: FilingRecord

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) { record = try FilingRecord(&fields) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> LoanView {
        try caller.require(.bankMaker, .bankChecker)
        guard caller.person.branch == nil || caller.person.branch == record.branch else {
            throw Refusal(.roleMissing, at: "/branch", ["role": record.branch])
        }
        if caller.party.isSuspended { throw Refusal(.bankSuspended) }
        try books.mustBeOpen(Portfolio(bank: caller.party.id, programme: record.programme))
        guard let version = books.reference.terms(of: record.programme, on: now.day) else {
            throw Refusal(.termsUnknown, at: "/programme", ["programme": record.programme, "day": "\(now.day)"])
        }
        let corrected = try books.corrected(by: record, of: caller)
        // A correction is in time where the filing was that it corrects.
        let received = try books.receivedOn(corrected?.filedAt ?? now)
        let terms = version.terms
        let reference = books.reference
        try record.check(terms, .single, receivedOn: received, at: now) { (day) throws(Refusal) in
            try reference.lastFilingDay(terms, disbursed: day)
        }
        for namesake in record.namesakes(of: caller.party.id).prefix(1) {
            try record.checkNamesakes(books.namesakes(namesake), of: caller.party.id, correcting: corrected)
        }
        let renewed = try books.renewed(by: record, of: caller)
        if let corrected { try books.takeBack(corrected, on: now.day) }
        if let renewed { try books.payOff(renewed, on: record.disbursed, entered: now.day) }
        let loan = self.loan(number: books.next(\.loan), version, corrected, by: caller, at: now)
        try books.reserve(loan, terms, on: now.day)
        books.add(loan)
        books.tell(
            "loan.filed", about: "loan/\(loan.number)", to: [loan.filed.bank],
            ["programme": .string(record.programme), "principal": .integer(record.principal.fen)])
        return LoanView(loan)
    }

    private func loan(
        number: Int64, _ version: TermsVersion, _ corrected: Loan?, by caller: Caller, at now: Moment
    ) -> Loan {
        let facts = record.facts(of: caller.party.id)
        return Loan(
            number: number, filed: facts, termsVersion: version.version, filedAt: now, state: .active,
            report: Loan.Report(opening: facts), exposure: version.terms.exposure(of: record.principal),
            releasedOn: nil, openClaim: nil, ties: Loan.Ties(renews: record.renews, replaces: corrected?.number))
    }
}

extension Books {
    /// Takes a filing out of the books that another one corrects.
    mutating func takeBack(_ corrected: Loan, on day: Day) throws(Refusal) {
        var loan = corrected
        try loan.replace(on: day)
        if corrected.state == .active {
            try post(
                "loan-repaid", about: "loan/\(loan.number)", on: day, loan.dimensions,
                ["fund_exposure": corrected.exposure, "balance": corrected.report.balance])
        }
        save(loan)
        tell("loan.replaced", about: "loan/\(loan.number)", to: [loan.filed.bank], [:])
    }

    /// Pays a loan off by the one that renews it: its cover ends on the switch day, its room is free from the day the renewal
    /// is entered.
    mutating func payOff(_ old: Loan, on day: Day, entered: Day) throws(Refusal) {
        let (loan, report) = try old.paidOff(on: day)
        try post(
            "loan-repaid", about: "loan/\(loan.number)", on: entered, loan.dimensions,
            ["fund_exposure": old.exposure, "balance": old.report.balance])
        add(report, of: loan.number)
        save(loan)
        tell("loan.renewed", about: "loan/\(loan.number)", to: [loan.filed.bank], [:])
    }
}
