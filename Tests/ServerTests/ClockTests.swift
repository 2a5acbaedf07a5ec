import Crypto
import House
import JSON
import Server
import Testing

/// What a server does by itself as the days go by, with nobody asking.
@Suite struct ClockTests {
    private static func settings(_ settings: inout Settings) {
        settings.watch = .milliseconds(50)
        settings.anchorKey = Curve25519.Signing.PrivateKey()
    }

    /// Asks again until the answer is as wanted: the server does its rounds in its own time.
    private static func eventually(
        _ serving: Serving, _ path: String, by person: String, _ isWanted: (JSON) -> Bool
    ) async throws -> JSON {
        for _ in 0..<400 {
            let heard = try await serving.send(.GET, path, by: person)
            if heard.status == 200, isWanted(heard.json) { return heard.json }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StepRefused(description: "\(path) never became what it should")
    }

    @Test func `each day's first round signs the seals' head, and a day without news signs nothing`() async throws {
        try await Serving.with(Self.settings) { serving in
            let first = try await Self.eventually(serving, "anchors", by: "audit/auditor") {
                $0[at: "items"].items.count == 1
            }
            serving.house.clock.set("2026-03-03 09:00")
            try await serving.house.file(100_000_000)
            let later = try await Self.eventually(serving, "anchors", by: "audit/auditor") {
                $0[at: "items"].items.count == 2
            }

            let both = later[at: "items"].items
            #expect(both.contains(first[at: "items"].items[0]))
            #expect(Set(both.compactMap { $0[at: "anchor"].integer }) == [1, 2])
            // Nothing was posted since: the next day has nothing to sign.
            serving.house.clock.set("2026-03-04 09:00")
            try await Task.sleep(for: .milliseconds(300))
            let third = try await serving.send(.GET, "anchors", by: "audit/auditor")
            #expect(third.json[at: "items"].items.count == 2)
        }
    }

    @Test func `silence passes by itself, after an outage too`() async throws {
        try await House.with { house in
            let claim = try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "\(claim)"])
            // No server runs while the clock goes past everybody's last day.
            house.clock.set("2026-07-20 09:00")
            try await Serving.of(house, Self.settings) { serving in
                let read = try await Self.eventually(serving, "claims/\(claim)", by: "bureau/clerk") {
                    $0[at: "state"].word == "confirmed"
                }
                #expect(read[at: "shares"].items.contains { $0[at: "state"].word == "deemed" })
            }
        }
    }
}
