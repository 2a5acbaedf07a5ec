import Foundation

/// What is printed for people: headings, sentences and tables, coloured on a terminal only.
struct Sheet {
    private(set) var lines: [String] = []
    private let isColoured: Bool

    init(isColoured: Bool) { self.isColoured = isColoured }

    /// Whether standard output is a terminal whose user has not asked for plain text (no-color.org).
    static var isTerminal: Bool {
        isatty(STDOUT_FILENO) != 0 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }

    mutating func heading(_ chinese: String, _ english: String) {
        lines += ["", painted("1;36", "■ \(chinese)") + "  " + painted("36", english)]
    }

    /// A sentence, broken into lines where it is long, all of them set in by so many blanks.
    mutating func say(_ text: String, indented blanks: Int = 0) {
        lines += text.wrapped(to: Table.widest - blanks).map { String(repeating: " ", count: blanks) + $0 }
    }

    mutating func say(_ chinese: String, _ english: String) {
        say(chinese)
        say(english)
    }

    /// A line that was as it should be, or was not.
    mutating func mark(_ isGood: Bool, _ text: String) {
        let lines = text.wrapped(to: Table.widest - 2)
        self.lines.append(painted(isGood ? "32" : "1;31", isGood ? "✔ " : "✘ ") + (lines.first ?? ""))
        self.lines += lines.dropFirst().map { "  " + $0 }
    }

    mutating func add(_ table: Table) {
        let table = table.lines()
        lines += [painted("1", table[0]), painted("2", table[1])] + table.dropFirst(2)
    }

    /// A command to be copied, in one line however long.
    mutating func addCommand(_ text: String) { lines.append("  \(text)") }

    mutating func blank() { lines.append("") }

    private func painted(_ code: String, _ text: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
