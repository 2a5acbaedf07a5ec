import Accounting
import Clearing
import Commands
import JSON
import Store

// The figures of RULES §12, each with its way down to lines; as JSON, CSV or a workbook.
extension ReadingRoutes {
    static let figures = [
        ReadingRoute("figures", ["by", "programme", "bank", "from", "as_of", "format"]) { ask in
            let key = try ask.query.choice("by", of: FigureKey.self) ?? .programme
            let asOf = try ask.asOf
            let from = try ask.query.day("from")
            let rows = try await ask.reader.figures(
                ask.reach, by: key, from: from, asOf: asOf, today: ask.now.day,
                programme: try ask.query.text("programme"), bank: try ask.query.text("bank"))
            var sheet = Sheet("figures-by-\(key.rawValue)-\(asOf)", ("统计指标", "Figures"), FigureRow.columns)
            for row in rows { sheet.add(row.cells) }
            return try ask.answer(
                sheet, [.init(name: "from", value: from.json), .init(name: "as_of", value: asOf.json)])
        },
        ReadingRoute("figures/lines", ["measure", "programme", "bank", "from", "until"] + Query.paging) { ask in
            let measure = try ask.query.choice("measure", of: Measure.self) ?? .filed
            var filter = FactFilter()
            filter.programme = try ask.query.text("programme")
            filter.bank = try ask.query.text("bank")
            filter.from = try ask.query.day("from")
            filter.until = try ask.query.day("until")
            let page = try await ask.reader.facts(ask.reach, measure, filter, try ask.query.page())
            return ReadingAnswer(page) { fact in
                [
                    "measure": .string(fact.measure.rawValue), "day": fact.day.json, "subject": .string(fact.subject),
                    "programme": .string(fact.programme), "bank": .string(fact.bank), "amount": fact.amount.json,
                ]
            }
        },
        ReadingRoute("figures/bearers", ["format"]) { ask in
            var sheet = Sheet(
                "bearers-\(ask.now.day)", ("各方分担", "Bearers"),
                [
                    .init("party", "机构"), .init("claims", "已批准笔数"), .init("borne", "分担额"), .init("paid", "已支付"),
                    .init("recovered", "已收回"), .init("pending", "在途笔数"), .init("pending_amount", "在途金额"),
                ])
            for row in try await ask.reader.bearers(ask.reach) {
                sheet.add([
                    .text(row.party), .number(row.claims), .money(row.borne), .money(row.paid), .money(row.recovered),
                    .number(row.pending), .money(row.pendingAmount),
                ])
            }
            return try ask.answer(sheet, [.init(name: "as_of", value: ask.now.day.json)])
        },
        ReadingRoute("figures/answers", ["from", "until", "format"]) { ask in
            let until = try ask.query.day("until") ?? ask.now.day + 1
            let from = try ask.query.day("from") ?? Day(year: (until + -1).year, month: 1, day: 1) ?? until
            var sheet = Sheet(
                "answers-\(from)-\(until)", ("确认时效", "Confirmation times"),
                [
                    .init("party", "机构"), .init("asked", "通知笔数"), .init("confirmed", "确认"), .init("disputed", "异议"),
                    .init("deemed", "视同确认"), .init("waiting", "待确认"), .init("late", "逾期"),
                    .init("average_minutes", "平均用时（分钟）"),
                ])
            for row in try await ask.reader.answers(ask.reach, from: from, until: until, today: ask.now.day) {
                sheet.add([
                    .text(row.party), .number(row.asked), .number(row.confirmed), .number(row.disputed),
                    .number(row.deemed), .number(row.waiting), .number(row.late),
                    row.minutes.map(Sheet.Cell.number) ?? .none,
                ])
            }
            return try ask.answer(
                sheet, [.init(name: "from", value: from.json), .init(name: "until", value: until.json)])
        },
        ReadingRoute("figures/ageing", ["as_of", "format"]) { ask in
            let asOf = try ask.asOf
            var sheet = Sheet(
                "ageing-\(asOf)", ("未结清款项账龄", "Ageing of unsettled items"),
                [
                    .init("party", "机构"), .init("kind", "款项"), .init("count", "笔数"), .init("oldest", "最早到期日"),
                    .init("not_due", "未到期"), .init("up_to_30", "30日以内"), .init("up_to_60", "31至60日"),
                    .init("up_to_90", "61至90日"), .init("older", "90日以上"), .init("total", "合计"),
                ])
            for row in try await ask.reader.ageing(ask.reach, asOf: asOf) {
                sheet.add([
                    .text(row.counterparty), .text(row.kind.rawValue), .number(row.count), .text("\(row.oldest)"),
                    .money(row.notDue), .money(row.upTo30), .money(row.upTo60), .money(row.upTo90), .money(row.older),
                    .money(row.total),
                ])
            }
            return try ask.answer(sheet, [.init(name: "as_of", value: asOf.json)])
        },
        ReadingRoute("figures/vintages", ["format"]) { ask in
            var sheet = Sheet(
                "vintages-\(ask.now.day)", ("分年度追偿率", "Recovery by vintage"),
                [
                    .init("year", "补偿年度"), .init("claims", "笔数"), .init("compensated", "补偿额"),
                    .init("recovered", "已追回"), .init("recovery_rate", "追偿率"),
                ])
            for row in try await ask.reader.vintages(ask.reach) {
                sheet.add([
                    .number(row.year), .number(row.claims), .money(row.compensated), .money(row.recovered),
                    .quotient(row.recovered, of: row.compensated),
                ])
            }
            return try ask.answer(sheet, [.init(name: "as_of", value: ask.now.day.json)])
        },
        ReadingRoute("figures/budget", ["from", "until", "format"]) { ask in
            try ask.mustSeeAll()
            let until = try ask.query.day("until") ?? ask.now.day + 1
            let from = try ask.query.day("from") ?? Day(year: (until + -1).year, month: 1, day: 1) ?? until
            var sheet = Sheet(
                "budget-\(from)-\(until)", ("专户收支与预算执行", "Budget execution"),
                [
                    .init("account", "专户"), .init("opening", "期初"), .init("paid_in", "拨入"), .init("other_in", "其他收入"),
                    .init("paid_out", "支出"), .init("closing", "期末"), .init("execution_rate", "执行率"),
                ])
            for row in try await ask.reader.budget(ask.reach, from: from, until: until) {
                sheet.add([
                    .text(row.account), .money(row.opening), .money(row.paidIn), .money(row.otherIn),
                    .money(row.paidOut), .money(row.closing), .quotient(row.paidOut, of: row.opening + row.paidIn),
                ])
            }
            return try ask.answer(
                sheet, [.init(name: "from", value: from.json), .init(name: "until", value: until.json)])
        },
        ReadingRoute("figures/limits", Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.limits(ask.reach, try ask.query.page())
            return ReadingAnswer(page) { row in
                [
                    "account": .string(row.account), "used": row.used.json, "limit": row.ceiling.json,
                    "room": row.ceiling.map { ($0 - row.used).json } ?? nil,
                ]
            }
        },
    ]
}

