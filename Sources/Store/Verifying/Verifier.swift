import Accounting
import Clearing
import JSON
import Postgres

/// Works out again, from nothing but the postings and what was filed, all that a book says of itself: every total, every day's
/// turnover, every seal, every limit, and the invariants of RULES §10. Compares, changes nothing, and trusts no SQL that wrote
/// any of it.
///
/// It reads one moment of the database (a `repeatable read` transaction), so a book may go on working meanwhile. Rows are
/// streamed; what it keeps in memory grows with accounts and their days, not with the journal.
public struct Verifier: Sendable {
    private let connection: Connection
    private let chart: Chart
    private let folder: EvidenceFolder?

    /// `folder` is where files attached to claims are kept, if not in the database. The connection must see all of the book: the owner's, a superuser's, or the service's, not a reader's.
    public init(connection: Connection, chart: Chart, evidence folder: EvidenceFolder? = nil) {
        self.connection = connection
        self.chart = chart
        self.folder = folder
    }

    /// Every book of the database: code and id.
    public func books() async throws -> [String: Int64] {
        try await connection.transaction(readOnly: true) { try $0.directory() }
    }

    /// - Parameters:
    ///   - publicKey: the key that anchors must be signed with, where it is known from elsewhere.
    ///   - held: an anchor that somebody kept outside the database.
    public func run(_ book: Int64, publicKey: [UInt8]? = nil, held: Anchor? = nil) async throws -> Report {
        let (chart, folder) = (chart, folder)
        return try await connection.transaction(readOnly: true) { transaction in
            try transaction.verify(book, chart, publicKey, held, folder)
        }
    }
}

extension Transaction {
    fileprivate func verify(
        _ book: Int64, _ chart: Chart, _ publicKey: [UInt8]?, _ held: Anchor?, _ folder: EvidenceFolder?
    ) throws -> Report {
        let start = ContinuousClock.now
        var findings = Findings()
        var notes = Findings()
        try ChartPass.run(book, chart, &notes, in: self)
        let anchors = try AnchorCheck(book, publicKey: publicKey, held: held, &findings, in: self)
        var journal = try JournalPass(book, anchors, in: self)
        try journal.run(&findings, in: self)
        var accounts = AccountsPass(book, journal.totals)
        try accounts.run(&findings, in: self)
        let suspects = SealSuspects(book: book, strained: accounts.strained, strainedDays: accounts.strainedDays)
        for seal in journal.broken {
            try suspects.name(seal, &findings, after: try lastAccount(book, before: seal), in: self)
        }
        let cleared = try verifyClearing(book, accounts.balances, &findings)
        var evidence = EvidencePass(book: book, folder: folder)
        try evidence.run(&findings, in: self)
        var counts = journal.counts
        counts.files = evidence.count
        counts.accounts = accounts.counts.accounts
        counts.accountDays = accounts.counts.accountDays
        counts.loans = cleared.loans
        counts.claims = cleared.claims
        counts.orders = cleared.orders
        counts.requests = cleared.requests
        return Report(
            book: book, findings: findings.kept, findingCount: findings.count, notes: notes.kept, counts: counts,
            duration: start.duration(to: .now))
    }

    /// What was filed and decided, against the accounts. A row that cannot be read at all is a finding, not a failure.
    private func verifyClearing(_ book: Int64, _ balances: [String: Int64], _ findings: inout Findings) throws
        -> Report.Counts
    {
        guard try ReadablePass.run(book, &findings, in: self) else { return Report.Counts() }
        do {
            try ClosingPass.run(book, &findings, in: self)
            var pass = try ClearingPass(book, in: self)
            try pass.run(balances, &findings, in: self)
            return pass.counts
        } catch let error where error is ColumnError || error is JSON.Problem {
            findings.add("book \(book)", "a row of the clearing cannot be read: \(error)", "清算记录中有一行无法读取：\(error)")
            return Report.Counts()
        }
    }

    private func lastAccount(_ book: Int64, before seal: Seal) throws -> Int32 {
        try one("select last_account from ledger.seal where book_id = \(book) and seal_no = \(seal.number - 1)") {
            try $0.int32("last_account")
        } ?? 0
    }
}
