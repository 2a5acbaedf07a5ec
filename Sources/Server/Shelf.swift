import Accounting
import Commands
import Ledger
import Logging
import Postgres
import ServiceLifecycle
import Store
import Synchronization

/// The books this server has open, by code, each with a lane at work.
///
/// A book that is opened in the database while the server runs is found when it is first asked for. As a service the shelf
/// runs the lanes; when it is told to stop, it drains them: what was accepted is still answered.
final class Shelf: Service {
    private struct State {
        var books: [String: OpenBook] = [:]
        var lookedAt: ContinuousClock.Instant?
        var looking: Task<Void, any Error>?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let settings: Settings
    private let ledger: LedgerSet
    private let clock: @Sendable () -> Moment
    private let logger: Logger
    /// For reading: registers, and what callers ask to see.
    let pool: Pool
    /// Reads the directory, which only the writing role sees.
    private let directory: Connection
    private let lanes = AsyncStream<(Lane, Connection)>.makeStream()

    init(_ settings: Settings, pool: Pool, ledger: LedgerSet, clock: @escaping @Sendable () -> Moment, logger: Logger) {
        self.settings = settings
        self.pool = pool
        self.ledger = ledger
        self.clock = clock
        self.logger = logger
        directory = Connection(Shelf.conninfo(settings))
    }

    var books: [OpenBook] { state.withLock { $0.books.values.sorted { $0.id < $1.id } } }

    /// The book of this code. One that is not on the shelf is looked for in the database, at most once a second.
    func book(_ code: String) async throws -> OpenBook {
        if let book = state.withLock({ $0.books[code] }) { return book }
        guard Shelf.isCode(code) else { throw Problem.unknownBook }
        try await look(noOlderThan: .seconds(1))
        guard let book = state.withLock({ $0.books[code] }) else { throw Problem.unknownBook }
        return book
    }

    /// Opens what the directory lists and is not open yet.
    func look(noOlderThan age: Duration = .zero) async throws {
        let looking = state.withLock { state -> Task<Void, any Error>? in
            if let lookedAt = state.lookedAt, .now - lookedAt < age { return nil }
            let looking = state.looking ?? Task { try await read() }
            state.looking = looking
            return looking
        }
        try await looking?.value
    }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await (lane, connection) in lanes.stream {
                    group.addTask {
                        await lane.run()
                        await connection.close()
                    }
                }
            }
        } onCancelOrGracefulShutdown: {
            self.close()
        }
        await directory.close()
        await pool.close()
    }

    private func close() {
        let books = state.withLock { state in
            state.isClosed = true
            return state.books.values
        }
        lanes.continuation.finish()
        for book in books { book.lane.close() }
    }

    private func read() async throws {
        defer { state.withLock { $0.looking = nil } }
        let listed = try await directory.transaction(readOnly: true, deadline: .seconds(5)) { try $0.directory() }
        state.withLock { state in
            state.lookedAt = .now
            for (code, id) in listed where state.books[code] == nil && !state.isClosed {
                state.books[code] = open(code, id)
            }
        }
    }

    private func open(_ code: String, _ id: Int64) -> OpenBook {
        let connection = Connection(Shelf.conninfo(settings))
        let lane = Lane(
            book: id, connection: connection, ledger: ledger, settings: settings.lane, clock: clock, logger: logger)
        lanes.continuation.yield((lane, connection))
        logger.info("book opened", metadata: ["book": "\(code)"])
        return OpenBook(
            id: id, code: code, lane: lane, register: RegisterKeeper(book: id, pool: pool), tokens: TokenCache())
    }

    private static func conninfo(_ settings: Settings) -> String {
        Conninfo.with(user: "ballast_service", settings.database)
    }

    private static func isCode(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
