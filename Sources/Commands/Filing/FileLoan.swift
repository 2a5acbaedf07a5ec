import Accounting
import Clearing
import JSON

/// A bank files one loan under a programme (单笔备案). What is accepted reserves capacity in the memo accounts; the answer is
/// the guarantee certificate. Where the terms let the guarantor decide first (见保即贷), it waits for its word.
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
        let terms = version.terms
        let received = try books.receivedOn(now, terms, correcting: corrected)
        let reference = books.reference
        try record.check(terms, .single, receivedOn: received, at: now) { (days, day) throws(Refusal) in
            try reference.adding(days, to: day)
        }
        for namesake in record.namesakes(of: caller.party.id).prefix(1) {
            try record.checkNamesakes(books.namesakes(namesake), of: caller.party.id, correcting: corrected)
        }
        let renewed = try books.renewed(by: record, of: caller)
        if let corrected { try books.takeBack(corrected, on: now.day) }
        if let renewed { try books.payOff(renewed, on: record.disbursed) }
        let isAccepted = terms.filing.acceptsAtOnce(record, .single)
        let loan = record.loan(
            books.next(\.loan), of: caller.party.id, under: version, isAccepted: isAccepted, batch: nil,
            correcting: corrected, at: now, in: reference)
        if let day = loan.inForceFrom { try books.reserve(loan, terms, on: day) }
        books.add(loan)
        books.tell(
            isAccepted ? "loan.filed" : "filing.waiting", about: "loan/\(loan.number)",
            to: [loan.filed.bank] + [loan.ties.guarantor].compactMap { $0 },
            ["programme": .string(record.programme), "principal": .integer(record.principal.fen)])
        return LoanView(loan)
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

    /// Pays a loan off by the one that renews it: its cover ends on the switch day, with which the other's begins.
    mutating func payOff(_ old: Loan, on day: Day) throws(Refusal) {
        let (loan, report) = try old.paidOff(on: day)
        try post(
            "loan-repaid", about: "loan/\(loan.number)", on: day, loan.dimensions,
            ["fund_exposure": old.exposure, "balance": old.report.balance])
        add(report, of: loan.number)
        save(loan)
        tell("loan.renewed", about: "loan/\(loan.number)", to: [loan.filed.bank], [:])
    }
}
