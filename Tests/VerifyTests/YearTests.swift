import House
import JSON
import Postgres
import Testing

/// What a year's limit puts off, and how the years and the recoveries that pay it leave the books.
@Suite struct YearTests {
    private static let borrowers = [
        "91500118MA27000012", "91500118MA27000025", "91500118MA27000038", "91500118MA2700004B",
        "91500118MA2700005E", "91500118MA2700006H", "91500118MA2700007L", "91500118MA2700008P",
    ]

    /// Two banks claim 9,600,000.00 each; 8,125,000.00 of that is a bank's most, 13,000,000.00 the pool's most in a year.
    private static func exhaust(_ house: House) async throws {
        for loan in 1...8 {
            let filed = try await house.perform(
                "file-loan", Sample.loan(number: loan, borrower: borrowers[loan - 1], principal: 300_000_000),
                by: maker(loan))
            #expect(filed.status == 201, "\(filed.json.text)")
        }
        house.clock.set("2026-07-01 09:00")
        for loan in 1...8 {
            let report = Sample.overdue(balance: 300_000_000)
            _ = try await house.perform("report-balance", report, by: maker(loan), at: ["loan": "\(loan)"])
            let claim = Sample.claim(
                loan: Int64(loan), number: loan, borrower: borrowers[loan - 1], principal: 300_000_000)
            let filed = try await house.perform("file-claim", claim, by: maker(loan))
            #expect(filed.status == 201, "\(filed.json.text)")
            let at = ["claim": "\(loan)"]
            _ = try await house.perform("admit-claim", by: "bureau/clerk", at: at)
            _ = try await house.perform("propose-approval", by: "bureau/clerk", at: at)
            let approved = try await house.perform("approve-claim", by: "bureau/approver", at: at)
            #expect(approved.status == 200, "\(approved.json.text)")
        }
    }

    private static func maker(_ loan: Int) -> String { loan <= 4 ? "bank-a/maker" : "bank-b/maker" }

    private static func settle(_ house: House, on day: String) async throws {
        house.clock.set("\(day) 10:00")
        let run = try await house.perform("propose-run", ["due_on": .string(day)], by: "bureau/clerk")
        #expect(run.status == 201, "\(run.json.text)")
        let number = "\(run["run"].integer ?? 0)"
        if try await house.perform("release-run", by: "bureau/approver", at: ["run": number])["state"].word
            == "releasing"
        {
            _ = try await house.perform("release-run", by: "bureau/second", at: ["run": number])
        }
        for place in run["orders"].items.indices {
            let order = run["orders", "\(place)", "order"].integer ?? 0
            let amount = run["orders", "\(place)", "amount"]
            _ = try await house.perform(
                "record-payment", ["amount": amount, "paid_on": .string(day), "bank_reference": .string("B-\(order)")],
                by: "bureau/clerk", at: ["order": "\(order)"])
        }
    }

    @Test func `deferred shares verify in the year that puts them off, after a recovery, and in the year that pays`()
        async throws
    {
        try await House.with { house in
            try await Self.exhaust(house)
            let deferred = try await house.fen("select coalesce(sum(deferred), 0)::bigint as fen from clearing.share")
            #expect(deferred == 325_000_000)
            let admitted = try await house.verify()
            #expect(admitted.findings == [])
            try await Self.settle(house, on: "2026-07-01")
            let paid = try await house.verify()
            #expect(paid.findings == [])
            house.clock.set("2026-07-20 09:00")
            let last = try await house.fen("select max(claim_no) as fen from clearing.share where deferred > 0")
            let recovered = try await house.perform(
                "report-recovery", ["gross": 1_000_001, "received_on": "2026-07-19", "costs": []],
                by: Self.maker(Int(last)),
                at: ["claim": "\(last)"])
            #expect(recovered.status == 201, "\(recovered.json.text)")
            let afterwards = try await house.verify()
            #expect(afterwards.findings == [])
            try await Self.settle(house, on: "2027-01-04")
            let resumed = try await house.verify()
            #expect(resumed.findings == [])
            let left = try await house.fen("select coalesce(sum(deferred), 0)::bigint as fen from clearing.share")
            #expect(left == 0)
        }
    }
}

extension House {
    func fen(_ sql: SQL) async throws -> Int64 {
        try await read { try $0.one(sql) { try $0.int64("fen") } ?? 0 }
    }
}
