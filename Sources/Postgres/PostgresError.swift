/// What PostgreSQL, or the way to it, objected to.
///
/// `description` may be logged: it says which kind of error it was and never a value. `debugDescription` says all.
public struct PostgresError: Error, Sendable {
    /// Five characters, as in the appendix "PostgreSQL Error Codes". `08006` where the connection broke without a word.
    public var sqlState: String
    public var severity: String
    public var message: String
    public var detail: String?
    public var hint: String?
    public var context: String?
    public var schema: String?
    public var table: String?
    public var column: String?
    public var constraint: String?
    /// The text of the statement, without its values.
    public var statement: String?
    /// The place of the statement in its pipeline, counted from 0.
    public var statementIndex: Int?
    /// The statement was stopped because the caller's deadline passed.
    public var isDeadline = false

    public init(sqlState: String, severity: String = "ERROR", message: String) {
        self.sqlState = sqlState
        self.severity = severity
        self.message = message
    }

    static func connectionLost(_ message: String) -> PostgresError {
        PostgresError(sqlState: "08006", severity: "FATAL", message: message)
    }

    static let deadlinePassed: PostgresError = {
        var error = PostgresError(sqlState: "57014", message: "the deadline passed")
        error.isDeadline = true
        return error
    }()
}

extension PostgresError {
    public var isUniqueViolation: Bool { sqlState == "23505" }
    public var isCheckViolation: Bool { sqlState == "23514" }
    public var isForeignKeyViolation: Bool { sqlState == "23503" }
    public var isNotNullViolation: Bool { sqlState == "23502" }
    /// Any rule of the schema: unique, check, foreign key, not null, exclusion.
    public var isConstraintViolation: Bool { sqlState.hasPrefix("23") }
    /// Raised by `raise exception` in a function of the schema that named no code of its own.
    public var isRaised: Bool { sqlState == "P0001" }
    public var isPermissionDenied: Bool { sqlState == "42501" }
    public var isSerializationFailure: Bool { sqlState == "40001" }
    public var isDeadlock: Bool { sqlState == "40P01" }
    /// Stopped: by the deadline, by `pg_cancel_backend`, by `statement_timeout`.
    public var isCancelled: Bool { sqlState == "57014" }
    public var isLockNotAvailable: Bool { sqlState == "55P03" }
    /// The server has no room for it now: no disk, no memory, no connection free.
    public var isOutOfResources: Bool { sqlState.hasPrefix("53") || sqlState == "58030" }
    public var isReadOnly: Bool { sqlState == "25006" }

    /// The connection is gone, or the server is going: what was not committed did not happen, and the next use dials
    /// again.
    public var isConnectionLost: Bool {
        sqlState.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05"].contains(sqlState) || isFatal
    }

    var isFatal: Bool { severity == "FATAL" || severity == "PANIC" }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String {
        let place = [table.map { "table \($0)" }, constraint.map { "constraint \($0)" }].compactMap { $0 }
        return "PostgreSQL error \(sqlState)\(isDeadline ? ", deadline passed" : "")"
            + (place.isEmpty ? "" : " (\(place.joined(separator: ", ")))")
    }

    public var debugDescription: String {
        let facts: [(String, String?)] = [
            ("detail", detail), ("hint", hint), ("context", context), ("schema", schema), ("table", table),
            ("column", column), ("constraint", constraint), ("statement", statement),
            ("statement index", statementIndex.map { String($0) }),
        ]
        return facts.reduce("\(severity) \(sqlState): \(message)") { text, fact in
            fact.1.map { "\(text)\n  \(fact.0): \($0)" } ?? text
        }
    }
}

/// The connection broke after `commit` was sent and before the answer came: the transaction may have happened or not.
/// Only the database knows; ask it for what the transaction would have left behind.
public struct CommitUnknown: Error, Sendable, CustomStringConvertible {
    public let cause: PostgresError
    public var description: String { "the connection broke while committing; \(cause)" }
}
