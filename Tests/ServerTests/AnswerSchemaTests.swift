import House
import JSON
import Postgres
import Store
import Testing

@testable import Server

/// Every answer the service gives is what its description says.
@Suite struct AnswerSchemaTests {
    @Test func `what is answered is what the schemas say`() async throws {
        try await Serving.with { serving in
            let description = try Description()
            func check(_ route: String, _ heard: Heard) throws {
                let path = "/v1/books/{book}\(route.isEmpty ? "" : "/\(route)")"
                let operation = try #require(description.operations["\(heard.method) \(path)"])
                let response = try description.resolved(operation[at: "responses"][at: "\(heard.status)"])
                let schema = response[at: "content"][at: "application/json"][at: "schema"]
                #expect(schema != .null, "\(route): \(heard.text)")
                let flaws = try description.flaws(heard.json, schema)
                #expect(flaws == [], "\(route)")
            }
            try check("parties", try await serving.post("parties", Sample.party, by: "office/admin"))
            try check(
                "people",
                try await serving.post(
                    "people", ["person": "new", "party": "bank-a", "name": "新", "roles": ["bank-maker"]],
                    by: "office/admin"))
            let credential = try description.example(description.schema("RegisterCredentialRequest"))
                .with("kid", "bank-a-9").with("party", "bank-a")
            try check("credentials", try await serving.post("credentials", credential, by: "office/admin"))
            try check(
                "credentials/{kid}/revoke",
                try await serving.post("credentials/bank-a-9/revoke", by: "office/admin"))
            let appropriation = try description.example(description.schema("RecordAppropriationRequest"))
                .with("arrived_on", "2026-03-02").with("voucher", "V-77")
            try check("appropriations", try await serving.post("appropriations", appropriation, by: "bureau/clerk"))
            let terms = try Sample.terms("pilot", [("fund", 50), ("bank", 50)])
            try check("terms", try await serving.post("terms", ["terms": terms], by: "bureau/clerk"))
            try check(
                "terms/{programme}/{version}/adopt",
                try await serving.post("terms/pilot/1/adopt", by: "bureau/approver"))
            try check("loans", try await serving.post("loans", Sample.loan(principal: 123_456_789), by: "bank-a/maker"))
            let guaranteed = Sample.loan(programme: "yongchuan-guaranteed", number: 2, principal: 200_000_000)
            try check("loans", try await serving.post("loans", guaranteed, by: "bank-a/maker"))
            let file = BankFile([Sample.loan(programme: "yongchuan-credit", number: 77, principal: 10)])
            #expect(try await serving.file(file.bytes).status == 201)
            serving.house.clock.set("2026-07-01 09:00")
            try check(
                "loans/{loan}/balances",
                try await serving.post("loans/1/balances", Sample.overdue(balance: 123_456_701), by: "bank-a/maker"))
            try check(
                "claims", try await serving.post("claims", Sample.claim(principal: 123_456_701), by: "bank-a/maker"))
            let objection: JSON = ["code": "C03", "note": "缺放款凭证"]
            try check("claims/{claim}/return", try await serving.post("claims/1/return", objection, by: "bureau/clerk"))
            let again = Sample.claim(principal: 123_456_701).without("loan").with("revision", 1)
            try check("claims/{claim}/refile", try await serving.post("claims/1/refile", again, by: "bank-a/maker"))
            try check(
                "claims/{claim}/evidence",
                try await serving.attach(Sample.pdf(), "loan-contract", to: 1, by: "bank-a/maker"))
            try check("claims/{claim}/admit", try await serving.post("claims/1/admit", by: "bureau/clerk"))
            try check("claims/{claim}/propose", try await serving.post("claims/1/propose", by: "bureau/clerk"))
            try check("claims/{claim}/approve", try await serving.post("claims/1/approve", by: "bureau/approver"))
            try check("runs", try await serving.post("runs", ["due_on": "2026-07-01"], by: "bureau/clerk"))
            try check("runs/{run}/release", try await serving.post("runs/1/release", by: "bureau/approver"))
            let payment: JSON = ["amount": 98_765_360, "paid_on": "2026-07-01", "bank_reference": "B-1"]
            try check("orders/{order}/payment", try await serving.post("orders/1/payment", payment, by: "bureau/clerk"))
            let account: JSON = [
                "category": "risk", "bank_name": "永川银行", "bank_code": "104653007017", "number": "6222000000000000001",
            ]
            try check("bank-accounts", try await serving.post("bank-accounts", account, by: "office/admin"))
            let line: JSON = ["reference": "BK-1", "direction": "credit", "amount": 7, "booked_on": "2026-07-01"]
            let statement: JSON = [
                "id": "S-1", "account": "6222000000000000001", "day": "2026-07-01", "opening": 6_401_234_640,
                "closing": 6_401_234_647, "lines": [line],
            ]
            let received = try await serving.post(
                "statements", ["kind": "statement", "statements": [statement]], by: "bureau/clerk")
            try check("statements", received)
            let parked = received.json[at: "statements"].items.first?[at: "lines"].items.first?[at: "line"].integer ?? 0
            try check(
                "payment-statuses",
                try await serving.post(
                    "payment-statuses",
                    ["message": "M", "instructions": [["end_to_end_id": "R1-O1-risk-bank-a", "status": "rejected"]]],
                    by: "bureau/clerk"))
            let interest: JSON = ["purpose": "interest", "amount": 5]
            try check(
                "bank-lines/{line}/propose",
                try await serving.post("bank-lines/\(parked)/propose", interest, by: "bureau/clerk"))
            try check(
                "bank-lines/{line}/approve",
                try await serving.post("bank-lines/\(parked)/approve", by: "bureau/approver"))
            try check(
                "bank-lines/{line}/propose",
                try await serving.post("bank-lines/\(parked)/propose", interest.with("amount", 2), by: "bureau/clerk"))
            try check(
                "bank-lines/{line}/reject", try await serving.post("bank-lines/\(parked)/reject", by: "bureau/clerk"))
            serving.house.clock.set("2026-08-03 09:00")
            let recovery: JSON = [
                "gross": 20_000_000, "received_on": "2026-08-03", "costs": [["party": "bank-a", "amount": 300_000]],
            ]
            try check(
                "claims/{claim}/recoveries", try await serving.post("claims/1/recoveries", recovery, by: "bank-a/maker")
            )
            try await checkAnswers(serving, check)
            try await checkSubsidies(serving, check)
            try await checkBookkeeping(serving, check)
            for route in description.operations.keys.sorted() where route.hasPrefix("GET /v1/books/{book}") {
                let files = [".csv", ".xml", ".xlsx", "/progress", "/file", "/letter"]
                guard !files.contains(where: route.hasSuffix) else { continue }
                let path = String(route.dropFirst("GET /v1/books/{book}".count).drop { $0 == "/" })
                let asked = path.replacing("{code}", with: "1002.01").replacing("{programme}", with: "yongchuan-credit")
                    .replacing("{category}", with: "risk").replacing("{party}", with: "bank-a").replacing(
                        /\{[a-z]+\}/, with: "1")
                let query = AnswerSchemaTests.queries[path] ?? ""
                let heard = try await serving.send(.GET, "/v1/books/yongchuan/\(asked)\(query)", by: "bureau/clerk")
                #expect(heard.status == 200, "\(path): \(heard.text)")
                try check(path, heard)
            }
            let refused = try await serving.post("claims/1/admit", by: "bureau/clerk")
            #expect(try description.flaws(refused.json, description.schema("Problem")) == [])
        }
    }

