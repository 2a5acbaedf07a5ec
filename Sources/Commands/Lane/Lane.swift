import Accounting
import Clearing
import JSON
import Ledger
import Logging
import Postgres
import Store

/// Performs the commands of one book, one after another, in turns: one transaction, one commit, for as many callers as wait.
///
/// A turn is two round trips: begin, the book's lock, the keys, and what the commands look at; then everything they
/// changed, and commit. Two servers on one book take turns at its lock.
public actor Lane {
    public struct Settings: Sendable {
        /// The most commands of one turn.
        public var batch = 1000
        /// The most commands that wait.
        public var bound = 10_000
        /// How long a command may wait for a database that is away before its caller is told to come again.
        public var patience = Duration.seconds(25)
        /// How long one turn may take. Who holds the book longer is put out by whoever wants it next.
        public var turnDeadline = Duration.seconds(20)

        public init() {}
    }

    public nonisolated let book: Int64
    private nonisolated let queue: LaneQueue
    private let connection: Connection
    private let ledger: LedgerSet
    private let settings: Settings
    private let clock: @Sendable () -> Moment
    private let logger: Logger
    private var cache = LaneCache()
    public private(set) var figures = Figures()

    /// What the lane has done, for `/metrics`.
    public struct Figures: Sendable {
        public var turns = 0
        public var commands = 0
        public var refusals = 0
        public var replays = 0
        public var retries = 0
    }

    public init(
        book: Int64, connection: Connection, ledger: LedgerSet, settings: Settings = Settings(),
        clock: @escaping @Sendable () -> Moment, logger: Logger
    ) {
        self.book = book
        self.connection = connection
        self.ledger = ledger
        self.settings = settings
        self.clock = clock
        self.logger = logger
        self.queue = LaneQueue(bound: settings.bound, batch: settings.batch)
    }

    /// How many commands wait.
    public nonisolated var depth: Int { queue.depth }

    /// Puts a command in line and gives its answer once that is committed.
    ///
    /// - Throws: `Problem` 503 where the lane is full, closing, or the database stays away; 500 where it objects for a reason
    ///   that is no refusal.
    public nonisolated func perform<C: Act>(
        _ command: C, by identity: Identity, key: String, digest: [UInt8]
    ) async throws -> Reply {
        try await withCheckedThrowingContinuation { continuation in
            let pending = Pending(
                command, identity: identity, key: key, digest: digest, since: .now, answer: continuation)
            if !queue.add(pending) { continuation.resume(throwing: Problem.busy) }
        }
    }

    /// Takes turns until `close` is called and the queue is drained.
    public func run() async {
        while true {
            let batch = await queue.next()
            if batch.isEmpty { return }
            for part in Lane.turns(of: batch) { await settle(part) }
        }
    }

    public nonisolated func close() { queue.close() }

    /// A batch in the turns it takes: a command that reads sums over the whole book has one of its own.
    private static func turns(of batch: [Pending]) -> [[Pending]] {
        guard batch.contains(where: \.needs.isAlone) else { return [batch] }
        return batch.reduce(into: []) { turns, pending in
            if let last = turns.last?.last, !last.needs.isAlone, !pending.needs.isAlone {
                turns[turns.count - 1].append(pending)
            } else {
                turns.append([pending])
            }
        }
    }

    /// Whether the book can be locked and written now.
    public func probe() async throws {
        let book = book
        try await connection.transaction(deadline: .seconds(2)) { transaction in
            _ = try transaction.openTurn(book: book, keys: [], needs: Needs())
        }
    }

    /// Sees a batch through: again while the database is away, one by one where it objects.
    private func settle(_ batch: [Pending]) async {
        var batch = batch
        var pause = Duration.milliseconds(20)
        while !batch.isEmpty {
            do {
                let answers = try await turn(batch)
                for (pending, reply) in zip(batch, answers) { pending.answer.resume(returning: reply) }
                return
            } catch let error where error.isPassing {
                cache.forget()
                figures.retries += 1
                logger.warning(
                    "turn failed, trying again", metadata: ["error": "\(error)", "commands": "\(batch.count)"])
                if error.isDeadline { await endStalledTurns() }
                batch = giveUp(on: batch)
                try? await Task.sleep(for: pause)  // a cancelled sleep only means that the next try is earlier
                pause = min(pause * 2, .milliseconds(500))
            } catch {
                cache.forget()
                await settleOneByOne(batch, after: error)
                return
            }
        }
    }

    /// Where a turn took too long, it may be that a server that is gone still holds the book.
    private func endStalledTurns() async {
        let limit = settings.turnDeadline
        do {
            let count = try await connection.transaction(deadline: .seconds(2)) {
                try $0.endStalledTurns(lasting: limit)
            }
            if count > 0 { logger.warning("stalled turns ended", metadata: ["sessions": "\(count)"]) }
        } catch {
            logger.warning("stalled turns not ended", metadata: ["error": "\(error)"])
        }
    }

    /// The database objected to the whole turn: only the guilty is to be refused.
    private func settleOneByOne(_ batch: [Pending], after error: any Error) async {
        guard batch.count > 1 else {
            logger.error(
                "command failed", metadata: ["command": "\(batch[0].command)", "error": "\(String(reflecting: error))"])
            batch[0].answer.resume(throwing: Problem.failed)
            return
        }
        for pending in batch { await settle([pending]) }
    }

    /// Answers who has waited too long, and gives the others. Both are told apart by one moment: were the clock read anew for
    /// each, a command whose patience ends in between would neither be answered nor tried again.
    private func giveUp(on batch: [Pending]) -> [Pending] {
        let eldest = ContinuousClock.now - settings.patience
        for pending in batch where pending.since < eldest { pending.answer.resume(throwing: Problem.away) }
        return batch.filter { $0.since >= eldest }
    }

    /// A turn is not waited for longer than its eldest command may wait, or nobody would hear that the database is away.
    private func deadline(of batch: [Pending]) -> Duration {
        let waited = batch.map(\.since).min().map { .now - $0 } ?? .zero
        return min(settings.turnDeadline, max(.seconds(1), settings.patience - waited))
    }

    private func turn(_ batch: [Pending]) async throws -> [Reply] {
        let turn = Turn(book: book, batch: batch, ledger: ledger, now: clock())
        let before = cache
        cache = LaneCache()
        let result = try await connection.transaction(deadline: deadline(of: batch)) { transaction in
            try turn.take(in: transaction, cache: before)
        }
        cache = result.cache
        figures.turns += 1
        figures.commands += batch.count
        figures.refusals += result.refusals
        figures.replays += result.replies.count { $0.isReplayed }
        return result.replies
    }
}

extension Error {
    /// Whether trying again may help: the connection broke, it is not known whether the commit arrived, somebody stood in the
    /// way, or the database has no room just now. Where something may have been committed, the keys tell.
    var isPassing: Bool {
        if self is CommitUnknown { return true }
        guard let error = self as? PostgresError else { return false }
        return error.isConnectionLost || error.isCancelled || error.isSerializationFailure || error.isDeadlock
            || error.isLockNotAvailable
            || error.isOutOfResources
    }

    fileprivate var isDeadline: Bool {
        ((self as? CommitUnknown)?.cause ?? self as? PostgresError)?.isDeadline ?? false
    }
}

extension Problem {
    public static let busy = Problem(
        status: 503, code: "busy", chinese: "系统繁忙，请稍后用同一幂等键重试。", english: "Busy; try again shortly under the same key.")
    public static let away = Problem(
        status: 503, code: "database-away", chinese: "数据库暂不可用，请稍后用同一幂等键重试。",
        english: "The database is away; try again shortly under the same key.")
    public static let failed = Problem(
        status: 500, code: "internal", chinese: "内部错误，已记录；可用同一幂等键重试。",
        english: "An internal error, which was logged; it is safe to try again under the same key.")
}
