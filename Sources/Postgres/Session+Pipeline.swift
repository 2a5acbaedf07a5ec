import CPostgres

/// Sending many statements and reading all their answers: one round trip.
extension Session {
    /// Sends `statements`, with the transaction's `begin` before them if that is still to be said and `commit` after
    /// them if asked for, and gives their results in order.
    func exchange(_ statements: [SQL], thenCommit: Bool = false) throws -> [Rows] {
        precondition(commitment != .done, "a transaction is over once it has committed")
        if isBroken || commitment != .none {
            throw firstError ?? PostgresError.connectionLost("the connection is lost")
        }
        if let cause = interrupt.cause { throw cause }
        do {
            if let begin = pendingBegin {
                pendingBegin = nil
                try send(begin, index: -1)
            }
            for (index, statement) in statements.enumerated() { try send(statement, index: index) }
            if thenCommit {
                commitment = .sent
                try send("commit", as: .commit)
            }
            try sync()
            return try receive()
        } catch {
            let cause = error as? PostgresError ?? .connectionLost("given up while committing")
            let told: any Error = commitment == .sent ? CommitUnknown(cause: cause) : error
            if firstError == nil { firstError = told }
            throw told
        }
    }

    /// Ends the pipeline and sends it off.
    func sync() throws {
        roundTrips += 1
        try check(PQpipelineSync(connection))
        try flush()
    }

    /// Reads the answers to all that was sent, to the end of the pipeline, and throws the first error among them.
    func receive() throws -> [Rows] {
        var results: [Rows] = []
        results.reserveCapacity(awaited.count)
        var failure: (any Error)?
        do {
            for item in awaited {
                guard let result = try nextResult() else { throw giveUp(PostgresError.lost(connection)) }
                switch PQresultStatus(result) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                    if let rows = succeeded(item, result) { results.append(rows) }
                case PGRES_PIPELINE_ABORTED:
                    PQclear(result)
                    skipped(item)
                default:
                    let error = failed(item, PostgresError(result: result))
                    PQclear(result)
                    if failure == nil { failure = error }
                    if isBroken { throw failure! }
                }
                guard try nextResult() == nil else {
                    throw giveUp(PostgresError.connectionLost("a statement had two results"))
                }
            }
            awaited = []
            PQclear(try nextResult())  // the end of the pipeline
        } catch {
            // A commit that was answered happened, whatever became of the connection after it.
            guard commitment == .done else { throw failure ?? error }
        }
        if let failure { throw failure }
        return results
    }

    /// Reads what a read-only transaction left to be read.
    func receiveRest() throws {
        commitment = .none
        _ = try receive()
    }

    private func succeeded(_ item: Awaited, _ result: OpaquePointer) -> Rows? {
        if case .statement(let index, _, _) = item, index >= 0 { return Rows(result) }
        if case .commit = item { commitment = .done }
        PQclear(result)
        return nil
    }

    private func skipped(_ item: Awaited) {
        switch item {
        case .prepare(let name): statements.forget(name)
        case .deallocate(let name): statements.giveBack(abandoned: name)
        case .commit, .rollback, .statement: break
        }
    }

    /// Notes what the failure of `item` means, and gives the error the caller is to see.
    func failed(_ item: Awaited, _ found: PostgresError) -> any Error {
        var error = found
        skipped(item)
        if case .statement(let index, let text, let name) = item {
            error.statement = text
            error.statementIndex = max(index, 0)
            // The schema changed under a prepared statement, or the server forgot it: prepare it anew next time.
            if let name, ["0A000", "26000"].contains(error.sqlState) { statements.abandon(name) }
        }
        if error.isConnectionLost || PQstatus(connection) == CONNECTION_BAD { _ = giveUp(error) }
        settleCommitment(item, error)
        guard error.isCancelled, cancelRequest != nil else { return error }
        guard interrupt.cause is PostgresError else { return CancellationError() }
        error.isDeadline = true
        return error
    }

    /// An error the server reports before `commit`, or one that is not fatal at it, means that nothing was committed.
    /// Silence, or a session that ended at `commit`, means nothing.
    private func settleCommitment(_ item: Awaited, _ error: PostgresError) {
        guard commitment == .sent, !error.sqlState.hasPrefix("08") else { return }
        if case .commit = item, error.isFatal { return }
        commitment = .refused
    }
}
