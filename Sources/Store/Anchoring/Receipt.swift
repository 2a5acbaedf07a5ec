import Accounting
import Clearing
import JSON
import Postgres

/// Proof that an entry stood in the books when an anchor was signed: the entry's fields, the way from its leaf to the signed root,
/// and the anchor. It is checked without the database, with nothing but the public key.
public struct Receipt: Sendable, Equatable {
    public let entry: AnchoredEntry
    /// SHA-256 over the entry's canonical bytes, as the tree holds it.
    public let leaf: [UInt8]
    /// The siblings on the way up, nearest first.
    public let path: [[UInt8]]
    public let anchor: Anchor

    /// Why a receipt proves nothing.
    public struct Fault: Error, Equatable, CustomStringConvertible {
        public let chinese, english: String
        public var description: String { "\(english) \(chinese)" }
    }

    /// Checks the receipt against a public key, from the fields up to the signature.
    ///
    /// - Throws: `Fault`, naming the first step that does not hold.
    public func check(publicKey: [UInt8]) throws(Fault) {
        guard entry.leaf == leaf else {
            throw Fault(
                chinese: "凭证内容与其叶值不符：日期、事项、科目或金额被改动。",
                english:
                    "The entry's fields are not those its leaf was made of: a date, a subject, an account or an amount was changed."
            )
        }
        let count = Int(clamping: anchor.lastEntry - anchor.firstEntry + 1)
        let place = Int(clamping: entry.number - anchor.firstEntry)
        guard MerkleTree.root(from: leaf, at: place, of: count, by: path) == anchor.root else {
            throw Fault(
                chinese: "路径不通向该锚定的根：凭证不在锚定范围内，或路径被改动。",
                english:
                    "The path does not lead to the anchor's root: the entry is not among those it covers, or the path was changed."
            )
        }
        guard anchor.publicKey == publicKey else {
            throw Fault(
                chinese: "锚定由另一把密钥签署。", english: "The anchor is signed with another key than the one given.")
        }
        guard anchor.isSigned else {
            throw Fault(
                chinese: "签名与锚定内容不符：锚定系伪造或被改动。",
                english: "The signature is not of this anchor: it was forged or changed.")
        }
    }

    /// What a receipt that holds proves.
    public var proves: (chinese: String, english: String) {
        (
            "凭证 \(entry.number) 及其所列金额在 \(anchor.signedAt) 签署第 \(anchor.number) 号锚定时已在账套 \(anchor.book) 中。",
            "Entry \(entry.number), as it stands here to the fen, was in book \(anchor.book) when anchor \(anchor.number) was signed at \(anchor.signedAt)."
        )
    }
}

extension Receipt {
    public var json: JSON {
        [
            "entry": .integer(entry.number), "date": .string("\(entry.effective)"), "event": .string(entry.event),
            "subject": .string(entry.subject), "digest": entry.digest.map { .string($0.hexadecimal) } ?? .null,
            "postings": .array(
                entry.postings.map {
                    [
                        "line": .integer(Int64($0.line)), "debit": .string($0.debit), "credit": .string($0.credit),
                        "amount": .integer($0.amount.fen),
                    ]
                }),
            "leaf": .string(leaf.hexadecimal), "path": .array(path.map { .string($0.hexadecimal) }),
            "anchor": anchor.json,
        ]
    }

    public init(_ json: JSON) throws(JSON.Problem) {
        var fields = try Fields(json)
        var postings: [AnchoredEntry.Line] = []
        let number = try fields.integer("entry", in: 1...Int64.max)
        let (effective, event) = (try fields.day("date"), try fields.string("event", length: 1...100))
        let subject = try fields.string("subject", length: 1...200)
        var digest: [UInt8]?
        if let text = try fields.optionalString("digest", length: 64...64) {
            guard let bytes = [UInt8](hexadecimal: text) else {
                throw fields.problem(.badFormat, "digest", "use 64 small hexadecimal digits")
            }
            digest = bytes
        }
        for (item, pointer) in try fields.optionalArray("postings", count: 1...32_767) ?? [] {
            var line = try Fields(item, at: pointer)
            postings.append(
                AnchoredEntry.Line(
                    line: Int16(clamping: try line.integer("line", in: 1...32_767)),
                    debit: try line.string("debit", length: 1...300),
                    credit: try line.string("credit", length: 1...300),
                    amount: Money(fen: try line.integer("amount", in: 1...Int64.max))))
            try line.end()
        }
        leaf = try fields.bytes("leaf", 32)
        var path: [[UInt8]] = []
        for (item, pointer) in try fields.optionalArray("path", count: 0...64) ?? [] {
            guard case .string(let text) = item, let hash = [UInt8](hexadecimal: text), hash.count == 32 else {
                throw JSON.Problem(code: .badFormat, pointer: pointer, detail: "use 64 small hexadecimal digits")
            }
            path.append(hash)
        }
        self.path = path
        var signed = try fields.object("anchor")
        anchor = try Anchor(&signed)
        entry = AnchoredEntry(
            number: number, effective: effective, event: event, subject: subject, digest: digest, postings: postings)
        try fields.end()
    }
}
