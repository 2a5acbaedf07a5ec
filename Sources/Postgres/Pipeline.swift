/// Statements on their way together. See `Transaction.pipeline`.
public struct Pipeline: ~Copyable {
    private let session: Session
    private var statements: [SQL] = []
    private var sent = 0

    init(session: Session) { self.session = session }

    var isEmpty: Bool { statements.isEmpty }

    /// Where a statement's result will be found.
    public struct Place: Sendable, Hashable {
        let number: Int
    }

    /// The results of what was sent together. If one statement fails, none of the later ones is run and `send` throws a
    /// `PostgresError` whose `statementIndex` counts from the first statement of that `send`.
    public struct Results {
        let first: Int
        let rows: [Rows]

        public subscript(place: Place) -> Rows {
            precondition(
                rows.indices.contains(place.number - first),
                "a place belongs to the results of its own sending"
            )
            return rows[place.number - first]
        }
    }

    @discardableResult
    public mutating func add(_ sql: SQL) -> Place {
        statements.append(sql)
        return Place(number: sent + statements.count - 1)
    }

    /// One round trip; none if nothing was added.
    @discardableResult
    public mutating func send() throws -> Results {
        let (first, batch) = take()
        return Results(first: first, rows: batch.isEmpty ? [] : try session.exchange(batch))
    }

    /// Sends what was added and `commit` with it. Throws `CommitUnknown` if the connection broke before it was
    /// answered; after any other error nothing of the transaction remains. Nothing can follow in this transaction.
    @discardableResult
    public mutating func commit() throws -> Results {
        let (first, batch) = take()
        return Results(first: first, rows: try session.commit(after: batch))
    }

    private mutating func take() -> (first: Int, batch: [SQL]) {
        defer {
            sent += statements.count
            statements = []
        }
        return (sent, statements)
    }
}

extension Session {
    fileprivate func commit(after statements: [SQL]) throws -> [Rows] {
        if let firstError, isInFailedTransaction { throw firstError }
        // What never began needs no end.
        guard !statements.isEmpty || pendingBegin == nil else {
            commitment = .done
            return []
        }
        return try exchange(statements, thenCommit: true)
    }
}
