import Accounting
import Commands
import Store

/// The key a page follows, as the caller carries it: opaque, so that nobody builds on what is inside.
protocol CursorKey: Sendable {
    init?(cursor text: String)
    var cursor: String { get }
}

extension Int64: CursorKey {
    init?(cursor text: String) { self.init(text) }
    var cursor: String { "\(self)" }
}

extension String: CursorKey {
    init?(cursor text: String) { self = text }
    var cursor: String { self }
}

extension Statement.Key: CursorKey {
    init?(cursor text: String) {
        let parts = text.split(separator: ".").map { Int64($0) }
        guard parts.count == 3, let entry = parts[0], let line = parts[1], let fen = parts[2] else { return nil }
        self.init(entry: entry, line: Int(clamping: line), balance: Money(fen: fen))
    }

    var cursor: String { "\(entry).\(line).\(balance.fen)" }
}

extension Query {
    static let paging = ["limit", "cursor"]

    /// `limit` 1…500, 50 unless said; `cursor` as a page before gave it.
    func page<Key: CursorKey>(_: Key.Type = Key.self) throws(Problem) -> PageAsk<Key> {
        let limit = Int(try number("limit", in: 1...500) ?? 50)
        guard let given = try text("cursor", atMost: 1000) else { return PageAsk(limit: limit) }
        guard let text = Query.opened(given), let key = Key(cursor: text) else { throw .cursorMalformed }
        return PageAsk(limit: limit, after: key)
    }

    /// Hexadecimal: it needs no encoding in an address.
    static func sealed(_ key: some CursorKey) -> String {
        key.cursor.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func opened(_ given: String) -> String? {
        let digits = Array(given.utf8)
        guard digits.count % 2 == 0 else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { place in
            UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16)
        }
        guard bytes.allSatisfy({ $0 != nil }) else { return nil }
        return String(validating: bytes.compactMap { $0 }, as: UTF8.self)
    }
}
