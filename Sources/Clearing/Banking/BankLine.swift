import Accounting

/// One movement on one of the fund's bank accounts (银行流水): said by a statement or a notification, or recorded by hand before
/// either came.
///
/// ```
/// matched                                          it is in the books as what it is
/// parked ─ propose ─▶ proposed ─ approve ─▶ assigned | parked (a part is left) | returning (to be sent back) ─▶ assigned
///                     proposed ─ reject ─▶ parked
/// ```
/// A credit that is parked is in the books as an unidentified receipt (2307.09); a debit that is parked is not in the books.
public struct BankLine: Sendable, Equatable {
    public enum Direction: String, Sendable, CaseIterable { case credit, debit }
    public enum Source: String, Sendable, CaseIterable { case manual, notification, statement }
    public enum State: String, Sendable, CaseIterable { case matched, parked, proposed, returning, assigned }

    /// What the bank says of it.
    public struct Facts: Sendable, Equatable {
        /// The bank's own reference, the same in notification and statement; nil while it is recorded by hand only.
        public let reference: String?
        /// Which payment of a batch that the bank booked as one; 0 where it is alone.
        public let part: Int
        public let direction: Direction
        public let amount: Money
        public let bookedOn: Day
        public let endToEndId: String?
        /// Why a payment came back (ISO 20022 return reason), where it did.
        public let returnReason: String?
        public let counterparty: String?
        public let counterpartyAccount: String?
        public let remittance: String?

        public init(
            reference: String?, part: Int = 0, direction: Direction, amount: Money, bookedOn: Day,
            endToEndId: String? = nil, returnReason: String? = nil, counterparty: String? = nil,
            counterpartyAccount: String? = nil, remittance: String? = nil
        ) {
            self.reference = reference
            self.part = part
            self.direction = direction
            self.amount = amount
            self.bookedOn = bookedOn
            self.endToEndId = endToEndId
            self.returnReason = returnReason
            self.counterparty = counterparty
            self.counterpartyAccount = counterpartyAccount
            self.remittance = remittance
        }

        /// Credits above nothing, debits below.
        public var signed: Money { direction == .credit ? amount : -amount }
    }

    public let number: Int64
    public let category: Category
    public internal(set) var facts: Facts
    public internal(set) var source: Source
    /// The statement it stands on; nil while none has shown it.
    public internal(set) var statement: Int64?
    public internal(set) var state: State
    public internal(set) var order: Int64?
    /// What is not assigned yet.
    public internal(set) var left: Money
    /// When it was booked; nil where it is not in the books.
    public internal(set) var postedOn: Day?
    /// When its booking was undone, because the money had been recorded by hand before.
    public internal(set) var withdrawnOn: Day?
    public internal(set) var assignment: Assignment?
    public let recordedBy: String
    public let recordedAt: Moment

    public init(
        number: Int64, category: Category, facts: Facts, source: Source, statement: Int64?, state: State, order: Int64?,
        left: Money, postedOn: Day?, withdrawnOn: Day? = nil, assignment: Assignment? = nil, recordedBy: String,
        recordedAt: Moment
    ) {
        self.number = number
        self.category = category
        self.facts = facts
        self.source = source
        self.statement = statement
        self.state = state
        self.order = order
        self.left = left
        self.postedOn = postedOn
        self.withdrawnOn = withdrawnOn
        self.assignment = assignment
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
    }

    /// The EndToEndId under which an unidentified receipt is sent back.
    public var returnId: String { "U\(number)-return" }

    /// The number of the receipt that an EndToEndId sends back, if it is shaped like one of ours.
    public static func number(inReturn endToEndId: String) -> Int64? {
        guard endToEndId.first == "U", endToEndId.hasSuffix("-return") else { return nil }
        return Int64(endToEndId.dropFirst().dropLast("-return".utf8.count)).flatMap { $0 > 0 ? $0 : nil }
    }

    /// The bank has shown it: on a statement, or before that in a notification.
    public mutating func show(_ facts: Facts, by source: Source, statement: Int64?) {
        self.facts = facts
        self.source = source
        self.statement = statement ?? self.statement
    }

    /// It lies before the first statement, whose opening balance has it.
    public mutating func bringForward(to statement: Int64) { self.statement = statement }
}
