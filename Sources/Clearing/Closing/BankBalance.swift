import Accounting
import JSON

/// What the bank says an account held at the end of a day.
public struct BankBalance: Sendable, Equatable {
    /// The bank account in the books, `1002.01`.
    public let account: AccountName
    public let balance: Money

    public init(account: AccountName, balance: Money) {
        self.account = account
        self.balance = balance
    }

    /// Reads `statements`: the bank accounts of the fund, each at most once.
    public static func list(_ fields: inout Fields) throws(JSON.Problem) -> [BankBalance] {
        var balances: [BankBalance] = []
        for (json, pointer) in try fields.optionalArray("statements", count: 0...20) ?? [] {
            var item = try Fields(json, at: pointer)
            let text = try item.string("account", length: 1...300)
            guard let account = AccountName(text), account.code.hasPrefix("1002"),
                !balances.contains(where: { $0.account == account })
            else {
                throw item.problem(.badFormat, "account", "name a bank account of the books, 1002.…, and each once")
            }
            let balance = try item.money("balance", in: -greatestAmount...greatestAmount)
            balances.append(BankBalance(account: account, balance: balance))
            try item.end()
        }
        return balances
    }
}

/// What a part of the fund's money may be used for (专款专用).
public enum Earmark: String, Sendable, CaseIterable { case risk, subsidy, rebate }

extension Proposal.Content {
    /// A proposal on the books themselves, as it is kept and shown.
    public var bookkeeping: JSON {
        switch self {
        case .close(let statements):
            [
                "statements": .array(
                    statements.map { ["account": .string($0.account.text), "balance": .integer($0.balance.fen)] })
            ]
        case .reopen(let until): ["until": until.map { .string("\($0)") } ?? .null]
        case .reverse(let day): ["dated": day.map { .string("\($0)") } ?? .null]
        case .transfer(let from, let to, let amount):
            ["from": .string(from.rawValue), "to": .string(to.rawValue), "amount": .integer(amount.fen)]
        case .writeOff, .clawback, .insurerAdvance, .payee, .resume, .trueUp, .fixing, .netAssets:
            preconditionFailure("these are a claim's, not the books'")
        }
    }
}
