/// The chart of accounts (会计科目表) of a fund's book, in the order of its file.
public struct Chart: Sendable {
    public let accounts: [Account]
    private let byCode: [String: Account]

    /// Every code must stand once; the loader has refused a chart where it does not.
    public init(_ accounts: [Account]) {
        self.accounts = accounts
        self.byCode = Dictionary(accounts.map { ($0.code, $0) }) { _, again in
            preconditionFailure("code \(again.code) stands twice in the chart")
        }
    }

    public func account(code: some StringProtocol) -> Account? { byCode[String(code)] }

    /// The account under which a name of the books stands; nil where the chart has none.
    public func account(of name: AccountName) -> Account? { account(code: name.code) }
}
