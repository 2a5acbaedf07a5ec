import Synchronization

/// A fixed number of connections, shared fairly.
///
/// Who finds none free waits in line, first come first served; the line is bounded in length and in time, and beyond
/// either ends in `PoolBusy`. So an overload is answered at once and never piles up. Broken connections dial again at
/// their next use.
public final class Pool: Sendable {
    public struct Options: Sendable {
        public var connections = 8
        /// How many may wait.
        public var waiters = 256
        /// How long each may wait.
        public var patience = Duration.seconds(5)
        public var connection = Connection.Options()

        public init() {}
    }

    private let options: Options
    private let line: Mutex<WaitingLine>

    public init(_ conninfo: String, options: Options = Options()) {
        precondition(options.connections > 0, "a pool has at least one connection")
        self.options = options
        let connections = (0..<options.connections).map { _ in Connection(conninfo, options: options.connection) }
        line = Mutex(WaitingLine(free: connections))
    }

    /// Lends a connection for as long as `work` runs.
    public func withConnection<T: Sendable>(
        deadline: Duration? = nil,
        _ work: @Sendable (Connection) async throws -> T
    ) async throws -> T {
        let connection = try await take(patience: min(deadline ?? options.patience, options.patience))
        defer { giveBack(connection) }
        return try await work(connection)
    }

    /// As `Connection.transaction`, on whichever connection is free. `deadline` includes the wait for one.
    @discardableResult
    public func transaction<T: Sendable>(
        readOnly: Bool = false,
        deadline: Duration? = nil,
        _ work: @Sendable (borrowing Transaction) throws -> T
    ) async throws -> T {
        let end = deadline.map { ContinuousClock.now + $0 }
        return try await withConnection(deadline: deadline) { connection in
            try await connection.transaction(readOnly: readOnly, deadline: end.map { $0 - .now }, work)
        }
    }

    /// Hangs up and turns away whoever waits; connections that are lent out hang up when they come back.
    public func close() async {
        let (free, waiting) = line.withLock { $0.close() }
        waiting.forEach { $0.resume(throwing: PoolBusy.closed) }
        for connection in free { await connection.close() }
    }

    /// How many connections there are, and how many of them are lent out.
    public var size: Int { options.connections }
    public var inUse: Int { options.connections - line.withLock { $0.freeCount } }

    /// How many wait for a connection.
    public var waiting: Int { line.withLock { $0.waiting } }

    private func take(patience: Duration) async throws -> Connection {
        let ticket: Int
        switch line.withLock({ $0.ask(limit: options.waiters) }) {
        case .connection(let connection): return connection
        case .refused(let reason): throw reason
        case .wait(let number): ticket = number
        }
        let bell = Task {
            try await Task.sleep(for: patience)
            leave(ticket, PoolBusy.waited)
        }
        defer { bell.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                line.withLock { $0.wait(ticket, continuation) }?()
            }
        } onCancel: {
            leave(ticket, CancellationError())
        }
    }

    private func leave(_ ticket: Int, _ reason: any Error) {
        line.withLock { $0.leave(ticket, reason) }?.resume(throwing: reason)
    }

    private func giveBack(_ connection: Connection) {
        switch line.withLock({ $0.giveBack(connection) }) {
        case .kept: break
        case .handedTo(let waiter): waiter.resume(returning: connection)
        case .close: Task { await connection.close() }
        }
    }
}

/// No connection came free. Try later.
public enum PoolBusy: Error, Sendable, Equatable, CustomStringConvertible {
    case lineFull, waited, closed

    public var description: String {
        switch self {
        case .lineFull: "the database is busy: too many are waiting for a connection"
        case .waited: "the database is busy: no connection came free in time"
        case .closed: "the pool is closed"
        }
    }
}
