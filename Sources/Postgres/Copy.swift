import CPostgres

extension Transaction {
    /// Streams rows into a table; says how many arrived.
    ///
    ///     try transaction.copyIn(into: "copy line (run_id, amount) from stdin (format binary)") { writer in
    ///         for line in lines { try writer.row(run, line.fen) }
    ///     }
    ///
    /// `row` needs `format binary`, whose types must be the columns' own. With another format, or with data that
    /// already is in binary format, use `bytes`. If the closure throws, nothing is copied.
    @discardableResult
    public func copyIn(into sql: SQL, _ work: (inout CopyWriter) throws -> Void) throws -> Int {
        try session.copyIn(sql, work)
    }

    /// Streams what a `copy … to stdout` gives, in pieces of about 64 KiB; says how many rows that were. Memory stays
    /// flat.
    @discardableResult
    public func copyOut(from sql: SQL, _ work: ([UInt8]) throws -> Void) throws -> Int {
        try session.copyOut(sql, work)
    }
}

/// Writes rows of a COPY.
public struct CopyWriter: ~Copyable {
    private let session: Session
    private let isBinary: Bool
    private var buffer = WireBuffer(capacity: 96 * 1024)
    private var hasRows = false
    private var hasBytes = false

    static let pieceSize = 64 * 1024

    init(session: Session, isBinary: Bool) {
        self.session = session
        self.isBinary = isBinary
    }

    /// One row, a value for each column.
    public mutating func row<each Value: Bindable>(_ value: repeat each Value) throws {
        precondition(isBinary, "rows are copied with `format binary`")
        if !hasRows { begin() }
        var count: Int16 = 0
        for _ in repeat each value { count += 1 }
        buffer.append(count)
        for value in repeat each value {
            if value.isNull { buffer.append(Int32(-1)) } else { buffer.appendSized { value.write(to: &$0) } }
        }
        if buffer.count >= Self.pieceSize { try send() }
    }

    private mutating func begin() {
        "PGCOPY\n".utf8.forEach { buffer.append($0) }
        [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0].forEach { buffer.append(UInt8($0)) }
        hasRows = true
    }

    /// Bytes as they are, in the statement's format.
    public mutating func bytes(_ bytes: [UInt8]) throws {
        hasBytes = true
        bytes.withUnsafeBytes { buffer.append($0) }
        if buffer.count >= Self.pieceSize { try send() }
    }

    mutating func end() throws {
        // Even where there is no row, the binary format wants its head.
        if isBinary && !hasRows && !hasBytes { begin() }
        if hasRows { buffer.append(Int16(-1)) }
        try send()
    }

    private mutating func send() throws {
        if let cause = session.interrupt.cause { throw cause }
        guard buffer.count > 0 else { return }
        try session.put(buffer)
        buffer.removeAll()
    }
}

extension Session {
    fileprivate func copyIn(_ sql: SQL, _ work: (inout CopyWriter) throws -> Void) throws -> Int {
        let text = sql.text
        return try outsidePipeline(text) {
            let isBinary = try startCopy(sql, expecting: PGRES_COPY_IN)
            var writer = CopyWriter(session: self, isBinary: isBinary)
            do {
                try work(&writer)
                try writer.end()
            } catch {
                if !isBroken { _ = try? endCopy(refusing: true, text) }  // it fails, as it is meant to
                throw error
            }
            return try endCopy(refusing: false, text)
        }
    }

    fileprivate func copyOut(_ sql: SQL, _ work: ([UInt8]) throws -> Void) throws -> Int {
        let text = sql.text
        return try outsidePipeline(text) {
            _ = try startCopy(sql, expecting: PGRES_COPY_OUT)
            var piece: [UInt8] = []
            do {
                while try takeCopied(into: &piece) {
                    guard piece.count >= CopyWriter.pieceSize else { continue }
                    try work(piece)
                    piece.removeAll(keepingCapacity: true)
                }
                if !piece.isEmpty { try work(piece) }
            } catch {
                // The rest would have to be read to its end; hanging up is quicker and leaves nothing behind.
                throw giveUp(error)
            }
            return try finishSimple(text)
        }
    }

    private func startCopy(_ sql: SQL, expecting status: ExecStatusType) throws -> Bool {
        precondition(sql.values.isEmpty, "COPY takes no values")
        let text = sql.text
        try check(PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, 1))
        try flush()
        guard let result = try nextResult() else { throw giveUp(PostgresError.lost(connection)) }
        defer { PQclear(result) }
        guard PQresultStatus(result) != status else { return PQbinaryTuples(result) == 1 }
        precondition(
            PQresultStatus(result) == PGRES_FATAL_ERROR,
            "the statement is a COPY in the direction it is used for"
        )
        let error = failed(.statement(index: 0, text: text, name: nil), PostgresError(result: result))
        if !isBroken { _ = try finishSimple(text) }
        throw error
    }

    fileprivate func put(_ buffer: borrowing WireBuffer) throws {
        try check(PQputCopyData(connection, buffer.base.assumingMemoryBound(to: CChar.self), Int32(buffer.count)))
        try flush()
    }

    private func endCopy(refusing: Bool, _ text: String) throws -> Int {
        try check(PQputCopyEnd(connection, refusing ? "refused by the client" : nil))
        try flush()
        return try finishSimple(text)
    }

    /// Takes one row; false at the end. An error of the server shows when the COPY is finished.
    private func takeCopied(into piece: inout [UInt8]) throws -> Bool {
        while true {
            var row: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(connection, &row, 1)
            if count > 0, let row {
                piece += UnsafeRawBufferPointer(start: row, count: Int(count))
                PQfreemem(row)
                return true
            }
            guard count == 0 else { return false }
            try wait()
            guard PQconsumeInput(connection) == 1 else { throw PostgresError.lost(connection) }
        }
    }
}
