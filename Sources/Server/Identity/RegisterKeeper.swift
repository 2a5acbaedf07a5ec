import Postgres
import Store
import Synchronization

/// Keeps a book's register at hand, never older than asked for: a key revoked is a key refused within a second.
///
/// Whoever asks while it is being read waits for that one reading. While the database is away the last known register serves
/// for a minute, so that commands can wait in their lane for a failover; nothing can be revoked meanwhile either.
final class RegisterKeeper: Sendable {
    private struct State {
        var register: Register?
        var readAt: ContinuousClock.Instant?
        var reading: Task<Register, any Error>?
    }

    private let state = Mutex(State())
    private let book: Int64
    private let pool: Pool

    init(book: Int64, pool: Pool) {
        self.book = book
        self.pool = pool
    }

    func register(noOlderThan age: Duration) async throws -> Register {
        let now = ContinuousClock.now
        let (known, reading) = state.withLock { state -> (Register?, Task<Register, any Error>?) in
            if let register = state.register, let readAt = state.readAt, now - readAt < age { return (register, nil) }
            let reading = state.reading ?? Task { try await read() }
            state.reading = reading
            return (nil, reading)
        }
        if let known { return known }
        guard let reading else { preconditionFailure("what is not known is being read") }
        return try await reading.value
    }

    private func read() async throws -> Register {
        let known = state.withLock { $0.register }
        do {
            let book = book
            let fresh = try await pool.transaction(readOnly: true, deadline: .seconds(2)) { transaction in
                try transaction.register(book: book, unless: known?.version)
            }
            guard let register = fresh ?? known else { preconditionFailure("what is unchanged is known") }
            state.withLock { $0 = State(register: register, readAt: .now, reading: nil) }
            return register
        } catch {
            let isRecent = state.withLock { state in
                state.reading = nil
                return state.readAt.map { .now - $0 < .seconds(60) } ?? false
            }
            guard let known, isRecent else { throw error }
            return known
        }
    }
}
