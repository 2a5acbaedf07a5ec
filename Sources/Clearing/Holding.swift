import Accounting

/// What an account holds, and how far it may go: the row of `ledger.account`.
public struct Holding: Sendable, Equatable {
    /// 0 while the account is not open.
    public var number: Int32
    public let normalSide: Account.Side
    public var debit: Money
    public var credit: Money
    public let floor: Money?
    public var ceiling: Money?

    public init(number: Int32, normalSide: Account.Side, debit: Money, credit: Money, floor: Money?, ceiling: Money?) {
        self.number = number
        self.normalSide = normalSide
        self.debit = debit
        self.credit = credit
        self.floor = floor
        self.ceiling = ceiling
    }

    /// On the account's normal side.
    public var balance: Money { normalSide == .debit ? debit - credit : credit - debit }

    /// How much more the account may take before it meets its ceiling; nil without one.
    public var room: Money? { ceiling.map { max(.zero, $0 - balance) } }

    public var isWithinLimits: Bool {
        if let floor, balance < floor { return false }
        if let ceiling, balance > ceiling { return false }
        return true
    }
}
