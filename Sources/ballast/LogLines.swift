import Accounting
import Glibc
import JSON
import Logging

/// Writes each log message as one line of JSON on standard error. What a caller sent is never logged, only codes, routes and
/// numbers.
struct LogLines: LogHandler {
    let label: String
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [JSON.Member] = [
            JSON.Member(name: "at", value: .string("\(Moment.now)")),
            JSON.Member(name: "level", value: .string(event.level.rawValue)),
            JSON.Member(name: "message", value: .string("\(event.message)")),
        ]
        let facts = metadata.merging(event.metadata ?? [:]) { _, later in later }
        for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
            members.append(JSON.Member(name: name, value: .string("\(value)")))
        }
        let line = JSON.object(members).bytes + [0x0A]
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
