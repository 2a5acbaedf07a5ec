import Accounting

extension Model {
    /// What stands of a borrower's loans, or of all.
    func filed(of borrower: String? = nil) -> Int {
        loans.values.filter { $0.state == "active" && (borrower == nil || $0.borrower == borrower) }.map(\.balance)
            .reduce(0, +)
    }

    func principal() -> Int { accounts.filter { $0.key.hasPrefix("3101") }.map(\.value).reduce(0, +) }

    /// Ten times the pool; what is filed already stays within.
    mutating func followPool() { poolCeiling = max(10 * principal(), filed()) }

    struct Filing: Sendable {
        let programme, bank, borrower, note, business: String
        let principal: Int
        let disbursed, matures: Day
        var industry = "制造业"
        var isKnownBorrower = true
        var renews: Int?
    }

    mutating func file(_ filing: Filing, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker")
        let bank = party(of: who)
        if suspended.contains(bank) { throw No("F06") }
        if breakers["\(filing.programme)/\(bank)"]?.state == "suspended" { throw No("F06") }
        guard let version = inForce(filing.programme) else { throw No("F08") }
        guard filing.isKnownBorrower else { throw No("F02") }
        guard filing.matures > filing.disbursed else { throw No("F09") }
        let waits = version.isPromised && filing.renews == nil
        if waits {
            guard today <= filing.disbursed else { throw No("F07") }
            guard filing.disbursed <= Diary.adding(5, to: received) else { throw No("date-implausible") }
        } else {
            try mustBePast(filing.disbursed)
            guard received <= Diary.adding(15, to: filing.disbursed) else { throw No("F07") }
        }
        // A filing that was declined leaves its note free, not its number.
        let namesakes = loans.values.filter {
            $0.note == filing.note && $0.state != "declined" || $0.bank == bank && $0.business == filing.business
        }
        if let first = namesakes.min(by: { $0.number < $1.number }) {
            let isOther = first.note == filing.note && first.state != "declined" && first.programme != filing.programme
            throw No(isOther ? "F10" : "F01")
        }
        if let old = filing.renews { try payOff(old, by: filing) }
        var loan = Loan(
            number: loans.count + 1, programme: filing.programme, version: version, bank: bank,
            borrower: filing.borrower, note: filing.note, business: filing.business, principal: filing.principal,
            disbursed: filing.disbursed, matures: filing.matures,
            filedOn: filing.renews == nil ? today : filing.disbursed, balance: filing.principal,
            reported: filing.disbursed, interestPaidTo: filing.disbursed)
        if waits {
            (loan.state, loan.awaits, loan.guarantor) = ("pending", "guarantor", "district")
        } else {
            try reserve(loan)
        }
        loans[loan.number] = loan
    }

    /// A loan takes its room.
    private mutating func reserve(_ loan: Loan) throws(No) {
        guard filed() + loan.principal <= 10 * principal() else { throw No("F04") }
        if let most = loan.version.perBorrower, filed(of: loan.borrower) + loan.principal > most { throw No("F05") }
        poolCeiling = max(poolCeiling, 10 * principal())
    }

    /// The guarantor's word on a filing, then the bureau's; with that it takes its room.
    mutating func accept(_ number: Int, by who: String) throws(No) {
        let loan = try awaited(number, by: who)
        guard today <= loan.disbursed else { throw No("F07") }
        guard loan.awaits == "bureau" else {
            loans[number]!.awaits = "bureau"
            return
        }
        if suspended.contains(loan.bank) || breakers["\(loan.programme)/\(loan.bank)"]?.state == "suspended" {
            throw No("F06")
        }
        try reserve(loan)
        (loans[number]!.state, loans[number]!.awaits, loans[number]!.filedOn) = ("active", nil, today)
    }

    mutating func decline(_ number: Int, by who: String) throws(No) {
        _ = try awaited(number, by: who)
        (loans[number]!.state, loans[number]!.awaits) = ("declined", nil)
    }

    /// The filing, where the word it waits for is the caller's to give.
    private func awaited(_ number: Int, by who: String) throws(No) -> Loan {
        guard let person = people[who], person.isActive else { throw No("person-inactive") }
        let party = party(of: who)
        guard let loan = loans[number], loan.guarantor == party || party == "bureau" else { throw No("unknown-loan") }
        guard let awaits = loan.awaits else { throw No("wrong-state") }
        if awaits == "guarantor" {
            try need(who, "bearer-maker", "bearer-checker")
        } else {
            try need(who, "clerk", "approver")
        }
        return loan
    }

