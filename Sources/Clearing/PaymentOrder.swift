import Accounting

/// One payment to, or one collection notice for, a counterparty: the net of a run's legs in one category.
///
/// ```
/// proposed ─ release ─▶ issued ─ pay in full ─▶ paid ─ the bank returns it ─▶ reopened ─ pay ─▶ paid
///                       issued ─ a part comes in (collection) ─▶ part-paid ─ the rest comes in ─▶ paid
/// ```
/// The bank may refuse an instruction that is issued or reopened: it stays there, under a new EndToEndId.
public struct PaymentOrder: Sendable, Equatable {
    public enum Direction: String, Sendable, CaseIterable { case pay, collect, even }
    public enum State: String, Sendable, CaseIterable {
        case proposed, issued
        case partPaid = "part-paid"
        case paid, reopened
    }

    public let number: Int64
    public let run: Int64
    public let category: Category
    public let party: String
    public let direction: Direction
    public private(set) var amount: Money
    public private(set) var state: State
    /// How much of it has come in or gone out.
    public private(set) var paid: Money
    /// When its first leg was settled.
    public private(set) var settledOn: Day?
    /// When money moved last.
    public private(set) var paidOn: Day?
    public private(set) var bankReference: String?
    public private(set) var recordedBy: String?
    /// Where it is paid to: the account in force when the run was released; nil for what is not paid out.
    public private(set) var payee: PayeeAccount?
    /// Which instruction to the bank this is: 1, and one more each time the bank refused or returned the one before.
    public private(set) var attempt: Int

    public init(
        number: Int64,
        run: Int64,
        category: Category,
        party: String,
        direction: Direction,
        amount: Money,
        state: State = .proposed,
        paid: Money = .zero,
        settledOn: Day? = nil,
        paidOn: Day? = nil,
        bankReference: String? = nil,
        recordedBy: String? = nil,
        payee: PayeeAccount? = nil,
        attempt: Int = 1
    ) {
        self.number = number
        self.run = run
        self.category = category
        self.party = party
        self.direction = direction
        self.amount = amount
        self.state = state
        self.paid = paid
        self.settledOn = settledOn
        self.paidOn = paidOn
        self.bankReference = bankReference
        self.recordedBy = recordedBy
        self.payee = payee
        self.attempt = attempt
    }

    /// What still has to come in or go out.
    public var open: Money { amount - paid }

    /// What survives from the order to the bank statement: run, order and party, at most 35 characters (ISO 20022).
    public var endToEndId: String { endToEndId(attempt) }

    /// The id of one instruction: `R1-O4-risk-bank-a`, and `R1-O4.2-risk-bank-a` for the second.
    public func endToEndId(_ attempt: Int) -> String {
        let again = attempt > 1 ? ".\(attempt)" : ""
        return String("R\(run)-O\(number)\(again)-\(category.rawValue)-\(party)".prefix(35))
    }

    /// The number of the order that an EndToEndId names, if it is shaped like one of ours.
    public static func number(in endToEndId: String) -> Int64? {
        let parts = endToEndId.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].first == "R", parts[1].first == "O" else { return nil }
        let digits = parts[1].dropFirst().prefix { $0 != "." }
        guard (1...18).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int64(digits)
    }

    public mutating func issue(to payee: PayeeAccount? = nil) throws(Refusal) {
        guard state == .proposed else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        if direction == .pay { self.payee = payee }
        state = .issued
    }

    /// Takes a leg's amount out of a collection notice that is not paid yet; one that asks for nothing any more is done with.
    public mutating func withdraw(_ amount: Money, on day: Day, by reference: String) throws(Refusal) {
        guard direction == .collect, state == .issued, amount <= self.amount else { throw Refusal(.moneyUnderWay) }
        self.amount -= amount
        guard self.amount == .zero else { return }
        state = .paid
        settledOn = day
        paidOn = day
        bankReference = reference
    }

    /// Whether a movement of so much would pay it: a payment to the fen, a collection in full or in part.
    public func takes(_ amount: Money) -> Bool {
        switch state {
        case .proposed, .paid: false
        case .issued, .reopened: direction == .collect ? amount > .zero && amount <= open : amount == open
        case .partPaid: amount > .zero && amount <= open
        }
    }

    public mutating func pay(_ amount: Money, on day: Day, reference: String, by person: String) throws(Refusal) {
        guard state != .proposed && state != .paid else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        guard takes(amount) else { throw Refusal(.amountMismatch, at: "/amount", ["amount": "\(open)"]) }
        paid += amount
        state = paid == self.amount ? .paid : .partPaid
        settledOn = settledOn ?? day
        paidOn = max(day, paidOn ?? day)
        bankReference = reference
        recordedBy = person
    }

    /// The bank has sent the money back (退汇): it has to be paid anew, under a new id. Its legs stay settled.
    public mutating func reopen() throws(Refusal) {
        guard state == .paid, direction == .pay else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        state = .reopened
        paid = .zero
        attempt += 1
    }

    /// The bank has not carried the instruction out: it is given again under a new id.
    public mutating func giveAgain() throws(Refusal) {
        guard direction == .pay, state == .issued || state == .reopened else {
            throw Refusal(.wrongState, ["state": state.rawValue])
        }
        attempt += 1
    }
}
