import Foundation

/// The house's own files, as they lie there.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct File: Sendable {
        /// From the root: `Sources/Accounting/Money.swift`.
        let path: String
        let text: String
        let lines: [Substring]
        let searched: Searched

        init(path: String, text: String) {
            self.path = path
            self.text = text
            lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            searched = Searched(text)
        }
    }

    static let swift = files(in: ["Sources", "Ledger", "Migrations", "Tests"], suffixes: [".swift"])
    static let sources = swift.filter { !$0.path.hasPrefix("Tests/") }
    static let written =
        swift
        + files(
            in: ["Ledger", "Migrations", "Sources", "Tests", "deploy", "docs", ".ci"],
            suffixes: [".sql", ".yaml", ".yml", ".md", ".sh", ".story", ".json", ".py", ".service"])

    private static func files(in folders: [String], suffixes: [String]) -> [File] {
        folders.flatMap { folder -> [File] in
            let base = root.appendingPathComponent(folder)
            guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
            return walk.compactMap { $0 as? String }.filter { name in suffixes.contains { name.hasSuffix($0) } }
                .sorted()
                .compactMap { name in
                    // A file that is no text is none of those named above.
                    guard let text = try? String(contentsOf: base.appendingPathComponent(name), encoding: .utf8) else {
                        return nil
                    }
                    return File(path: "\(folder)/\(name)", text: text)
                }
        }
    }
}

extension Substring {
    /// The line without its comment. A string that holds two slashes is cut too, which no rule here minds.
    var code: Substring { range(of: "//").map { self[..<$0.lowerBound] } ?? self }
}
