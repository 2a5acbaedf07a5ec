extension Transaction {
    /// Reads a result of any length in chunks of `size` rows, so that memory stays flat. Inside the closure the
    /// transaction may be used for other statements, other cursors among them.
    public func forEachChunk(of sql: SQL, size: Int, _ work: (Rows) throws -> Void) throws {
        precondition(size > 0, "a chunk has at least one row")
        session.cursors += 1
        let name: SQL = "\(identifier: "chunk_\(session.cursors)")"
        // `fetch` takes no parameter for its count; the digits of an integer are as good as a literal.
        let fetch: SQL = "fetch forward \(digits: size) from \(name)"
        let declare: SQL = "declare \(name) no scroll cursor for \(sql)"
        var chunk = try session.exchange([declare, fetch])[1]
        while chunk.count > 0 {
            try work(chunk)
            guard chunk.count == size else { break }
            chunk = try rows(fetch)
        }
        try run("close \(name)")
    }
}

extension SQL.StringInterpolation {
    fileprivate mutating func appendInterpolation(digits number: Int) { pieces.append(.quoted("\(number)")) }
}
