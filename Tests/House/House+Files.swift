import Clearing
import Commands
import Crypto
import JSON
import Postgres

/// A bank's file as a test writes it: JSON lines, or a table.
public struct BankFile: Sendable {
    public var bank = "bank-a"
    public var kind = "filings"
    public var day = "2026-03-02"
    public var sequence: Int64 = 1
    public var lines: [String]
    public var sum: Int64

    /// JSON lines of records; `amount` names what the trailer adds up.
    public init(_ records: [JSON], kind: String = "filings", amount: String = "principal") {
        self.kind = kind
        lines = records.map(\.text)
        sum = records.reduce(0) { $0 + ($1[amount]?.integer ?? 0) }
    }

    /// Lines of a table, without the line of names.
    public init(lines: [String], sum: Int64) {
        self.lines = lines
        self.sum = sum
    }

    public var digest: String { Self.digest(of: lines.map { Array($0.utf8) }) }

    /// SHA-256 of record lines, each with a line feed behind it.
    public static func digest(of lines: [[UInt8]]) -> String {
        SHA256.hash(data: lines.flatMap { $0 + [0x0A] })
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    public var header: JSON {
        [
            "header": [
                "bank": .string(bank), "type": .string(kind), "business_date": .string(day),
                "sequence": .integer(sequence), "version": 1,
            ]
        ]
    }

    public var trailer: JSON {
        ["trailer": ["count": .integer(Int64(lines.count)), "sum": .integer(sum), "digest": .string(digest)]]
    }

    public var bytes: [UInt8] {
        Array(([header.text] + lines + [trailer.text]).map { $0 + "\n" }.joined().utf8)
    }

    public func table(_ names: String) -> String {
        (["H,\(bank),\(kind),\(day),\(sequence),1", names] + lines + ["T,\(lines.count),\(sum),\(digest)"])
            .map { $0 + "\r\n" }.joined()
    }
}

/// What a file was answered.
public struct FileAnswered: Sendable {
    public let opened: Answered
    /// Where it was not taken as a whole.
    public let refused: Answered?
    public let progress: [BatchProgress]
    /// In file order: `accepted 1`, `rejected F01 /note_number`.
    public let outcomes: [String]
}

extension House {
    /// Sends a file the way the server takes it in. `stopAfter` cuts it off after so many chunks.
    public func send(
        _ bytes: [UInt8], by person: String = "bank-a/maker", key: String? = nil, stopAfter: Int? = nil,
        in lane: Lane? = nil
    ) async throws -> FileAnswered {
        struct Stopped: Error {}
        var intake = try BatchIntake()
        // In pieces that end anywhere.
        for start in stride(from: 0, to: bytes.count, by: 777) {
            try bytes[start..<min(start + 777, bytes.count)].withUnsafeBytes { try intake.take($0) }
        }
        let file = try intake.finish()
        let parts = person.split(separator: "/")
        let identity = Identity(party: String(parts[0]), person: parts.joined(separator: "-"))
        let unique = key ?? "\(Int64.random(in: 0...Int64.max))"
        let opened = Answered(try await file.open(in: lane ?? self.lane, by: identity, key: unique))
        guard let batch = opened["batch"].integer else {
            return FileAnswered(opened: opened, refused: opened, progress: [], outcomes: [])
        }
        var progress: [BatchProgress] = []
        var refused: Answered?
        do {
            refused = try await file.work(batch, in: lane ?? self.lane, by: identity, unique: unique) {
                progress.append($0)
                if let stopAfter, progress.count > stopAfter { throw Stopped() }
            }.map(Answered.init)
        } catch is Stopped {
            refused = nil
        }
        return FileAnswered(
            opened: opened, refused: refused, progress: progress, outcomes: try await outcomes(of: batch))
    }

    /// What became of a file's lines, in file order.
    public func outcomes(of batch: Int64) async throws -> [String] {
        try await read { transaction in
            try transaction.rows(
                "select outcome, loan_no, code, pointer from clearing.batch_line where batch_no = \(batch) order by line_no"
            ) { row in
                let words = [
                    try row.string("outcome"), try row.int64OrNil("loan_no").map(String.init),
                    try row.stringOrNil("code"), try row.stringOrNil("pointer"),
                ]
                return words.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
            }
        }
    }
}