    /// What readings have to be asked with.
    private static let queries = [
        "headroom": "?loan=1", "claims/{claim}": "?explain=true", "figures/bearers/lines": "?party=district",
        "figures/answers/lines": "?party=district", "figures/vintages/lines": "?year=2026",
        "runs/{run}/statement": "?party=bank-a", "terms/{programme}/{version}/diff": "?from=1",
    ]

    private func checkSubsidies(_ serving: Serving, _ check: (String, Heard) throws -> Void) async throws {
        let terms: JSON = ["terms": House.pack(budget: 10_000_000)]
        try check("subsidy-terms", try await serving.post("subsidy-terms", terms, by: "bureau/clerk"))
        try check(
            "subsidy-terms/{programme}/{version}/adopt",
            try await serving.post("subsidy-terms/subsidy-equipment/1/adopt", by: "bureau/approver"))
        let fixing: JSON = ["series": "lpr-1y", "announced_on": "2026-06-22", "rate": "0.03", "note": "公告"]
        try check("fixings", try await serving.post("fixings", fixing, by: "bureau/clerk"))
        try check(
            "fixings/{series}/{day}/adopt",
            try await serving.post("fixings/lpr-1y/2026-06-22/adopt", by: "bureau/approver"))
        let body: JSON = ["programme": "subsidy-equipment", "period": "2026-Q2"]
        try check("subsidy-runs", try await serving.post("subsidy-runs", body, by: "bureau/clerk"))
        try check(
            "subsidy-runs/{run}/discard", try await serving.post("subsidy-runs/1/discard", by: "bureau/clerk"))
    }

