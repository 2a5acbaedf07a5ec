import Accounting
import Clearing
import JSON

extension StoryReport {
    /// What was filed, by programme and bank, and how much of the pool's capacity it takes.
    mutating func filing() {
        sheet.heading("备案", "Loans filed, by programme and bank")
        let banks = Set(data.loans.map(\.bank)).sorted()
        var table = Table(
            [.text("产品", "programme"), .number("笔数", "loans")]
                + banks.map { bank in .number(String(names.party(bank).prefix(4)), bank) } + [.number("合计", "total")])
        for programme in data.scenario.programmes {
            let loans = data.loans.filter { $0.programme == programme }
            table.add(filingRow("\(names.programme(programme)) \(Names.short(programme))", loans, banks))
        }
        table.close(with: filingRow("合计 total", data.loans, banks))
        sheet.add(table)
        let loans = data.loans.compactMap { record.loans[$0.businessNumber] }
        let released = loans.filter { $0.word("state") == "released" }
        sheet.say(
            "其中 \(released.count) 笔已结清解保，\(record.claims.count) 笔违约申请补偿。"
                + "\(released.count) were repaid and released, \(record.claims.count) defaulted and were claimed.")
    }

    private func filingRow(_ title: String, _ loans: [DemoLoan], _ banks: [String]) -> [String] {
        let byBank = banks.map { bank in loans.filter { $0.bank == bank }.map(\.principal).total }
        return [title, "\(loans.count)"] + byBank.map { "\($0)" } + ["\(byBank.total)"]
    }
}
