import Accounting

/// Money got from the borrower after compensation, shared among those who bore the loss.
public struct Recovery: Sendable, Equatable {
    /// What came back: money, or a thing, which counts with what its disposal brought, on that day (以物抵债).
    public enum Kind: String, Sendable, CaseIterable {
        case cash
        case inKind = "in-kind"
    }

    public enum PartKind: String, Sendable, CaseIterable { case cost, principal, interest, penalty }

    public struct Part: Sendable, Equatable {
        public let kind: PartKind
        public let party: String
        public let amount: Money

        public init(kind: PartKind, party: String, amount: Money) {
            self.kind = kind
            self.party = party
            self.amount = amount
        }
    }

    public let number: Int64
    public let claim: Int64
    /// The bank or bearer that has the money.
    public let holder: String
    public let gross: Money
    public let receivedOn: Day
    /// Approved costs by whoever advanced them.
    public let costs: [Part]
    public let parts: [Part]
    /// Above all that is owed; belongs to the borrower.
    public let surplus: Money
    public let reportedBy: String
    public let reportedAt: Moment
    public let kind: Kind

    public init(
        number: Int64,
        claim: Int64,
        holder: String,
        gross: Money,
        receivedOn: Day,
        costs: [Part],
        parts: [Part],
        surplus: Money,
        reportedBy: String,
        reportedAt: Moment,
        kind: Kind = .cash
    ) {
        self.number = number
        self.claim = claim
        self.holder = holder
        self.gross = gross
        self.receivedOn = receivedOn
        self.costs = costs
        self.parts = parts
        self.surplus = surplus
        self.reportedBy = reportedBy
        self.reportedAt = reportedAt
        self.kind = kind
    }
}
