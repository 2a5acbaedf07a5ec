import Foundation
import House
import Testing

extension Faults {
    /// Requests come more often than once, in any order, over two servers, and answers get lost.
    @Suite struct RepeatTests {
        @Test func `requests repeated at once, later, and in any order are done once and answered alike`() async throws
        {
            try await Site.with(servers: 2) { site, _ in
                let cutter = AnswerCutter()
                let relays = try site.servers.map { try Relay(to: .port($0.port), at: .port(0)) { cutter.gate } }
                defer { relays.forEach { $0.close() } }
                let doors = relays.map { HTTPDoor(port: $0.port, signer: site.signer) }
                let storm = Storm(scene: site.scene, doors: doors, clients: 8, copies: 1...4)
                let outcome = try await storm.rage(replays: true) {
                    let faults = Storm.faults(quick: 40)
                    cutter.lose(oneIn: 12)
                    while cutter.cuts < faults { try await Task.sleep(for: .milliseconds(20)) }
                    return faults
                }
                let attempts = outcome.clients.flatMap(\.journal.pages).map(\.attempts.count)
                let repeats = attempts.reduce(0, +) - attempts.count
                #expect(repeats > attempts.count)
                print("repeats: \(repeats) of them again")
                try await storm.expectClean(outcome, "repeated, \(cutter.cuts) answers lost")
            }
        }

        /// The control. The books balance all the same: only a comparison request by request finds it.
        @Test func `a client that takes a new key for each try is found to have done things twice`() async throws {
            try await Site.with(servers: 2) { site, _ in
                let cutter = AnswerCutter()
                let relays = try site.servers.map { try Relay(to: .port($0.port), at: .port(0)) { cutter.gate } }
                defer { relays.forEach { $0.close() } }
                let doors = relays.map { HTTPDoor(port: $0.port, signer: site.signer) }
                let storm = Storm(scene: site.scene, doors: doors, clients: 8, keepsKey: false)
                let outcome = try await storm.rage {
                    cutter.lose(oneIn: 12)
                    while cutter.cuts < 30 { try await Task.sleep(for: .milliseconds(20)) }
                    return cutter.cuts
                }
                print("control, without the key: \(outcome.line)")
                #expect(outcome.verdict.doubled.contains { $0.hasPrefix("report-recovery") })
                #expect(outcome.verdict.lost == [])
                #expect(try await Reckoning.of(site.scene.house) == [])
                try FileManager.default.removeItem(atPath: outcome.folder)
            }
        }
    }
}

extension Relay {
    /// The port it listens on.
    var port: UInt16 {
        guard case .port(let port) = address else { preconditionFailure("this relay listens on a path") }
        return port
    }
}
