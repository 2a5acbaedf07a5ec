import Testing

/// What other targets use says what it is in the business.
struct DocumentationTests {
    /// Public types without a doc comment, by target. It may only go down: whoever documents one lowers the figure.
    static let undocumented = ["Accounting": 0, "Clearing": 0, "Commands": 0, "Store": 0, "Postgres": 0]

    private static func bare(in target: String) -> [String] {
        Repository.sources.filter { $0.path.hasPrefix("Sources/\(target)/") }.flatMap { file -> [String] in
            file.lines.indices.compactMap { place -> String? in
                guard file.lines[place].hasPrefix("public "),
                    let match = file.lines[place].wholeMatch(
                        of: /public (?:final )?(?:struct|enum|class|actor|protocol) (\w+).*/)
                else { return nil }
                var above = place - 1
                while above >= 0, file.lines[above].contains(/^\s*@/) { above -= 1 }
                return above >= 0 && file.lines[above].contains("///") ? nil : "\(file.path): \(match.1)"
            }
        }
    }

    @Test(arguments: undocumented.keys.sorted())
    func `public types are documented`(target: String) {
        let bare = Self.bare(in: target)
        #expect(bare.count == Self.undocumented[target], "\(bare.joined(separator: "\n"))")
    }
}
