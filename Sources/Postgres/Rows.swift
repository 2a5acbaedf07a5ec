import CPostgres

/// What one statement answered: rows, or only how many it touched.
public final class Rows: RandomAccessCollection {
    let result: OpaquePointer
    private let names: [String]
    private let types: [WireType]
    public let count: Int
    /// The column asked for last. Rows are read column by column in the same order, so the next is mostly the next.
    private var latest = -1

    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
        let columns = 0..<PQnfields(result)
        names = columns.map { String(cString: PQfname(result, $0)) }
        types = columns.map { WireType(oid: PQftype(result, $0)) }
    }

    deinit { PQclear(result) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(index: Int) -> Row {
        precondition(index >= 0 && index < count, "a row is asked for by its index in the result")
        return Row(rows: self, index: Int32(index))
    }

    public var columnNames: [String] { names }

    /// How many rows the statement inserted, updated, deleted, selected or moved.
    public var affected: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    func position(of column: Column) throws(ColumnError) -> Int {
        switch column {
        case .index(let index):
            guard names.indices.contains(index) else {
                throw ColumnError(column: column, problem: "is not in the result")
            }
            return index
        case .name(let name):
            for step in 1...(names.count + 1) where !names.isEmpty {
                let candidate = (latest + step) % names.count
                guard names[candidate] == name else { continue }
                latest = candidate
                return candidate
            }
            throw ColumnError(column: column, problem: "is not in the result")
        }
    }

    func type(ofColumnAt position: Int) -> WireType { types[position] }
}

/// A column, by name (`row.int64("amount")`) or by place (`row.int64(0)`).
public enum Column: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case name(String)
    case index(Int)

    public init(stringLiteral name: String) { self = .name(name) }
    public init(integerLiteral index: Int) { self = .index(index) }
}

/// The code and the statement do not agree about a column: a bug in one of them. Carries no value.
public struct ColumnError: Error, Sendable, CustomStringConvertible {
    public let column: Column
    public let problem: String

    public init(column: Column, problem: String) {
        self.column = column
        self.problem = problem
    }

    public var description: String {
        switch column {
        case .name(let name): "column \"\(name)\" \(problem)"
        case .index(let index): "column \(index) \(problem)"
        }
    }
}
