import Accounting

/// As hledger reads it. `hledger check --strict` passes it, or says which account does not hold what it should.
struct HledgerJournal: JournalText {
    private let from: Day
    private let last: Day
    private let names: [Int32: String]

    init(_ export: JournalExport, _ accounts: [JournalAccount]) {
        from = export.from
        last = export.until + -1
        names = Dictionary(uniqueKeysWithValues: accounts.map { ($0.number, HledgerJournal.name($0)) })
    }

    /// Code and English name, then the parts of a sub-account: `2302 Compensation payable:bank-a:17`.
    private static func name(_ account: JournalAccount) -> String {
        let parts = account.code.split(separator: ":", maxSplits: 1)
        let plain = account.english.map { ":;()[]\"".contains($0) ? "-" : $0 }
        let words = String(plain).split(separator: " ").joined(separator: " ")
        return "\(parts[0]) \(words)" + (parts.count > 1 ? ":\(parts[1])" : "")
    }

    func head(_ accounts: [JournalAccount]) -> String {
        var text = "; \(from) – \(last), fen · 单位：分\n\ncommodity 1000. FEN\n\n"
        for account in accounts {
            text +=
                "account \(names[account.number]!)  ; \(account.chinese), type: \(HledgerJournal.type(account.kind))\n"
        }
        return text + "\n"
    }

    func opening(_ accounts: [JournalAccount]) -> String {
        var text = "\(from) opening balances  ; 期初余额\n"
        for account in accounts { text += line(account.number, account.opening) }
        return text + "\n"
    }

    func entry(_ lines: [JournalLine], _ rule: PostingRule?) -> String {
        let first = lines[0]
        var text =
            "\(first.day) (\(first.entry)) \(rule?.english ?? first.event) | \(first.subject)  ; \(first.event) \(rule?.chinese ?? "")\n"
        for posting in lines { text += line(posting.debit, posting.amount) + line(posting.credit, -posting.amount) }
        return text + "\n"
    }

    func closing(_ accounts: [JournalAccount]) -> String {
        var text = "\(last) closing balances  ; 期末余额\n"
        for account in accounts { text += "    \(names[account.number]!)  0 FEN = \(account.closing) FEN\n" }
        return text
    }

    private func line(_ account: Int32, _ fen: Int64) -> String {
        "    \(names[account] ?? "no. \(account)")  \(fen) FEN\n"
    }

    private static func type(_ kind: Account.Kind) -> String {
        switch kind {
        case .asset: "A"
        case .liability: "L"
        case .income, .budgetIncome: "R"
        case .expense, .budgetExpense: "X"
        case .fund, .memo, .budgetBalance: "E"
        }
    }
}
