import Foundation
import House
import JSON
import Testing

@testable import Server

/// The bank's messages over the wire: under a key, into the lane and the trail, and back out as ISO 20022.
@Suite struct BankWireTests {
    private static let xml = [("Content-Type", "application/xml; charset=utf-8")]

    private static func post(
        _ serving: Serving, _ path: String, _ text: String, key: String, by person: String = "bureau/clerk"
    ) async throws -> Heard {
        try await serving.send(
            .POST, path, body: Array(text.utf8), by: person, headers: xml + [("Idempotency-Key", key)])
    }

    @Test func `a statement comes as a file, under a key, into the lane and the trail`() async throws {
        try await Serving.with { serving in
            let account: JSON = [
                "category": "risk", "bank_name": "永川银行", "bank_code": "104653007017",
                "number": .string(BankMessages.account),
            ]
            #expect(try await serving.post("bank-accounts", account, by: "office/admin").status == 201)
            serving.house.clock.set("2026-07-01 18:00")
            let text = BankMessages.statement(
                opening: "65000000.00", closing: "65000001.00", [BankMessages.entry(.init())])
            #expect(try await Self.post(serving, "statements", text, key: "a", by: "bank-a/maker").status == 403)
            let first = try await Self.post(serving, "statements", text, key: "a")
            #expect(first.status == 201, "\(first.text)")
            #expect(first.json[at: "statements"].items.first?[at: "lines"].items.first?[at: "outcome"].word == "parked")
            let again = try await Self.post(serving, "statements", text, key: "a")
            #expect(again.body == first.body && again.headers.first(name: "Idempotency-Replayed") == "true")
            #expect(try await Self.post(serving, "statements", text + "\n", key: "a").code == "key-reused")
            let other = try await Self.post(serving, "statements", text + "\n", key: "b")
            #expect(other.json[at: "statements"].items.first?[at: "duplicate"] == true)
            let status = try await Self.post(
                serving, "payment-statuses", BankMessages.status([("R1-O1-risk-bank-a", "RJCT", nil)]), key: "c")
            #expect(status.json[at: "instructions"].items.first?[at: "outcome"].word == "unknown", "\(status.text)")
            // What a bank does not send as a file does not come as one.
            #expect(try await Self.post(serving, "loans", text, key: "d").status == 415)
            let trail = try await serving.send(.GET, "requests?command=receive-statement", by: "audit/auditor")
            #expect(trail.json[at: "items"].items.map { $0[at: "status"].integer } == [201, 201, 403])
            let books = try await serving.send(
                .GET, "bank-accounts/risk/reconciliation?day=2026-07-01", by: "audit/auditor")
            #expect(books.json[at: "booked"].integer == 6_500_000_100 && books.json[at: "difference"].integer == 0)
            #expect(books.json[at: "unexplained"].integer == 0)
            #expect(try await serving.house.verified() == [])
        }
    }

    @Test
    func `a run's payments, and a payment given again, go out as ISO 20022 says, from the category's own account`()
        async throws
    {
        try await Serving.with { serving in
            let house = serving.house
            try await house.must(
                "register-bank-account",
                [
                    "category": "risk", "bank_name": "永川银行", "bank_code": "104653007017",
                    "number": "6222000000000009999",
                ], by: "office/admin")
            try await house.claimed(1_000_003, programme: "yongchuan-guaranteed")
            try await house.approved(1)
            try await house.released("2026-07-01")
            let run = try await serving.send(.GET, "runs/1/pain.001.xml", by: "bureau/clerk")
            #expect(run.text.contains("<EndToEndId>R1-O4-risk-bank-a</EndToEndId>"), "\(run.text)")
            #expect(run.text.contains("<Id>6222000000000009999</Id>"))
            let rejected = BankMessages.status([("R1-O4-risk-bank-a", "RJCT", "AC04")])
            #expect(try await Self.post(serving, "payment-statuses", rejected, key: "r").status == 200)
            let again = try await serving.send(.GET, "orders/4/pain.001.xml", by: "bureau/clerk")
            #expect(again.text.contains("<EndToEndId>R1-O4.2-risk-bank-a</EndToEndId>"), "\(again.text)")
            #expect(again.text.contains("<MsgId>yongchuan-R1-O4.2</MsgId>"))
            // The run's file stays what was released; a collection is no payment.
            #expect(try await serving.send(.GET, "runs/1/pain.001.xml", by: "bureau/clerk").body == run.body)
            #expect(
                try await serving.send(.GET, "orders/1/pain.001.xml", by: "bureau/clerk").code == "nothing-to-pay")
            guard let schemas = Schemas() else { return }
            for message in [run, again] { #expect(try schemas.flaws(message.body, "pain.001.001.09") == "") }
        }
    }

    @Test func `a hundred megabytes are not taken in, announced or not`() async throws {
        try await Serving.with { serving in
            let body = [UInt8](repeating: UInt8(ascii: " "), count: 100_000_000)
            do {
                let heard = try await serving.send(
                    .POST, "statements", body: body, by: "bureau/clerk", headers: Self.xml + [("Idempotency-Key", "x")])
                #expect(heard.status == 413 && heard.code == "body-too-large")
            } catch {
                // The door is shut while the caller still talks; it may not get to hear why.
            }
            #expect(try await serving.send(.GET, "/livez").status == 200)
            let small = try await Self.post(serving, "statements", "<x/>", key: "y")
            #expect(small.code == "xml-namespace" && small.isProblem)
        }
    }
}
