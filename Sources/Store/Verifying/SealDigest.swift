import Crypto

/// Works out a seal's digest from the canonical bytes that `ledger.post` describes: big-endian, fixed width.
struct SealDigest {
    private var accounts = SHA256()
    private var entries = SHA256()
    private var postings = SHA256()

    mutating func add(_ account: SealedAccount) {
        var bytes = CanonicalBytes(capacity: 36)
        bytes.append(account.number)
        bytes.append(SHA256.hash(data: Array(account.code.utf8)))
        accounts.update(data: bytes.bytes)
    }

    mutating func add(_ entry: SealedEntry) {
        var text = Array("\(entry.event)\n\(entry.subject)\n".utf8)
        if let digest = entry.digest { text += digest }
        var bytes = CanonicalBytes(capacity: 44)
        bytes.append(entry.number)
        bytes.append(entry.effective - CanonicalBytes.epoch)
        bytes.append(SHA256.hash(data: text))
        entries.update(data: bytes.bytes)
    }

    mutating func add(_ posting: SealedPosting) {
        var bytes = CanonicalBytes(capacity: 26)
        bytes.append(posting.entry)
        bytes.append(posting.line)
        bytes.append(posting.debit)
        bytes.append(posting.credit)
        bytes.append(posting.amount)
        postings.update(data: bytes.bytes)
    }

    func finish() -> [UInt8] {
        var whole = SHA256()
        whole.update(data: Array(accounts.finalize()))
        whole.update(data: Array(entries.finalize()))
        whole.update(data: Array(postings.finalize()))
        return Array(whole.finalize())
    }
}

extension Seal {
    /// The hash of the chain's link, from the facts that stand beside it.
    func hash(of book: Int64) -> [UInt8] {
        var bytes = CanonicalBytes(capacity: 44 + 64)
        bytes.append(book)
        bytes.append(number)
        bytes.append(first)
        bytes.append(last)
        bytes.append(lastAccount)
        bytes.append(sealedAt)
        return Array(SHA256.hash(data: bytes.bytes + previous + digest))
    }
}

struct CanonicalBytes {
    /// 2000-01-01, from which PostgreSQL counts days, in days since 1970-01-01.
    static let epoch: Int32 = 10_957
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ digest: SHA256.Digest) { bytes.append(contentsOf: digest) }
}
