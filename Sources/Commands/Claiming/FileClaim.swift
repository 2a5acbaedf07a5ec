import Accounting
import Clearing
import JSON

/// A bank claims the covered loss of one of its filed loans.
///
/// What can be checked without opinion is checked here (RULES §6): names and numbers against the filing, the amount against
/// the balance reports, papers against the checklist, dates against the terms. The books expect the fund's share from now on.
public struct FileClaim: Command {
    public static let name = "file-claim"
    public static let status = 201

    let loan: Int64
    let borrower, borrowerName, contractNumber: String
    let guaranteeNumber: String?
    let principal, collateralProceeds, uncoveredInterest, uncoveredPenalty: Money
    let interestPaidTo, calculatedOn: Day
    let named: [Loss.Named]
    let documents: [Claim.Document]

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        loan = try fields.integer("loan", in: 1...Int64.max)
        borrower = try fields.string("borrower", length: 18...18)
        borrowerName = try fields.string("borrower_name", length: 1...100)
        contractNumber = try fields.reference("contract_number")
        guaranteeNumber = try fields.optionalReference("guarantee_number")
        principal = try fields.money("principal")
        collateralProceeds = try fields.optionalMoney("collateral_proceeds", in: 0...1_000_000_000_000_000) ?? .zero
        uncoveredInterest = try fields.optionalMoney("uncovered_interest", in: 0...1_000_000_000_000_000) ?? .zero
        uncoveredPenalty = try fields.optionalMoney("uncovered_penalty", in: 0...1_000_000_000_000_000) ?? .zero
        interestPaidTo = try fields.day("interest_paid_to")
        calculatedOn = try fields.day("calculated_on")
        named = try fields.list("named_amounts", count: 0...8) { (item) throws(JSON.Problem) in
            Loss.Named(name: try item.identifier("name"), amount: try item.money("amount"))
        }
        for (place, amount) in named.enumerated() where named[..<place].contains(where: { $0.name == amount.name }) {
            throw JSON.Problem(
                code: .badFormat, pointer: "/named_amounts/\(place)/name", detail: "name each amount once")
        }
        documents = try fields.list("documents", count: 0...40) { (item) throws(JSON.Problem) in
            Claim.Document(name: try item.string("name", length: 1...60), sha256: try item.digest("sha256"))
        }
        try fields.end()
    }

    public var needs: Needs { .loan(loan) }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> ClaimView {
        try caller.require(.bankMaker, .bankChecker)
        var loan = try books.loan(self.loan)
        try caller.mustReach(loan)
        guard let terms = books.reference.terms(of: loan.filed.programme, version: loan.termsVersion)?.terms,
            let procedure = books.reference.procedure(of: loan.filed.programme, on: now.day)
        else { throw Refusal(.termsUnknown, ["programme": loan.filed.programme, "day": "\(now.day)"]) }
        try check(against: loan, procedure.terms, at: now)
        try checkWindow(of: loan, procedure.terms, in: books, at: now)
        try checkNames(against: terms)
        let claim = try self.claim(on: loan, procedure.version, terms, in: &books, by: caller, at: now)
        books.add(claim)
        loan.openClaim = claim.number
        books.save(loan)
        try book(claim, procedure.terms, in: &books, on: now.day)
        books.tell(
            "claim.filed", about: "claim/\(claim.number)", to: [claim.filed.bank],
            ["loan": .integer(loan.number), "principal": .integer(principal.fen)])
        return ClaimView(claim)
    }

    private func claim(
        on loan: Loan, _ procedure: Int, _ terms: Terms, in books: inout Books, by caller: Caller, at now: Moment
    ) throws(Refusal) -> Claim {
        let facts = Claim.Facts(
            loan: loan.number, programme: loan.filed.programme, bank: loan.filed.bank, branch: loan.filed.branch,
            borrower: loan.filed.borrower, principal: principal, collateralProceeds: collateralProceeds,
            interestPaidTo: interestPaidTo, calculatedOn: calculatedOn, uncoveredInterest: uncoveredInterest,
            uncoveredPenalty: uncoveredPenalty, named: named, documents: documents, procedureVersion: procedure,
            filedBy: caller.person.id, filedAt: now, receivedOn: try books.receivedOn(now), follows: loan.curedClaim)
        let expected = terms.sharing.share(facts.loss(at: loan.filed.rate))
        let fund = expected.shares.first { $0.party == Share.fund }?.amount ?? .zero
        return Claim(number: books.next(\.claim), filed: facts, estimate: fund, estimatedBase: expected.base)
    }

    private func book(_ claim: Claim, _ procedure: Terms, in books: inout Books, on day: Day) throws(Refusal) {
        if let account = AccountName("9005:\(claim.filed.programme):\(claim.filed.bank)") {
            books.setCeiling(account, procedure.claim.underWayLimit)
        }
        try books.post(
            "claim-received", about: "claim/\(claim.number)", on: day,
            ["programme": claim.filed.programme, "bank": claim.filed.bank],
            ["estimate": claim.estimate, "base": claim.estimatedBase])
    }
}

