import Accounting
import Clearing

/// What is asked of a filing before capacity is looked at, whichever way it comes.
extension FilingRecord {
    /// By itself and under its terms: F02, F03, F07, F09. `adding` counts working days from a day on.
    func check(
        _ terms: Terms, _ mode: Terms.Filing.Mode, receivedOn: Day, at now: Moment,
        adding: (Int, Day) throws(Refusal) -> Day
    ) throws(Refusal) {
        guard CreditCode.isValid(borrower), !terms.filing.excludes(borrower: borrower) else {
            throw Refusal(.borrowerIneligible, at: "/borrower")
        }
        if terms.filing.excludes(industry: industry) {
            throw Refusal(.industryExcluded, at: "/industry", ["industry": industry])
        }
        guard terms.filing.modes.contains(mode) else {
            let only = mode == .single ? "batch" : "single"
            throw Refusal(.loanDataMismatch, at: "/programme", ["what": "programme \(programme): \(only) only"])
        }
        guard matures > disbursed else {
            throw Refusal(.loanDataMismatch, at: "/matures", ["what": "matures ≤ disbursed"])
        }
        if terms.filing.first == .guarantor, renews == nil {
            // The day the bank means to lend: the guarantee is there before the loan.
            guard now.day <= disbursed else { throw Refusal(.filedLate, at: "/disbursed", ["last": "\(disbursed)"]) }
            try disbursed.mustNotBeAfter(try adding(terms.filing.lendWithin, receivedOn), at: "/disbursed")
        } else {
            try disbursed.mustNotBeAfter(now.day, at: "/disbursed")
            let last = try adding(terms.filing.days, disbursed)
            guard receivedOn <= last else { throw Refusal(.filedLate, at: "/disbursed", ["last": "\(last)"]) }
        }
    }

    /// Refuses what is filed already: F01, F10. A filing that was declined or corrected leaves its note free, not its number;
    /// the one this record corrects leaves its note to it.
    func checkNamesakes(_ others: [Loan], of bank: String, correcting corrected: Loan?) throws(Refusal) {
        for other in others {
            let isSameNumber = other.filed.bank == bank && other.filed.businessNumber == businessNumber
            let isSameNote = other.filed.noteNumber == noteNumber
            let isNoteFree = other.state == .declined || other.state == .replaced || other.number == corrected?.number
            guard isSameNumber || (isSameNote && !isNoteFree) else { continue }
            let isOther = isSameNote && other.filed.programme != programme && !isNoteFree
            // A bank hears the number of its own loan only.
            let number = other.filed.bank == bank ? "\(other.number)" : "–"
            throw Refusal(
                isOther ? .otherProgramme : .duplicateLoan,
                at: isSameNote && !isNoteFree ? "/note_number" : "/business_number", ["loan": number])
        }
    }
}

extension Reference {
    /// The last day of a filing's window, of so many working days.
    func adding(_ workingDays: Int, to day: Day) throws(Refusal) -> Day {
        do {
            return try calendar.adding(workingDays: workingDays, to: day)
        } catch {
            throw Refusal(.calendarMissing, at: "/disbursed", ["year": "\(error.year)"])
        }
    }
}

extension Books {
    /// When a filing counts as received: a correction is in time where the filing was that it corrects. Where the guarantor
    /// decides first, it decides anew.
    func receivedOn(_ now: Moment, _ terms: Terms, correcting corrected: Loan?) throws(Refusal) -> Day {
        try receivedOn(terms.filing.first == .bank ? corrected?.filedAt ?? now : now)
    }

    /// The filing that a record corrects, taken out of the books: its room is free again. Nil where it corrects none.
    ///
    /// Only what is the bank's own, not yet reported on and not under claim is corrected; otherwise what happened since would
    /// hang in the air.
    mutating func corrected(by record: FilingRecord, of caller: Caller) throws(Refusal) -> Loan? {
        guard let name = record.corrected(of: caller.party.id) else { return nil }
        let own = namesakes(name).first {
            $0.filed.bank == caller.party.id && $0.filed.businessNumber == name.businessNumber
        }
        guard let own, caller.person.branch == nil || caller.person.branch == own.filed.branch else {
            throw Refusal(.unknownLoan, at: "/replaces")
        }
        return own
    }

    /// The loan that a record renews without repayment, as it stands before the switch.
    ///
    /// The switch is on a day of the old loan's term, so that no day is without cover; where it ends on a rest day, until the
    /// next working day. The new loan is not more than what is left of the old one: cover is carried on, not enlarged.
    mutating func renewed(by record: FilingRecord, of caller: Caller) throws(Refusal) -> Loan? {
        guard let number = record.renews else { return nil }
        let old: Loan
        do { old = try loan(number) } catch { throw Refusal(.unknownLoan, at: "/renews") }
        guard old.filed.bank == caller.party.id,
            caller.person.branch == nil || caller.person.branch == old.filed.branch
        else { throw Refusal(.unknownLoan, at: "/renews") }
        guard old.state == .active, old.openClaim == nil else {
            throw Refusal(.wrongState, at: "/renews", ["state": old.state.rawValue])
        }
        guard old.filed.borrower == record.borrower else {
            throw Refusal(.loanDataMismatch, at: "/borrower", ["what": "borrower ≠ renewed loan's"])
        }
        guard record.principal <= old.report.balance else {
            throw Refusal(.balanceRises, at: "/principal", ["balance": "\(old.report.balance)"])
        }
        if let closed = closedUntil, record.disbursed <= closed {
            throw Refusal(.periodClosed, at: "/disbursed", ["day": "\(record.disbursed)"])
        }
        var last = old.maturesNow
        // Within the term no calendar is needed.
        if record.disbursed > last {
            do {
                last = try reference.calendar.rolledForward(last)
            } catch {
                throw Refusal(.calendarMissing, at: "/disbursed", ["year": "\(error.year)"])
            }
        }
        let first = max(old.report.asOf + 1, old.inForceFrom ?? old.filed.disbursed)
        guard record.disbursed <= last, record.disbursed >= first else {
            throw Refusal(
                .dateImplausible, at: "/disbursed", ["what": "\(first) ≤ \(record.disbursed) ≤ \(last)"])
        }
        return old
    }
}

extension Loan {
    /// Paid off by the loan that renews it: nothing is left on the switch day.
    func paidOff(on day: Day) throws(Refusal) -> (loan: Loan, report: Report) {
        let report = Report(
            asOf: day, balance: .zero, interestPaidTo: min(day, filed.matures), fiveClass: report.fiveClass,
            overdueSince: nil)
        var loan = self
        try loan.take(report, exposure: .zero)
        return (loan, report)
    }
}
