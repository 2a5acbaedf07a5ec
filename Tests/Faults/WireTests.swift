import Cluster
import Commands
import House
import Testing

extension Faults {
    /// The wire between a lane and its database.
    @Suite struct WireTests {
        /// Five commands that wait before the lane begins are one turn. Cut before, after and in the middle of its first
        /// message, its second, and so on in both directions until it is through without a cut; each time on a new connection
        /// (which is dialled and prepares every statement), then on one that has done such a turn before.
        @Test(arguments: [WireCutter.Fate.cutBefore, .cutAfter, .cutInside])
        func `a turn cut at any of its messages is done once`(_ fate: WireCutter.Fate) async throws {
            try await House.with(on: Faults.cluster) { house in
                let scene = try await Scene.set(in: house, at: "2026-03-06 10:00", days: 0)
                let wired = try Wired(house, to: Faults.cluster)
                defer { wired.close() }
                // A quick check takes one message in so many, others each time.
                let stride = Storm.faults(quick: 0) == 0 ? 41 : 1
                let doors = Doors()
                let storm = Storm(scene: scene, doors: [doors], clients: 5)
                let outcome = try await storm.play { crew in
                    var cuts = 0
                    for isWarm in [false, true] {
                        var number = Int.random(in: 0..<stride)
                        repeat {
                            let lane = wired.lane()
                            doors.lead(to: LaneDoor(house: house, lane: lane))
                            wired.cutter.set { _ in .pass }
                            if isWarm { try await scene.turn(of: crew, in: lane) }
                            wired.cutter.cut(at: number, fate)
                            try await scene.turn(of: crew, in: lane, isRunning: isWarm)
                            lane.close()
                            cuts += wired.cutter.cuts
                            number += stride
                        } while wired.cutter.cuts > 0
                    }
                    return cuts
                }
                #expect(outcome.faults >= 8)
                try await storm.expectClean(outcome, "wire, \(fate)")
            }
        }

        @Test func `servers whose wire to the database is cut at random lose nothing and do nothing twice`()
            async throws
        {
            try await Site.with(servers: 2, wired: true) { site, wired in
                guard let cutter = wired?.cutter else { preconditionFailure("the site was asked for wired") }
                let storm = Storm(scene: site.scene, doors: site.doors)
                let outcome = try await storm.rage {
                    let faults = Storm.faults(quick: 20)
                    let fates = [WireCutter.Fate.cutBefore, .cutAfter, .cutInside]
                    for _ in 0..<faults {
                        let number = Int.random(in: 0..<400)
                        cutter.cut(at: number, fates.randomElement()!)
                        while cutter.cuts == 0 { try await Task.sleep(for: .milliseconds(5)) }
                    }
                    return faults
                }
                try await storm.expectClean(outcome, "wire cut at random")
            }
        }
    }
}

/// A door that leads to where it was last told.
final class Doors: Door {
    private let present = Shared<(any Door)?>(nil)

    func lead(to door: any Door) { present.change { $0 = door } }

    func send(_ asking: Asking, under key: String) async throws -> Journal.Heard {
        guard let door = present.value else { throw Silence(why: "there is no door yet") }
        return try await door.send(asking, under: key)
    }
}

extension Scene {
    /// Everybody asks for one thing at once; a lane that is not running yet begins when all have asked.
    func turn(of crew: [Client], in lane: Lane, isRunning: Bool = false) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, client) in crew.enumerated() {
                let asking = errand(number)
                group.addTask { try await client.ask(asking) }
            }
            if !isRunning {
                while lane.depth < crew.count { try await Task.sleep(for: .milliseconds(1)) }
                Task { await lane.run() }
            }
            try await group.waitForAll()
        }
    }

    private func errand(_ number: Int) -> Asking {
        let bank = Scene.banks[number % Scene.banks.count]
        return switch number % 3 {
        case 0: .recordAppropriation(mark(), amount: 100, on: today)
        // Now and then: a recovery is shared over all that came before it, and each makes the turn a message longer.
        case 1 where Int.random(in: 0..<10) == 0: .reportRecovery(gross(), on: paidClaims[bank]!, of: bank, on: today)
        default: .fileLoan(mark(), of: bank, principal: 10_000, on: today)
        }
    }
}
