/// The name of an account with places for an event's dimensions: `5001:{programme}:{bank}`.
public struct AccountTemplate: Sendable, Equatable {
    public enum Part: Sendable, Equatable {
        case literal(String)
        case dimension(String)
    }

    /// The parts between the colons; the first is the code.
    public let parts: [Part]

    /// Nil where a part is neither a valid piece of a name nor one dimension in braces, or the code is not fixed.
    public init?(_ text: String) {
        guard let parts = AccountTemplate.parts(text), case .literal = parts[0] else { return nil }
        self.parts = parts
    }

    /// The parts of `a:{b}`; nil where one is malformed.
    public static func parts(_ text: String) -> [Part]? {
        var parts: [Part] = []
        for piece in text.split(separator: ":", omittingEmptySubsequences: false) {
            let isDimension = piece.hasPrefix("{") && piece.hasSuffix("}")
            let name = isDimension ? piece.dropFirst().dropLast() : piece
            guard AccountName.isPart(name.utf8) else { return nil }
            parts.append(isDimension ? .dimension(String(name)) : .literal(String(name)))
        }
        return parts
    }

    public var code: String {
        guard case .literal(let code) = parts[0] else { preconditionFailure("a template begins with a code") }
        return code
    }

    public var dimensions: [String] {
        parts.compactMap { if case .dimension(let name) = $0 { name } else { nil } }
    }
}

extension AccountTemplate: CustomStringConvertible {
    public var description: String { parts.map(\.description).joined(separator: ":") }
}

extension AccountTemplate.Part: CustomStringConvertible {
    public var description: String {
        switch self {
        case .literal(let text): text
        case .dimension(let name): "{\(name)}"
        }
    }
}
