import Crypto
import Postgres

/// Reads the journal once, from the first seal to the last: works out every seal again and adds up every posting.
struct JournalPass {
    let book: Int64
    private(set) var totals = Turnovers()
    private(set) var counts = Report.Counts()
    /// Seals whose digest is not that of what they cover.
    private(set) var broken: [Seal] = []
    private var seals: RowStream<Seal>
    private var accounts: RowStream<SealedAccount>
    private var entries: RowStream<SealedEntry>
    private var postings: RowStream<SealedPosting>
    private var chain = Chain()
    private var anchors: AnchorCheck

    /// Where the chain has come to.
    private struct Chain {
        var seal: Int64 = 0
        var entry: Int64 = 0
        var account: Int32 = 0
        var hash = [UInt8](repeating: 0, count: 32)
    }

    init(_ book: Int64, _ anchors: AnchorCheck, in transaction: borrowing Transaction) throws {
        self.book = book
        self.anchors = anchors
        seals = try RowStream("verify_seals", Seal.all(book), in: transaction, Seal.init)
        accounts = try RowStream("verify_accounts", SealedAccount.all(book), in: transaction, SealedAccount.init)
        entries = try RowStream("verify_entries", SealedEntry.all(book), in: transaction, SealedEntry.init)
        postings = try RowStream("verify_postings", SealedPosting.all(book), in: transaction, SealedPosting.init)
    }

    mutating func run(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        while let seal = seals.current {
            checkLink(seal, &findings)
            try pass(upTo: seal.first - 1, &findings, in: transaction)
            try checkDigest(seal, &findings, in: transaction)
            anchors.note(seal, &findings)
            counts.seals += 1
            chain = Chain(
                seal: seal.number, entry: max(chain.entry, seal.last), account: seal.lastAccount, hash: seal.hash)
            try seals.advance(in: transaction)
        }
        try pass(upTo: .max, &findings, in: transaction)
        try checkHead(&findings, in: transaction)
        anchors.finish(&findings)
    }

    private func checkLink(_ seal: Seal, _ findings: inout Findings) {
        let name = "seal \(seal.number)"
        if seal.number != chain.seal + 1 {
            findings.add(name, "follows seal \(chain.seal), seals between are missing", "前一封账为 \(chain.seal)，中间封账缺失")
        }
        if seal.first != chain.entry + 1 || seal.last < seal.first {
            findings.add(
                name, "covers entries \(seal.first)–\(seal.last), it should begin with \(chain.entry + 1)",
                "封账凭证 \(seal.first)–\(seal.last)，应自 \(chain.entry + 1) 起")
        }
        if seal.lastAccount < chain.account {
            findings.add(name, "covers fewer accounts than the seal before it", "所覆盖科目少于前一封账")
        }
        if seal.previous != chain.hash {
            findings.add(name, "does not carry the hash of the seal before it", "所载前一封账哈希不符")
        }
        if seal.hash != seal.hash(of: book) {
            findings.add(name, "its hash is not that of what it says", "封账哈希与其内容不符")
        }
    }

    /// Takes all that a seal covers and compares the digest.
    private mutating func checkDigest(_ seal: Seal, _ findings: inout Findings, in transaction: borrowing Transaction)
        throws
    {
        var digest = SealDigest()
        while let account = accounts.current, account.number <= seal.lastAccount {
            digest.add(account)
            anchors.note(account)
            try accounts.advance(in: transaction)
        }
        while let entry = entries.current, entry.number <= seal.last {
            digest.add(entry)
            if anchors.isEmpty {
                try take(entry, &findings, in: transaction) { digest.add($0) }
            } else {
                try takeAnchored(entry, &digest, &findings, in: transaction)
            }
        }
        if chain.entry < seal.last {
            findings.add(
                "entries \(chain.entry + 1)–\(seal.last)", "are missing, seal \(seal.number) covers them",
                "凭证缺失，封账 \(seal.number) 应覆盖")
        }
        if digest.finish() != seal.digest { broken.append(seal) }
    }

    /// An entry that anchors may have signed: its leaf is worked out along with the seal's digest.
    private mutating func takeAnchored(
        _ entry: SealedEntry, _ digest: inout SealDigest, _ findings: inout Findings,
        in transaction: borrowing Transaction
    ) throws {
        let names = anchors.accountNames
        let unknown = SHA256.hash(data: [UInt8]())
        var leaf = LeafBytes(entry.number, entry.effective, entry.event, entry.subject, entry.digest)
        try take(entry, &findings, in: transaction) { posting in
            digest.add(posting)
            leaf.add(
                posting.line, names[posting.debit] ?? unknown, names[posting.credit] ?? unknown, posting.amount)
        }
        anchors.add(leaf.finish(), of: entry.number, &findings)
    }

    /// Takes entries that no seal covers.
    private mutating func pass(upTo last: Int64, _ findings: inout Findings, in transaction: borrowing Transaction)
        throws
    {
        guard let first = entries.current?.number, first <= last else { return }
        while let entry = entries.current, entry.number <= last { try take(entry, &findings, in: transaction) { _ in } }
        findings.add("entries \(first)–\(chain.entry)", "no seal covers them", "没有封账覆盖")
    }

    /// One entry with its postings.
    private mutating func take(
        _ entry: SealedEntry, _ findings: inout Findings, in transaction: borrowing Transaction,
        _ use: (SealedPosting) -> Void
    ) throws {
        if entry.number != chain.entry + 1 {
            findings.add("entries \(chain.entry + 1)–\(entry.number - 1)", "are missing", "凭证缺失")
        }
        chain.entry = entry.number
        counts.entries += 1
        var isEmpty = true
        while let posting = postings.current, posting.entry <= entry.number {
            if posting.entry < entry.number {
                findings.add("entry \(posting.entry) line \(posting.line)", "has a posting and no entry", "有分录而无凭证")
            } else {
                isEmpty = false
                use(posting)
            }
            totals.add(posting, on: entry.effective)
            counts.postings += 1
            try postings.advance(in: transaction)
        }
        if isEmpty { findings.add("entry \(entry.number)", "has no posting", "没有分录") }
        try entries.advance(in: transaction)
    }

    /// The book's own row, and what is left when the last seal is passed.
    private mutating func checkHead(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        while let posting = postings.current {
            findings.add("entry \(posting.entry) line \(posting.line)", "has a posting and no entry", "有分录而无凭证")
            totals.add(posting, on: .max)
            counts.postings += 1
            try postings.advance(in: transaction)
        }
        let row = try transaction.one(
            "select next_entry, next_seal, sealed_account, head from ledger.book where book_id = \(book)")
        guard let row else { return findings.add("book \(book)", "has no books", "没有账簿") }
        if try row.bytes("head") != chain.hash {
            findings.add("book", "its head is not the hash of seal \(chain.seal)", "账套封账头与封账 \(chain.seal) 的哈希不符")
        }
        if try row.int64("next_seal") != chain.seal + 1 || row.int64("next_entry") != chain.entry + 1
            || row.int32("sealed_account") != chain.account
        {
            findings.add(
                "book", "its counters do not follow seal \(chain.seal) and entry \(chain.entry)",
                "账套计数与封账 \(chain.seal)、凭证 \(chain.entry) 不衔接")
        }
    }
}
