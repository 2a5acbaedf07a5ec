import Accounting

/// A file from a bank (批量文件): many filings or balances, answered line by line. Its name is given once; what it says is
/// never changed, corrections come as new records.
public struct Batch: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Loans to be filed.
        case filings
        /// Balances as of a day.
        case balances
        /// What was repaid on a day.
        case repayments
    }

    /// Bank, kind, business date and sequence: the same name is the same file.
    public struct Name: Sendable, Hashable {
        public let bank: String
        public let kind: Kind
        public let businessDate: Day
        public let sequence: Int64

        public init(bank: String, kind: Kind, businessDate: Day, sequence: Int64) {
            self.bank = bank
            self.kind = kind
            self.businessDate = businessDate
            self.sequence = sequence
        }
    }

    /// What the trailer states of the records.
    public struct Content: Sendable, Equatable {
        public let count: Int
        /// Fen: principals of filings, balances, amounts repaid.
        public let sum: Money
        /// SHA-256 of the record lines, each with a line feed behind it.
        public let digest: [UInt8]

        public init(count: Int, sum: Money, digest: [UInt8]) {
            self.count = count
            self.sum = sum
            self.digest = digest
        }
    }

    public enum Outcome: String, Sendable, CaseIterable { case accepted, pending, rejected }

    public let number: Int64
    public let name: Name
    public let content: Content
    public let branch: String?
    public let filedBy: String
    public let filedAt: Moment
    /// Records answered so far, and how.
    public private(set) var tally: Tally

    /// How many records went which way.
    public struct Tally: Sendable, Equatable {
        public var accepted, pending, rejected: Int

        public init(accepted: Int = 0, pending: Int = 0, rejected: Int = 0) {
            self.accepted = accepted
            self.pending = pending
            self.rejected = rejected
        }

        public var done: Int { accepted + pending + rejected }
    }

    public init(
        number: Int64, name: Name, content: Content, branch: String?, filedBy: String, filedAt: Moment,
        tally: Tally = Tally()
    ) {
        self.number = number
        self.name = name
        self.content = content
        self.branch = branch
        self.filedBy = filedBy
        self.filedAt = filedAt
        self.tally = tally
    }

    public var isDone: Bool { tally.done == content.count }

    /// Counts a chunk's outcomes.
    public mutating func take(_ lines: [Line]) {
        for line in lines {
            switch line.outcome {
            case .accepted: tally.accepted += 1
            case .pending: tally.pending += 1
            case .rejected: tally.rejected += 1
            }
        }
        precondition(tally.done <= content.count, "a file has as many records as its trailer says")
    }

    /// What became of one record.
    public struct Line: Sendable, Equatable {
        public let batch: Int64
        /// Where it stands in the file, from 1, header included.
        public let line: Int32
        public let outcome: Outcome
        public let loan: Int64?
        public let refusal: Refusal?
        /// The day on which it counts in the books, and by how many fen it moved what is filed.
        public let countsOn: Day?
        public let balance, exposure: Money

        public init(
            batch: Int64, line: Int32, outcome: Outcome, loan: Int64?, refusal: Refusal? = nil, countsOn: Day? = nil,
            balance: Money = .zero, exposure: Money = .zero
        ) {
            self.batch = batch
            self.line = line
            self.outcome = outcome
            self.loan = loan
            self.refusal = refusal
            self.countsOn = countsOn
            self.balance = balance
            self.exposure = exposure
        }

        /// What the digest of an aggregated entry is made of: line int4, loan int8, balance int8, exposure int8, big-endian.
        public func write(to bytes: inout [UInt8]) {
            withUnsafeBytes(of: line.bigEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: (loan ?? 0).bigEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: balance.fen.bigEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: exposure.fen.bigEndian) { bytes.append(contentsOf: $0) }
        }

        public static let byteCount = 28
    }
}
