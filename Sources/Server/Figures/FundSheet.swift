import Accounting
import Store

extension FundStatement {
    static let sources = [
        "3101.01", "3101.02", "3101.03", "3101.04", "4604", "1218.01", "1218.02", "1218.03", "1218.04",
    ]
    static let uses = ["2302", "1218.01", "1218.04"]

    func paidIn(from code: String) -> Money { movements.filter { $0.other == code }.map(\.paidIn).total }
    func paidOut(to code: String) -> Money { movements.filter { $0.other == code }.map(\.paidOut).total }

    /// What others gave back of what the pool had paid for them, and what it paid for others first.
    var returned: Money { paidIn(from: "1218.01") + paidIn(from: "1218.04") }
    var advanced: Money { paidOut(to: "1218.01") + paidOut(to: "1218.04") }

    /// What has no line of its own, so that the statement always adds up.
    var otherIn: Money {
        movements.filter { !FundStatement.sources.contains($0.other) }.map(\.paidIn).total
    }
    var otherOut: Money { movements.filter { !FundStatement.uses.contains($0.other) }.map(\.paidOut).total }

    /// 资金池变动表: from the opening balance by what came in and went out to the closing one.
    var sheet: Sheet {
        var sheet = Sheet(
            "fund-movement", ("资金池变动表", "How the pool moved"),
            [
                .init("item", "项目"), .init("name_zh", "名称"), .init("in", "增加"), .init("out", "减少"),
                .init("balance", "余额"),
            ])
        let lines: [(String, String, Money?, Money?, Money?)] = [
            ("opening", "期初余额", nil, nil, opening), ("central", "中央财政拨入", paidIn(from: "3101.01"), nil, nil),
            ("city", "市级财政拨入", paidIn(from: "3101.02"), nil, nil),
            ("district", "区县财政拨入", paidIn(from: "3101.03"), nil, nil),
            ("other", "其他来源拨入", paidIn(from: "3101.04"), nil, nil), ("interest", "利息", paidIn(from: "4604"), nil, nil),
            ("recoveries", "追偿款", paidIn(from: "1218.02"), nil, nil),
            ("clawbacks", "追回款", paidIn(from: "1218.03"), nil, nil), ("returned", "先行代付归还", returned, nil, nil),
            ("other_in", "其他增加", otherIn, nil, nil), ("compensation", "风险补偿支出", nil, paidOut(to: "2302"), nil),
            ("advanced", "先行代付", nil, advanced, nil), ("other_out", "其他减少", nil, otherOut, nil),
            ("closing", "期末余额", nil, nil, closing),
        ]
        for (item, name, paidIn, paidOut, balance) in lines {
            sheet.add([
                .text(item), .text(name), paidIn.map(Sheet.Cell.money) ?? .none, paidOut.map(Sheet.Cell.money) ?? .none,
                balance.map(Sheet.Cell.money) ?? .none,
            ])
        }
        return sheet
    }

    /// What the pool is bound to at the end (承诺与预计).
    var commitments: Sheet {
        var sheet = Sheet(
            "commitments", ("承诺与预计", "What the pool is bound to"),
            [.init("account", "科目"), .init("name_zh", "名称"), .init("balance", "余额")])
        let lines = [
            ("2302", "已批准未支付补偿"), ("2302.09", "递延补偿"), ("9002", "已批准承诺"), ("2601", "在途申请预计"), ("9005", "在途申请损失基数"),
            ("1218.02", "应收追偿款"), ("1218.03", "应收追回款"), ("1218.01", "应收先行代付款"), ("9001", "备案敞口（基金分担）"),
            ("9003", "账销案存"), ("1231", "代偿追偿权"),
        ]
        for (code, name) in lines { sheet.add([.text(code), .text(name), .money(balances[code] ?? .zero)]) }
        return sheet
    }
}