    /// A loan is paid off by the one that renews it, on a day of its term.
    private mutating func payOff(_ number: Int, by filing: Filing) throws(No) {
        let old = try loan(number, of: filing.bank)
        guard old.state == "active", old.openClaim == nil else { throw No("wrong-state") }
        guard old.borrower == filing.borrower else { throw No("F09") }
        guard filing.principal <= old.balance else { throw No("balance-rises") }
        guard filing.disbursed <= Diary.rolled(old.maturesNow), filing.disbursed > old.reported,
            filing.disbursed >= old.filedOn
        else {
            throw No("date-implausible")
        }
        loans[number]!.balance = 0
        loans[number]!.reported = filing.disbursed
        loans[number]!.state = "released"
    }

    struct Report: Sendable {
        let asOf: Day
        let balance: Int
        let interestPaidTo: Day
        let fiveClass: Int
        let overdueSince: Day?
    }

    mutating func report(_ report: Report, of number: Int, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker")
        let loan = try loan(number, of: party(of: who))
        try mustBePast(report.asOf)
        if let since = report.overdueSince, since > report.asOf || since < loan.disbursed {
            throw No("date-implausible")
        }
        guard report.interestPaidTo >= loan.disbursed, report.interestPaidTo <= loan.maturesNow else {
            throw No("date-implausible")
        }
        // Days before the loan was filed, or was in force again, count on the day it was.
        let counts = max(report.asOf, loan.state == "compensated" ? today : loan.filedOn)
        if report.asOf < today { isBackdated = true }
        if let open = loan.openClaim {
            let claim = claims[open]!
            if claim.state == "approved" && differs(claim, report) { try loseApproval(open) }
            guard claims[open]!.isUnderWay else { throw No("C10") }
        }
        try take(report, number)
        try mustBeOpen(counts)
        if let open = loan.openClaim { fall(open, to: report) }
        try checkCapacity(number)
    }

    /// A newer report of a loan in force.
    mutating func take(_ report: Report, _ number: Int) throws(No) {
        var loan = loans[number]!
        guard loan.state == "active" else { throw No("wrong-state") }
        let isOpening =
            report.balance == loan.principal && report.interestPaidTo == loan.disbursed && report.fiveClass == 1
            && report.overdueSince == nil
        let isFirst = loan.isUntouched && report.asOf == loan.disbursed && !isOpening
        guard report.asOf > loan.reported || isFirst else { throw No("date-implausible") }
        guard report.balance <= loan.balance else { throw No("balance-rises") }
        loan.balance = report.balance
        loan.reported = report.asOf
        loan.interestPaidTo = report.interestPaidTo
        loan.fiveClass = report.fiveClass
        loan.overdueSince = report.overdueSince
        loan.isUntouched = false
        if report.balance == 0 { loan.state = "released" }
        loans[number] = loan
    }

    mutating func extend(_ number: Int, to day: Day, by who: String) throws(No) {
        try need(who, "bank-maker", "bank-checker")
        let loan = try loan(number, of: party(of: who))
        guard loan.state == "active", loan.openClaim == nil else { throw No("wrong-state") }
        guard day > loan.maturesNow else { throw No("date-implausible") }
        loans[number]!.later = (day, loan.later?.covered, nil)
    }

    /// Cover goes on to the later day where two people of the guarantor, or of the bureau where there is none, say so.
    mutating func cover(_ number: Int, isAgreed: Bool, by who: String) throws(No) {
        try need(who, "bearer-maker", "bearer-checker", isAgreed ? "approver" : "clerk")
        let loan = loans[number]
        let keeper = loan.map { $0.version.bearers.contains { $0.party == "district" } ? "district" : "bureau" }
        guard let loan, keeper == party(of: who) else { throw No("unknown-loan") }
        guard loan.state == "active", loan.openClaim == nil, let later = loan.later, later.covered != later.until else {
            throw No("wrong-state")
        }
        if isAgreed {
            guard let proposer = later.proposedBy else { throw No("wrong-state") }
            guard proposer != who else { throw No("four-eyes") }
        }
        loans[number]!.later = (later.until, isAgreed ? later.until : later.covered, isAgreed ? nil : who)
    }

    /// A loan that is in force again has to find room again.
    func checkCapacity(_ number: Int) throws(No) {
        let loan = loans[number]!
        guard loan.state == "active" else { return }
        if let most = loan.version.perBorrower, filed(of: loan.borrower) > most { throw No("F05") }
        if filed() > poolCeiling { throw No("F04") }
    }

    func differs(_ claim: Claim, _ report: Report) -> Bool {
        report.balance != claim.principal || report.interestPaidTo != claim.interestPaidTo
    }
}
