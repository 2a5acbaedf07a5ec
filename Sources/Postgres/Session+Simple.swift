import CPostgres

/// What libpq does not do in pipeline mode: scripts, and COPY.
extension Session {
    /// Says the pending `begin`, leaves pipeline mode for `work`, and comes back.
    func outsidePipeline<T>(_ text: String, _ work: () throws -> T) throws -> T {
        _ = try exchange([])
        do {
            try check(PQexitPipelineMode(connection))
            defer { if !isBroken, PQenterPipelineMode(connection) != 1 { isBroken = true } }
            return try work()
        } catch {
            if firstError == nil { firstError = error }
            throw error
        }
    }

    func run(_ script: Script) throws {
        let text = String(decoding: script.bytes, as: UTF8.self)
        try outsidePipeline(text) {
            try check(PQsendQuery(connection, text))
            try flush()
            _ = try finishSimple(text)
            guard PQtransactionStatus(connection) == PQTRANS_INTRANS else {
                throw giveUp(
                    PostgresError(sqlState: "25P01", message: "a script must not end the transaction it runs in")
                )
            }
        }
    }

    /// Reads to the end of what was asked and says how many rows the last statement touched.
    func finishSimple(_ text: String) throws -> Int {
        var failure: (any Error)?
        var affected = 0
        while let result = try nextResult() {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                affected = Int(String(cString: PQcmdTuples(result))) ?? 0
            default:
                let error = failed(.statement(index: 0, text: text, name: nil), PostgresError(result: result))
                if failure == nil { failure = error }
                if isBroken { throw failure! }
            }
        }
        if let failure { throw failure }
        return affected
    }
}
