import House
import JSON
import Testing

/// RULES §5: what is accepted at once in a file, to the fen; room is judged for the rest when it is accepted.
@Suite struct AutomaticLimitTests {
    private static func file(_ house: House, _ records: [JSON], sequence: Int64) async throws -> [String] {
        var file = BankFile(records)
        file.sequence = sequence
        return try await house.send(file.bytes).outcomes
    }

    private static func record(_ number: Int, _ principal: Int64, borrower: Int = 0) -> JSON {
        Sample.loan(programme: "limited", number: number, borrower: Sample.borrowers[borrower], principal: principal)
    }

    @Test func `a record at the limit is accepted at once, a fen above it waits`() async throws {
        try await House.with { house in
            let filing = #""filing":{"mode":["batch"],"automatic_up_to":50000}"#
            try await house.adopt(try Sample.terms("limited", [("fund", 80), ("bank", 20)], caps: "", filing))
            let outcomes = try await Self.file(
                house, [Self.record(1, 50_000), Self.record(2, 50_001), Self.record(3, 49_999)], sequence: 1)
            #expect(outcomes == ["accepted 1", "pending 2", "accepted 3"])
            try await balances(house, ["9008:programme:limited": 99_999])
        }
    }

    @Test func `limits of borrower, bank and programme are inclusive in files too`() async throws {
        try await House.with { house in
            let filing =
                #""filing":{"mode":["batch"],"automatic_up_to":100000,"per_borrower":1000,"per_bank":1500,"per_programme":1900}"#
            try await house.adopt(try Sample.terms("limited", [("fund", 80), ("bank", 20)], caps: "", filing))
            let outcomes = try await Self.file(
                house,
                [
                    Self.record(1, 600), Self.record(2, 401), Self.record(3, 400), Self.record(4, 501, borrower: 1),
                    Self.record(5, 500, borrower: 1), Self.record(6, 1, borrower: 2),
                ], sequence: 1)
            #expect(
                outcomes == [
                    "accepted 1", "rejected F05 /principal", "accepted 2", "rejected bank-limit /principal",
                    "accepted 3", "rejected bank-limit /principal",
                ])
            var other = BankFile([Self.record(7, 401, borrower: 3), Self.record(8, 400, borrower: 3)])
            other.bank = "bank-b"
            #expect(
                try await house.send(other.bytes, by: "bank-b/maker").outcomes == [
                    "rejected programme-limit /principal", "accepted 4",
                ])
            try await balances(house, ["9008:programme:limited": 1_900, "9008:bank:bank-a": 1_500])
            #expect(try await house.findings() == [])
        }
    }
}
