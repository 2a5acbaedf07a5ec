import Foundation
import Synchronization

/// Says on standard error what the demonstration is doing: a line a step, and on a terminal the count while it grows.
final class Progress: Sendable {
    private struct State {
        var title = ""
        var done = 0
        var startedAt = ContinuousClock.now
        var shownAt = ContinuousClock.now
    }

    private let state = Mutex(State())
    private let isTerminal = isatty(STDERR_FILENO) != 0

    func begin(_ title: String) {
        state.withLock { $0 = State(title: title) }
    }

    /// One more request was answered.
    func count() {
        let line: String? = state.withLock { state in
            state.done += 1
            guard isTerminal, state.shownAt.duration(to: .now) > .milliseconds(100) else { return nil }
            state.shownAt = .now
            return Progress.line(state)
        }
        if let line { say("\r\u{1B}[K\(line)", end: "") }
    }

    func end() {
        let line = state.withLock { Progress.line($0) }
        say(isTerminal ? "\r\u{1B}[K\(line)" : line)
    }

    func note(_ text: String) { say(text) }

    private static func line(_ state: State) -> String {
        let seconds = Double(state.startedAt.duration(to: .now) / .milliseconds(1)) / 1000
        let rate = seconds > 0.2 && state.done > 20 ? " (\(Int(Double(state.done) / seconds))/s)" : ""
        return state.title.cut(to: 96).padded(to: 96) + "\(state.done)".padded(to: 5, onTheLeft: true) + rate
    }

    private func say(_ text: String, end: String = "\n") { FileHandle.standardError.write(Data((text + end).utf8)) }
}
