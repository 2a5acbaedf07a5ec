import Cluster
import JSON
import Postgres

extension House {
    /// A fresh copy of a house in which a summer has gone by: five loans, three claims, a dispute, two runs paid in full, a
    /// recovery shared and handed over in a third. The clock stands at 2026-08-31 09:00.
    public static func played<T: Sendable>(_ work: @Sendable (House) async throws -> T) async throws -> T {
        let template = try await Cluster.shared.template("played") { database in
            let house = try await open(database)
            try await house.furnish()
            try await house.play()
            await house.close()
        }
        return try await Cluster.shared.withDatabase(from: template) { database in
            let house = House(database: database, book: 1, clock: HouseClock("2026-08-31 09:00"))
            let outcome: Result<T, any Error>
            do { outcome = .success(try await work(house)) } catch { outcome = .failure(error) }
            await house.close()
            return try outcome.get()
        }
    }

    private func play() async throws {
        clock.set("2026-03-02 09:00")
        try await file(1, "yongchuan-credit", 123_456_789, by: "bank-a/maker")
        try await file(2, "yongchuan-guaranteed", 300_000_001, by: "bank-a/maker")
        try await file(3, "yongchuan-guaranteed", 50_000_007, by: "bank-b/maker")
        try await file(4, "yongchuan-credit", 9_999_999, by: "bank-b/maker")
        try await file(5, "yongchuan-enhanced", 77_777_777, by: "bank-c/maker")
        clock.set("2026-07-01 09:00")
        try await must("report-balance", Sample.overdue(balance: 123_456_701), by: "bank-a/maker", at: ["loan": "1"])
        try await must("report-balance", Sample.overdue(balance: 300_000_001), by: "bank-a/maker", at: ["loan": "2"])
        try await must("report-balance", Sample.overdue(balance: 50_000_007), by: "bank-b/maker", at: ["loan": "3"])
        try await must("report-balance", Self.sound(balance: 0), by: "bank-b/maker", at: ["loan": "4"])
        try await must("report-balance", Self.sound(balance: 55_555_555), by: "bank-c/maker", at: ["loan": "5"])
        try await claim(1, 123_456_701, by: "bank-a/maker")
        try await claim(2, 300_000_001, by: "bank-a/maker")
        try await claim(3, 50_000_007, by: "bank-b/maker")
        for claim in ["1", "2"] { try await must("admit-claim", by: "bureau/clerk", at: ["claim": claim]) }
        try await answer("2")
        for claim in ["1", "2"] {
            try await must("propose-approval", by: "bureau/clerk", at: ["claim": claim])
            try await must("approve-claim", by: "bureau/approver", at: ["claim": claim])
        }
        try await settle(on: "2026-07-01")
        try await settle(on: "2026-07-02")
        clock.set("2026-07-10 09:00")
        try await must(
            "report-recovery",
            ["gross": 30_000_003, "received_on": "2026-07-09", "costs": [["party": "bank-a", "amount": 12_345]]],
            by: "bank-a/maker", at: ["claim": "2"])
        try await settle(on: "2026-07-31")
    }

    private func file(_ number: Int, _ programme: String, _ principal: Int64, by person: String) async throws {
        try await must("file-loan", Sample.loan(programme: programme, number: number, principal: principal), by: person)
    }

    private func claim(_ number: Int, _ principal: Int64, by person: String) async throws {
        try await must(
            "file-claim", Sample.claim(loan: Int64(number), number: number, principal: principal), by: person)
    }

    private static func sound(balance: Int64) -> JSON {
        ["as_of": "2026-06-30", "balance": .integer(balance), "interest_paid_to": "2026-06-21", "five_class": 1]
    }

    /// Two bearers confirm, one disputes and is let off a part.
    private func answer(_ claim: String) async throws {
        for party in ["national", "reguarantor"] {
            try await must("confirm-share", ["revision": 1], by: "\(party)/maker", at: ["claim": claim])
        }
        try await must(
            "dispute-share", ["revision": 1, "code": "D05", "accepted": 80_000_000, "note": "diligence"],
            by: "district/maker",
            at: ["claim": claim])
        try await must(
            "resolve-share", ["amount": 85_000_001, "note": "agreed"], by: "bureau/clerk",
            at: ["claim": claim, "party": "district"])
    }

    /// Proposes a day's run, releases it, and pays every order of it.
    private func settle(on day: String) async throws {
        clock.set("\(day) 10:00")
        let run = try await perform("propose-run", ["due_on": .string(day)], by: "bureau/clerk")
        precondition(run.status == 201, run.json.text)
        let number = "\(run["run"].integer!)"
        let released = try await perform("release-run", by: "bureau/approver", at: ["run": number])
        if released["state"].word == "releasing" {
            try await must("release-run", by: "bureau/second", at: ["run": number])
        }
        for order in run["orders"].items {
            guard case .object(let members) = order, let amount = members.first(where: { $0.name == "amount" })?.value,
                let id = members.first(where: { $0.name == "order" })?.value.integer, amount.integer != 0
            else { continue }
            try await must(
                "record-payment", ["amount": amount, "paid_on": .string(day), "bank_reference": .string("B-\(id)")],
                by: "bureau/clerk", at: ["order": "\(id)"])
        }
    }
}
