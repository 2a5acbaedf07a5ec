import Foundation
import House
import JSON

/// A party's system: it writes down what it asks for and asks until it is answered, always under the same key, as the API
/// tells it to. With `keepsKey` off it is the control: a system that takes a new key every time.
final class Client: Sendable {
    let journal: Journal
    private let name: String
    private let doors: [any Door]
    private let keepsKey: Bool
    /// How often each request is sent at once.
    private let copies: ClosedRange<Int>

    init(_ name: String, _ doors: [any Door], journal: Journal, keepsKey: Bool = true, copies: ClosedRange<Int> = 1...1)
    {
        self.name = name
        self.doors = doors
        self.journal = journal
        self.keepsKey = keepsKey
        self.copies = copies
    }

    /// Asks until answered, for two minutes at most.
    @discardableResult
    func ask(_ asking: Asking) async throws -> Told {
        let page = journal.begin(asking)
        let key = "\(name)-\(page)"
        let heard = try await withThrowingTaskGroup(of: Journal.Heard.self) { group in
            for _ in 0..<Int.random(in: copies) { group.addTask { try await self.insist(asking, page, key) } }
            guard let first = try await group.next() else { preconditionFailure("there is one copy at least") }
            try await group.waitForAll()
            return first
        }
        return Told(heard)
    }

    private func insist(_ asking: Asking, _ page: Int, _ key: String) async throws -> Journal.Heard {
        let end = ContinuousClock.now + .seconds(120)
        var pause = Duration.milliseconds(10)
        for attempt in 1... {
            do {
                return try await send(asking, page, keepsKey || attempt == 1 ? key : "\(key)-again-\(attempt)")
            } catch let silence as Silence {
                guard .now < end else { throw silence }
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .milliseconds(250))
            }
        }
        preconditionFailure("attempts are not counted to an end")
    }

    /// Sends once, to whichever door.
    private func send(_ asking: Asking, _ page: Int, _ key: String) async throws -> Journal.Heard {
        let attempt = journal.willSend(page, under: key)
        do {
            let heard = try await doors.randomElement()!.send(asking, under: key)
            journal.didHear(page, attempt, heard)
            return heard
        } catch let silence as Silence {
            journal.didNotHear(page, attempt, silence.why)
            throw silence
        }
    }

    /// Sends every request of the journal once more, in any order; what is heard joins the page.
    func replay() async throws {
        for page in journal.pages.indices.shuffled() {
            let written = journal.pages[page]
            for key in Set(written.attempts.map(\.key)) { _ = try await insist(written.asking, page, key) }
        }
    }
}

/// An answer, opened as far as the next request needs it.
struct Told: Sendable {
    let status: Int
    let json: JSON

    init(_ heard: Journal.Heard) {
        status = heard.status
        json = (try? JSON.parse(heard.body)) ?? .null  // no JSON has none of the members looked for
    }

    var isDone: Bool { status < 300 }

    subscript(name: String) -> Int64? { json[name]?.integer }
}
