import House
import JSON
import Testing

/// Two endings of one claim at once: one of them happens, the other hears where the claim stands.
@Suite struct EndingRaceTests {
    @Test(arguments: 0..<6)
    func `a write-off and a clawback approved at once: exactly one is`(round: Int) async throws {
        try await House.with { house in
            try await house.claimed(100_000 + Int64(round))
            try await house.approved(1)
            try await house.settled("2026-07-01")
            let at = ["claim": "1"]
            try await house.must(
                "propose-write-off", ["reason": "bankruptcy", "note": "court order"], by: "bureau/clerk", at: at)
            try await house.must(
                "propose-clawback", ["reason": "misuse", "rate": "0.0435", "until": "2026-07-31", "note": "invoices"],
                by: "bureau/clerk", at: at)
            let other = House.lane(on: house.book, house.database, house.clock)
            let work = Task { await other.run() }
            async let written = house.perform("approve-write-off", by: "bureau/approver", at: at)
            async let clawed = house.perform("approve-clawback", by: "bureau/second", at: at, in: other)
            async let recovered = house.perform(
                "report-recovery", ["gross": 10_000, "received_on": "2026-07-01"], by: "bank-a/maker", at: at)
            let decided = [try await written, try await clawed]
            let recovery = try await recovered
            #expect(decided.map(\.status).sorted() == [200, 409])
            let loser = try #require(decided.first { $0.status == 409 })
            #expect(loser.code == "wrong-state")
            // A recovery is shared before either, or after a write-off, but not after a clawback.
            #expect(recovery.status == 201 || (recovery.code == "wrong-state" && decided[1].status == 200))
            #expect(try await house.findings() == [])
            other.close()
            await work.value
        }
    }
}
