import Foundation
import Testing

/// The manual's list of edge cases: all twenty-five, each with a decision and a test that is there.
struct EdgeCasesTests {
    /// Number, case, decision, tests.
    private static let rows: [[Substring]] = {
        let manual = Repository.written.first { $0.path == "docs/manual.md" }
        let lines = manual?.lines.drop { !$0.hasPrefix("## 边界情形") }.dropFirst().prefix { !$0.hasPrefix("## ") } ?? []
        return lines.compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            guard let first = cells.first, Int(first.trimmingCharacters(in: .whitespaces)) != nil else { return nil }
            return Array(cells)
        }
    }()

    @Test func `all twenty-five are listed, in order, with a decision`() {
        #expect(Self.rows.map { Int($0[0].trimmingCharacters(in: .whitespaces)) } == Array(1...25))
        for row in Self.rows {
            #expect(row.count == 4, "\(row)")
            #expect(row[2].count > 20, "\(row)")
        }
    }

    @Test func `the tests they name are there`() {
        let tests = Searched(Repository.swift.filter { $0.path.hasPrefix("Tests/") })
        let stories = Repository.written.map(\.path).filter { $0.hasSuffix(".story") }
        for row in Self.rows where row.count == 4 {
            let names = row[3].matches(of: /`([^`]+)`/).map { String($0.1) }
            #expect(!names.isEmpty, "\(row)")
            for name in names {
                let isThere =
                    name.hasSuffix(".story")
                    ? stories.contains { $0.hasSuffix("/\(name)") } : tests.contains("func `\(name)`")
                #expect(isThere, "\(row[0]): \(name)")
            }
        }
    }
}