extension FileClaim {
    private func check(against loan: Loan, _ terms: Terms, at now: Moment) throws(Refusal) {
        guard borrower == loan.filed.borrower else { throw Refusal(.nameMismatch, at: "/borrower") }
        guard borrowerName == loan.filed.borrowerName else { throw Refusal(.nameMismatch, at: "/borrower_name") }
        try match(contractNumber, loan.filed.contractNumber, "contract_number")
        try match(guaranteeNumber, loan.filed.guaranteeNumber, "guarantee_number")
        if let open = loan.openClaim { throw Refusal(.alreadyClaimed, at: "/loan", ["claim": "\(open)"]) }
        guard loan.state == .active else { throw Refusal(.cured, at: "/loan") }
        try checkDefault(of: loan, terms, on: now.day)
        try calculatedOn.mustNotBeAfter(now.day, at: "/calculated_on")
        guard calculatedOn >= interestPaidTo else {
            throw Refusal(.dateImplausible, at: "/calculated_on", ["what": "\(calculatedOn) < \(interestPaidTo)"])
        }
        guard principal == loan.report.balance else {
            throw Refusal(.amountNotReproducible, at: "/principal", ["balance": "\(loan.report.balance)"])
        }
        guard interestPaidTo == loan.report.interestPaidTo else {
            throw Refusal(.amountNotReproducible, at: "/interest_paid_to", ["balance": "\(loan.report.balance)"])
        }
        for document in terms.claim.documents where !documents.contains(where: { $0.name == document }) {
            throw Refusal(.documentMissing, at: "/documents", ["document": document])
        }
    }

    private func match(_ given: String?, _ filed: String?, _ field: String) throws(Refusal) {
        guard given == filed else { throw Refusal(.contractMismatch, at: "/\(field)", ["field": field]) }
    }

    private func checkDefault(of loan: Loan, _ terms: Terms, on today: Day) throws(Refusal) {
        let daysOverdue = loan.report.overdueSince.map { today - $0 } ?? 0
        let isDefault = daysOverdue >= terms.claim.overdueDays && loan.report.overdueSince != nil
        guard isDefault || (terms.claim.orNonperforming && loan.report.isNonPerforming) else {
            throw Refusal(.notOverdue, at: "/loan", ["days": "\(terms.claim.overdueDays)"])
        }
    }

    /// The window ends so many days after the loan fell overdue, or on the working day that follows. The calendar of that
    /// year is asked for only once the days themselves are over: it may not be published before.
    private func checkWindow(of loan: Loan, _ terms: Terms, in books: Books, at now: Moment) throws(Refusal) {
        let end = (loan.report.overdueSince ?? loan.filed.matures) + terms.claim.withinDays
        let received = try books.receivedOn(now)
        guard received > end else { return }
        let last: Day
        do {
            last = try books.reference.calendar.rolledForward(end)
        } catch {
            throw Refusal(.calendarMissing, at: "/loan", ["year": "\(error.year)"])
        }
        guard received <= last else { throw Refusal(.claimedLate, at: "/loan", ["last": "\(last)"]) }
    }

    /// An amount that no layer of the terms takes would be passed over in silence.
    private func checkNames(against terms: Terms) throws(Refusal) {
        for (place, amount) in named.enumerated() where !terms.layers.contains(where: { $0.from == amount.name }) {
            throw Refusal(.amountUnknown, at: "/named_amounts/\(place)/name", ["name": amount.name])
        }
    }
}

extension Books {
    /// After the cut-off, 17:00, or on a rest day, a paper counts on the next working day (RULES §2). Deadlines are judged,
    /// and clocks start, by this day.
    func receivedOn(_ now: Moment) throws(Refusal) -> Day {
        do {
            return try reference.calendar.received(
                on: now.day, secondOfDay: now.minuteOfDay * 60, cutOffSecond: 17 * 3600)
        } catch {
            throw Refusal(.calendarMissing, ["year": "\(error.year)"])
        }
    }
}

extension Caller {
    /// Its own bank's or branch's claims, and those it bears.
    func reaches(_ claim: Claim) -> Bool {
        if claim.filed.bank == party.id { return person.branch == nil || person.branch == claim.filed.branch }
        return claim.share(of: party.id)?.asksBearer == true
    }

    /// A bank sees and touches its own loans only, a branch its own; for anybody else the loan is not there.
    func mustReach(_ loan: Loan) throws(Refusal) {
        guard loan.filed.bank == party.id, person.branch == nil || person.branch == loan.filed.branch else {
            throw Refusal(.unknownLoan)
        }
    }
}
