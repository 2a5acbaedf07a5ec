/// A statement and the values bound to it.
///
///     let found: SQL = "select amount from claim where book_id = \(book) and claim_id = \(claim)"
///
/// It is made of literals only: what is interpolated becomes a parameter (`$1`, `$2`, …) and travels apart from the
/// text, so no value can change what a statement means. Nothing here takes a `String` that was made at run time:
/// literals arrive as `StaticString`, which the program cannot make. Statements are put together from statements:
/// `"\(select) for update"`.
///
/// The text of one literal is always the same, so a connection prepares it once and knows it again.
public struct SQL: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, Sendable {
    enum Piece: Sendable {
        case literal(StaticString)
        case quoted(String)
        case value(any Bindable)
    }

    var pieces: [Piece]

    public init(stringLiteral literal: StaticString) { pieces = [.literal(literal)] }

    public init(stringInterpolation interpolation: StringInterpolation) { pieces = interpolation.pieces }

    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            if literal.utf8CodeUnitCount > 0 { pieces.append(.literal(literal)) }
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some Bindable) { pieces.append(.value(value)) }

        /// Binds a value, or null.
        public mutating func appendInterpolation<Value: Bindable>(_ value: Value?) { pieces.append(.value(value)) }

        /// Inserts a statement, or a part of one, with its own values.
        public mutating func appendInterpolation(_ part: SQL) { pieces += part.pieces }

        /// Inserts a name, always in double quotes: `create role \(identifier: name)`. For the few statements that
        /// cannot take parameters. Text with names in it is not prepared.
        public mutating func appendInterpolation(identifier name: String) {
            pieces.append(.quoted(Self.quote(name, with: "\"")))
        }

        /// Inserts a text constant, always in quotes, where PostgreSQL takes no parameter:
        /// `alter role … password \(constant: text)`.
        public mutating func appendInterpolation(constant text: String) {
            // ` E'…'` reads the same whatever `standard_conforming_strings` says.
            let backslashed = text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
            pieces.append(.quoted(" E" + Self.quote(backslashed, with: "'")))
        }

        private static func quote(_ text: String, with mark: Character) -> String {
            precondition(!text.utf8.contains(0), "a name in SQL has no zero byte")
            let doubled = text.split(separator: mark, omittingEmptySubsequences: false).joined(
                separator: "\(mark)\(mark)"
            )
            return "\(mark)\(doubled)\(mark)"
        }
    }
}

extension SQL {
    public static func + (left: SQL, right: SQL) -> SQL {
        var both = left
        both += right
        return both
    }

    public static func += (left: inout SQL, right: SQL) { left.pieces += right.pieces }

    /// The text as PostgreSQL sees it, with `$n` where values are bound.
    public var text: String {
        if pieces.count == 1, case .literal(let only) = pieces[0] { return only.description }
        var text = ""
        var number = 0
        for piece in pieces {
            switch piece {
            case .literal(let literal): literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
            case .quoted(let quoted): text += quoted
            case .value:
                number += 1
                text += "$\(number)"
            }
        }
        return text
    }

    /// The bound values, `$1` first.
    var values: [any Bindable] {
        pieces.compactMap { if case .value(let value) = $0 { value } else { nil } }
    }

    /// Whether the text is the same each time, so that preparing it pays.
    var isPreparable: Bool {
        pieces.allSatisfy { if case .quoted = $0 { false } else { true } }
    }
}
