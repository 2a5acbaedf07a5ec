import Accounting

/// What a bank says of one account: its statement of a day (camt.053), or single movements before that (camt.054).
public struct BankStatement: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable { case statement, notification }

    public let kind: Kind
    /// The bank's own id; the same one is received once.
    public let id: String
    /// Number of the bank account.
    public let account: String
    /// Goes up by one from statement to statement, where the bank numbers them.
    public let sequence: Int64?
    /// The day it closes.
    public let day: Day
    /// Only statements have balances.
    public let opening: Money?
    public let closing: Money?
    /// Booked movements, in the bank's order.
    public let lines: [BankLine.Facts]

    public init(
        kind: Kind, id: String, account: String, sequence: Int64?, day: Day, opening: Money?, closing: Money?,
        lines: [BankLine.Facts]
    ) {
        self.kind = kind
        self.id = id
        self.account = account
        self.sequence = sequence
        self.day = day
        self.opening = opening
        self.closing = closing
        self.lines = lines
    }

    /// The statement's own arithmetic: opening and lines make the closing balance, and no line is of a later day.
    public func mustAddUp(at pointer: String) throws(Refusal) {
        for (place, line) in lines.enumerated() where line.bookedOn > day {
            throw Refusal(
                .dateImplausible, at: "\(pointer)/lines/\(place)/booked_on", ["what": "\(line.bookedOn) > \(day)"])
        }
        guard let opening, let closing else { return }
        let moved = lines.map(\.signed).total
        guard opening + moved == closing else {
            throw Refusal(
                .statementSum, at: "\(pointer)/closing",
                ["opening": "\(opening)", "moved": "\(moved)", "closing": "\(closing)"])
        }
    }
}

/// A statement or notification as the book keeps it.
public struct KeptStatement: Sendable, Equatable {
    public let number: Int64
    public let category: Category
    public let kind: BankStatement.Kind
    public let id: String
    public let account: String
    public let sequence: Int64?
    public let day: Day
    public let opening: Money?
    public let closing: Money?
    public let lines: Int
    /// SHA-256 of what it says: the same id with other content is another document.
    public let digest: [UInt8]
    public let receivedBy: String
    public let receivedAt: Moment

    public init(
        number: Int64, category: Category, kind: BankStatement.Kind, id: String, account: String, sequence: Int64?,
        day: Day, opening: Money?, closing: Money?, lines: Int, digest: [UInt8], receivedBy: String, receivedAt: Moment
    ) {
        self.number = number
        self.category = category
        self.kind = kind
        self.id = id
        self.account = account
        self.sequence = sequence
        self.day = day
        self.opening = opening
        self.closing = closing
        self.lines = lines
        self.digest = digest
        self.receivedBy = receivedBy
        self.receivedAt = receivedAt
    }

    /// Whether the next statement of the account may be this one: no number left out, no day before, no fen between.
    /// Banks begin to count anew with the year.
    public func mustLead(to next: BankStatement, at pointer: String) throws(Refusal) {
        guard next.day >= day else {
            throw Refusal(.statementGap, at: "\(pointer)/day", ["expected": "≥ \(day)", "given": "\(next.day)"])
        }
        if let sequence, let given = next.sequence, given != sequence + 1 {
            guard given == 1 && next.day.year > day.year else {
                throw Refusal(
                    .statementGap, at: "\(pointer)/sequence", ["expected": "\(sequence + 1)", "given": "\(given)"])
            }
        }
        guard let closing, let opening = next.opening, closing != opening else { return }
        throw Refusal(
            .statementOpening, at: "\(pointer)/opening", ["closing": "\(closing)", "opening": "\(opening)"])
    }
}
