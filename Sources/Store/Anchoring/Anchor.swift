import Accounting
import Clearing
import Crypto
import JSON
import Postgres

/// The head of a book's seal chain, signed with a key that is kept outside the database, and handed to every party: whoever holds
/// it can tell whether anything before it was changed afterwards.
///
/// What is signed (Ed25519) is the body, a text of eight lines that people can read and print; it names the seal and its hash,
/// the Merkle root over the entries since the anchor before, and the SHA-256 of that anchor's body.
public struct Anchor: Sendable, Equatable {
    /// The book's code.
    public let book: String
    public let number, seal: Int64
    public let sealHash: [UInt8]
    public let firstEntry, lastEntry: Int64
    public let root: [UInt8]
    /// SHA-256 of the body before; zeros for the first.
    public let previous: [UInt8]
    public let signedAt: Moment
    public let publicKey, signature: [UInt8]

    /// The text that is signed, line feeds included.
    public var body: String {
        """
        ballast anchor v1
        book \(book)
        anchor \(number)
        seal \(seal) \(sealHash.hexadecimal)
        entries \(firstEntry) \(lastEntry)
        root \(root.hexadecimal)
        previous \(previous.hexadecimal)
        at \(signedAt)

        """
    }

    public var digest: [UInt8] { Array(SHA256.hash(data: Array(body.utf8))) }

    /// Whether the signature is the key's.
    public var isSigned: Bool {
        // A key or signature of a wrong form signs nothing: hence `try?`.
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: Array(body.utf8))
    }

    func signed(with key: Curve25519.Signing.PrivateKey) throws -> Anchor {
        let half = Array(key.publicKey.rawRepresentation)
        let unsigned = with(publicKey: half, signature: [])
        return with(publicKey: half, signature: Array(try key.signature(for: Array(unsigned.body.utf8))))
    }

    private func with(publicKey: [UInt8], signature: [UInt8]) -> Anchor {
        Anchor(
            book: book, number: number, seal: seal, sealHash: sealHash, firstEntry: firstEntry, lastEntry: lastEntry,
            root: root, previous: previous, signedAt: signedAt, publicKey: publicKey, signature: signature)
    }
}

extension Anchor {
    public var json: JSON {
        [
            "book": .string(book), "anchor": .integer(number), "seal": .integer(seal),
            "seal_hash": .string(sealHash.hexadecimal), "first_entry": .integer(firstEntry),
            "last_entry": .integer(lastEntry), "root": .string(root.hexadecimal),
            "previous": .string(previous.hexadecimal), "signed_at": .string("\(signedAt)"), "body": .string(body),
            "public_key": .string(publicKey.hexadecimal), "signature": .string(signature.hexadecimal),
        ]
    }

    /// Reads what `json` wrote; the body must be the one its members give.
    public init(_ fields: inout Fields) throws(JSON.Problem) {
        self.init(
            book: try fields.string("book", length: 1...60), number: try fields.integer("anchor", in: 1...Int64.max),
            seal: try fields.integer("seal", in: 1...Int64.max), sealHash: try fields.bytes("seal_hash", 32),
            firstEntry: try fields.integer("first_entry", in: 1...Int64.max),
            lastEntry: try fields.integer("last_entry", in: 1...Int64.max), root: try fields.bytes("root", 32),
            previous: try fields.bytes("previous", 32), signedAt: try fields.moment("signed_at"),
            publicKey: try fields.bytes("public_key", 32), signature: try fields.bytes("signature", 64))
        guard case .string(let text) = try fields.required("body"), text == body else {
            throw fields.problem(.badFormat, "body", "the signed text is not what the other members say")
        }
        guard firstEntry <= lastEntry else {
            throw fields.problem(.outOfRange, "last_entry", "an anchor covers at least one entry")
        }
        try fields.end()
    }

    static let columns: SQL = """
        k.anchor_no, k.seal_no, k.seal_hash, k.first_entry, k.last_entry, k.root, k.signed_at, k.body, k.public_key, k.signature
        """

    /// The body and the columns beside it say the same, or somebody wrote there by hand: `ColumnError`. `previous` stands in the
    /// body alone.
    init(_ row: Row, of book: String) throws {
        let text = try row.string("body")
        let line = text.split(separator: "\n").first { $0.hasPrefix("previous ") }
        guard let previous = line.flatMap({ [UInt8](hexadecimal: $0.dropFirst(9)) }) else {
            throw ColumnError(column: "body", problem: "the text names no anchor before it")
        }
        self.init(
            book: book, number: try row.int64("anchor_no"), seal: try row.int64("seal_no"),
            sealHash: try row.bytes("seal_hash"), firstEntry: try row.int64("first_entry"),
            lastEntry: try row.int64("last_entry"), root: try row.bytes("root"), previous: previous,
            signedAt: try row.moment("signed_at"), publicKey: try row.bytes("public_key"),
            signature: try row.bytes("signature"))
        guard body == text else {
            throw ColumnError(column: "body", problem: "the text is not what the columns beside it say")
        }
    }

    func insert(_ id: Int64) -> SQL {
        """
        insert into clearing.anchor
            (book_id, anchor_no, seal_no, seal_hash, first_entry, last_entry, root, signed_at, body, public_key, signature)
        values (
            \(id), \(number), \(seal), \(sealHash), \(firstEntry), \(lastEntry), \(root), \(SQLTimestamp(signedAt)), \(body),
            \(publicKey), \(signature))
        """
    }
}

extension Fields {
    /// Bytes as small hexadecimal digits.
    mutating func bytes(_ name: String, _ count: Int) throws(JSON.Problem) -> [UInt8] {
        let text = try string(name, length: (count * 2)...(count * 2))
        guard let bytes = [UInt8](hexadecimal: text) else {
            throw problem(.badFormat, name, "use \(count * 2) small hexadecimal digits")
        }
        return bytes
    }
}

extension [UInt8] {
    var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }

    /// Small digits only, so that there is one way to write a thing.
    init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.digit(digits[place]), let low = Self.digit(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self = bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