    private func checkBookkeeping(_ serving: Serving, _ check: (String, Heard) throws -> Void) async throws {
        func post(_ route: String, _ body: JSON = [:], at path: String? = nil, by person: String) async throws {
            try check(route, try await serving.post(path ?? route, body, by: person))
        }
        let interest: JSON = ["category": "risk", "amount": 100, "credited_on": "2026-08-03", "voucher": "I-1"]
        try await post("deposit-interest", interest, by: "bureau/clerk")
        let transfer: JSON = ["transfer": "plan", "from": "risk", "to": "subsidy", "amount": 100, "note": "年度计划"]
        try await post("earmark-transfers", transfer, by: "bureau/clerk")
        try await post(
            "earmark-transfers/{transfer}/approve", at: "earmark-transfers/plan/approve", by: "bureau/approver")
        let wrong = try await serving.send(.GET, "entries?event=deposit-interest", by: "audit/auditor")
        let entry = wrong.json[at: "items"].items.first?[at: "entry"].integer ?? 0
        let path = "entries/\(entry)/reverse"
        try await post("entries/{entry}/reverse", ["note": "重复"], at: path, by: "bureau/clerk")
        try await post("entries/{entry}/reverse/approve", at: path + "/approve", by: "bureau/approver")
        try check("entries/{entry}", try await serving.send(.GET, "entries/\(entry)", by: "audit/auditor"))
        try await post("closings", ["until": "2026-02-28", "note": "二月"], by: "bureau/clerk")
        try await post("closings/{until}/approve", at: "closings/2026-02-28/approve", by: "bureau/approver")
        try await post("reopenings", ["until": "2026-01-31", "note": "补记"], by: "bureau/clerk")
        try await post("reopenings/approve", by: "bureau/approver")
        let connection = Connection(serving.house.database)
        _ = try await Notary(key: .init()).anchor(1, "yongchuan", on: connection, at: serving.house.clock.now)
        await connection.close()
        try await post("years/{year}/carry-forward", at: "years/2025/carry-forward", by: "bureau/clerk")
    }

    /// What bearers answer, and the bureau to them.
    private func checkAnswers(_ serving: Serving, _ check: (String, Heard) throws -> Void) async throws {
        _ = try await serving.post("loans/2/balances", Sample.overdue(balance: 200_000_000), by: "bank-a/maker")
        let claim = Sample.claim(loan: 2, number: 2, principal: 200_000_000)
        try check("claims", try await serving.post("claims", claim, by: "bank-a/maker"))
        try check("claims/{claim}/admit", try await serving.post("claims/2/admit", by: "bureau/clerk"))
        try check(
            "claims/{claim}/confirm",
            try await serving.post("claims/2/confirm", ["revision": 1], by: "national/maker"))
        let dispute: JSON = ["revision": 1, "code": "D05", "accepted": 50_000_000, "note": "贷后管理不到位"]
        try check("claims/{claim}/dispute", try await serving.post("claims/2/dispute", dispute, by: "district/maker"))
        try check(
            "claims/{claim}/shares/{party}/resolve",
            try await serving.post(
                "claims/2/shares/district/resolve", ["amount": 55_000_000, "note": "核减"], by: "bureau/clerk"))
    }
}

extension Sample {
    static let party: JSON = [
        "party": "bank-e", "kind": "bank", "name_zh": "永川戊银行", "name_en": "Bank E", "credit_code": "91500118MA2789195C",
    ]
}
