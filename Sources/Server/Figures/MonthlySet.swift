import Accounting
import Clearing
import Commands
import Store

// The monthly set: business, balances, their cuts, and what the finance bureau reads of the pool.
extension ReadingAsk {
    func monthlySet(_ period: ReportPeriod) async throws -> [Sheet] {
        let fund = try await reader.fundStatement(reach, from: period.from, until: period.asOf + 1)
        guard let fund else { throw Problem.notThere }
        let portfolio = try await reader.portfolio(reach, asOf: period.asOf, today: now.day)
        return [
            try await businessSheet(period), try await balanceSheet(period), portfolio.classSheet, portfolio.sizeSheet,
            portfolio.bandSheet,
            portfolio.feeSheet, portfolio.largestSheet, fund.sheet, try await accountSheet(period), fund.commitments,
            try await limitSheet(), try await deferredSheet(period),
            try await budgetSheet(period.yearStart, period.asOf + 1).named("budget"),
        ]
    }

    /// 业务情况表: this month, this year, ever.
    private func businessSheet(_ period: ReportPeriod) async throws -> Sheet {
        var sheet = Sheet(
            "business", ("业务情况", "Business"),
            [
                .init("item", "项目"), .init("name_zh", "名称"), .init("month_count", "本月笔数"),
                .init("month_amount", "本月金额"),
                .init("year_count", "本年笔数"), .init("year_amount", "本年金额"), .init("ever_count", "累计笔数"),
                .init("ever_amount", "累计金额"),
            ])
        let spans: [Day?] = [period.from, period.yearStart, nil]
        var rows: [FigureRow] = []
        var nets: [Money] = []
        for from in spans {
            let byBank = try await reader.figures(reach, by: .bank, from: from, asOf: period.asOf, today: now.day)
            rows.append(FigureRow.total(byBank))
            let filed = try await reader.filed(reach, from: from, until: period.asOf + 1)
            nets.append(filed.map(\.inForce.balances.inForce).total)
        }
        let items: [(Measure, String)] = [
            (.filed, "新增备案"), (.released, "解保"), (.claimed, "补偿申请"), (.compensated, "补偿"), (.paid, "基金支付"),
            (.returned, "先行代付归还"), (.passedOn, "转付"), (.received, "银行实收"), (.recovered, "追回"),
        ]
        for (measure, name) in items {
            let cells: [Sheet.Cell] = rows.flatMap {
                [.number($0.counts[measure] ?? 0), .money($0.amount(measure))] as [Sheet.Cell]
            }
            sheet.add([.text(measure.rawValue), .text(name)] + cells)
        }
        let cells: [Sheet.Cell] = nets.flatMap { [.none, .money($0)] as [Sheet.Cell] }
        sheet.add([.text("filed-net"), .text("新增备案（扣除银行分担）")] + cells)
        return sheet
    }

