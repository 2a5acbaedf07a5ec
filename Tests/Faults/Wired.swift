import Cluster
import Commands
import Foundation
import House

/// A lane whose database is at the other end of a wire that can be cut.
struct Wired: Sendable {
    let cutter = WireCutter()
    let relay: Relay
    private let house: House
    private let folder: String

    init(_ house: House, to cluster: Cluster) throws {
        self.house = house
        guard let server = cluster.server else { preconditionFailure("only a private cluster has a socket known here") }
        folder = "/tmp/ballast-wire-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let cutter = cutter
        relay = try Relay(to: .path("\(server.folder)/.s.PGSQL.5432"), at: .path("\(folder)/.s.PGSQL.5432")) {
            cutter.gate
        }
    }

    func close() {
        relay.close()
        try? FileManager.default.removeItem(atPath: folder)  // at worst an empty folder stays in /tmp
    }

    /// What stands last in a conninfo is what counts.
    var conninfo: String { house.database + " host=\(folder)" }

    func lane(_ settings: Lane.Settings = Lane.Settings()) -> Lane {
        House.lane(on: house.book, conninfo, house.clock, settings)
    }

    /// Gives `work` a lane that runs for as long.
    func withLane<T: Sendable>(_ settings: Lane.Settings = Lane.Settings(), _ work: @Sendable (Lane) async throws -> T)
        async throws -> T
    {
        let lane = lane(settings)
        async let run: Void = lane.run()
        let outcome: Result<T, any Error>
        do { outcome = .success(try await work(lane)) } catch { outcome = .failure(error) }
        lane.close()
        await run
        return try outcome.get()
    }
}
