import Clearing
import Store

/// A run's orders as a table: payments and collection notices, with where the money goes.
struct OrderTable {
    let csv: CSV

    static let header = [
        "批次 run", "指令 order", "资金类别 category", "机构 party", "机构名称 name", "方向 direction", "金额(元) amount_yuan",
        "币种 currency", "开户行 bank_name", "行号 bank_code", "账号 account", "端到端标识 end_to_end_id", "状态 state",
        "支付日期 paid_on", "银行流水 bank_reference",
    ]

    init(_ payees: RunPayees) {
        var csv = CSV(header: OrderTable.header)
        for order in payees.file.orders {
            let party = payees.parties[order.party]
            csv.add([
                .number(order.run), .number(order.number), .text(order.category.rawValue), .text(order.party),
                .text(party?.nameChinese ?? ""), .text(order.direction.rawValue), .money(order.amount), .text("CNY"),
                .text(order.payee?.bankName ?? ""), .text(order.payee?.bankCode ?? ""),
                .text(order.payee?.number ?? ""), .text(order.endToEndId), .text(order.state.rawValue),
                .text(order.paidOn.map { "\($0)" } ?? ""), .text(order.bankReference ?? ""),
            ])
        }
        self.csv = csv
    }
}
