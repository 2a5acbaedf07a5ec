/// One open database transaction: all that is done with it is kept, or none.
///
/// It exists only inside the closure given to `Connection.transaction`. It cannot be copied and is only lent, so the
/// compiler refuses to let it out; the closure cannot suspend, so nothing is awaited while locks are held.
public struct Transaction: ~Copyable {
    let session: Session

    /// Runs a statement and says how many rows it touched.
    @discardableResult
    public func run(_ sql: SQL) throws -> Int { try rows(sql).affected }

    public func rows(_ sql: SQL) throws -> Rows { try session.exchange([sql])[0] }

    public func rows<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> [T] { try rows(sql).map(make) }

    /// The only row, if there is one. Two are an error (21000, as PostgreSQL has it for a subquery).
    public func one(_ sql: SQL) throws -> Row? {
        let found = try rows(sql)
        guard found.count < 2 else {
            var error = PostgresError(
                sqlState: "21000",
                message: "a statement expected to find one row found \(found.count)"
            )
            error.statement = sql.text
            throw error
        }
        return found.first
    }

    public func one<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> T? { try one(sql).map(make) }

    /// Queues many statements and sends them in one round trip:
    ///
    ///     let (lock, keys) = try transaction.pipeline { pipeline in
    ///         let lock = pipeline.add("select … for update")
    ///         let keys = pipeline.add("select …")
    ///         let results = try pipeline.send()
    ///         return (results[lock], results[keys])
    ///     }
    ///
    /// The transaction's `begin` travels with the first statement sent; end with `pipeline.commit()` and its `commit`
    /// travels with the last. So a unit of work that loads once and saves once costs two round trips.
    public func pipeline<T>(_ work: (inout Pipeline) throws -> T) throws -> T {
        var pipeline = Pipeline(session: session)
        let result = try work(&pipeline)
        precondition(pipeline.isEmpty, "what is added to a pipeline is sent before its closure ends")
        return result
    }

    /// Commits now. Nothing can follow in this transaction.
    public func commit() throws {
        var pipeline = Pipeline(session: session)
        _ = try pipeline.commit()
    }

    /// Runs a file of statements. They take no values, and must not begin or end transactions.
    public func run(_ script: Script) throws { try session.run(script) }
}

/// A file of statements that ships with the program, such as a migration. It is made of bytes, not of a `String`, so
/// that no text put together at run time becomes one by accident; never make one of what a user sent.
public struct Script: Sendable {
    let bytes: [UInt8]

    public init(shipped bytes: [UInt8]) { self.bytes = bytes }
}
