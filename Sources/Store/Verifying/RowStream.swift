import Postgres

/// Rows of a result of any length, one after another. Several are read side by side in one transaction, each a few thousand
/// rows ahead, so memory stays flat.
struct RowStream<Element> {
    /// The row it stands at; nil after the last.
    private(set) var current: Element?
    private let name: String
    private let make: (Row) throws -> Element
    private var chunk: Rows?
    private var place = 0

    init(
        _ name: String, _ sql: SQL, in transaction: borrowing Transaction, _ make: @escaping (Row) throws -> Element
    ) throws {
        self.name = name
        self.make = make
        try transaction.run("declare \(identifier: name) no scroll cursor for \(sql)")
        try advance(in: transaction)
    }

    mutating func advance(in transaction: borrowing Transaction) throws {
        if chunk.map({ place == $0.count }) ?? true {
            chunk = try transaction.rows("fetch forward 5000 from \(identifier: name)")
            place = 0
        }
        guard let chunk, place < chunk.count else {
            current = nil
            return
        }
        current = try make(chunk[place])
        place += 1
    }
}
