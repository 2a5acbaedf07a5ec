import Accounting
import Clearing
import Commands
import Store

// The quarterly set: the list of overdue and compensated loans, the compensation rates, and how claims went.
extension ReadingAsk {
    func quarterlySet(_ period: ReportPeriod) async throws -> [Sheet] {
        let fund = try await reader.fundStatement(reach, from: period.from, until: period.asOf + 1)
        guard let fund else { throw Problem.notThere }
        return [
            try await lossSheet(period), try await rateSheet(period), try await vintageSheet().named("vintages"),
            try await bearerSheet().named("bearers"),
            try await answerSheet(period.from, period.asOf + 1).named("answers"),
            try await ageingSheet(period.asOf).named("ageing"), fund.sheet,
            try await budgetSheet(period.yearStart, period.asOf + 1).named("budget"),
        ]
    }

    /// 逾期及代偿清单, as it stands now.
    private func lossSheet(_ period: ReportPeriod) async throws -> Sheet {
        var sheet = Sheet(
            "losses", ("逾期及代偿清单", "Overdue and compensated loans"),
            [
                .init("loan", "备案号"), .init("claim", "申请"), .init("state", "状态"), .init("borrower_name", "借款人"),
                .init("industry", "行业"), .init("bank", "贷款机构"), .init("programme", "方案"), .init("principal", "放款金额"),
                .init("disbursed", "发放日"), .init("matures", "到期日"), .init("overdue_since", "逾期日"),
                .init("overdue_amount", "逾期余额（含银行分担）"), .init("base", "损失基数"), .init("bank_share", "银行分担"),
                .init("fund_share", "基金分担"), .init("other_share", "其他分担"), .init("paid", "累计已付"),
                .init("paid_on", "代偿日"), .init("recovered", "累计追回"), .init("cause", "成因"),
                .init("counter_guarantee", "反担保措施"),
            ])
        for line in try await reader.losses(reach, filedUntil: period.asOf + 1) {
            func day(_ day: Day?) -> Sheet.Cell { .text(day.map { "\($0)" } ?? "") }
            sheet.add([
                .number(line.loan), line.claim.map(Sheet.Cell.number) ?? .none, .text(line.state),
                .text(line.borrower), .text(line.industry), .text(line.bank), .text(line.programme),
                .money(line.principal), day(line.disbursed), day(line.matures), day(line.overdueSince),
                .money(line.balance), .money(line.base), .money(line.bankShare), .money(line.fundShare),
                .money(line.otherShare), .money(line.paid), day(line.paidOn), .money(line.recovered),
                .text(line.circumstances.cause?.rawValue ?? ""), .text(line.circumstances.counterGuarantee ?? ""),
            ])
        }
        return sheet
    }

    /// 代偿率: by the three formulas, each beside what it is made of.
    private func rateSheet(_ period: ReportPeriod) async throws -> Sheet {
        var sheet = Sheet(
            "rates", ("代偿率", "Compensation rates"),
            [
                .init("programme", "方案"), .init("compensated", "累计补偿额"), .init("annualised", "累计年化解保额"),
                .init("rate_annualised", "代偿率（年化解保×80%）"), .init("released", "累计解保额"), .init("rate_released", "累计代偿率"),
                .init("year_received", "本年实付额"), .init("year_released", "本年解保额"), .init("rate_year", "本年代偿率"),
            ])
        let ever = try await reader.figures(reach, by: .programme, asOf: period.asOf, today: now.day)
        let year = Dictionary(
            uniqueKeysWithValues: try await reader.figures(
                reach, by: .programme, from: period.yearStart, asOf: period.asOf, today: now.day
            ).map { ($0.key, $0) })
        for row in ever {
            let (paid, released) = (
                year[row.key]?.amount(.received) ?? .zero, year[row.key]?.amount(.released) ?? .zero
            )
            sheet.add([
                .text(row.key), .money(row.amount(.compensated)), .money(row.amount(.annualised)), row.nationalRate,
                .money(row.amount(.released)), .quotient(row.amount(.compensated), of: row.amount(.released)),
                .money(paid), .money(released), .quotient(paid, of: released),
            ])
        }
        return sheet
    }
}

extension FigureRow {
    /// The national batch programme counts four fifths of the annualised principal (domain §2.3).
    var nationalRate: Sheet.Cell {
        let rate = Ratio(
            Money(fen: amount(.compensated).fen * 5), of: Money(fen: amount(.annualised).fen * 4))
        return rate.map(Sheet.Cell.ratio) ?? .none
    }
}
