import Foundation
import Testing

/// `ballast terms diff`: two files of terms at the shell.
@Suite struct TermsDiffTests {
    private static let terms = """
        programme: small
        from: 2026-01-01
        layers:
          - percent: "100"
            bearers: [ {party: fund, parts: "80"}, {party: bank, parts: "20"} ]

        """

    @Test func `two files are compared, and what is no terms is said by its line`() async throws {
        try await withFolder { folder in
            func file(_ name: String, _ text: String) throws -> String {
                let url = folder.appendingPathComponent(name)
                try text.write(to: url, atomically: false, encoding: .utf8)
                return url.path
            }
            let old = try file("old.yaml", Self.terms)
            let new = try file("new.yaml", Self.terms.replacing("80", with: "70").replacing("\"20\"", with: "\"30\""))
            let compared = try await Ballast.run(["terms", "diff", old, new])
            #expect(compared.status == 0)
            #expect(compared.output.contains("1. 基金分担: 80% → 70%\n2. 银行分担: 20% → 30%\n"))
            let english = try await Ballast.run(["terms", "diff", "--english", old, new])
            #expect(
                english.output.contains(
                    "Of a loss of 1,000,000.00 yuan, caps left out:\nthe fund: 800,000.00 → 700,000.00\n"))
            let broken = try file("broken.yaml", Self.terms.replacing("\"80\"", with: "\"-1\""))
            let refused = try await Ballast.run(["terms", "diff", old, broken])
            #expect(refused.status == 2)
            #expect(refused.complaints.contains("broken.yaml:5:"))
            #expect(try await Ballast.run(["terms", "diff", old, old + ".none"]).status == 2)
            #expect(try await Ballast.run(["terms", "diff", old]).status == 64)
        }
    }
}
