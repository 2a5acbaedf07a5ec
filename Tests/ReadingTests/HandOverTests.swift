import House
import JSON
import Testing

/// What holders of recoveries owe, and what waits for a second person.
@Suite struct HandOverTests {
    @Test func `what is not handed over is seen by its holder and by the bureau, and is overdue after its day`()
        async throws
    {
        try await Desk.with { desk in
            // Ten working days after Monday 07-06.
            for (day, overdue, days) in [("2026-07-20", 0, 0), ("2026-07-22", 1, 2)] as [(String, Int, Int64)] {
                desk.house.clock.set("\(day) 09:00")
                let open = try await desk.read("hand-overs", by: "bank-b/maker")
                #expect(open.numbers("amount") == [4_000_000])
                #expect(open.numbers("days_overdue") == [days])
                #expect(open.at("items", 0, "due_on").word == "2026-07-20")
                let late = try await desk.read("hand-overs?overdue=true&holder=bank-b", by: "bureau/clerk")
                #expect(late["items"]?.items.count == overdue)
                #expect(try await desk.read("hand-overs", by: "bank-a/maker")["items"]?.items.isEmpty == true)
            }
        }
    }

    @Test func `what waits for a second person is listed page by page, for those who see all`() async throws {
        try await Desk.with { desk in
            try await desk.house.must(
                "propose-write-off", ["reason": "bankruptcy", "note": "court order"], by: "bureau/clerk",
                at: ["claim": "3"])
            let first = try await desk.read("proposals?state=adopted&limit=3", by: "audit/auditor")
            #expect(first["items"]?.items.count == 3)
            let next = try #require(first["next"]?.word)
            let second = try await desk.read("proposals?state=adopted&limit=3&cursor=\(next)", by: "audit/auditor")
            #expect(first["items"]?.items != second["items"]?.items)
            let waiting = try await desk.read("proposals?state=proposed", by: "watch/supervisor")
            #expect(waiting.at("items", 0, "subject").word == "claim/3")
            #expect(waiting.at("items", 0, "content", "reason").word == "bankruptcy")
            #expect(try await desk.refusal("proposals", by: "bank-a/maker") == "not-there")
        }
    }
}
