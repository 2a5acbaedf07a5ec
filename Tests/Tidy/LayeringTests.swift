import Foundation
import Testing

/// DESIGN §3: strictly downward.
struct LayeringTests {
    /// What each target may import of the house.
    static let below: [String: Set<String>] = {
        var below: [String: Set<String>] = [
            "JSON": [], "Accounting": [], "Postgres": ["CPostgres"], "Migrations": [],
            "Clearing": ["Accounting", "JSON"],
        ]
        below["Ledger"] = ["Accounting", "Clearing", "JSON"]
        below["Store"] = ["Migrations", "Postgres", "Clearing", "Accounting", "JSON"]
        below["Commands"] = ["Store", "Postgres", "Ledger", "Clearing", "Accounting", "JSON"]
        below["Server"] = ["Commands", "Store", "Postgres", "Ledger", "Clearing", "Accounting", "JSON"]
        below["ballast"] = [
            "Server", "Commands", "Store", "Migrations", "Postgres", "Ledger", "Clearing", "Accounting", "JSON",
        ]
        return below
    }()

    private static func target(of file: Repository.File) -> String {
        let parts = file.path.split(separator: "/")
        return String(parts[0] == "Sources" ? parts[1] : parts[0])
    }

    private static func imports(of file: Repository.File) -> [String] {
        file.lines(with: "import ").compactMap { _, line in
            line.wholeMatch(
                of: /(?:@\w+ )*(?:public |internal |package )?import (?:struct |class |enum |func )?(\w+).*/
            )
            .map { String($0.1) }
        }
    }

    @Test func `every target has its place`() {
        #expect(Set(Repository.sources.map(Self.target)).subtracting(["CPostgres"]) == Set(Self.below.keys))
    }

    @Test func `imports go downward only`() {
        for file in Repository.sources {
            let target = Self.target(of: file)
            for name in Self.imports(of: file) where Self.below[name] != nil {
                #expect(Self.below[target]?.contains(name) == true, "\(file.path) imports \(name)")
            }
        }
    }

    @Test func `the pure targets import nothing but the house`() {
        for file in Repository.sources where ["JSON", "Accounting", "Clearing"].contains(Self.target(of: file)) {
            for name in Self.imports(of: file) {
                #expect(Self.below[name] != nil, "\(file.path) imports \(name)")
            }
        }
    }

    @Test func `what the package says agrees`() throws {
        let package = try String(contentsOf: Repository.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        for (target, below) in Self.below {
            guard
                let start = package.range(
                    of: "name: \"\(target)\"",
                    range: package.range(of: "targets: [").map { $0.upperBound..<package.endIndex })
            else {
                Issue.record("\(target) is not in Package.swift")
                continue
            }
            let rest = package[start.upperBound...]
            let end = rest.range(of: "arget(")?.lowerBound ?? rest.endIndex
            for match in rest[..<end].matches(of: /"(\w+)"/)
            where Self.below[String(match.1)] != nil && match.1 != target {
                #expect(below.contains(String(match.1)), "\(target) depends on \(match.1)")
            }
        }
    }
}
