import Accounting
import JSON

extension StoryReport {
    /// How the risk pool's money moved, and what it is bound to at the end.
    mutating func fundStatement() {
        let statement = readings.statement
        sheet.heading("资金池变动表", "The fund's statement: the risk pool's special account")
        var table = Table([.text("事项", "movement"), .text("", ""), .number("收入", "in"), .number("支出", "out")])
        table.add(["期初余额", "opening, \(statement.word("from"))", "\(statement.money("opening"))", ""])
        for movement in statement["movements"]?.items ?? [] {
            table.add([
                movement.word("name_zh"), movement.word("name_en"), StoryReport.unlessZero(movement.money("in")),
                StoryReport.unlessZero(movement.money("out")),
            ])
        }
        table.close(with: ["期末余额", "closing, before \(statement.word("until"))", "\(statement.money("closing"))", ""])
        sheet.add(table)
        let atEnd = statement["at_end"] ?? .null
        sheet.say(
            "期末：应付 \(atEnd.money("payable"))，递延 \(atEnd.money("deferred"))，应收追偿款 \(atEnd.money("recoveries_due"))，"
                + "代位追偿权 \(atEnd.money("subrogated"))，备案敞口 \(atEnd.money("exposure"))。")
        sheet.say(
            "At the end: payable \(atEnd.money("payable")), deferred \(atEnd.money("deferred")), recoveries due "
                + "\(atEnd.money("recoveries_due")), subrogated \(atEnd.money("subrogated")), exposure \(atEnd.money("exposure"))."
        )
    }

    /// Every account of the chart that was used.
    mutating func trialBalance() {
        let balance = readings.trialBalance
        sheet.heading("科目余额表", "Trial balance, \(balance.word("as_of"))")
        var table = Table([
            .text("科目", "account"), .text("名称", "name"), .number("借方发生额", "debit"), .number("贷方发生额", "credit"),
            .text("方向", "side"), .number("余额", "balance"),
        ])
        for line in balance["items"]?.items ?? [] {
            table.add([
                line.word("account"), line.word("name_zh"), "\(line.money("debit"))", "\(line.money("credit"))",
                line.word("side") == "debit" ? "借 D" : "贷 C", "\(line.money("balance"))",
            ])
        }
        let totals = balance["totals"] ?? .null
        table.close(with: ["", "合计 total", "\(totals.money("debit"))", "\(totals.money("credit"))", "", ""])
        sheet.add(table)
    }

    /// Where the orders were put.
    mutating func files() {
        sheet.heading("支付指令文件", "Order files: CSV for people, pain.001.001.09 for the bank")
        for file in readings.files { sheet.say("\(folder)/orders/\(file.name)  \(file.bytes.count) bytes") }
    }

    private static func unlessZero(_ amount: Money) -> String { amount == .zero ? "" : "\(amount)" }
}
