import Accounting
import Clearing

extension FilingRecord {
    /// The loan it becomes: in force, or waiting for the guarantor's word and then the bureau's.
    func loan(
        _ number: Int64, of bank: String, under version: TermsVersion, isAccepted: Bool, batch: Int64?,
        correcting corrected: Loan?, at now: Moment, in reference: Reference
    ) -> Loan {
        let facts = facts(of: bank)
        let guarantor = isAccepted ? nil : version.terms.guarantor(in: reference)
        return Loan(
            number: number, filed: facts, termsVersion: version.version, filedAt: now,
            state: isAccepted ? .active : .pending, report: Loan.Report(opening: facts),
            exposure: isAccepted ? version.terms.exposure(of: principal) : .zero,
            inForceFrom: isAccepted ? inForceFrom(now.day) : nil, releasedOn: nil, openClaim: nil,
            ties: Loan.Ties(batch: batch, renews: renews, replaces: corrected?.number, guarantor: guarantor),
            awaits: isAccepted ? nil : guarantor == nil ? .bureau : .guarantor)
    }

    /// A renewal counts from the switch day, on which the loan it renews ends; anything else from the day it is entered.
    func inForceFrom(_ today: Day) -> Day { renews == nil ? today : disbursed }
}

extension Terms.Filing {
    /// Whether a filing is in force as soon as it passes its checks. A renewal always is: it carries on a cover that was given.
    func acceptsAtOnce(_ record: FilingRecord, _ mode: Mode) -> Bool {
        if record.renews != nil { return true }
        return first == .bank && (mode == .single || record.principal <= automaticUpTo)
    }
}

extension Terms {
    /// The guarantor whose word a filing waits for: the first bearer that is one.
    func guarantor(in reference: Reference) -> String? {
        parties.first { reference.parties[$0]?.kind == .guarantor }
    }
}
