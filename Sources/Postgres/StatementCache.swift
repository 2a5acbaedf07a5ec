/// The statements a session has prepared, by text and parameter types; the one unused longest goes first.
struct StatementCache {
    struct Key: Hashable {
        let text: String
        /// One text may be used with values of different types; those are different statements.
        let types: [UInt32]
    }

    private struct Entry {
        let name: String
        var lastUse: Int
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0
    private var prepared = 0
    /// Names the server still knows and nobody will use again.
    private(set) var abandoned: [String] = []

    init(limit: Int) { self.limit = max(limit, 1) }

    /// The name under which the statement is prepared, if it is.
    mutating func name(of key: Key) -> String? {
        uses += 1
        entries[key]?.lastUse = uses
        return entries[key]?.name
    }

    /// Gives the statement a name never used before, and makes room for it.
    mutating func add(_ key: Key) -> String {
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            abandoned.append(oldest.value.name)
            entries[oldest.key] = nil
        }
        prepared += 1
        let name = "s\(prepared)"
        entries[key] = Entry(name: name, lastUse: uses)
        return name
    }

    /// The server did not prepare it after all.
    mutating func forget(_ name: String) {
        for (key, entry) in entries where entry.name == name { entries[key] = nil }
    }

    /// The server has it, but it can no longer be used as it is.
    mutating func abandon(_ name: String) {
        forget(name)
        abandoned.append(name)
    }

    mutating func takeAbandoned() -> [String] {
        defer { abandoned = [] }
        return abandoned
    }

    mutating func giveBack(abandoned name: String) { abandoned.append(name) }
}
