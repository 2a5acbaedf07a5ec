import Commands
import Testing

/// What is offered is tried.
struct CoverageTests {
    @Test func `every command has a story or a test of its own`() {
        let telling = Searched(
            Repository.swift.filter {
                $0.path.hasPrefix("Tests/CommandsTests/") && $0.path != "Tests/CommandsTests/RolesTests.swift"
                    || $0.path == "Tests/Stories/StoryTeller.swift"
            })
        for command in CommandList.all {
            #expect(telling.contains("\"\(command.name)\""), "\(command.name)")
        }
    }

    @Test func `every refusal a command gives is met in a test`() {
        let given = Searched(
            Repository.sources.filter {
                ($0.path.hasPrefix("Sources/Commands/") || $0.path.hasPrefix("Sources/Clearing/"))
                    && !$0.path.hasSuffix("Refusal+Reasons.swift")
            })
        let met = Searched(
            Repository.swift.filter { $0.path.hasPrefix("Tests/") && !$0.path.hasPrefix("Tests/Tidy/") }
                + Repository.written.filter { $0.path.hasSuffix(".story") })
        for (name, code) in RefusalBlanks.codes where given.contains("(.\(name)") || given.contains(" .\(name)") {
            #expect(
                met.contains("\"\(code)\"") || met.contains("Refusal(.\(name)") || met.contains("refused \(code):"),
                "\(name), \(code)")
        }
    }
}
