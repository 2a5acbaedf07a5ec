import Foundation
import JSON
import Synchronization

/// What one client writes down: before it sends, what it is about to send; after each attempt, what it heard. In memory for the
/// judge, and line by line in a file for whoever has to find out what happened.
final class Journal: Sendable {
    struct Page: Sendable {
        let asking: Asking
        var attempts: [Attempt] = []
        let begun: ContinuousClock.Instant
        var answered: ContinuousClock.Instant?
    }

    struct Attempt: Sendable {
        let key: String
        /// Nil while nothing was heard, and for ever if nothing ever was.
        var heard: Heard?
    }

    struct Heard: Sendable, Equatable {
        let status: Int
        let body: [UInt8]
        /// Whether it was said to have been answered before.
        var isReplayed = false

        /// Alike is what says the same, for the first time or again.
        static func == (one: Heard, other: Heard) -> Bool { one.status == other.status && one.body == other.body }
    }

    private let written = Mutex<[Page]>([])
    private let file: FileHandle

    init(_ path: String) {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { preconditionFailure("\(path) cannot be written") }
        self.file = file
    }

    var pages: [Page] { written.withLock { $0 } }

    /// Begins a page for a request; gives its number.
    func begin(_ asking: Asking) -> Int {
        note([
            "asking": .string(asking.command), "person": .string(asking.person), "path": asking.path.json,
            "body": asking.body,
        ])
        return written.withLock { pages in
            pages.append(Page(asking: asking, begun: .now))
            return pages.count - 1
        }
    }

    /// Before an attempt; gives its place on the page.
    func willSend(_ page: Int, under key: String) -> Int {
        note(["page": .integer(Int64(page)), "sending": .string(key)])
        return written.withLock { pages in
            pages[page].attempts.append(Attempt(key: key))
            return pages[page].attempts.count - 1
        }
    }

    func didHear(_ page: Int, _ attempt: Int, _ heard: Heard) {
        note([
            "page": .integer(Int64(page)), "attempt": .integer(Int64(attempt)), "heard": .integer(Int64(heard.status)),
            "body": .string(String(decoding: heard.body, as: UTF8.self)),
        ])
        written.withLock { pages in
            pages[page].attempts[attempt].heard = heard
            if pages[page].answered == nil { pages[page].answered = .now }
        }
    }

    func didNotHear(_ page: Int, _ attempt: Int, _ why: String) {
        note(["page": .integer(Int64(page)), "attempt": .integer(Int64(attempt)), "silence": .string(why)])
    }

    private func note(_ line: JSON) { file.write(Data(line.bytes + [0x0A])) }
}

extension [String: String] {
    fileprivate var json: JSON {
        .object(sorted { $0.key < $1.key }.map { JSON.Member(name: $0.key, value: .string($0.value)) })
    }
}
