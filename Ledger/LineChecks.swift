import Accounting

extension Account {
    /// What is wrong with a template as a sub-account of this account.
    func fault(in template: AccountTemplate) -> Fault? {
        let given = template.parts.dropFirst()
        if forms.isEmpty && given.isEmpty || forms.contains(where: { $0.admits(given) }) { return nil }
        let known = forms.flatMap(\.parts)
        if let stranger = template.dimensions.first(where: { !known.contains(.dimension($0)) }) {
            return .unknownDimension(stranger, account: code)
        }
        return .wrongSubaccount(
            template.description,
            forms: forms.map { "\(code):\($0.parts.map(\.description).joined(separator: ":"))" }
        )
    }

    /// The three books that a line must not mix: each balances by itself.
    fileprivate enum Book { case financial, budgetary, memo }

    fileprivate var book: Book { kind == .memo ? .memo : kind.isBudgetary ? .budgetary : .financial }
}

extension Page {
    /// Checks what only both sides together show.
    mutating func isSound(_ line: PostingRule.Line, _ chart: Chart, _ number: Int) -> Bool {
        let books = Set(
            (line.debit.templates + line.credit.templates).compactMap { chart.account(code: $0.code)?.book }
        )
        guard books.count == 1, books.contains(.budgetary) == line.isBudgetary else {
            report(.mixedBooks, number)
            return false
        }
        if let account = line.accountOfBothSides {
            report(.sameAccount(account.description), number)
            return false
        }
        return true
    }
}

extension PostingRule.Line {
    /// An account that some event would both debit and credit. Sides chosen by two different dimensions are left to
    /// the day: whether they meet depends on the event's values.
    fileprivate var accountOfBothSides: AccountTemplate? {
        switch (debit, credit) {
        case (.always(let left), _): credit.templates.first { $0 == left }
        case (_, .always(let right)): debit.templates.first { $0 == right }
        case (.by(let left, let debits), .by(let right, let credits)):
            left == right ? debits.first { credits[$0.key] == $0.value }?.value : nil
        }
    }
}