    /// 在保余额表: by programme, and what changed since last month and since the year began.
    private func balanceSheet(_ period: ReportPeriod) async throws -> Sheet {
        var sheet = Sheet(
            "in-force", ("在保余额", "Loans in force"),
            [
                .init("programme", "方案"), .init("count", "笔数"), .init("nominal_balance", "名义在保余额"),
                .init("net_balance", "在保余额"), .init("responsibility_balance", "责任余额"),
                .init("since_last_month", "较上月末"),
                .init("since_year_start", "较年初"),
            ])
        func rows(_ day: Day) async throws -> [String: FigureRow] {
            let found = try await reader.figures(reach, by: .programme, asOf: day, today: now.day)
            return Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0) })
        }
        let end = try await rows(period.asOf)
        let last = try await rows(period.from + -1)
        let year = try await rows(period.yearStart + -1)
        for (programme, row) in end.sorted(by: { $0.key < $1.key }) {
            func since(_ earlier: [String: FigureRow]) -> Sheet.Cell {
                .money(row.inForce.balances.nominal - (earlier[programme]?.inForce.balances.nominal ?? .zero))
            }
            sheet.add([
                .text(programme), .number(row.inForce.count), .money(row.inForce.balances.nominal),
                .money(row.inForce.balances.inForce), .money(row.inForce.balances.responsibility), since(last),
                since(year),
            ])
        }
        return sheet
    }

    /// 资产负债表: balances of the chart's accounts; memo accounts and the budgetary book stand elsewhere.
    private func accountSheet(_ period: ReportPeriod) async throws -> Sheet {
        var sheet = Sheet(
            "balance-sheet", ("资产负债表", "Balance sheet"),
            [.init("account", "科目"), .init("name_zh", "名称"), .init("side", "方向"), .init("balance", "余额")])
        let found = try await reader.trialBalance(
            reach, from: nil, asOf: period.asOf, level: .base, PageAsk(limit: 1000))
        for line in found?.lines.items ?? [] where "12345".contains(line.code.prefix(1)) {
            sheet.add([
                .text(line.code), .text(line.nameChinese), .text(line.normalSide.rawValue), .money(line.balance),
            ])
        }
        return sheet
    }

    /// 限额占用表, as it stands now.
    func limitSheet() async throws -> Sheet {
        var sheet = Sheet(
            "limits", ("限额占用", "Headroom by limit"),
            [.init("account", "科目"), .init("used", "已占用"), .init("limit", "限额"), .init("room", "余额")])
        for row in try await reader.limits(reach, PageAsk(limit: 10_000)).items {
            sheet.add([
                .text(row.account), .money(row.used), row.ceiling.map(Sheet.Cell.money) ?? .none,
                row.ceiling.map { Sheet.Cell.money($0 - row.used) } ?? .none,
            ])
        }
        return sheet
    }

    /// 递延补偿表.
    private func deferredSheet(_ period: ReportPeriod) async throws -> Sheet {
        var sheet = Sheet(
            "deferred", ("递延补偿", "Deferred claims"),
            [
                .init("claim", "申请"), .init("party", "收款方"), .init("due_on", "批准日"), .init("amount", "金额"),
            ])
        let legs = try await reader.ageingLines(
            reach, asOf: period.asOf, kind: .deferred, PageAsk(limit: 10_000))
        for leg in legs.items {
            sheet.add([.number(leg.claim), .text(leg.counterparty), .text("\(leg.dueOn)"), .money(leg.amount)])
        }
        return sheet
    }
}

extension FigureRow {
    /// All rows together, without what does not add up.
    static func total(_ rows: [FigureRow]) -> FigureRow {
        rows.reduce(into: FigureRow(key: "total")) { total, row in
            for (measure, count) in row.counts { total.counts[measure, default: 0] += count }
            for (measure, amount) in row.amounts { total.amounts[measure, default: .zero] += amount }
        }
    }
}

extension LoanPortfolio {
    fileprivate var classSheet: Sheet { LoanPortfolio.sheet("five-class", ("五级分类", "By five-class"), classes) }
    fileprivate var sizeSheet: Sheet { LoanPortfolio.sheet("sizes", ("单户在保余额分档", "By size of borrower"), sizes) }
    fileprivate var bandSheet: Sheet {
        var sheet = Sheet(
            "responsibility-bands", ("责任余额分档", "Responsibility balance by band"),
            [
                .init("key", "档次"), .init("count", "笔数"), .init("nominal_balance", "名义在保余额"),
                .init("net_balance", "在保余额"), .init("responsibility_balance", "责任余额"),
            ])
        for band in bands {
            sheet.add([
                .text(band.key), .number(band.loans), .money(band.balances.nominal), .money(band.balances.inForce),
                .money(band.balances.responsibility),
            ])
        }
        return sheet
    }
    fileprivate var feeSheet: Sheet { LoanPortfolio.sheet("fees", ("担保费率分档", "By guarantee fee"), fees) }
    fileprivate var largestSheet: Sheet { LoanPortfolio.sheet("largest", ("前十大客户", "Ten largest borrowers"), largest) }

    private static func sheet(_ name: String, _ title: (chinese: String, english: String), _ cuts: [Cut]) -> Sheet {
        var sheet = Sheet(
            name, title,
            [
                .init("key", "项目"), .init("name", "名称"), .init("households", "户数"), .init("count", "笔数"),
                .init("balance", "名义在保余额"),
            ])
        for cut in cuts {
            sheet.add([
                .text(cut.key), .text(cut.name ?? ""), .number(cut.households), .number(cut.loans), .money(cut.balance),
            ])
        }
        return sheet
    }
}
