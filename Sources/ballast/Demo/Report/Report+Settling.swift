import Accounting
import JSON

extension Report {
    /// Every run's orders: net per category and counterparty, categories never against each other.
    mutating func runs() {
        sheet.heading("清算批次", "Settlement runs: net per category and counterparty")
        for (number, run) in record.runs.sorted(by: { $0.key < $1.key }) {
            sheet.blank()
            let second = run.word("second_by").isEmpty ? "" : "、\(names.person(run.word("second_by")))"
            sheet.say(
                "第 \(number) 批 run \(number) · \(run.word("due_on")) · 提出 proposed \(names.person(run.word("proposed_by")))"
                    + " · 放行 released \(names.person(run.word("released_by")))\(second)")
            sheet.add(table(of: readings.runs[number] ?? run))
        }
    }

    private func table(of run: JSON) -> Table {
        var table = Table([
            .number("指令", "order"), .text("类别", "category"), .text("对手方", "counterparty"), .text("方向", ""),
            .number("金额", "amount"), .text("端到端编号", "EndToEndId"), .text("到账日", "paid on"),
        ])
        for order in run["orders"]?.items ?? [] {
            table.add([
                "\(order["order"]?.number ?? 0)", Names.category(order.word("category")), names.party(order.word("party")),
                Names.direction(order.word("direction")), "\(order.money("amount"))", order.word("end_to_end_id"),
                order.word("paid_on"),
            ])
        }
        table.close(with: [
            "", "", "应付合计 payable / 应收合计 collectible", "", "\(run.money("payable"))", "\(run.money("collectible"))", "",
        ])
        return table
    }

    /// Where every fen of a recovery went.
    mutating func recoveries() {
        sheet.heading("追偿款分配", "Recoveries: costs, what each bore, interest, penalty; the surplus is the borrower's")
        var table = Table([
            .number("申请", "claim"), .text("到账", "received"), .text("持有人", "holder"), .text("去向", "goes as"),
            .text("归谁", "to"), .number("金额", "amount"),
        ])
        for recovery in record.recoveries {
            var head = ["\(recovery["claim"]?.number ?? 0)", recovery.word("received_on"), recovery.word("holder")]
            for part in recovery["parts"]?.items ?? [] {
                table.add(head + [Names.part(part.word("kind")), names.party(part.word("party")), "\(part.money("amount"))"])
                head = ["", "", ""]
            }
            if recovery.money("surplus") > .zero {
                table.add(head + ["溢余 surplus", "借款人 the borrower", "\(recovery.money("surplus"))"])
                head = ["", "", ""]
            }
            table.add(["", "", "", "合计 gross", "", "\(recovery.money("gross"))"])
        }
        sheet.add(table)
    }
}
