import ArgumentParser
import Server

/// The one program: it serves, and does everything around serving.
@main
struct Ballast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ballast",
        abstract: "Keeps a risk compensation fund: its claims, its runs, its books. 政府性融资担保风险补偿资金的清算与账务。",
        version: Build.version,
        subcommands: [
            Serve.self, DemoCommand.self, TokenCommand.self,
            FileCommand.self, RunCommand.self, MigrateCommand.self, OpenBookCommand.self,
            VerifyCommand.self, AnchorCommand.self, AnchorKeyCommand.self, ExportCommand.self, CalculateCommand.self,
            BooksCommand.self, TermsCommand.self, BenchCommand.self,
        ])
}
