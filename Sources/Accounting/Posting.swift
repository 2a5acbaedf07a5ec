/// One row of an entry (分录): an amount that debits one account and credits another.
///
/// Both sides are one amount, so books made of postings cannot be out of balance.
public struct Posting: Hashable, Sendable {
    public let debit: AccountName
    public let credit: AccountName
    public let amount: Money

    public init(debit: AccountName, credit: AccountName, amount: Money) {
        precondition(amount > .zero, "a posting moves more than nothing")
        precondition(debit != credit, "a posting moves money between two accounts")
        self.debit = debit
        self.credit = credit
        self.amount = amount
    }
}
