import ArgumentParser
import Clearing
import Foundation
import JSON

/// `ballast calculate`: the five calculators on the command line.
struct CalculateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calculate", abstract: "Work out cases given as JSON. 计算器：分担、追偿、贴息、费用、日历。",
        discussion: """
            Reads one case or an array of cases from standard input and prints the result, or the results in the same order:
              {"kind": "fee", "input": {…}}      kinds: share, recover, subsidy, fee, calendar

            Exit codes: 0 done; 2 the input is wrong, with the place and the reason; 64 wrong usage.
            """)

    @Flag(help: "Add the steps, enough to do them again by hand. 附计算步骤。")
    var explain = false

    func run() throws {
        let bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
        do {
            let result = try Calculate.result(of: try JSON.parse(bytes), explain: explain)
            print(result.text)
        } catch {
            throw StandardError.end("The input is wrong / 输入有误: \(error)", 2)
        }
    }
}
