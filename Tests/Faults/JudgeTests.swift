import Foundation
import House
import Testing

extension Faults {
    /// A judge who never finds anything would pass every storm.
    @Suite struct JudgeTests {
        private func verdict(
            _ write: @Sendable (Scene, House, Client) async throws -> Void
        ) async throws -> Judge.Verdict {
            try await House.with(on: Faults.cluster) { house in
                let scene = try await Scene.set(in: house, at: "2026-03-06 10:00", days: 0)
                let storm = Storm(scene: scene, doors: [LaneDoor(house: house, lane: house.lane)], clients: 1)
                let outcome = try await storm.play { crew in
                    try await write(scene, house, crew[0])
                    return 0
                }
                try FileManager.default.removeItem(atPath: outcome.folder)
                return outcome.verdict
            }
        }

        @Test func `what was acknowledged and is not in the books is lost`() async throws {
            let verdict = try await verdict { scene, _, client in
                let page = client.journal.begin(.recordAppropriation(7_001, amount: 100, on: scene.today))
                let attempt = client.journal.willSend(page, under: "k-1")
                client.journal.didHear(page, attempt, Journal.Heard(status: 201, body: Array("{}".utf8)))
            }
            #expect(verdict.lost == ["record-appropriation under k-1"])
            #expect(verdict.wrong == ["record-appropriation under k-1: k-1 is remembered otherwise"])
        }

        @Test func `what is in the books twice is doubled`() async throws {
            let verdict = try await verdict { scene, house, client in
                let asking = Asking.reportRecovery(
                    35_005, on: scene.paidClaims["bank-a"]!, of: "bank-a", on: scene.today)
                try await client.ask(asking)
                try await house.perform(asking.command, asking.body, by: asking.person, at: asking.path)
            }
            #expect(verdict.doubled.count == 1)
            #expect(verdict.lost == [])
        }

        @Test func `what is in the books and nobody asked for is strange`() async throws {
            let verdict = try await verdict { scene, house, _ in
                let asking = Asking.recordAppropriation(7_002, amount: 100, on: scene.today)
                try await house.perform(asking.command, asking.body, by: asking.person, at: asking.path)
            }
            #expect(
                verdict.strange == [
                    "1 × entry appropriation-risk appropriation/V-7002 100",
                    "1 × notice appropriation.recorded appropriation/V-7002",
                ])
        }

        @Test func `what was refused and is in the books all the same, or was answered in two ways, is wrong`()
            async throws
        {
            let verdict = try await verdict { scene, _, client in
                try await client.ask(.recordAppropriation(7_003, amount: 100, on: scene.today))
                let attempt = client.journal.willSend(0, under: client.journal.pages[0].attempts[0].key)
                client.journal.didHear(0, attempt, Journal.Heard(status: 409, body: Array("{}".utf8)))
            }
            #expect(verdict.wrong.count == 2)
            #expect(verdict.wrong.contains { $0.hasSuffix("done, and refused") })
            #expect(verdict.wrong.contains { $0.contains("two answers to") })
        }
    }
}
