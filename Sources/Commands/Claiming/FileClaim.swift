import Accounting
import Clearing
import JSON

/// A bank claims the covered loss of one of its filed loans.
///
/// What can be checked without opinion is checked here (RULES §6): the paper, and the window of the terms. The books expect
/// the fund's share from now on. A claim on a loan that was claimed before is linked to the former one.
public struct FileClaim: Command {
    public static let name = "file-claim"
    public static let status = 201

    let loan: Int64
    let paper: ClaimPaper

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        loan = try fields.integer("loan", in: 1...Int64.max)
        paper = try ClaimPaper(&fields)
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
        try paper.checkNames(against: loan)
        if let open = loan.openClaim { throw Refusal(.alreadyClaimed, at: "/loan", ["claim": "\(open)"]) }
        try paper.checkLoss(of: loan, procedure.terms, terms, at: now)
        try checkWindow(of: loan, procedure.terms, in: books, at: now)
        let facts = try paper.facts(
            of: loan, procedure.version, following: loan.formerClaim, in: books, by: caller, at: now)
        let expected = facts.expected(of: loan, terms)
        let claim = Claim(
            number: books.next(\.claim), filed: facts, estimate: expected.fund, estimatedBase: expected.base)
        books.add(claim)
        loan.openClaim = claim.number
        books.save(loan)
        try books.provide(for: claim, procedure.terms, on: now.day)
        books.tell(
            "claim.filed", about: "claim/\(claim.number)", to: [claim.filed.bank],
            ["loan": .integer(loan.number), "principal": .integer(paper.principal.fen)])
        return ClaimView(claim)
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
}

extension Claim.Facts {
    /// What the books expect of a claim before it is admitted: the fund's share without caps, and the whole covered loss.
    func expected(of loan: Loan, _ terms: Terms) -> (fund: Money, base: Money) {
        let expected = terms.sharing.share(loss(at: loan.filed.rate))
        return (expected.shares.first { $0.party == Share.fund }?.amount ?? .zero, expected.base)
    }
}

extension Books {
    /// Provides for a claim that came in, as far as the bank's limit for undecided claims allows.
    mutating func provide(for claim: Claim, _ procedure: Terms, on day: Day) throws(Refusal) {
        if let account = AccountName("9005:\(claim.filed.programme):\(claim.filed.bank)") {
            setCeiling(account, procedure.claim.underWayLimit)
        }
        try post(
            "claim-received", about: "claim/\(claim.number)", on: day,
            ["programme": claim.filed.programme, "bank": claim.filed.bank],
            ["estimate": claim.estimate, "base": claim.estimatedBase])
    }

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

    /// Who files claims acts on those of its own bank only, a branch on its own; for anybody else the claim is not there.
    func mustHaveFiled(_ claim: Claim) throws(Refusal) {
        guard claim.filed.bank == party.id, reaches(claim) else { throw Refusal(.unknownClaim) }
    }

    /// A bank sees and touches its own loans only, a branch its own; for anybody else the loan is not there.
    func mustReach(_ loan: Loan) throws(Refusal) {
        guard loan.filed.bank == party.id, person.branch == nil || person.branch == loan.filed.branch else {
            throw Refusal(.unknownLoan)
        }
    }
}
