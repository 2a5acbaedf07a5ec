import Cluster
import Commands
import Foundation
import House
import Testing

extension Faults {
    /// How long anybody waits, whatever goes wrong.
    @Suite struct WaitTests {
        @Test
        func `while the database is away every command is answered within the lane's patience, however many there are`()
            async throws
        {
            try await House.with(on: Faults.cluster) { house in
                let settings = Lane.Settings(turnDeadline: .seconds(20), patience: .seconds(2))
                let lane = House.lane(on: house.book, house.database, house.clock, settings)
                async let run: Void = lane.run()
                // Whatever goes wrong below: a lane that is not closed is waited for for ever.
                defer { lane.close() }
                try Faults.cluster.server?.stop(.immediate)
                let waits = try await withThrowingTaskGroup(of: (code: String, wait: Duration).self) { group in
                    for number in 0..<300 {
                        group.addTask {
                            try await Task.sleep(for: .milliseconds(number * 5))
                            let begun = ContinuousClock.now
                            let code = try await problem {
                                try await house.perform(
                                    "propose-approval", by: "bureau/clerk", at: ["claim": "1"], in: lane)
                            }
                            return (code, .now - begun)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(Set(waits.map(\.code)) == ["database-away"])
                #expect(waits.map(\.wait).max()! < .seconds(20))
                #expect(lane.depth == 0)
                try await Faults.cluster.startAgain()
                // No command of those came to anything, and the next one does.
                let answered = try await house.perform(
                    "propose-approval", by: "bureau/clerk", at: ["claim": "1"], in: lane)
                #expect(answered.code == "unknown-claim")
                lane.close()
                await run
            }
        }

        /// A server whose machine is gone says no goodbye, and its half-done turn holds the book's lock.
        @Test func `a server that vanishes in the middle of a turn does not keep the book from the others`()
            async throws
        {
            try await House.with(on: Faults.cluster) { house in
                let scene = try await Scene.set(in: house, at: "2026-03-06 10:00", days: 0)
                let wired = try Wired(house, to: Faults.cluster)
                defer { wired.close() }
                let settings = Lane.Settings(turnDeadline: .seconds(2), patience: .seconds(2))
                let other = House.lane(on: house.book, house.database, house.clock, settings)
                async let run: Void = other.run()
                defer { other.close() }
                let storm = Storm(scene: scene, doors: [LaneDoor(house: house, lane: other)], clients: 1)
                let outcome = try await storm.play { crew in
                    try await wired.withLane(settings) { lane in
                        _ = try await house.perform(
                            "propose-approval", by: "bureau/clerk", at: ["claim": "1"], in: lane)
                        // The answer to the turn's first questions, the lock among them, is the last that is heard of it.
                        wired.cutter.set { $0.side == .server && $0.type == UInt8(ascii: "Z") ? .silence : .pass }
                        async let lost = problem {
                            try await house.perform(
                                "propose-approval", by: "bureau/clerk", at: ["claim": "2"], in: lane)
                        }
                        while wired.cutter.cuts == 0 { try await Task.sleep(for: .milliseconds(5)) }
                        wired.cutter.set { _ in .cutBefore }  // its machine is gone: it cannot dial again either
                        try await crew[0].ask(.recordAppropriation(scene.mark(), amount: 100, on: scene.today))
                        #expect(try await lost == "database-away")
                    }
                    return 1
                }
                #expect(outcome.verdict.longestWait > .milliseconds(500))
                #expect(outcome.verdict.longestWait < .seconds(25))
                other.close()
                await run
                try await storm.expectClean(outcome, "server vanished")
            }
        }

        @Test func `a wire that falls silent at any point of a turn costs one turn's time and nothing else`()
            async throws
        {
            try await House.with(on: Faults.cluster) { house in
                let scene = try await Scene.set(in: house, at: "2026-03-06 10:00", days: 0)
                let wired = try Wired(house, to: Faults.cluster)
                defer { wired.close() }
                let settings = Lane.Settings(turnDeadline: .milliseconds(300), patience: .seconds(25))
                let doors = Doors()
                let storm = Storm(scene: scene, doors: [doors], clients: 5)
                let outcome = try await storm.play { crew in
                    var cuts = 0
                    wired.cutter.set { _ in .pass }
                    let first = wired.lane(settings)
                    doors.lead(to: LaneDoor(house: house, lane: first))
                    try await scene.turn(of: crew, in: first)
                    first.close()
                    let messages = wired.cutter.seen
                    for _ in 0..<Storm.faults(quick: 4) {
                        let lane = wired.lane(settings)
                        doors.lead(to: LaneDoor(house: house, lane: lane))
                        wired.cutter.cut(at: Int.random(in: 0..<messages), .silence)
                        try await scene.turn(of: crew, in: lane)
                        lane.close()
                        cuts += wired.cutter.cuts
                    }
                    return cuts
                }
                #expect(outcome.verdict.longestWait < .seconds(25))
                try await storm.expectClean(outcome, "wire silent")
            }
        }
    }
}

/// The code of the problem that `work` ends in.
private func problem(_ work: () async throws -> Answered) async throws -> String {
    do {
        let answered = try await work()
        return "answered \(answered.status)"
    } catch let problem as Problem {
        return problem.code
    }
}

extension Lane.Settings {
    fileprivate init(turnDeadline: Duration, patience: Duration) {
        self.init()
        self.turnDeadline = turnDeadline
        self.patience = patience
    }
}
