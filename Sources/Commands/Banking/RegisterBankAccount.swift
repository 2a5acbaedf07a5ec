import Accounting
import Clearing
import JSON

/// Enters the bank account in which the fund keeps the money of a category, or its successor.
public struct RegisterBankAccount: Command {
    public static let name = "register-bank-account"
    public static let status = 201

    let account: BankAccount

    public init(_ fields: inout Fields, at path: Path) throws(JSON.Problem) {
        account = BankAccount(
            category: try fields.choice("category", of: Category.self),
            account: PayeeAccount(
                bankName: try fields.string("bank_name", length: 1...100),
                bankCode: try fields.digits("bank_code", length: 12...12),
                number: try fields.digits("number", length: 5...34)))
        try fields.end()
    }

    public func perform(in books: inout Books, by caller: Caller, at now: Moment) throws(Refusal) -> BankAccount {
        try caller.require(.administrator)
        let others = books.reference.bankAccounts.values.filter { $0.category != account.category }
        // Categories are never mixed (RULES §7): a statement tells whose money it is by its account.
        guard !others.contains(where: { $0.account.number == account.account.number }) else {
            throw Refusal(.taken, at: "/number", ["what": account.account.number])
        }
        books.save(account)
        books.tell(
            "bank-account.registered", about: "bank-account/\(account.category.rawValue)", to: [caller.party.id],
            account.json)
        return account
    }
}
