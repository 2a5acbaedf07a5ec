import House
import JSON
import Testing

@testable import Server

/// A bank's file over the wire.
@Suite struct FileTests {
    private static func records(_ count: Int) -> [JSON] {
        (1...count).map { Sample.loan(programme: "sight", number: $0, principal: 1_000 + Int64($0)) }
    }

    private static func adopt(_ house: House) async throws {
        try await house.adopt(
            try Sample.terms(
                "sight", [("district", 30), ("fund", 50), ("bank", 20)], caps: "",
                #""filing":{"mode":["batch"],"automatic_up_to":1002}"#))
    }

    @Test func `every line is answered in file order, and the same file is answered with the same bytes`() async throws
    {
        try await Serving.with { serving in
            try await Self.adopt(serving.house)
            let file = BankFile(Self.records(3) + [Self.records(1)[0]])
            let heard = try await serving.file(file.bytes, key: "k-1")
            #expect(heard.status == 201)
            #expect(heard.headers.first(name: "Content-Type") == "application/x-ndjson")
            let lines = heard.text.split(separator: "\n").map { (try? JSON.parse(String($0))) ?? .null }
            #expect(lines.map { $0[at: "line"].integer } == [2, 3, 4, 5, nil])
            #expect(lines.map { $0[at: "outcome"].word } == ["accepted", "accepted", "pending", "rejected", nil])
            #expect(lines[3][at: "code"] == "F01" && lines[3][at: "title_zh"].word?.isEmpty == false)
            #expect(lines[4][at: "finished"] == true && lines[4][at: "accepted"].integer == 2)
            let again = try await serving.file(file.bytes, key: "k-1")
            #expect(again.body == heard.body && again.headers.first(name: "Idempotency-Replayed") == "true")
            #expect(try await serving.file(file.bytes, key: "k-2").body == heard.body)
            var changed = file
            changed.lines.removeLast()
            changed.sum -= 1_001
            let refused = try await serving.file(changed.bytes, key: "k-3")
            #expect(refused.status == 409 && refused.code == "batch-changed" && refused.isProblem)
            #expect(try await serving.file(changed.bytes, key: "k-1").code == "key-reused")
        }
    }

    @Test func `a broken frame, another type, and too much are refused before anything is taken`() async throws {
        try await Serving.with({ $0.limits.file = 100_000 }) { serving in
            try await Self.adopt(serving.house)
            var file = BankFile(Self.records(2))
            file.sum += 1
            let broken = try await serving.file(file.bytes)
            #expect(broken.status == 422 && broken.code == "frame-sum" && broken.isProblem)
            #expect(try await serving.file(file.bytes, "application/json").status == 415)
            #expect(try await serving.file([UInt8](repeating: 0x20, count: 100_001)).status == 413)
            let list = try await serving.send(.GET, "batches", by: "bank-a/maker")
            #expect(list.json[at: "items"].items.isEmpty)
        }
    }

    @Test func `a file and its loans are seen by its bank, the bureau and the guarantor that is asked`() async throws {
        try await Serving.with { serving in
            try await Self.adopt(serving.house)
            _ = try await serving.file(BankFile(Self.records(3)).bytes)
            for (person, files, loans) in [
                ("bank-a/maker", 1, 3), ("bank-b/maker", 0, 0), ("bureau/clerk", 1, 3), ("district/maker", 0, 1),
            ] {
                let list = try await serving.send(.GET, "batches?type=filings", by: person)
                #expect(list.json[at: "items"].items.count == files, "\(person)")
                let found = try await serving.send(.GET, "loans", by: person)
                #expect(found.json[at: "items"].items.count == loans, "\(person)")
                let lines = try await serving.send(.GET, "batches/1/lines?outcome=pending", by: person)
                #expect(lines.status == (files == 1 ? 200 : 404), "\(person)")
            }
        }
    }
}
