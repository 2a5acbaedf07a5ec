import Synchronization

/// The port a server came to listen on: known once, told to whoever asks before or after.
final class BoundPort: Sendable {
    private struct State {
        var port: Result<Int, any Error>?
        var waiting: [CheckedContinuation<Int, any Error>] = []
    }

    private let state = Mutex(State())

    var value: Int {
        get async throws {
            try await withCheckedThrowingContinuation { continuation in
                let known = state.withLock { state in
                    if state.port == nil { state.waiting.append(continuation) }
                    return state.port
                }
                if let known { continuation.resume(with: known) }
            }
        }
    }

    func set(_ port: Int) { settle(.success(port)) }

    func fail(_ error: any Error) { settle(.failure(error)) }

    private func settle(_ result: Result<Int, any Error>) {
        let waiting = state.withLock { state in
            state.port = state.port ?? result
            defer { state.waiting = [] }
            return state.waiting
        }
        waiting.forEach { $0.resume(with: result) }
    }
}
