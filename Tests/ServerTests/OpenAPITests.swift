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
            clock: { clock.now }, vault: EvidenceVault(pool: pool), metrics: Metrics(),
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
            let resolved = try operation[at: "parameters"].items.map(description.resolved)
            let parameters = resolved.filter { $0[at: "in"] != "query" }.map { $0[at: "name"].word ?? "" }
            let asked = resolved.filter { $0[at: "in"] == "query" }.map { $0[at: "name"].word ?? "" }
            // A file says in the query what a body of JSON would.
            #expect(asked == (route.hasSuffix("/evidence") ? ["document", "name", "supersedes"] : []), "\(route)")
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
                .replacing("{order}", with: "1").replacing("{line}", with: "1").replacing("{batch}", with: "1")
                .replacing("{version}", with: "1")
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

    /// The names of all properties, however deep.
    private func names(in node: JSON) -> [String] {
        node.members.flatMap { member in
            (member.name == "properties" ? member.value.members.map(\.name) : []) + names(in: member.value)
        } + node.items.flatMap(names)
    }
}
