import Accounting

/// The principal of a claim falls before it is paid (RULES §6): what was frozen counts no more, and is worked out again.
extension Claim {
    /// What would be filed today: the same claim on what the bank reported last. Interest that was paid meanwhile is not
    /// claimed twice.
    public func fallen(to report: Loan.Report, by person: String, at now: Moment, receivedOn: Day) -> Facts {
        Facts(
            loan: filed.loan, programme: filed.programme, bank: filed.bank, branch: filed.branch,
            borrower: filed.borrower, principal: report.balance, collateralProceeds: filed.collateralProceeds,
            interestPaidTo: report.interestPaidTo, calculatedOn: max(filed.calculatedOn, report.interestPaidTo),
            uncoveredInterest: filed.uncoveredInterest, uncoveredPenalty: filed.uncoveredPenalty, named: filed.named,
            documents: filed.documents, procedureVersion: filed.procedureVersion, filedBy: person, filedAt: now,
            receivedOn: receivedOn, follows: filed.follows, circumstances: filed.circumstances)
    }

    /// Whether a report says of the loan what the claim does not.
    public func differs(from report: Loan.Report) -> Bool {
        report.balance != filed.principal || report.interestPaidTo != filed.interestPaidTo
    }

    /// Begins a revision on a fallen principal. Bearers that had been asked are asked anew, with all their days; an approval
    /// falls away. Who had admitted the claim still has.
    ///
    /// - Returns: whether shares must be frozen anew.
    public mutating func recompute(_ filed: Facts, estimate: Money, estimatedBase: Money) throws(Refusal) -> Bool {
        let admittedBy = admittedBy
        try take(.recompute)
        renew(filed, estimate: estimate, estimatedBase: estimatedBase)
        (approvedBy, approvedAt, approvedOn) = (nil, nil, nil)
        guard state == .confirming else { return false }
        self.admittedBy = admittedBy
        (daysUsed, daysLeft) = (0, nil)
        return true
    }

    /// An approval falls away before anything of it was paid; the claim is confirmed as it was before.
    public mutating func loseApproval() throws(Refusal) {
        try take(.reopen)
        (proposedBy, proposedAt) = (nil, nil)
        (approvedBy, approvedAt, approvedOn) = (nil, nil, nil)
        advancedBy = nil
    }
}

extension Share {
    /// What of the share is beyond dispute.
    public var undisputed: Money { state == .disputed ? accepted ?? .zero : amount }
}
