import Accounting
import Clearing

/// Filings above what is accepted at once: the guarantor's word first, then the bureau's, and only then room is taken.
///
///     pending (guarantor) ─ accept ─▶ pending (bureau) ─ accept ─▶ active
///     pending (either)    ─ decline ─▶ declined
extension Books {
    /// Gives the word a filing waits for. What has no room stays pending.
    mutating func accept(_ pending: Loan, by caller: Caller, on day: Day) throws(Refusal) -> Loan {
        var loan = pending
        let terms = loan.terms(in: reference)
        let word = try word(on: loan, of: caller)
        // What was to be lent after the guarantee must not have been lent before it.
        if terms.filing.first == .guarantor, loan.filed.disbursed < day {
            throw Refusal(.filedLate, ["last": "\(loan.filed.disbursed)"])
        }
        switch word {
        case .guarantor:
            loan.passOn()
            tell("filing.agreed", about: "loan/\(loan.number)", to: [loan.filed.bank, caller.party.id], [:])
        case .bureau:
            if try party(loan.filed.bank).isSuspended { throw Refusal(.bankSuspended) }
            try mustBeOpen(loan.portfolio, at: "")
            loan.accept(from: day, exposure: terms.exposure(of: loan.filed.principal))
            try reserve(loan, terms, on: day)
            tell("loan.filed", about: "loan/\(loan.number)", to: told(loan), [:])
        }
        save(loan)
        return loan
    }

    /// Gives a filing back to the bank.
    mutating func decline(_ pending: Loan, by caller: Caller, note: String) throws(Refusal) -> Loan {
        var loan = pending
        _ = try word(on: loan, of: caller)
        loan.decline()
        tell("filing.declined", about: "loan/\(loan.number)", to: told(loan), ["note": .string(note)])
        save(loan)
        return loan
    }

    /// Whose word the caller gives, if it is theirs to give now.
    private func word(on loan: Loan, of caller: Caller) throws(Refusal) -> Loan.Awaits {
        let isGuarantor = loan.ties.guarantor == caller.party.id
        guard isGuarantor || caller.party.kind == .bureau else { throw Refusal(.unknownLoan) }
        guard let awaits = loan.awaits else { throw Refusal(.wrongState, ["state": loan.state.rawValue]) }
        switch awaits {
        case .guarantor: try caller.require(.bearerMaker, .bearerChecker)
        case .bureau: try caller.require(.clerk, .approver)
        }
        return awaits
    }

    private func told(_ loan: Loan) -> [String] { [loan.filed.bank] + [loan.ties.guarantor].compactMap { $0 } }
}
