import Accounting

extension Books {
    public mutating func save(_ account: BankAccount) {
        reference.bankAccounts[account.category] = account
        draft.bankAccounts.append(account)
    }

    public mutating func add(_ statement: KeptStatement) { draft.statements[statement.number] = statement }

    public mutating func save(_ line: BankLine) { draft.bankLines[line.number] = line }

    /// What a trial on a copy reached for, this one has to fetch as well.
    public mutating func miss(_ trial: Books) { missing.form(trial.missing) }

    public mutating func bankLine(_ number: Int64) throws(Refusal) -> BankLine {
        if let line = draft.bankLines[number] ?? hand.bankLines[number] { return line }
        if !hand.known.bankLines.contains(number) { missing.bankLines.insert(number) }
        throw Refusal(.unknownBankLine)
    }

    /// An account's lines that wait for a statement, for somebody's decision, or to go back; by number.
    public mutating func waitingLines(of account: BankAccount) -> [BankLine] {
        let number = account.account.number
        if !hand.known.bankAccounts.contains(number) { missing.bankAccounts.insert(number) }
        return allLines.filter {
            $0.category == account.category && ($0.statement == nil && $0.withdrawnOn == nil || $0.isUndecided)
        }
    }

    /// An account's lines that the bank calls by one of these references; by number.
    public mutating func lines(of category: Category, called references: Set<String>) -> [BankLine] {
        missing.bankReferences.formUnion(references.subtracting(hand.known.bankReferences))
        return allLines.filter { $0.category == category && $0.facts.reference.map(references.contains) ?? false }
    }

    /// What was received under a bank's id.
    public mutating func statement(_ id: String, _ kind: BankStatement.Kind, of account: BankAccount) -> KeptStatement?
    {
        if !hand.known.statements.contains(id) { missing.statements.insert(id) }
        return allStatements.first { $0.category == account.category && $0.kind == kind && $0.id == id }
    }

    /// The last statement of an account under its present number.
    public mutating func lastStatement(of account: BankAccount) -> KeptStatement? {
        let number = account.account.number
        if !hand.known.bankAccounts.contains(number) { missing.bankAccounts.insert(number) }
        return allStatements.filter { $0.kind == .statement && $0.account == number }.max { $0.number < $1.number }
    }

    private var allLines: [BankLine] {
        hand.bankLines.merging(draft.bankLines) { $1 }.values.sorted { $0.number < $1.number }
    }

    private var allStatements: [KeptStatement] {
        Array(hand.statements.merging(draft.statements) { $1 }.values)
    }
}

extension BankLine {
    /// Whether somebody still has to decide, or the bank to show that it went back.
    public var isUndecided: Bool { state == .parked || state == .proposed || state == .returning }
}
