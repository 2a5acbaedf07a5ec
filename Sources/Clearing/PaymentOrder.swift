import Accounting

/// One payment to, or one collection notice for, a counterparty: the net of a run's legs in one category.
public struct PaymentOrder: Sendable, Equatable {
    public enum Direction: String, Sendable, CaseIterable { case pay, collect, even }
    public enum State: String, Sendable, CaseIterable { case proposed, issued, paid }

    public let number: Int64
    public let run: Int64
    public let category: Category
    public let party: String
    public let direction: Direction
    public private(set) var amount: Money
    public private(set) var state: State
    public private(set) var paidOn: Day?
    public private(set) var bankReference: String?
    public private(set) var recordedBy: String?
    /// Where it is paid to: the account in force when the run was released; nil for what is not paid out.
    public private(set) var payee: PayeeAccount?

    public init(
        number: Int64,
        run: Int64,
        category: Category,
        party: String,
        direction: Direction,
        amount: Money,
        state: State = .proposed,
        paidOn: Day? = nil,
        bankReference: String? = nil,
        recordedBy: String? = nil,
        payee: PayeeAccount? = nil
    ) {
        self.number = number
        self.run = run
        self.category = category
        self.party = party
        self.direction = direction
        self.amount = amount
        self.state = state
        self.paidOn = paidOn
        self.bankReference = bankReference
        self.recordedBy = recordedBy
        self.payee = payee
    }

    /// What survives from the order to the bank statement: run, order and party, at most 35 characters (ISO 20022).
    public var endToEndId: String { String("R\(run)-O\(number)-\(category.rawValue)-\(party)".prefix(35)) }

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
        paidOn = day
        bankReference = reference
    }

    public mutating func pay(_ amount: Money, on day: Day, reference: String, by person: String) throws(Refusal) {
        guard state == .issued else { throw Refusal(.wrongState, ["state": state.rawValue]) }
        guard amount == self.amount else { throw Refusal(.amountMismatch, at: "/amount", ["amount": "\(self.amount)"]) }
        state = .paid
        paidOn = day
        bankReference = reference
        recordedBy = person
    }
}
