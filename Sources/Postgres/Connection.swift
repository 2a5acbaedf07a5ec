import CPostgres

/// One connection to PostgreSQL, on a thread of its own.
///
/// libpq waits, and Swift's own threads must not. So a connection is an actor that runs on a thread of its own, and
/// what is done with it is done in plain, synchronous code. Jobs are done one after another, in the order they were
/// asked for.
///
/// Nothing is dialled until the first use, and after a break the next use dials again: whichever host of the conninfo
/// then answers.
public actor Connection {
    public struct Options: Sendable {
        /// How long one host may take to answer; a `connect_timeout` in the conninfo goes before.
        public var connectTimeoutSeconds = 5
        /// How long a statement that was asked to stop may take to do so, before the connection is given up.
        public var cancelGrace = Duration.seconds(2)
        /// How many statements stay prepared.
        public var preparedStatementLimit = 256

        public init() {}
    }

    private let thread = ConnectionThread()
    private let conninfo: String
    private let options: Options
    private var session: Session?
    private var isClosed = false

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// `conninfo` as libpq reads it: `host=a,b target_session_attrs=read-write dbname=x`, or a `postgresql://` URI.
    public init(_ conninfo: String, options: Options = Options()) {
        self.conninfo = conninfo
        self.options = options
    }

    /// Runs `work` as one transaction: all of it is kept, or none. A read-only one sees one moment throughout
    /// (`repeatable read`); any other sees at each statement what is committed by then (`read committed`).
    ///
    /// - Parameter deadline: how long all of it may take, waiting for this connection included. When it has passed,
    ///   the running statement is cancelled and a `PostgresError` with `isDeadline` thrown.
    /// - Throws: what `work` throws; `PostgresError`; `CommitUnknown`; `CancellationError` if the task is cancelled,
    ///   which cancels the running statement.
    @discardableResult
    public nonisolated func transaction<T: Sendable>(
        readOnly: Bool = false,
        deadline: Duration? = nil,
        _ work: @Sendable (borrowing Transaction) throws -> T
    ) async throws -> T {
        let begin: SQL =
            readOnly ? "begin isolation level repeatable read, read only" : "begin isolation level read committed"
        return try await perform(deadline) { session in try session.transact(begin: begin, isReadOnly: readOnly, work) }
    }

    /// Runs one statement by itself, for those that refuse to be in a transaction: `create database`, `vacuum`.
    @discardableResult
    public nonisolated func runAlone(_ sql: SQL, deadline: Duration? = nil) async throws -> Int {
        try await perform(deadline) { session in try session.runAlone(sql) }
    }

    /// The server's process for this connection; nil while it is not dialled.
    public var processID: Int32? { session.map { PQbackendPID($0.connection) } }

    /// How many round trips to the server this connection has made since it was last dialled; COPY and scripts are not
    /// counted.
    public var roundTrips: Int { session?.roundTrips ?? 0 }

    /// Hangs up. Later uses fail.
    public func close() {
        isClosed = true
        session = nil
    }

    private nonisolated func perform<T: Sendable>(
        _ deadline: Duration?,
        _ work: @Sendable (Session) throws -> T
    ) async throws -> T {
        let interrupt = Interrupt(deadline: deadline.map { .now + $0 })
        return try await withTaskCancellationHandler {
            try await onThread(interrupt, work)
        } onCancel: {
            interrupt.cancelTask()
        }
    }

    private func onThread<T>(_ interrupt: Interrupt, _ work: (Session) throws -> T) throws -> T {
        let session = try dialled(for: interrupt)
        defer { if session.isBroken { self.session = nil } }
        return try work(session)
    }

    private func dialled(for interrupt: Interrupt) throws -> Session {
        guard !isClosed else {
            throw PostgresError(sqlState: "08003", severity: "FATAL", message: "the connection is closed")
        }
        if let session, try session.start(interrupt) { return session }
        session = nil
        if let cause = interrupt.cause { throw cause }
        let fresh = try Session(conninfo, options, interrupt)
        session = fresh
        return fresh
    }
}
