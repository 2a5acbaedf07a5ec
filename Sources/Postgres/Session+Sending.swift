import CPostgres

/// Queueing statements for the server. Nothing here waits.
extension Session {
    /// Queues a statement with its values. One seen before is known to the server by name; a new one is prepared on
    /// the way.
    func send(_ sql: SQL, index: Int) throws {
        let text = sql.text
        let values = sql.values
        var types: [UInt32] = []
        types.reserveCapacity(values.count)
        for value in values { types.append(type(of: value).wireType.oid) }
        guard sql.isPreparable else {
            try bind(values) { PQsendQueryParams(connection, text, $0, types, $1, $2, $3, 1) }
            awaited.append(.statement(index: index, text: text, name: nil))
            return
        }
        let name = try prepare(StatementCache.Key(text: text, types: types))
        try bind(values) { PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 1) }
        awaited.append(.statement(index: index, text: text, name: name))
    }

    /// Queues a statement without values that is not worth preparing.
    func send(_ text: StaticString, as kind: Awaited) throws {
        try check(PQsendQueryParams(connection, text.description, 0, nil, nil, nil, nil, 1))
        awaited.append(kind)
    }

    private func prepare(_ key: StatementCache.Key) throws -> String {
        if let name = statements.name(of: key) { return name }
        let name = statements.add(key)
        for old in statements.takeAbandoned() {
            try check(PQsendQueryParams(connection, "deallocate \(old)", 0, nil, nil, nil, nil, 1))
            awaited.append(.deallocate(name: old))
        }
        try check(PQsendPrepare(connection, name, key.text, Int32(key.types.count), key.types))
        awaited.append(.prepare(name: name))
        return name
    }

    private typealias Values = UnsafePointer<UnsafePointer<CChar>?>

    /// Writes the values into the session's buffer and hands libpq pointers into it: values, lengths, formats.
    private func bind(
        _ values: [any Bindable],
        _ send: (Int32, Values, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Int32
    ) throws {
        let count = values.count
        buffer.removeAll()
        let status = withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * count + 1) { numbers in
            let (starts, lengths, formats) = (
                numbers.baseAddress!, numbers.baseAddress! + count, numbers.baseAddress! + 2 * count
            )
            for (place, value) in values.enumerated() {
                starts[place] = value.isNull ? -1 : Int32(buffer.count)
                if !value.isNull { value.write(to: &buffer) }
                lengths[place] = Int32(buffer.count) - max(starts[place], 0)
                formats[place] = 1
            }
            return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count + 1) { pointers in
                let base = UnsafePointer(buffer.base.assumingMemoryBound(to: CChar.self))
                for place in 0..<count { pointers[place] = starts[place] < 0 ? nil : base + Int(starts[place]) }
                return send(Int32(count), pointers.baseAddress!, lengths, formats)
            }
        }
        try check(status)
    }

    /// libpq queues unless the connection is gone, or the statement is beyond its limits; both end the session, since
    /// part of a pipeline may be on its way.
    func check(_ status: Int32) throws {
        guard status != 1 else { return }
        var error = PostgresError.lost(connection)
        if PQstatus(connection) == CONNECTION_OK { error.sqlState = "54000" }
        throw giveUp(error)
    }
}
