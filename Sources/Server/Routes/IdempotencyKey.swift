import Commands
import HTTPTypes

/// The key under which a caller may ask again: 1 to 255 visible ASCII characters, bare or as a quoted string.
enum IdempotencyKey {
    static func read(_ headers: HTTPFields) throws(Problem) -> String {
        guard let text = headers[.idempotencyKey] else { throw .keyMissing }
        var key = text[...]
        if key.utf8.count >= 2, key.utf8.first == UInt8(ascii: "\""), key.utf8.last == UInt8(ascii: "\"") {
            key = key.dropFirst().dropLast()
        }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .keyMalformed
        }
        return String(key)
    }
}

extension HTTPField.Name {
    static let idempotencyKey = Self("Idempotency-Key")!  // the name is a token
    static let idempotencyReplayed = Self("Idempotency-Replayed")!  // likewise
    static let requestID = Self("X-Request-Id")!  // likewise
}
