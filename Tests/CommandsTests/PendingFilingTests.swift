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

    // MARK: 见保即贷

    private static func promised(_ number: Int, on day: String, _ principal: Int64 = 50_000) -> JSON {
        Sample.loan(programme: "promise", number: number, principal: principal, disbursed: day)
    }

    private static func adoptPromise(_ house: House) async throws {
        try await house.adopt(
            try Sample.terms(
                "promise", [("district", 30), ("fund", 50), ("bank", 20)], caps: "",
                #""filing":{"mode":["single","batch"],"automatic_up_to":100000,"first":"guarantor","lend_within":3}"#))
    }

    @Test func `where the guarantor decides first, its word comes before the loan, however small`() async throws {
        try await House.with { house in
            try await Self.adoptPromise(house)
            // Monday 2026-03-02: what is lent already has no guarantee before it, and Friday is more than three days off.
            for (day, code) in [("2026-03-01", "F07"), ("2026-03-06", "date-implausible")] {
                let answered = try await house.perform("file-loan", Self.promised(1, on: day), by: "bank-a/maker")
                refused(answered, 422, code, at: "/disbursed")
            }
            let filed = try await house.must("file-loan", Self.promised(1, on: "2026-03-05"), by: "bank-a/maker")
            #expect(filed["outcome"].word == "pending" && filed["awaits"].word == "guarantor")
            #expect(filed["in_force_from"] == .null)
            #expect(try await house.balance("9008:pool") ?? 0 == 0)
            let file = BankFile([Self.promised(2, on: "2026-03-03"), Self.promised(3, on: "2026-03-02")])
            #expect(try await house.send(file.bytes).outcomes == ["pending 2", "pending 3"])
            house.clock.set("2026-03-04 09:00")
            _ = try await Self.accept(house, 1, by: "district/maker")
            let accepted = try await Self.accept(house, 1, by: "bureau/clerk")
            #expect(accepted["state"].word == "active" && accepted["in_force_from"].word == "2026-03-04")
            #expect(try await house.balance("9008:pool") == 50_000)
            // The day on which it was to be lent is past.
            refused(try await Self.accept(house, 2, by: "district/maker"), 422, "F07")
            // Lent a day later than meant: a correction, which the guarantor sees again; the room of the first is free.
            let later = Self.promised(1, on: "2026-03-06").with("business_number", "YW-1B").with("replaces", "YW-1")
            let corrected = try await house.must("file-loan", later, by: "bank-a/maker")
            #expect(corrected["outcome"].word == "pending")
            #expect(try await house.balance("9008:pool") == 0)
            #expect(try await house.verified() == [])
            #expect(try await house.broken() == [])
        }
    }
}
