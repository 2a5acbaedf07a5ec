import Accounting
import Postgres

/// A period's journal in the form of a plain-text accounting program: opening balances, every entry, and what every account
/// must hold at the end, in whole fen. Entries come from the postings, the closing balances from the days' turnovers, so that
/// the other program has something to disagree with.
public struct JournalExport: Sendable {
    public enum Format: String, Sendable, CaseIterable { case hledger, beancount }

    let book: Int64
    let from: Day
    let until: Day
    let rulebook: Rulebook

    /// The period is half-open: `until` is the first day that is not in it.
    public init(book: Int64, from: Day, until: Day, rulebook: Rulebook) {
        precondition(from < until, "a period has at least one day")
        self.book = book
        self.from = from
        self.until = until
        self.rulebook = rulebook
    }

    /// Streams the journal; memory grows with the accounts, not with the entries.
    public func write(_ format: Format, in transaction: borrowing Transaction, to write: (String) throws -> Void) throws
    {
        let accounts = try JournalAccount.all(of: self, in: transaction)
        switch format {
        case .hledger: try run(HledgerJournal(self, accounts), accounts, in: transaction, write)
        case .beancount: try run(BeancountJournal(self, accounts), accounts, in: transaction, write)
        }
    }

    private func run(
        _ journal: some JournalText, _ accounts: [JournalAccount], in transaction: borrowing Transaction,
        _ write: (String) throws -> Void
    ) throws {
        try write(journal.head(accounts))
        let opening = accounts.filter { $0.opening != 0 }
        if !opening.isEmpty { try write(journal.opening(opening)) }
        var lines: [JournalLine] = []
        try transaction.forEachChunk(of: JournalLine.all(of: self), size: 5000) { rows in
            for row in rows {
                let line = try JournalLine(row)
                if let first = lines.first, first.entry != line.entry {
                    try write(journal.entry(lines, rulebook.rule(for: first.event)))
                    lines.removeAll(keepingCapacity: true)
                }
                lines.append(line)
            }
        }
        if let last = lines.first { try write(journal.entry(lines, rulebook.rule(for: last.event))) }
        if !accounts.isEmpty { try write(journal.closing(accounts)) }
    }
}

/// How a program wants its journal.
protocol JournalText {
    func head(_ accounts: [JournalAccount]) -> String
    func opening(_ accounts: [JournalAccount]) -> String
    /// One entry, all its lines.
    func entry(_ lines: [JournalLine], _ rule: PostingRule?) -> String
    func closing(_ accounts: [JournalAccount]) -> String
}
