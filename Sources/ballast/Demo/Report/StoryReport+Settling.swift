import Accounting
import JSON

extension StoryReport {
    /// Every run's orders: net per category and counterparty, categories never against each other.
    mutating func runs() {
        sheet.heading("清算批次", "Settlement runs: net per category and counterparty (收 collected, 付 paid)")
        for (number, run) in record.runs.sorted(by: { $0.key < $1.key }) {
            let run = readings.runs[number] ?? run
            sheet.blank()
            announce(run, number)
            sheet.add(table(of: run))
            sheet.say(
                "应付合计 payable \(run.money("payable")) · 应收合计 collectible \(run.money("collectible"))"
                    + " · \(Names.state(run.word("state")))")
        }
    }

    private mutating func announce(_ run: JSON, _ number: Int64) {
        let released = [run.word("released_by"), run.word("second_by")].filter { !$0.isEmpty }
        let payingDays = Set((run["orders"]?.items ?? []).map { $0.word("paid_on") }).subtracting([""]).sorted()
        let paid = payingDays.joined(separator: ", ")
        sheet.say(
            "第 \(number) 批，\(run.word("due_on"))：\(names.person(run.word("proposed_by"))) 提出，"
                + "\(released.map(names.person).joined(separator: "、")) 放行，\(paid) 收付")
        sheet.say(
            "Run \(number), \(run.word("due_on")): proposed by \(run.word("proposed_by")), released by"
                + " \(released.joined(separator: " and ")), paid \(paid)")
    }

    private func table(of run: JSON) -> Table {
        var table = Table([
            .number("指令", "order"), .text("类别", "category"), .text("对手方", "counterparty"), .text("收付", "way"),
            .number("金额", "amount"), .text("端到端编号", "EndToEndId"),
        ])
        for order in run["orders"]?.items ?? [] {
            table.add([
                "\(order["order"]?.number ?? 0)", Names.category(order.word("category")),
                names.party(order.word("party")),
                Names.direction(order.word("direction")), "\(order.money("amount"))", order.word("end_to_end_id"),
            ])
        }
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
                table.add(
                    head + [Names.part(part.word("kind")), names.party(part.word("party")), "\(part.money("amount"))"])
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
