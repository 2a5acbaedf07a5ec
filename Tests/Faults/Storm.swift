import Accounting
import Foundation
import House
import Ledger
import Postgres
import Store
import Testing

/// Clients at work in a scene while something goes wrong again and again, and the judgement afterwards.
struct Storm: Sendable {
    let scene: Scene
    let doors: [any Door]
    var clients = 12
    var keepsKey = true
    var copies = 1...1

    /// How many faults a storm has: the environment's `BALLAST_FAULTS`, or the few that a quick check needs.
    static func faults(quick: Int) -> Int {
        ProcessInfo.processInfo.environment["BALLAST_FAULTS"].flatMap { Int($0) } ?? quick
    }

    struct Outcome {
        let clients: [Client]
        let faults: Int
        var verdict: Judge.Verdict
        let folder: String

        /// `N requests, M faults, 0 lost, 0 doubled, longest wait X s`.
        var line: String {
            let wait = String(
                format: "%.1f",
                Double(verdict.longestWait.components.seconds) + Double(verdict.longestWait.components.attoseconds)
                    / 1e18)
            return
                "\(verdict.requests) requests, \(faults) faults, \(verdict.lost.count) lost, \(verdict.doubled.count) doubled, longest wait \(wait) s"
        }
    }

    /// Lets the clients work while `faults` does its worst; gives how many faults it did. When it has returned, the clients
    /// finish what they are at; with `replays` they then send everything once more.
    func rage(replays: Bool = false, _ faults: @escaping @Sendable () async throws -> Int) async throws -> Outcome {
        try await play { crew in
            let isOver = Flag()
            let count = try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    defer { isOver.raise() }
                    return try await faults()
                }
                for (number, client) in crew.enumerated() {
                    group.addTask {
                        try await number == 0
                            ? scene.settle(client, until: isOver) : scene.work(client, number, until: isOver)
                        return 0
                    }
                }
                return try await group.reduce(0, +)
            }
            guard replays else { return count }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in crew { group.addTask { try await client.replay() } }
                try await group.waitForAll()
            }
            return count
        }
    }

    /// Gives `work` the clients, and judges what they wrote down. `work` says how many faults there were.
    func play(_ work: @Sendable ([Client]) async throws -> Int) async throws -> Outcome {
        let before = try await Facts.of(scene.house)
        let folder = FileManager.default.temporaryDirectory.path + "/ballast-faults-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let crew = (0..<clients).map { number in
            Client(
                "c\(number)-\(UUID().uuidString.prefix(8))", doors, journal: Journal("\(folder)/\(number)"),
                keepsKey: keepsKey,
                copies: copies)
        }
        let faults = try await work(crew)
        let verdict = try await Judge(scene.house, before: before).judge(crew.flatMap(\.journal.pages))
        return Outcome(clients: crew, faults: faults, verdict: verdict, folder: folder)
    }

    /// Prints the line, and expects what must hold after a storm.
    func expectClean(_ outcome: Outcome, _ name: String) async throws {
        print("\(name): \(outcome.line)")
        let verdict = outcome.verdict
        #expect(verdict.lost == [])
        #expect(verdict.doubled == [])
        #expect(verdict.wrong == [])
        #expect(verdict.strange == [])
        #expect(try await Reckoning.of(scene.house) == [])
        #expect(try await scene.verified() == [])
        // What went wrong is looked up there; otherwise nobody needs it.
        if verdict.isClean {
            try FileManager.default.removeItem(atPath: outcome.folder)
        } else {
            print("journals: \(outcome.folder)")
        }
    }
}

/// Goes up once.
final class Flag: Sendable {
    private let state = Shared(false)
    var isUp: Bool { state.value }
    func raise() { state.change { $0 = true } }
}

extension Scene {
    /// What `ballast verify` finds.
    func verified() async throws -> [String] {
        let connection = Connection(house.database)
        let report = try await Verifier(connection: connection, chart: Ledger.embedded.rulebook.chart).run(house.book)
        await connection.close()
        return report.findings.map(\.description)
    }
}
