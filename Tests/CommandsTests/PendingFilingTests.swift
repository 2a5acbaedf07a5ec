import House
import JSON
import Testing

/// Filings above what is accepted at once: the guarantor, then the bureau.
@Suite struct PendingFilingTests {
    private static func filed(_ house: House, _ principals: [Int64]) async throws {
        try await house.adopt(try BatchFilingTests.terms(#","per_borrower":1000000"#))
        let records = principals.enumerated().map { BatchFilingTests.record($0.offset + 1, $0.element) }
        try await house.send(BankFile(records).bytes)
    }

    private static func accept(_ house: House, _ loan: Int, by person: String) async throws -> Answered {
        try await house.perform("accept-filing", by: person, at: ["loan": "\(loan)"])
    }

    @Test func `the guarantor is asked first, the bureau's word takes the room`() async throws {
        try await House.with { house in
            try await Self.filed(house, [200_000])
            #expect(try await house.balance("9008:pool") ?? 0 == 0)
            refused(try await Self.accept(house, 1, by: "bureau/clerk"), 403, "role-missing")
            refused(try await Self.accept(house, 1, by: "bank-a/maker"), 404, "unknown-loan")
            let agreed = try await Self.accept(house, 1, by: "district/maker")
            #expect(agreed["awaits"].word == "bureau" && agreed["outcome"].word == "pending")
            refused(try await Self.accept(house, 1, by: "district/maker"), 403, "role-missing")
            let accepted = try await Self.accept(house, 1, by: "bureau/clerk")
            #expect(accepted["state"].word == "active" && accepted["exposure"].integer == 100_000)
            #expect(try await house.balance("9008:pool") == 200_000)
            refused(try await Self.accept(house, 1, by: "bureau/clerk"), 409, "wrong-state")
            #expect(try await house.verified() == [])
        }
    }

    @Test func `what is declined reserves nothing and leaves its note free`() async throws {
        try await House.with { house in
            try await Self.filed(house, [200_000])
            let body: JSON = ["note": "额度不足"]
            let declined = try await house.perform("decline-filing", body, by: "district/maker", at: ["loan": "1"])
            #expect(declined["state"].word == "declined" && declined["outcome"].word == "rejected")
            refused(
                try await house.perform("decline-filing", body, by: "bureau/clerk", at: ["loan": "1"]), 409,
                "wrong-state")
            var again = BankFile([BatchFilingTests.record(1, 90_000).with("business_number", "YW-1B")])
            again.sequence = 2
            #expect(try await house.send(again.bytes).outcomes == ["accepted 2"])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a whole file is decided at once; what has no room waits on`() async throws {
        try await House.with { house in
            try await Self.filed(house, [400_000, 50_000, 500_000, 60_000, 110_000])
            let path = ["batch": "1"]
            let agreed = try await house.must("accept-filings", by: "district/maker", at: path)
            #expect(agreed["decided"].integer == 3 && agreed["next"] == .null)
            let accepted = try await house.must("accept-filings", by: "bureau/clerk", at: path)
            // 110,000 are in force; 400,000 fit, 500,000 do not any more by 10,000, 110,000 do.
            #expect(accepted["decided"].integer == 2)
            #expect(accepted["refused"].items.map { $0["loan"]?.integer } == [3])
            #expect(accepted["refused"].items.first?["code"]?.word == "F05")
            #expect(try await house.balance("9008:pool") == 620_000)
            let declined = try await house.must("decline-filings", ["note": "n"], by: "bureau/clerk", at: path)
            #expect(declined["decided"].integer == 1)
            refused(try await house.perform("accept-filings", by: "bank-a/maker", at: path), 403, "role-missing")
            refused(
                try await house.perform("accept-filings", by: "bureau/clerk", at: ["batch": "9"]), 404, "unknown-batch")
            #expect(try await house.verified() == [])
        }
    }
}
