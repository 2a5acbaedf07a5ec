extension JSON {
    /// Why a document was not accepted, where, and what to do about it. Never quotes a value that was read.
    public struct Problem: Error, Sendable, Equatable {
        /// Stable names; programs may rely on them.
        public enum Code: String, Sendable, CaseIterable {
            case malformed
            case duplicateField = "duplicate-field"
            case unknownField = "unknown-field"
            case missingField = "missing-field"
            case wrongType = "wrong-type"
            case outOfRange = "out-of-range"
            case notAnInteger = "not-an-integer"
            case badUTF8 = "bad-utf8"
            case tooDeep = "too-deep"
            case badFormat = "bad-format"
        }

        public let code: Code
        /// The place as RFC 6901 writes it: `/shares/0/amount`; empty for the whole document.
        public let pointer: String
        public let detail: String

        public init(code: Code, pointer: String, detail: String) {
            self.code = code
            self.pointer = pointer
            self.detail = detail
        }

        /// The same problem seen from one level further out.
        func inside(_ name: String) -> Problem {
            Problem(code: code, pointer: JSON.pointer("", to: name) + pointer, detail: detail)
        }
    }

    /// The pointer of a member, its name escaped (`~` is `~0`, `/` is `~1`).
    static func pointer(_ parent: String, to name: String) -> String {
        guard name.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return "\(parent)/\(name)" }
        var escaped = ""
        for character in name.unicodeScalars {
            switch character {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return "\(parent)/\(escaped)"
    }
}

extension JSON.Problem: CustomStringConvertible {
    public var description: String { "\(pointer.isEmpty ? "/" : pointer): \(code.rawValue): \(detail)" }
}
