import Commands
import Synchronization

/// Whether this server can post: every open book can be locked and written. Asked often, it is tried once a second.
final class Readiness: Sendable {
    private struct State {
        var trial: Task<Void, any Error>?
        var triedAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let shelf: Shelf

    init(_ shelf: Shelf) { self.shelf = shelf }

    /// - Throws: what stands in the way.
    func check() async throws {
        let trial = state.withLock { state -> Task<Void, any Error> in
            if let trial = state.trial, let triedAt = state.triedAt, .now - triedAt < .seconds(1) { return trial }
            let trial = Task { [shelf] in
                try await shelf.look(noOlderThan: .zero)
                for book in shelf.books { try await book.lane.probe() }
            }
            state.trial = trial
            state.triedAt = .now
            return trial
        }
        try await trial.value
    }
}
