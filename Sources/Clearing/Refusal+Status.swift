extension Refusal.Reason {
    /// The HTTP status a refusal goes out with (RFC 9110). What is not there and what is not yours are both 404.
    public var status: Int {
        switch self {
        case .roleMissing, .ownProposal, .personInactive: 403
        case .unknownLoan, .unknownClaim, .unknownRun, .unknownOrder, .unknownTerms, .unknownCredential,
            .unknownEntry, .unknownBankLine, .unknownBatch, .unknownEvidence, .unknownSubsidyRun:
            404
        case .oldRevision, .wrongState, .alreadyAnswered, .notDisputed, .disputeOpen, .chainOpen, .nothingUpChain,
            .duplicateLoan, .alreadyClaimed,
            .taken, .nothingProposed, .moneyUnderWay, .statementChanged, .bankLineChanged, .batchChanged,
            .alreadySuperseded, .draftOpen, .linesChanged:
            409
        default: 422
        }
    }
}
