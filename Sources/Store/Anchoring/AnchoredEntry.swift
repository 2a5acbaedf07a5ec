import Accounting
import Crypto
import JSON
import Postgres

/// An entry as a receipt states it, with accounts by name: what a leaf of an anchor's tree is made of.
///
/// Canonical bytes, big-endian, fixed width:
///   entry    entry_no int8, effective int4 (days since 2000-01-01), SHA-256 of event LF subject LF digest        44 bytes
///   posting  line int2, SHA-256 of the debit account's code, SHA-256 of the credit account's, amount int8         74 bytes
public struct AnchoredEntry: Sendable, Equatable {
    public let number: Int64
    public let effective: Day
    public let event, subject: String
    /// SHA-256 of the lines an aggregated entry stands for.
    public let digest: [UInt8]?
    public internal(set) var postings: [Line]

    public struct Line: Sendable, Equatable {
        public let line: Int16
        public let debit, credit: String
        public let amount: Money
    }

    var leaf: [UInt8] {
        var leaf = LeafBytes(number, effective.number, event, subject, digest)
        for posting in postings {
            leaf.add(
                posting.line, SHA256.hash(data: Array(posting.debit.utf8)),
                SHA256.hash(data: Array(posting.credit.utf8)), posting.amount.fen)
        }
        return leaf.finish()
    }
}

/// Puts a leaf together, from whatever holds an entry.
struct LeafBytes {
    private var bytes = CanonicalBytes(capacity: 44 + 4 * 74)

    /// `effective` counts days since 1970-01-01.
    init(_ number: Int64, _ effective: Int32, _ event: String, _ subject: String, _ digest: [UInt8]?) {
        bytes.append(number)
        bytes.append(effective - CanonicalBytes.epoch)
        bytes.append(SHA256.hash(data: Array("\(event)\n\(subject)\n".utf8) + (digest ?? [])))
    }

    mutating func add(_ line: Int16, _ debit: SHA256.Digest, _ credit: SHA256.Digest, _ amount: Int64) {
        bytes.append(line)
        bytes.append(debit)
        bytes.append(credit)
        bytes.append(amount)
    }

    func finish() -> [UInt8] { MerkleTree.leaf(bytes.bytes) }
}

extension AnchoredEntry {
    /// Entries with their postings, a row a posting.
    static func rows(_ book: Int64, _ first: Int64, _ last: Int64) -> SQL {
        """
        select e.entry_no, e.effective, e.event, e.subject, e.digest, p.line, d.code, c.code, p.amount
        from ledger.entry e
        join ledger.posting p on p.book_id = e.book_id and p.entry_no = e.entry_no
        join ledger.account d on d.book_id = p.book_id and d.account_id = p.debit
        join ledger.account c on c.book_id = p.book_id and c.account_id = p.credit
        where e.book_id = \(book) and e.entry_no between \(first) and \(last)
        order by e.entry_no, p.line
        """
    }

    /// Without postings. Columns are read by place: there may be very many.
    private init(_ row: Row) throws {
        self.init(
            number: try row.int64(0), effective: Day(number: try row.date(1)), event: try row.string(2),
            subject: try row.string(3), digest: try row.bytesOrNil(4), postings: [])
    }

    /// Hands on entry after entry of the rows of `rows`, in chunks of any length.
    struct Gatherer {
        private var current: AnchoredEntry?

        mutating func take(_ row: Row, _ use: (AnchoredEntry) throws -> Void) throws {
            if try row.int64(0) != current?.number {
                if let current { try use(current) }
                current = try AnchoredEntry(row)
            }
            current?.postings.append(
                Line(
                    line: try row.int16(5), debit: try row.string(6), credit: try row.string(7),
                    amount: Money(fen: try row.int64(8))))
        }

        func finish(_ use: (AnchoredEntry) -> Void) {
            if let current { use(current) }
        }
    }
}
