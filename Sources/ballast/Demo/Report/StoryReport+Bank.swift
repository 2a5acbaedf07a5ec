import Accounting
import Foundation
import JSON

extension StoryReport {
    /// What the bank said of the last run, what became of it, and whether both sides agree.
    mutating func bank() throws(DemoProblem) {
        sheet.heading(
            "银行回文", "The bank's answers: pain.002.001.12 and camt.053.001.08, read back and matched by EndToEndId")
        for (message, answer) in record.bank {
            let path = "\(folder)/bank/\(message.name)"
            try PrivateFile.write(Data(message.bytes), to: path)
            sheet.say("\(path)  \(message.bytes.count) bytes")
            let outcomes = StoryReport.outcomes(answer)
            sheet.say(
                outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: "，"), indented: 4)
        }
        let found = readings.reconciliation
        let closing = found["statement"]?.money("closing") ?? .zero
        sheet.say(
            "清算专户 \(found.word("day"))：账面 \(found.money("booked"))，对账单 \(closing)，差额 "
                + "\(found.money("difference"))，未达账项 \(found["items"]?.items.count ?? 0) 项。")
        sheet.say(
            "The clearing account on \(found.word("day")): books \(found.money("booked")), statement \(closing), difference "
                + "\(found.money("difference")), open items \(found["items"]?.items.count ?? 0).")
    }

    /// How many lines of a message came to what.
    private static func outcomes(_ answer: JSON) -> [String: Int] {
        let lines =
            (answer["instructions"]?.items ?? [])
            + (answer["statements"]?.items ?? []).flatMap { $0["lines"]?.items ?? [] }
        return lines.reduce(into: [:]) { $0[$1.word("outcome"), default: 0] += 1 }
    }
}