extension ReadingAsk {
    /// The day figures are of: today's, unless another is named.
    fileprivate var asOf: Day { get throws(Problem) { try query.day("as_of") ?? now.day } }

    /// A sheet in the format that is asked for.
    func answer(_ sheet: Sheet, _ members: [JSON.Member]) throws -> ReadingAnswer {
        switch try query.choice("format", of: SheetFormat.self) ?? .json {
        case .json: ReadingAnswer(.object(members + [.init(name: "items", value: sheet.items)]))
        case .csv:
            ReadingAnswer(file: "\(sheet.name).csv", "text/csv; charset=utf-8; header=present", sheet.csv.bytes)
        case .xlsx:
            ReadingAnswer(
                file: "\(sheet.name).xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                try Workbook(sheet: sheet).bytes())
        }
    }
}

/// What a sheet can be given out as.
enum SheetFormat: String, CaseIterable { case json, csv, xlsx }

extension Sheet.Cell {
    /// A part of a whole, rounded half up at the ninth decimal; nothing where the whole is nothing.
    static func quotient(_ part: Money, of whole: Money) -> Sheet.Cell {
        Ratio(part, of: whole).map(Sheet.Cell.ratio) ?? .none
    }
}

extension FigureRow {
    fileprivate static let columns: [Sheet.Column] = [
        .init("key", "项目"), .init("filed_count", "备案笔数"), .init("filed_amount", "备案金额"),
        .init("in_force_count", "在保笔数"), .init("nominal_balance", "名义在保余额"), .init("net_balance", "在保余额"),
        .init("responsibility_balance", "责任余额"), .init("average_fee_rate", "加权平均费率"),
        .init("released_count", "解保笔数"), .init("released_amount", "解保金额"), .init("claims_count", "申请笔数"),
        .init("claimed_amount", "申请金额"), .init("compensated_count", "补偿笔数"), .init("compensated_amount", "补偿金额"),
        .init("paid_amount", "基金已付"), .init("passed_on_amount", "转付金额"), .init("recovered_amount", "追回金额"),
        .init("rate_annualised", "代偿率（年化解保×80%）"), .init("rate_released", "代偿率（解保额）"),
    ]

    fileprivate var cells: [Sheet.Cell] {
        func count(_ measure: Measure) -> Sheet.Cell { .number(counts[measure] ?? 0) }
        func money(_ measure: Measure) -> Sheet.Cell { .money(amount(measure)) }
        let compensated = amount(.compensated)
        // The national batch programme counts four fifths of the annualised principal (domain §2.3).
        let national = Ratio(Money(fen: compensated.fen * 5), of: Money(fen: amount(.annualised).fen * 4))
        return [
            .text(key), count(.filed), money(.filed), .number(inForce.count), .money(inForce.nominal),
            .money(inForce.netOfBank), .money(inForce.responsibility), averageFee.map(Sheet.Cell.ratio) ?? .none,
            count(.released), money(.released), count(.claimed), money(.claimed), count(.compensated),
            money(.compensated), money(.paid), money(.passedOn), money(.recovered),
            national.map(Sheet.Cell.ratio) ?? .none, .quotient(compensated, of: amount(.released)),
        ]
    }
}
