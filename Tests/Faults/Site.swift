import Accounting
import Cluster
import Foundation
import House

/// A scene behind real servers: processes of their own, reached over HTTP, with one database.
struct Site: Sendable {
    let scene: Scene
    let servers: [Program]
    let signer: Signer

    var doors: [any Door] { servers.map { HTTPDoor(port: $0.port, signer: signer) } }

    /// - Parameters:
    ///   - wired: whether the servers reach their database through a wire that can be cut.
    ///   - options: what the servers are told besides.
    static func with(
        servers count: Int, wired: Bool = false, days: Int = 6, options: [String] = [],
        _ work: @Sendable (Site, Wired?) async throws -> Void
    ) async throws {
        try await House.with(on: Faults.cluster) { house in
            let scene = try await Scene.set(in: house, at: now, days: days)
            let signer = try await Signer(Scene.banks + ["bureau"], in: house)
            let wire = wired ? try Wired(house, to: Faults.cluster) : nil
            let log = FileManager.default.temporaryDirectory.path + "/ballast-faults-\(UUID().uuidString).log"
            let servers = try (0..<count).map { _ in
                try Program(database: wire?.conninfo ?? house.database, log: log, options: options)
            }
            defer {
                for server in servers { server.end(SIGKILL) }
                wire?.close()
                try? FileManager.default.removeItem(atPath: log)  // at worst it lies in /tmp
            }
            for server in servers { try server.start() }
            for server in servers { try await server.wait(for: 200, from: "readyz") }
            try await work(Site(scene: scene, servers: servers, signer: signer), wire)
        }
    }

    /// Servers go by the system's clock. It is read as Shanghai has it.
    private static var now: String {
        let now = Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        return "\(now.day) \(now.minuteOfDay / 60):\(now.minuteOfDay % 60)"
    }
}
