import Foundation
import JSON
import Testing

/// `ballast calculate` and `ballast books`, which need no database.
@Suite struct CalculateTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test(arguments: ["share", "recover", "subsidy", "fee", "calendar"])
    func `every case that is written down comes out`(kind: String) async throws {
        let file = Self.root.appendingPathComponent("Tests/ClearingTests/Vectors/\(kind).json")
        let cases = try String(contentsOf: file, encoding: .utf8)
        let outcome = try await Ballast.run(["calculate"], input: cases)
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let results = try JSON.parse(Array(outcome.output.utf8)).list
        let expected = try JSON.parse(Array(cases.utf8)).list
        #expect(results.count == expected.count && !results.isEmpty)
        for (result, given) in zip(results, expected) { #expect(result == given["expect"]) }
    }

    private static let fee = """
        {"kind": "fee", "input": {"guaranteed": 100000000, "rate": "0.01", "from": "2023-06-15", "until": "2024-06-15",
        "released_on": "2024-03-01", "day_count": 365, "reguarantee": {"share": "0.2", "rate": "0.003"},
        "rebate": {"rate": "0.005", "cap": 350000}}}
        """

    @Test func `one case gives one result, and its steps where they are asked for`() async throws {
        let plain = try await Ballast.run(["calculate"], input: Self.fee)
        #expect(plain.status == 0)
        let result = try JSON.parse(Array(plain.output.utf8))
        #expect(result["charged"] == 1_002_740)
        #expect(result["earned"] == 712_329)
        #expect(result["explain"] == nil)
        let explained = try await Ballast.run(["calculate", "--explain"], input: Self.fee)
        #expect(explained.status == 0)
        #expect((try JSON.parse(Array(explained.output.utf8)))["explain"]?.list.isEmpty == false)
    }

    @Test(arguments: [
        ("", "input is wrong"), ("{", "input is wrong"), (#"{"kind": "luck", "input": {}}"#, "/kind"),
        (#"{"kind": "fee", "input": {}}"#, "/input/"), (#"[{"kind": "fee", "input": 1}]"#, "/0/input"),
        (fee.replacingOccurrences(of: "100000000", with: "1e8"), "input is wrong"),
    ])
    func `what is wrong is said on the error stream, with status 2`(input: String, says: String) async throws {
        let outcome = try await Ballast.run(["calculate"], input: input)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.complaints.contains(says), "\(outcome.complaints)")
    }

    @Test func `the books built in are sound, and so are the same in a folder`() async throws {
        #expect(try await Ballast.run(["books", "check"]).status == 0)
        let folder = try await Ballast.run(["books", "check", Self.root.appendingPathComponent("Ledger").path])
        #expect(folder.status == 0, "\(folder.output)")
        #expect(folder.output.contains("账务规则无误"))
    }

    @Test func `a mistake in a district's own books is said with its file and line`() async throws {
        try await withFolder { folder in
            let books = folder.appendingPathComponent("books")
            try FileManager.default.copyItem(at: Self.root.appendingPathComponent("Ledger"), to: books)
            let postings = books.appendingPathComponent("postings.yaml")
            let text = try String(contentsOf: postings, encoding: .utf8)
            let line = 1 + text.components(separatedBy: "\n").firstIndex { $0.contains("\"1002.01\"") }!
            let wrong = text.replacing("\"1002.01\"", with: "\"1002.77\"", maxReplacements: 1)
            try wrong.write(to: postings, atomically: true, encoding: .utf8)
            let outcome = try await Ballast.run(["books", "check", books.path])
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("postings.yaml:\(line):"), "\(outcome.output)")
            #expect(outcome.output.contains("1002.77"))
        }
    }

    @Test func `a folder that is not there is said so`() async throws {
        let outcome = try await Ballast.run(["books", "check", "/nowhere/at/all"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("chart.yaml:1: file-missing:"))
    }

    @Test(arguments: [
        ["dance"], ["calculate", "--loudly"], ["serve", "--port", "70000", "--database", "host=/nowhere"],
    ])
    func `wrong usage ends with 64 and a hint`(arguments: [String]) async throws {
        let outcome = try await Ballast.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.complaints.contains("Usage:") || outcome.complaints.contains("--help"))
    }
}

extension JSON {
    fileprivate var list: [JSON] {
        if case .array(let items) = self { items } else { [] }
    }
}
