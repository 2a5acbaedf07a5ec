import Accounting
import ArgumentParser
import Clearing
import Commands
import Ledger

/// `ballast terms`: terms as files, before they are proposed.
struct TermsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terms", abstract: "Terms of programmes, as files. 方案条款文件。",
        subcommands: [TermsDiffCommand.self])
}

/// `ballast terms diff`: what one file of terms changes in another.
struct TermsDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what one file of terms changes in another. 两份条款对照。",
        discussion: """
            Both files are YAML in the form of the starting packs. What the service keeps is compared by \
            GET /terms/{programme}/{version}/diff.

            Exit codes: 0 compared; 2 a file is no terms, with line and reason; 64 wrong usage.
            """)

    @Argument(help: "The older file. 旧条款。")
    var before: String

    @Argument(help: "The newer file. 新条款。")
    var after: String

    @Flag(help: "In English. 用英文。")
    var english = false

    func run() throws {
        let (old, new) = (try version(1, of: before), try version(2, of: after))
        print(TermsDiffPage(TermsDiff(old, new, parties: []), in: english ? .english : .chinese).text, terminator: "")
    }

    private func version(_ number: Int, of path: String) throws -> TermsVersion {
        let read: Result<Terms, TermsFile.Problem>
        do {
            read = try TermsFile.read(path)
        } catch {
            throw StandardError.end("\(path): cannot be read / 无法读取", 2)
        }
        switch read {
        case .success(let terms):
            return TermsVersion(
                version: number, terms: terms, state: .proposed, proposedBy: "", proposedAt: Moment(microseconds: 0))
        case .failure(let problem):
            throw StandardError.end(problem.findings.map { "\($0)" }.joined(separator: "\n"), 2)
        }
    }
}
