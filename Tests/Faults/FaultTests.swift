import Cluster
import House
import Testing

/// All tests of faults, one after another: they stop servers.
@Suite(.serialized) struct Faults {
    /// A cluster that keeps what it commits, for these tests to stop and kill.
    static let cluster: Cluster = {
        do { return try Cluster.start(fsync: true) } catch { fatalError("fault tests need PostgreSQL: \(error)") }
    }()

    @Test func `in calm weather every request is done once, and no journal differs from the books`() async throws {
        try await House.with(on: Faults.cluster) { house in
            let scene = try await Scene.set(in: house, at: "2026-03-06 10:00", days: 3)
            let storm = Storm(scene: scene, doors: [LaneDoor(house: house, lane: house.lane)])
            let outcome = try await storm.rage {
                try await Task.sleep(for: .seconds(3))
                return 0
            }
            try await storm.expectClean(outcome, "calm")
        }
    }
}
