import Accounting
import ArgumentParser

/// `ballast token`: a fresh token for somebody of the demonstration, for use with curl.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Print a token that the demonstration's service takes. 签发演示用访问令牌。",
        discussion: """
            Good for five minutes. The keys are those of the demonstration, in its state folder.

            Example: curl -H "Authorization: Bearer $(ballast token --party bank-a --person bank-a-maker)" …
            """)

    @Option(help: "The party whose key signs, such as bank-a. 机构。")
    var party: String

    @Option(help: "The person who acts, such as bank-a-maker. 经办人。")
    var person: String

    @Option(help: "The demonstration's state folder. 演示状态目录。")
    var state = ".ballast/demo"

    func run() async throws {
        guard let signer = try PartyKeys(state: state).signer(of: party) else {
            throw DemoProblem(
                "\(state) 中没有机构 \(party) 的密钥：请先运行 deploy/run。",
                "There is no key of \(party) in \(state): run deploy/run first.")
        }
        print(try signer.token(person: person, at: .now))
    }
}
