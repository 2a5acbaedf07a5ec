import CPostgres

extension Session {
    /// Runs `work` as one transaction. `begin` travels with its first statement; `commit` with its last if it says so
    /// (`Transaction.commit`), else on its own. A read-only transaction does not wait for its `commit` to be answered.
    func transact<T>(begin: SQL, isReadOnly: Bool, _ work: (borrowing Transaction) throws -> T) throws -> T {
        pendingBegin = begin
        commitment = .none
        firstError = nil
        cursors = 0
        do {
            let result = try work(Transaction(session: self))
            try finish(isReadOnly: isReadOnly)
            return result
        } catch {
            abandon()
            throw error
        }
    }

    private func finish(isReadOnly: Bool) throws {
        defer { settleCancel() }
        guard commitment != .done, pendingBegin == nil else { return }
        // Work that caught an error and went on has nothing to commit, though PostgreSQL would answer `commit`
        // politely.
        if isBroken || isInFailedTransaction || commitment != .none {
            throw firstError ?? PostgresError.connectionLost("the connection is lost")
        }
        guard isReadOnly else {
            _ = try exchange([], thenCommit: true)
            return
        }
        try send("commit", as: .commit)
        try sync()
    }

    /// Leaves no transaction open; a session that cannot say so is closed, which says it too.
    private func abandon() {
        settleCancel()
        guard !isBroken, PQtransactionStatus(connection) != PQTRANS_IDLE else { return }
        interrupt = Interrupt(deadline: .now + grace)
        do {
            try send("rollback", as: .rollback)
            try sync()
            commitment = .none
            _ = try receive()
        } catch {
            isBroken = true
        }
        settleCancel()
    }
}

extension Session {
    /// Runs one statement that is a transaction of its own.
    func runAlone(_ sql: SQL) throws -> Int {
        pendingBegin = nil
        commitment = .none
        firstError = nil
        defer {
            settleCancel()
            if !isBroken, PQtransactionStatus(connection) != PQTRANS_IDLE { isBroken = true }
        }
        return try exchange([sql])[0].affected
    }
}
