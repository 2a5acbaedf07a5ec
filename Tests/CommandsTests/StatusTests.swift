import House
import JSON
import Testing

/// What the bank does with instructions.
@Suite struct StatusTests {
    private static func send(_ house: House, _ lines: [(String, String)]) async throws -> [String] {
        let answered = try await house.must(
            "receive-status",
            [
                "message": "STS-1",
                "instructions": .array(lines.map { ["end_to_end_id": .string($0.0), "status": .string($0.1)] }),
            ], by: "bureau/clerk")
        return answered["instructions"].items.map { line in
            [line["outcome"]?.word, line["new_end_to_end_id"]?.word].compactMap { $0 }.joined(separator: " ")
        }
    }

    @Test func `a refused instruction is given again under a new id; what is not known is said line by line`()
        async throws
    {
        try await House.with { house in
            try await Bank.released(house)
            let first = try await Self.send(
                house,
                [
                    ("R1-O4-risk-bank-a", "accepted"), ("R1-O4-risk-bank-a", "pending"),
                    ("R1-O9-risk-bank-a", "rejected"),
                    ("something else", "rejected"), ("R1-O1-clearing-district", "rejected"),
                    ("R1-O4.2-risk-bank-a", "rejected"),
                ])
            #expect(first == ["accepted", "pending", "unknown", "unknown", "past", "unknown"])
            #expect(try await house.order(4) == "issued 0 R1-O4-risk-bank-a")
            #expect(
                try await Self.send(house, [("R1-O4-risk-bank-a", "rejected")]) == ["rejected R1-O4.2-risk-bank-a"])
            // Said again, it is over: the id has changed.
            #expect(try await Self.send(house, [("R1-O4-risk-bank-a", "rejected")]) == ["past"])
            #expect(try await house.order(4) == "issued 0 R1-O4.2-risk-bank-a")
            let statement = try await house.must(
                "receive-statement",
                Bank.statement(
                    1, Bank.risk, from: 6_500_000_000, to: 6_499_898_913,
                    [Bank.line("B-1", -101_087, "R1-O4.2-risk-bank-a")]), by: "bureau/clerk")
            #expect(Bank.outcomes(statement) == ["matched"])
            #expect(try await Self.send(house, [("R1-O4.2-risk-bank-a", "rejected")]) == ["past"])
            #expect(try await house.order(4) == "paid 101087 R1-O4.2-risk-bank-a")
            #expect(try await house.verified() == [])
        }
    }
}
