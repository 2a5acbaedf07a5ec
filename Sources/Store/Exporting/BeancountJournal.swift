import Accounting

/// As beancount reads it. Amounts are whole fen because beancount forgives half of the last digit given: of `1.00` it would
/// let a fen go missing, of `100` it lets nothing.
struct BeancountJournal: JournalText {
    private let from: Day
    private let until: Day
    private let names: [Int32: String]

    init(_ export: JournalExport, _ accounts: [JournalAccount]) {
        from = export.from
        until = export.until
        var names: [Int32: String] = [:]
        var taken: Set<String> = []
        for account in accounts {
            let name = BeancountJournal.name(account)
            // `a.b` and `a-b` would become one name.
            names[account.number] = taken.insert(name).inserted ? name : "\(name)-N\(account.number)"
        }
        self.names = names
    }

    /// Root, code and parts; a part begins with a capital or a digit and has letters, digits and `-`.
    private static func name(_ account: JournalAccount) -> String {
        let parts = account.code.split(separator: ":").map { part in
            let plain = String(part.map { $0.isLetter || $0.isNumber ? $0 : "-" })
            return plain.first == "-" ? "X\(plain)" : plain.prefix(1).uppercased() + plain.dropFirst()
        }
        return ([root(account.kind)] + parts).joined(separator: ":")
    }

    func head(_ accounts: [JournalAccount]) -> String {
        var text = "; \(from) – \(until + -1), fen · 单位：分\noption \"operating_currency\" \"FEN\"\n\n"
        for account in accounts {
            text += "\(from) open \(names[account.number]!) FEN\n  code: \(quoted(account.code))\n"
            text += "  name: \(quoted(account.english))\n  zh: \(quoted(account.chinese))\n"
        }
        return text + "\n"
    }

    func opening(_ accounts: [JournalAccount]) -> String {
        var text = "\(from) * \"opening balances\" \"期初余额\"\n"
        for account in accounts { text += line(account.number, account.opening) }
        return text + "\n"
    }

    func entry(_ lines: [JournalLine], _ rule: PostingRule?) -> String {
        let first = lines[0]
        var text = "\(first.day) * \(quoted(rule?.english ?? first.event)) \(quoted(first.subject))\n"
        text += "  entry: \(quoted("\(first.entry)"))\n  event: \(quoted(first.event))\n"
        if let rule { text += "  zh: \(quoted(rule.chinese))\n" }
        for posting in lines { text += line(posting.debit, posting.amount) + line(posting.credit, -posting.amount) }
        return text + "\n"
    }

    /// beancount compares a balance at the beginning of its day.
    func closing(_ accounts: [JournalAccount]) -> String {
        accounts.map { "\(until) balance \(names[$0.number]!)  \($0.closing) FEN\n" }.joined()
    }

    private func line(_ account: Int32, _ fen: Int64) -> String {
        "  \(names[account] ?? "Equity:N\(account)")  \(fen) FEN\n"
    }

    private func quoted(_ text: String) -> String {
        "\"\(text.map { "\"\\".contains($0) ? "'" : $0 }.reduce(into: "") { $0.append($1) })\""
    }

    private static func root(_ kind: Account.Kind) -> String {
        switch kind {
        case .asset: "Assets"
        case .liability: "Liabilities"
        case .income, .budgetIncome: "Income"
        case .expense, .budgetExpense: "Expenses"
        case .fund, .memo, .budgetBalance: "Equity"
        }
    }
}
