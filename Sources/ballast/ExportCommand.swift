import Accounting
import ArgumentParser
import Foundation
import Ledger
import Postgres
import Store

/// `ballast export`: a period's journal for another accounting program.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a period's journal for hledger or beancount. 导出日记账。",
        discussion: """
            Opening balances, every entry of the period, and assertions of every account's closing balance, in whole fen. \
            Memo and budgetary accounts are included.

            Example: ballast export hledger --book yongchuan --from 2026-01-01 --until 2027-01-01 --output 2026.journal

            Exit codes: 0 done; 1 refused, with the reason; 64 wrong usage.
            """)

    @Argument(help: "hledger or beancount. 格式。")
    var format: JournalExport.Format

    @Option(help: "The book, by its code. 账套代码。")
    var book: String

    @Option(help: "The first day. 起始日。")
    var from: Day

    @Option(help: "The first day after the period. 截止日（不含）。")
    var until: Day

    @Option(help: "The file to write; left out, standard output. 输出文件。")
    var output: String?

    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        guard from < until else { throw ValidationError("--until must be after --from; 截止日须晚于起始日") }
    }

    func run() async throws {
        let (from, until, format) = (from, until, format)
        let file = try file()
        try await options.connected { connection in
            let export = JournalExport(
                book: try await options.book(book, on: connection), from: from, until: until,
                rulebook: Ledger.embedded.rulebook)
            try await connection.transaction(readOnly: true) { transaction in
                try export.write(format, in: transaction) { try file.write(contentsOf: Data($0.utf8)) }
            }
        }
        try file.close()
    }

    private func file() throws -> FileHandle {
        guard let output else { return .standardOutput }
        guard FileManager.default.createFile(atPath: output, contents: nil),
            let file = FileHandle(forWritingAtPath: output)
        else {
            throw StandardError.end("The file \(output) cannot be written. 无法写入文件 \(output)。", 1)
        }
        return file
    }
}

extension JournalExport.Format: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
