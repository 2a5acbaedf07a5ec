import Accounting

extension Loan {
    /// What ties a filing to a file and to other filings.
    public struct Ties: Sendable, Equatable {
        /// The file it came in.
        public let batch: Int64?
        /// The loan it renews without repayment (无还本续贷).
        public let renews: Int64?
        /// The filing it corrects.
        public let replaces: Int64?
        /// The guarantor that was asked for its word; it sees the loan.
        public let guarantor: String?

        public init(batch: Int64? = nil, renews: Int64? = nil, replaces: Int64? = nil, guarantor: String? = nil) {
            self.batch = batch
            self.renews = renews
            self.replaces = replaces
            self.guarantor = guarantor
        }
    }

    /// Whose word a pending filing waits for: the guarantor's first, then the bureau's.
    public enum Awaits: String, Sendable, CaseIterable { case guarantor, bureau }

    /// A later maturity (展期). The guarantee ends with the first one unless the guarantor agreed, two of its people.
    public struct Extension: Sendable, Equatable {
        public let until: Day
        /// Agreed cover; nil while there is none beyond the first maturity.
        public internal(set) var coveredTo: Day?
        /// Who of the guarantor proposed to agree.
        public internal(set) var proposedBy: String?

        public init(until: Day, coveredTo: Day?, proposedBy: String?) {
            self.until = until
            self.coveredTo = coveredTo
            self.proposedBy = proposedBy
        }
    }

    /// The day the principal falls due, extensions included.
    public var maturesNow: Day { extensionOfTerm?.until ?? filed.matures }
}
