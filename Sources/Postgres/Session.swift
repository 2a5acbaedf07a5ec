import CPostgres
import Glibc

/// One session with the server: a libpq connection, and what is known about it. It belongs to one thread.
///
/// It stays in pipeline mode, non-blocking: everything is queued, flushed and awaited in one loop (`wait`), which also
/// hears deadlines and cancelling, and which reads while it writes, so two full buffers never wait for each other.
final class Session {
    let connection: OpaquePointer
    let wakeup = Wakeup()
    let grace: Duration
    var statements: StatementCache
    var buffer = WireBuffer()

    /// What may stop the present job, the request that was made to stop it, and until when its effect is waited for.
    var interrupt: Interrupt
    var cancelRequest: CancelRequest?
    var patience: ContinuousClock.Instant?

    /// The present transaction.
    var pendingBegin: SQL?
    var commitment = Commitment.none
    var firstError: (any Error)?
    var cursors = 0

    /// What has been sent and not yet answered.
    var awaited: [Awaited] = []
    /// How often the server was asked something and waited for.
    var roundTrips = 0
    /// Nothing more can be done here; the next use dials again.
    var isBroken = false

    /// How far the present transaction's commit has come.
    enum Commitment { case none, sent, refused, done }

    enum Awaited {
        case commit, rollback
        case prepare(name: String)
        case deallocate(name: String)
        case statement(index: Int, text: String, name: String?)
    }

    /// Dials. libpq tries the hosts of `conninfo` in turn, each for the options' time, and honours
    /// `target_session_attrs`.
    init(_ conninfo: String, _ options: Connection.Options, _ interrupt: Interrupt) throws {
        var seconds = options.connectTimeoutSeconds
        if let deadline = interrupt.deadline {
            // libpq counts in whole seconds, two at least.
            seconds = max(2, min(seconds, Int((deadline - .now).components.seconds) + 1))
        }
        // What stands before `dbname` can be overruled by the conninfo in it, what stands after cannot.
        connection = Self.dial([
            ("connect_timeout", "\(seconds)"), ("fallback_application_name", "ballast"), ("tcp_user_timeout", "15000"),
            ("keepalives_idle", "30"), ("dbname", conninfo), ("client_encoding", "UTF8"),
        ])
        self.interrupt = interrupt
        grace = options.cancelGrace
        statements = StatementCache(limit: options.preparedStatementLimit)
        interrupt.attach(wakeup)
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        guard PQstatus(connection) == CONNECTION_OK else {
            var error = PostgresError.lost(connection)
            error.sqlState = "08001"
            throw error
        }
        guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
            throw PostgresError.lost(connection)
        }
    }

    deinit { PQfinish(connection) }

    private static func dial(_ parameters: [(String, String)]) -> OpaquePointer {
        let keys = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer { (keys + values).forEach { free($0) } }
        let connection = PQconnectdbParams(
            keys.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil],
            1
        )
        guard let connection else { preconditionFailure("the process has run out of memory") }
        return connection
    }

    /// Starts a job: from now on `interrupt` may stop what is done here. False if the session is of no more use.
    func start(_ interrupt: Interrupt) throws -> Bool {
        self.interrupt = interrupt
        interrupt.attach(wakeup)
        if let cause = interrupt.cause { throw cause }
        if !awaited.isEmpty { try? receiveRest() }  // a failure shows as `isBroken`
        return !isBroken && isStillThere()
    }

    /// Whether the server has hung up meanwhile. Costs no round trip.
    private func isStillThere() -> Bool {
        var socket = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        while poll(&socket, 1, 0) > 0 {
            guard PQconsumeInput(connection) == 1 else { return false }
        }
        return PQstatus(connection) == CONNECTION_OK
    }

    var isInFailedTransaction: Bool { PQtransactionStatus(connection) == PQTRANS_INERROR }
}
