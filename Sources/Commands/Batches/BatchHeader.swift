import Accounting
import Clearing
import JSON

/// The first line of a file: whose it is, of what kind, and which one.
public struct BatchHeader: Sendable, Equatable {
    public let name: Batch.Name

    /// The one version of the format.
    static let version: Int64 = 1

    init(_ fields: inout Fields) throws(JSON.Problem) {
        let bank = try fields.identifier("bank")
        let kind = try fields.choice("type", of: Batch.Kind.self)
        let businessDate = try fields.day("business_date")
        let sequence = try fields.integer("sequence", in: 1...999_999_999)
        name = Batch.Name(bank: bank, kind: kind, businessDate: businessDate, sequence: sequence)
        _ = try fields.integer("version", in: Self.version...Self.version)
        try fields.end()
    }
}

/// The last line of a file: what all its records must add up to.
struct BatchTrailer: Sendable, Equatable {
    let content: Batch.Content

    init(_ fields: inout Fields) throws(JSON.Problem) {
        let count = try fields.integer("count", in: 0...10_000_000)
        let sum = try fields.integer("sum", in: 0...Int64.max)
        guard let text = try fields.digest("digest") else {
            throw fields.problem(.missingField, "digest", "this member is needed")
        }
        content = Batch.Content(count: Int(count), sum: Money(fen: sum), digest: text.unhexed)
        try fields.end()
    }
}

extension String {
    /// The bytes that small hexadecimal digits, two a byte, stand for.
    fileprivate var unhexed: [UInt8] {
        let digits = utf8.map { $0 <= 0x39 ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
