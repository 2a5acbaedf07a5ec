/// Why the demonstration cannot go on, as one plain sentence in both languages.
struct DemoProblem: Error, Equatable, CustomStringConvertible {
    let chinese: String
    let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    var description: String { "✘ \(chinese)\n  \(english)" }
}
