import Dispatch
import Synchronization

/// Hands pieces of work from one thread that makes them to one that takes them, a few ahead, so that memory stays flat. Both may
/// block: they are connections' own threads.
final class Channel<Element: Sendable>: Sendable {
    private struct State {
        var waiting: [Element] = []
        var end: Result<Void, any Error>?
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let ready = DispatchSemaphore(value: 0)

    struct Abandoned: Error {}

    init(ahead: Int) {
        // A semaphore may not be let go below the value it was made with, so it is made with none.
        for _ in 0..<ahead { room.signal() }
    }

    /// Blocks while enough is waiting.
    ///
    /// - Throws: `Abandoned` where nobody will take it.
    func put(_ element: Element) throws {
        room.wait()
        let isAbandoned = state.withLock { state in
            state.waiting.append(element)
            return state.isAbandoned
        }
        if isAbandoned { throw Abandoned() }
        ready.signal()
    }

    /// Nothing more will come; a failure is passed on to whoever takes.
    func end(_ result: Result<Void, any Error>) {
        state.withLock { state in if state.end == nil { state.end = result } }
        ready.signal()
    }

    /// Blocks until there is something; nil at the end.
    func take() throws -> Element? {
        ready.wait()
        let element = try state.withLock { state -> Element? in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            try state.end?.get()
            return nil
        }
        if element != nil { room.signal() }
        return element
    }

    /// Nobody takes any more: who puts hears of it instead of waiting for ever.
    func abandon() {
        state.withLock { $0.isAbandoned = true }
        room.signal()
    }
}
