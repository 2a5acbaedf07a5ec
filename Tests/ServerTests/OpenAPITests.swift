import Commands
import Foundation
import House
import JSON
import Ledger
import Postgres
import Store
import Testing

@testable import Server

/// The description says what the service does: no more and no less.
@Suite struct OpenAPITests {
    @Test func `what is described is what is routed`() throws {
        let description = try Description()
        let settings = Settings(database: "host=/nonexistent")
        let clock = HouseClock("2026-03-02")
        let pool = Pool(settings.database)
        let shelf = Shelf(settings, pool: pool, ledger: Ledger.embedded, clock: { clock.now }, logger: .silent)
        let routes = Routes(
            shelf: shelf, doorkeeper: Doorkeeper(audience: "ballast", clock: { clock.now }), ledger: Ledger.embedded,
            clock: { clock.now }, metrics: Metrics(),
            limits: settings.limits,
            logger: .silent)
        let routed = Set(routes.router().routes.map { "\($0.method) /\($0.path.description.drop { $0 == "/" })" })
        #expect(routed == Set(description.operations.keys))
    }

    @Test func `every reference leads somewhere, every operation has a name of its own and says what may go wrong`()
        throws
    {
        let description = try Description()
        for pointer in Set(description.references) {
            _ = try description.resolved(["$ref": .string(pointer)])
        }
        let operations = description.operations
        let names = operations.values.map { $0[at: "operationId"].word ?? "" }
        #expect(Set(names).count == names.count && !names.contains(""))
        for (route, operation) in operations {
            let responses = operation[at: "responses"].members.map(\.name)
            #expect(responses.contains("default"), "\(route)")
            #expect(responses.contains { $0.hasPrefix("2") }, "\(route)")
            guard route.hasPrefix("POST") else { continue }
            for status in ["400", "401", "403", "404", "413", "415", "422", "503"] {
                #expect(responses.contains(status), "\(route) \(status)")
            }
            let parameters = try operation[at: "parameters"].items.map {
                try description.resolved($0)[at: "name"].word ?? ""
            }
            #expect(parameters.contains("Idempotency-Key"))
            let inPath = route.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                String($0.dropFirst().dropLast())
            }
            #expect(Set(inPath + ["Idempotency-Key"]) == Set(parameters), "\(route)")
        }
    }

    @Test func `every command answers with the status that is described`() throws {
        let description = try Description()
        for command in CommandList.all {
            let operation = try #require(description.operations["POST /v1/books/{book}/\(command.route)"])
            #expect(operation[at: "operationId"].word == command.name)
            #expect(operation[at: "responses"][at: "\(command.status)"] != .null, "\(command.name)")
        }
    }

    @Test func `every reading takes the parameters that are described`() throws {
        let description = try Description()
        for route in ReadingRoutes.all {
            let path = "/v1/books/{book}\(route.path.isEmpty ? "" : "/\(route.path)")"
            let parameters = try #require(description.operations["GET \(path)"])[at: "parameters"].items.map(
                description.resolved)
            let names = parameters.filter { $0[at: "in"] == "query" }.compactMap { $0[at: "name"].word }
            #expect(names == route.parameters, "\(path)")
        }
    }

    @Test func `every field is described with words and an example, and the examples are what they say`() throws {
        let description = try Description()
        for schema in description.schemas {
            let example = try description.example(schema.value)
            let flaws = try description.flaws(example, schema.value)
            #expect(flaws == [], "\(schema.name)")
            for property in schema.value[at: "properties"].members {
                let resolved = try description.resolved(property.value)
                #expect(resolved[at: "description"].word?.isEmpty == false, "\(schema.name).\(property.name)")
            }
        }
    }

    @Test
    func `a body made of the examples is read; without a needed field, with one unknown, or of another type it is not`()
        async throws
    {
        try await Serving.with { serving in
            let description = try Description()
            for command in CommandList.all {
                let operation = try #require(description.operations["POST /v1/books/{book}/\(command.route)"])
                let schema = try description.request(operation)
                let path = command.route.replacing("{claim}", with: "1").replacing("{loan}", with: "1").replacing(
                    "{run}", with: "1"
                )
                .replacing("{order}", with: "1").replacing("{line}", with: "1").replacing("{version}", with: "1")
                .replacing("{entry}", with: "1").replacing("{year}", with: "2025").replacing(
                    "{until}", with: "2026-06-30"
                )
                .replacing("{transfer}", with: "plan")
                .replacing("{kid}", with: "no-key").replacing("{party}", with: "district").replacing(
                    "{programme}", with: "none")
                let good = try description.example(schema)
                // The auditor may do nothing, so whatever is read is refused for that, if not for what is not there.
                let read = try await serving.post(path, good, by: "audit/auditor")
                #expect([403, 404, 422].contains(read.status), "\(command.name): \(read.text)")
                let required = schema[at: "required"].items.compactMap(\.word)
                for field in schema[at: "properties"].members.map(\.name) {
                    let without = try await serving.post(path, good.without(field), by: "audit/auditor")
                    #expect(
                        (without.code == "missing-field") == required.contains(field),
                        "\(command.name).\(field): \(without.text)")
                    if required.contains(field) { #expect(without.json[at: "pointer"] == .string("/\(field)")) }
                    let other = try await serving.post(path, good.with(field, [["x": 1.json]]), by: "audit/auditor")
                    #expect(other.status == 400 || field == "terms", "\(command.name).\(field): \(other.text)")
                }
                let more = try await serving.post(path, good.with("surprise", 1), by: "audit/auditor")
                #expect(more.code == "unknown-field" && more.json[at: "pointer"] == "/surprise", "\(command.name)")
            }
        }
    }

    @Test func `no command reads a field that is not described`() throws {
        let description = try Description()
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Commands")
            .standardized
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)).compactMap
        { $0 as? URL }
        var described: Set<String> = []
        for schema in description.schemas where schema.name.hasSuffix("Request") {
            described.formUnion(names(in: schema.value))
        }
        var count = 0
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /(?:fields|item|given)\.[a-zA-Z]+\("([a-z_0-9]+)"/) {
                count += 1
                #expect(described.contains(String(match.1)), "\(file.lastPathComponent): \(match.1)")
            }
        }
        #expect(count > 50)
    }

    @Test func `the packs' terms are what the schema of terms says`() throws {
        let description = try Description()
        for terms in Ledger.embedded.programmes {
            #expect(try description.flaws(terms.json, description.schema("Terms")) == [], "\(terms.programme)")
        }
    }

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
            try await checkBookkeeping(serving, check)
            for route in description.operations.keys.sorted() where route.hasPrefix("GET /v1/books/{book}") {
                guard !route.hasSuffix(".csv"), !route.hasSuffix(".xml") else { continue }
                let path = String(route.dropFirst("GET /v1/books/{book}".count).drop { $0 == "/" })
                let asked = path.replacing("{code}", with: "1002.01").replacing("{programme}", with: "yongchuan-credit")
                    .replacing("{category}", with: "risk").replacing(/\{[a-z]+\}/, with: "1")
                let query = ["headroom": "?loan=1", "claims/{claim}": "?explain=true"][path] ?? ""
                let heard = try await serving.send(.GET, "/v1/books/yongchuan/\(asked)\(query)", by: "bureau/clerk")
                #expect(heard.status == 200, "\(path): \(heard.text)")
                try check(path, heard)
            }
            let refused = try await serving.post("claims/1/admit", by: "bureau/clerk")
            #expect(try description.flaws(refused.json, description.schema("Problem")) == [])
        }
    }

    /// What bearers answer, and the bureau to them.
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

    /// The names of all properties, however deep.
    private func names(in node: JSON) -> [String] {
        node.members.flatMap { member in
            (member.name == "properties" ? member.value.members.map(\.name) : []) + names(in: member.value)
        } + node.items.flatMap(names)
    }
}

extension Sample {
    static let party: JSON = [
        "party": "bank-e", "kind": "bank", "name_zh": "永川戊银行", "name_en": "Bank E", "credit_code": "91500118MA2789195C",
    ]
}
