import JSON

/// What a client wants done, and what that must leave in the books.
struct Asking: Sendable {
    let command: String
    let person: String
    let path: [String: String]
    let body: JSON
    /// The facts that it leaves behind if it is done, each as often as it stands here; see `Facts`.
    let leaves: [String]

    init(
        _ command: String, by person: String, at path: [String: String] = [:], _ body: JSON = [:],
        leaving leaves: [String]
    ) {
        self.command = command
        self.person = person
        self.path = path
        self.body = body
        self.leaves = leaves
    }
}
