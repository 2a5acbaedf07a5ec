import ArgumentParser
import Ledger

/// `ballast books`: a district's own chart, posting rules, programmes and calendars.
struct BooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "books", abstract: "The definition of the books. 账务规则。", subcommands: [BooksCheckCommand.self])
}

/// `ballast books check`: says what is wrong in a set of books, by file and line.
struct BooksCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a folder of books, or those built in. 检查账务规则。",
        discussion: """
            The folder holds chart.yaml, postings.yaml, programmes/ and calendar/. Findings are printed one a line, \
            file:line: code: sentence.

            Exit codes: 0 sound; 1 there are findings; 64 wrong usage.
            """)

    @Argument(help: "The folder; left out, the books built in. 目录。")
    var directory: String?

    func run() throws {
        let findings = directory.map(BooksCheck.check(directory:)) ?? BooksCheck.checkEmbedded()
        for finding in findings { print(finding) }
        guard findings.isEmpty else { throw ExitCode(1) }
        print("The books are sound. 账务规则无误。")
    }
}
