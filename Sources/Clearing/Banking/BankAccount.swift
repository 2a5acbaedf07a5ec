import Accounting

/// One of the fund's own accounts with its bank (专户): where the money of one category lies.
public struct BankAccount: Sendable, Equatable {
    public let category: Category
    public let account: PayeeAccount

    public init(category: Category, account: PayeeAccount) {
        self.category = category
        self.account = account
    }
}

extension Category {
    /// The account of the chart that keeps this money.
    public var cash: AccountName {
        let code =
            switch self {
            case .risk: "1002.01"
            case .subsidy: "1002.02"
            case .rebate: "1002.03"
            case .clearing: "1002.09"
            }
        guard let name = AccountName(code) else { preconditionFailure("a code of the chart is an account's name") }
        return name
    }
}
