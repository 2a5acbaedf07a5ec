import Accounting
import Clearing
import Commands
import JSON
import Store

// The figures of RULES §12, each with its way down to lines; as JSON, CSV or a workbook.
extension ReadingRoutes {
    static let figures = [
        ReadingRoute("figures", ["by", "programme", "bank", "guarantor", "from", "as_of", "format"]) { ask in
            let key = try ask.query.choice("by", of: FigureKey.self) ?? .programme
            let asOf = try ask.asOf
            let from = try ask.query.day("from")
            let rows = try await ask.reader.figures(
                ask.reach, by: key, from: from, asOf: asOf, today: ask.now.day,
                programme: try ask.query.text("programme"), bank: try ask.query.text("bank"),
                guarantor: try ask.query.text("guarantor"))
            var sheet = Sheet("figures-by-\(key.rawValue)-\(asOf)", ("统计指标", "Figures"), FigureRow.columns)
            for row in rows { sheet.add(row.cells) }
            return try ask.answer(
                sheet, [.init(name: "from", value: from.json), .init(name: "as_of", value: asOf.json)])
        },
        ReadingRoute("figures/in-force", ["as_of", "programme", "bank", "guarantor", "format"]) { ask in
            let asOf = try ask.asOf
            var sheet = Sheet(
                "in-force-\(asOf)", ("在保余额", "Loans in force"),
                [
                    .init("programme", "方案"), .init("terms_version", "条款版本"), .init("bank", "银行"), .init("count", "笔数"),
                    .init("nominal_balance", "名义在保余额"), .init("net_balance", "在保余额"),
                    .init("responsibility_balance", "责任余额"),
                ])
            let rows = try await ask.reader.inForce(
                ask.reach, asOf: asOf, today: ask.now.day, programme: try ask.query.text("programme"),
                bank: try ask.query.text("bank"), guarantor: try ask.query.text("guarantor"))
            for row in rows {
                sheet.add([
                    .text(row.programme), .number(Int64(row.version)), .text(row.bank), .number(row.inForce.count),
                    .money(row.inForce.balances.nominal), .money(row.inForce.balances.inForce),
                    .money(row.inForce.balances.responsibility),
                ])
            }
            return try ask.answer(sheet, [.init(name: "as_of", value: asOf.json)])
        },
        ReadingRoute("figures/leverage", ["as_of", "format"]) { ask in
            let asOf = try ask.asOf
            let found = try await ask.reader.leverage(ask.reach, asOf: asOf, today: ask.now.day)
            guard let leverage = found else { throw Problem.notThere }
            return try ask.answer(
                leverage.sheet(asOf),
                [
                    .init(name: "as_of", value: asOf.json), .init(name: "filed_balance", value: leverage.filed.json),
                    .init(name: "pool_principal", value: leverage.principal.json),
                    .init(
                        name: "leverage",
                        value: Ratio(leverage.filed, of: leverage.principal).map { .string("\($0)") } ?? .null),
                ])
        },
        ReadingRoute("figures/bearers", ["format"]) { ask in
            try ask.answer(try await ask.bearerSheet(), [.init(name: "as_of", value: ask.now.day.json)])
        },
        ReadingRoute("figures/answers", ["from", "until", "format"]) { ask in
            let (from, until) = try ask.yearOr("from", "until")
            return try ask.answer(
                try await ask.answerSheet(from, until),
                [.init(name: "from", value: from.json), .init(name: "until", value: until.json)])
        },
        ReadingRoute("figures/ageing", ["as_of", "format"]) { ask in
            let asOf = try ask.asOf
            return try ask.answer(try await ask.ageingSheet(asOf), [.init(name: "as_of", value: asOf.json)])
        },
        ReadingRoute("figures/vintages", ["format"]) { ask in
            try ask.answer(try await ask.vintageSheet(), [.init(name: "as_of", value: ask.now.day.json)])
        },
        ReadingRoute("figures/budget", ["from", "until", "format"]) { ask in
            try ask.mustSeeAll()
            let (from, until) = try ask.yearOr("from", "until")
            return try ask.answer(
                try await ask.budgetSheet(from, until),
                [.init(name: "from", value: from.json), .init(name: "until", value: until.json)])
        },
        ReadingRoute("figures/limits", Query.paging + ["format"]) { ask in
            try ask.mustSeeAll()
            guard (try ask.query.choice("format", of: SheetFormat.self) ?? .json) == .json else {
                return try ask.answer(try await ask.limitSheet().named("limits-\(ask.now.day)"), [])
            }
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
    var asOf: Day { get throws(Problem) { try query.day("as_of") ?? now.day } }

    /// A sheet in the format that is asked for.
    func answer(_ sheet: Sheet, _ members: [JSON.Member]) throws -> ReadingAnswer {
        switch try query.choice("format", of: SheetFormat.self) ?? .json {
        case .json: ReadingAnswer(.object(members + [.init(name: "items", value: sheet.items)]))
        case .csv:
            ReadingAnswer(file: "\(sheet.name).csv", "text/csv; charset=utf-8; header=present", sheet.csv.bytes)
        case .xlsx:
            ReadingAnswer(
                file: "\(sheet.name).xlsx", Workbook.contentType, try Workbook([sheet]).bytes())
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
        .init("paid_amount", "基金已付"), .init("returned_amount", "先行代付归还"), .init("passed_on_amount", "转付金额"),
        .init("received_amount", "银行实收"), .init("recovered_amount", "追回金额"),
        .init("rate_annualised", "代偿率（年化解保×80%）"), .init("rate_released", "代偿率（补偿额÷解保额）"),
        .init("rate_paid", "代偿率（实付额÷解保额）"),
    ]

    fileprivate var cells: [Sheet.Cell] {
        func count(_ measure: Measure) -> Sheet.Cell { .number(counts[measure] ?? 0) }
        func money(_ measure: Measure) -> Sheet.Cell { .money(amount(measure)) }
        let compensated = amount(.compensated)
        return [
            .text(key), count(.filed), money(.filed), .number(inForce.count),
            .money(inForce.balances.nominal), .money(inForce.balances.inForce), .money(inForce.balances.responsibility),
            averageFee.map(Sheet.Cell.ratio) ?? .none,
            count(.released), money(.released), count(.claimed), money(.claimed), count(.compensated),
            money(.compensated), money(.paid), money(.returned), money(.passedOn), money(.received), money(.recovered),
            nationalRate, .quotient(compensated, of: amount(.released)),
            .quotient(amount(.received), of: amount(.released)),
        ]
    }
}
