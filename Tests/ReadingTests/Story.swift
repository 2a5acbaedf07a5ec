import House
import JSON
import Testing

/// What has happened in the house that is read: three loans of two banks and three branches' worth of people, a claim on each,
/// two runs, a recovery.
///
///     loan, claim 1   bank-a, main    guaranteed   1,000,000.00   borne by national, reguarantor, district, fund, bank
///     loan, claim 2   bank-a, south   credit         500,000.00   borne by fund and bank; not approved yet
///     loan, claim 3   bank-b, main    credit         200,000.00   paid; 50,000.00 recovered
enum Story {
    static func tell(_ house: House) async throws {
        try await register(house)
        try await file(house)
        house.clock.set("2026-07-01 09:00")
        try await claim(house)
        try await settle(house)
    }

    /// Names that need care in a file, and a person of a branch.
    static func register(_ house: House) async throws {
        for (party, kind) in [("bureau", "bureau"), ("bank-a", "bank"), ("bank-b", "bank")] {
            try await house.must(
                "register-party",
                [
                    "party": .string(party), "kind": .string(kind), "name_zh": .string("永川\(party)，“分理处”"),
                    "name_en": .string(party),
                ], by: "office/admin")
        }
        try await house.must(
            "register-person",
            ["person": "bank-a-south", "party": "bank-a", "name": "south", "roles": ["bank-maker"], "branch": "south"],
            by: "office/admin")
    }

    private static func file(_ house: House) async throws {
        try await house.must(
            "file-loan", Sample.loan(programme: "yongchuan-guaranteed", number: 1, principal: 100_000_000),
            by: "bank-a/maker")
        try await house.must(
            "file-loan", Sample.loan(number: 2, principal: 50_000_000).with("branch", "south"), by: "bank-a/south")
        try await house.must("file-loan", Sample.loan(number: 3, principal: 20_000_000), by: "bank-b/maker")
    }

    private static func claim(_ house: House) async throws {
        let owners: [(Int64, String, Int64)] = [
            (1, "bank-a/maker", 100_000_000), (2, "bank-a/south", 50_000_000), (3, "bank-b/maker", 20_000_000),
        ]
        for (loan, bank, balance) in owners {
            try await house.must("report-balance", Sample.overdue(balance: balance), by: bank, at: ["loan": "\(loan)"])
            try await house.must(
                "file-claim", Sample.claim(loan: loan, number: Int(loan), principal: balance), by: bank)
            try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "\(loan)"])
        }
    }

    private static func settle(_ house: House) async throws {
        house.clock.set("2026-07-03 10:00")
        for bearer in ["national", "reguarantor", "district"] {
            try await house.must("confirm-share", ["revision": 1], by: "\(bearer)/checker", at: ["claim": "1"])
        }
        for claim in ["1", "3"] {
            try await house.must("propose-approval", by: "bureau/clerk", at: ["claim": claim])
            try await house.must("approve-claim", by: "bureau/approver", at: ["claim": claim])
        }
        try await pay(house, on: "2026-07-03")
        house.clock.set("2026-07-06 10:00")
        try await pay(house, on: "2026-07-06")
        try await house.must(
            "report-recovery", ["gross": 5_000_000, "received_on": "2026-07-06"], by: "bank-b/maker", at: ["claim": "3"]
        )
    }

    /// A run of a day: proposed, released, and every order of it paid.
    private static func pay(_ house: House, on day: String) async throws {
        let run = try await house.must("propose-run", ["due_on": .string(day)], by: "bureau/clerk")
        let number = try #require(run["run"].integer)
        let released = try await house.must("release-run", by: "bureau/approver", at: ["run": "\(number)"])
        if released["state"].word == "releasing" {
            try await house.must("release-run", by: "bureau/second", at: ["run": "\(number)"])
        }
        for order in run["orders"].items {
            let number = order["order"]?.integer ?? 0
            try await house.must(
                "record-payment",
                [
                    "amount": order["amount"] ?? .null, "paid_on": .string(day),
                    "bank_reference": .string("=B-\(number)"),
                ],
                by: "bureau/clerk", at: ["order": "\(number)"])
        }
    }
}

extension House {
    @discardableResult
    func must(_ name: String, _ body: JSON = [:], by person: String, at path: [String: String] = [:]) async throws
        -> Answered
    {
        let answered = try await perform(name, body, by: person, at: path)
        try #require(answered.status < 300, "\(name): \(answered.json.text)")
        return answered
    }
}

extension JSON {
    /// The same object with another value of one member.
    func with(_ name: String, _ value: JSON) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.name == name ? Member(name: name, value: value) : $0 })
    }
}
