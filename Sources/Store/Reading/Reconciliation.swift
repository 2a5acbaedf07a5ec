import Accounting
import Clearing

/// One bank account on one day: the books, the statement, and what one has that the other has not (RULES §7, §10).
public struct Reconciliation: Sendable {
    public let account: BankAccount
    public let day: Day
    /// What the account of the chart holds at the end of the day.
    public let booked: Money
    /// The last one that closes on the day or before; nil where none does.
    public let statement: KeptStatement?
    public let items: [Item]

    /// Something that is open: a movement that only one side knows, one that nobody has identified, an order that has not been
    /// carried out.
    public struct Item: Sendable {
        public enum Subject: Sendable { case line(BankLine), order(PaymentOrder) }

        public let subject: Subject
        public let since: Day
        /// Who has it in hand.
        public let owner: String
        /// By how much it makes the books more than the statement.
        public let effect: Money
    }

    init(
        account: BankAccount, day: Day, booked: Money, statement: KeptStatement?, lines: [BankLine],
        orders: [(order: PaymentOrder, dueOn: Day, owner: String)]
    ) {
        self.account = account
        self.day = day
        self.booked = booked
        self.statement = statement
        let open = lines.compactMap { line -> Item? in
            let effect = line.effect(on: day, statement)
            guard effect != .zero || (line.isUndecided && line.facts.bookedOn <= day) else { return nil }
            return Item(
                subject: .line(line), since: min(line.facts.bookedOn, line.postedOn ?? line.facts.bookedOn),
                owner: line.assignment?.proposedBy ?? line.recordedBy, effect: effect)
        }
        items =
            open
            + orders.map { Item(subject: .order($0.order), since: $0.dueOn, owner: $0.owner, effect: .zero) }
    }

    /// Books less statement.
    public var difference: Money? { statement?.closing.map { booked - $0 } }
    public var explained: Money { items.map(\.effect).total }
    /// What nobody can point at. Anything but nothing has to be looked into.
    public var unexplained: Money? { difference.map { $0 - explained } }
}

extension BankLine {
    /// By how much it makes the books more than the statement at the end of a day.
    fileprivate func effect(on day: Day, _ last: KeptStatement?) -> Money {
        let isWithdrawn = withdrawnOn.map { $0 <= day } ?? false
        let isBooked = !isWithdrawn && (postedOn.map { $0 <= day } ?? false)
        let isStated = statement.map { number in last.map { number <= $0.number } ?? false } ?? false
        guard isBooked != isStated else { return .zero }
        return isBooked ? facts.signed : -facts.signed
    }
}
