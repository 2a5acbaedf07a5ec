import Accounting
import Clearing
import JSON

/// A file as the API shows it: how far it has come.
public struct BatchView: JSONRepresentable, Sendable {
    let batch: Batch

    public init(_ batch: Batch) { self.batch = batch }

    public var json: JSON {
        [
            "batch": .integer(batch.number), "bank": .string(batch.name.bank),
            "type": .string(batch.name.kind.rawValue),
            "business_date": .day(batch.name.businessDate), "sequence": .integer(batch.name.sequence),
            "count": .integer(Int64(batch.content.count)), "sum": .fen(batch.content.sum),
            "digest": .string(batch.content.digest.hexadecimal), "filed_by": .string(batch.filedBy),
            "filed_at": .moment(batch.filedAt), "done": .integer(Int64(batch.tally.done)),
            "accepted": .integer(Int64(batch.tally.accepted)), "pending": .integer(Int64(batch.tally.pending)),
            "rejected": .integer(Int64(batch.tally.rejected)), "finished": .bool(batch.isDone),
        ]
    }
}

/// What became of one line of a file.
public struct BatchLineView: JSONRepresentable, Sendable {
    let line: Batch.Line

    public init(_ line: Batch.Line) { self.line = line }

    public var json: JSON {
        var members: [JSON.Member] = [
            .init(name: "line", value: .integer(Int64(line.line))),
            .init(name: "outcome", value: .string(line.outcome.rawValue)),
        ]
        if let loan = line.loan { members.append(.init(name: "loan", value: .integer(loan))) }
        if let refusal = line.refusal {
            members += [
                .init(name: "code", value: .string(refusal.code)),
                .init(name: "pointer", value: .string(refusal.pointer)),
                .init(name: "title", value: .string(refusal.sentence(.english))),
                .init(name: "title_zh", value: .string(refusal.sentence(.chinese))),
            ]
        }
        return .object(members)
    }
}

extension [UInt8] {
    /// Two small digits a byte.
    var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
