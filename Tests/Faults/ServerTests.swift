import Foundation
import House
import Testing

extension Faults {
    /// `ballast serve` dies.
    @Suite struct ServerTests {
        @Test func `a server killed at random loses nothing and does nothing twice`() async throws {
            try await Site.with(servers: 2) { site, _ in
                let storm = Storm(scene: site.scene, doors: site.doors)
                let outcome = try await storm.rage {
                    let faults = Storm.faults(quick: 8)
                    for _ in 0..<faults {
                        try await Task.sleep(for: .milliseconds(Int.random(in: 100...900)))
                        let server = site.servers.randomElement()!
                        #expect(server.end(SIGKILL) == SIGKILL)
                        try await Task.sleep(for: .milliseconds(Int.random(in: 0...100)))
                        try server.start()
                        // Now and then a server is killed while it starts.
                        if Int.random(in: 0..<5) > 0 { try await server.wait(for: 200, from: "readyz") }
                    }
                    return faults
                }
                try await storm.expectClean(outcome, "server killed")
            }
        }

        @Test func `a server that is told to stop answers whom it let in, and ends by itself`() async throws {
            try await Site.with(servers: 2) { site, _ in
                let storm = Storm(scene: site.scene, doors: site.doors)
                let outcome = try await storm.rage {
                    let faults = Storm.faults(quick: 3)
                    for number in 0..<faults {
                        try await Task.sleep(for: .milliseconds(Int.random(in: 300...900)))
                        let server = site.servers[number % 2]
                        #expect(server.end(SIGTERM) == 0)
                        try server.start()
                        try await server.wait(for: 200, from: "readyz")
                    }
                    return faults
                }
                try await storm.expectClean(outcome, "server stopped")
                // Whoever was let in was answered: nobody had to ask again for what had been done.
                let attempts = outcome.clients.flatMap(\.journal.pages).flatMap(\.attempts)
                #expect(attempts.count { $0.heard?.isReplayed == true } == 0)
            }
        }
    }
}
