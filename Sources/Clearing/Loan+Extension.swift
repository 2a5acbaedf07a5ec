import Accounting

extension Loan {
    /// The bank lets the borrower pay later (展期). Cover stays where it was until the guarantor agrees.
    public mutating func extend(to day: Day) throws(Refusal) {
        guard state == .active, openClaim == nil else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        guard day > maturesNow else {
            throw Refusal(.dateImplausible, at: "/matures", ["what": "\(day) ≤ \(maturesNow)"])
        }
        extensionOfTerm = Extension(until: day, coveredTo: extensionOfTerm?.coveredTo, proposedBy: nil)
    }

    /// One person of the guarantor proposes to stay bound until the extended maturity.
    public mutating func proposeCover(by caller: Caller) throws(Refusal) {
        try extensionIsOpen()
        extensionOfTerm?.proposedBy = caller.person.id
    }

    /// Another person of the guarantor agrees: cover reaches to the extended maturity.
    public mutating func agreeCover(by caller: Caller) throws(Refusal) {
        try extensionIsOpen()
        guard let proposer = extensionOfTerm?.proposedBy else {
            throw Refusal(.wrongState, ["state": "extended"])
        }
        try caller.mustDiffer(from: proposer)
        extensionOfTerm = extensionOfTerm.map { Extension(until: $0.until, coveredTo: $0.until, proposedBy: nil) }
    }

    /// The last day on which a default is covered. Nil while the term stands as it was filed.
    public var extensionCoveredTo: Day? { extensionOfTerm.map { $0.coveredTo ?? filed.matures } }

    private func extensionIsOpen() throws(Refusal) {
        guard state == .active, openClaim == nil, let extended = extensionOfTerm, extended.coveredTo != extended.until
        else { throw Refusal(.wrongState, ["state": extensionOfTerm == nil ? state.rawValue : "covered"]) }
    }
}
