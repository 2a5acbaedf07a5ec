import Postgres

/// Which part of a list is asked for: at most `limit`, those after a key.
///
/// Pages go by key, not by count: what is added while somebody leafs through neither hides a row nor shows one twice.
public struct PageAsk<Key: Sendable>: Sendable {
    public let limit: Int
    public let after: Key?

    public init(limit: Int, after: Key? = nil) {
        precondition(limit > 0, "a page has room for one at least")
        self.limit = limit
        self.after = after
    }

    /// One more than asked for, so that a page knows whether there is another.
    var rows: Int { limit + 1 }
}

/// A part of a list, and the key the next one follows; nil on the last.
public struct Page<Item: Sendable, Key: Sendable>: Sendable {
    public let items: [Item]
    public let next: Key?

    /// `found` holds one more than the limit where there is more.
    init(_ found: [Item], _ ask: PageAsk<Key>, key: (Item) -> Key) {
        items = Array(found.prefix(ask.limit))
        next = found.count > ask.limit ? items.last.map(key) : nil
    }
}

// Conditions that are there only when something is asked.
extension SQL {
    /// `and …` where the value is given, else nothing.
    static func and<T>(_ value: T?, _ condition: (T) -> SQL) -> SQL {
        value.map { " and " + condition($0) } ?? ""
    }
}
