import CPostgres

/// One row of a result. Each column is read as the type the reader expects; a null is an error unless asked for with
/// `OrNil`.
public struct Row {
    let rows: Rows
    let index: Int32

    /// Reads a column as any readable type; nil is null.
    public func valueOrNil<T: Readable>(_ column: Column, as type: T.Type = T.self) throws -> T? {
        let position = try rows.position(of: column)
        guard let bytes = bytes(at: Int32(position)) else { return nil }
        do throws(Unreadable) {
            return try T(wire: WireValue(bytes: bytes, type: rows.type(ofColumnAt: position)))
        } catch {
            throw ColumnError(column: column, problem: error.description)
        }
    }

    public func value<T: Readable>(_ column: Column, as type: T.Type = T.self) throws -> T {
        guard let value = try valueOrNil(column, as: type) else {
            throw ColumnError(column: column, problem: "is null")
        }
        return value
    }

    public func isNull(_ column: Column) throws -> Bool {
        PQgetisnull(rows.result, index, Int32(try rows.position(of: column))) == 1
    }

    private func bytes(at column: Int32) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(rows.result, index, column) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(rows.result, index, column),
            count: Int(PQgetlength(rows.result, index, column))
        )
    }
}

extension Row {
    /// Any whole number that fits: `bigint`, `integer`, `smallint`, and `numeric` without decimals (as `sum` gives).
    public func int64(_ column: Column) throws -> Int64 { try value(column) }
    public func int64OrNil(_ column: Column) throws -> Int64? { try valueOrNil(column) }
    public func int(_ column: Column) throws -> Int { try value(column) }
    public func intOrNil(_ column: Column) throws -> Int? { try valueOrNil(column) }
    public func int32(_ column: Column) throws -> Int32 { try value(column) }
    public func int32OrNil(_ column: Column) throws -> Int32? { try valueOrNil(column) }
    public func int16(_ column: Column) throws -> Int16 { try value(column) }
    public func int16OrNil(_ column: Column) throws -> Int16? { try valueOrNil(column) }
    public func bool(_ column: Column) throws -> Bool { try value(column) }
    public func boolOrNil(_ column: Column) throws -> Bool? { try valueOrNil(column) }

    /// Text of any kind: `text`, `varchar`, `name`, `json`, `jsonb`, `uuid`, an enumeration's label.
    public func string(_ column: Column) throws -> String { try value(column) }
    public func stringOrNil(_ column: Column) throws -> String? { try valueOrNil(column) }

    /// A `bytea`.
    public func bytes(_ column: Column) throws -> [UInt8] { try value(column) }
    public func bytesOrNil(_ column: Column) throws -> [UInt8]? { try valueOrNil(column) }

    /// A `date`, in days since 1970-01-01.
    public func date(_ column: Column) throws -> Int32 { try value(column, as: SQLDate.self).daysSince1970 }
    public func dateOrNil(_ column: Column) throws -> Int32? { try valueOrNil(column, as: SQLDate.self)?.daysSince1970 }

    /// A `timestamptz` or `timestamp`, in microseconds since 1970-01-01 00:00 UTC.
    public func timestamp(_ column: Column) throws -> Int64 {
        try value(column, as: SQLTimestamp.self).microsecondsSince1970
    }
    public func timestampOrNil(_ column: Column) throws -> Int64? {
        try valueOrNil(column, as: SQLTimestamp.self)?.microsecondsSince1970
    }
}

extension Row {
    /// An array of one dimension without nulls.
    public func array<T: Readable>(_ column: Column, of type: T.Type = T.self) throws -> [T] {
        try value(column, as: WireArray<T>.self).elements.map { element in
            guard let element else { throw ColumnError(column: column, problem: "has a null element") }
            return element
        }
    }

    public func arrayOrNil<T: Readable>(_ column: Column, of type: T.Type = T.self) throws -> [T]? {
        try isNull(column) ? nil : array(column)
    }

    /// An array of one dimension with nulls among its elements.
    public func arrayWithNils<T: Readable>(_ column: Column, of type: T.Type = T.self) throws -> [T?] {
        try value(column, as: WireArray<T>.self).elements
    }

    public func int64Array(_ column: Column) throws -> [Int64] { try array(column) }
    public func int32Array(_ column: Column) throws -> [Int32] { try array(column) }
    public func int16Array(_ column: Column) throws -> [Int16] { try array(column) }
    public func boolArray(_ column: Column) throws -> [Bool] { try array(column) }
    public func stringArray(_ column: Column) throws -> [String] { try array(column) }
    public func bytesArray(_ column: Column) throws -> [[UInt8]] { try array(column) }
}
