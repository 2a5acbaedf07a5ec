import House
import JSON
import Testing

/// A claim's whole way, on a real database.
@Suite struct FirstFlowTests {
    @Test func `a claim is filed, admitted, confirmed, approved, and paid to the fen`() async throws {
        try await House.with { house in
            let loan = try await house.perform("file-loan", Sample.loan(principal: 123_456_789), by: "bank-a/maker")
            #expect(loan.status == 201)
            #expect(loan["loan"].integer == 1)
            #expect(try await house.balance("9008:pool") == 123_456_789)
            house.clock.set("2026-07-01 09:00")
            let report = try await house.perform(
                "report-balance", Sample.overdue(balance: 123_456_701), by: "bank-a/maker", at: ["loan": "1"])
            #expect(report.status == 201)
            let claim = try await house.perform(
                "file-claim", Sample.claim(principal: 123_456_701), by: "bank-a/maker", key: "c1")
            #expect(claim.status == 201, "\(claim.json.text)")
            let again = try await house.perform(
                "file-claim", Sample.claim(principal: 123_456_701), by: "bank-a/maker", key: "c1")
            #expect(again.reply.isReplayed && again.reply.body == claim.reply.body)
            let admitted = try await house.perform("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            #expect(admitted["state"].word == "confirmed")
            #expect(admitted["shares", "0", "amount"].integer == 98_765_360)
            #expect(admitted["shares", "1", "amount"].integer == 24_691_341)
            _ = try await house.perform("propose-approval", by: "bureau/clerk", at: ["claim": "1"])
            let approved = try await house.perform("approve-claim", by: "bureau/approver", at: ["claim": "1"])
            #expect(approved["state"].word == "approved", "\(approved.json.text)")
            #expect(try await house.balance("2302:bank-a:1") == 98_765_360)
            let run = try await house.perform("propose-run", ["due_on": "2026-07-01"], by: "bureau/clerk")
            #expect(run["payable"].integer == 98_765_360, "\(run.json.text)")
            let released = try await house.perform("release-run", by: "bureau/approver", at: ["run": "1"])
            #expect(released["state"].word == "released")
            let paid = try await house.perform(
                "record-payment", ["amount": 98_765_360, "paid_on": "2026-07-01", "bank_reference": "B-1"],
                by: "bureau/clerk",
                at: ["order": "1"])
            #expect(paid["state"].word == "paid", "\(paid.json.text)")
            #expect(try await house.balance("1002.01") == 6_500_000_000 - 98_765_360)
            #expect(try await house.balance("2302:bank-a:1") == 0)
        }
    }
}
