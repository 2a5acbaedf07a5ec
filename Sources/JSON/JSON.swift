/// A JSON value as this service speaks it: RFC 8259 without fractions, with the order of members kept.
///
/// Numbers are whole and fit 64 bits, since amounts are fen and ratios are strings (RULES §2). Two objects are
/// equal when their members are, in the same order.
public enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One name and its value. No two members of an object have the same name.
    public struct Member: Sendable, Equatable {
        public let name: String
        public var value: JSON

        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The value of a member; nil when there is none or when this is no object.
    public subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

/// A value that has one form in JSON.
public protocol JSONRepresentable {
    var json: JSON { get }
}

extension JSON: JSONRepresentable { public var json: JSON { self } }
extension String: JSONRepresentable { public var json: JSON { .string(self) } }
extension Int: JSONRepresentable { public var json: JSON { .integer(Int64(self)) } }
extension Int64: JSONRepresentable { public var json: JSON { .integer(self) } }
extension Bool: JSONRepresentable { public var json: JSON { .bool(self) } }
extension Optional: JSONRepresentable where Wrapped: JSONRepresentable {
    public var json: JSON { self?.json ?? .null }
}
extension Array: JSONRepresentable where Element: JSONRepresentable {
    public var json: JSON { .array(map(\.json)) }
}
