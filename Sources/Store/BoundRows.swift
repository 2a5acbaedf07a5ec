import Postgres

/// Rows that travel column by column and are put together by `unnest`.
///
/// Of many rows, a column that holds the same in all of them is bound as one value: PostgreSQL unpacks a list element by
/// element, and most columns of a chunk of a file hold one value. Of few rows every column is a list, so that their statements
/// have one text and are prepared once.
struct BoundRows {
    private static let many = 500

    private let isMany: Bool
    private var names: SQL?
    private var lists: SQL = ""

    init(count: Int) { isMany = count >= Self.many }

    /// What stands for a column that differs from row to row.
    mutating func each<Value>(_ name: SQL, _ values: [Value]) -> SQL where [Value]: Bindable {
        if let known = names {
            names = "\(known), \(name)"
            lists += ", \(values)"
        } else {
            names = name
            lists = "\(values)"
        }
        return "u.\(name)"
    }

    /// What stands for a column that may be the same in all rows.
    mutating func column<Value: Bindable & Equatable>(_ name: SQL, _ values: [Value]) -> SQL where [Value]: Bindable {
        guard isMany, let first = values.first, values.allSatisfy({ $0 == first }) else { return each(name, values) }
        return "\(first)"
    }

    /// Asked for when all columns are known, of which one at least differs.
    var source: SQL {
        guard let names else { preconditionFailure("rows differ in something") }
        return "unnest(\(lists)) u (\(names))"
    }
}
