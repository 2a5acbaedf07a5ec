import Commands
import JSON

// The sets of reports of a month and of a quarter: one workbook, or a table at a time.
extension ReadingRoutes {
    static let reports = [
        ReadingRoute("reports/monthly", ["month", "table", "format"]) { ask in
            try ask.mustSeeAll()
            let period = try ReportPeriod(
                month: try ask.query.text("month") ?? String("\(ask.now.day)".prefix(7)), today: ask.now.day)
            return try ask.answer(try await ask.monthlySet(period), "monthly", period)
        },
        ReadingRoute("reports/quarterly", ["quarter", "table", "format"]) { ask in
            try ask.mustSeeAll()
            let today = ask.now.day
            let period = try ReportPeriod(
                quarter: try ask.query.text("quarter") ?? "\(today.year)-Q\((today.parts.month + 2) / 3)", today: today)
            return try ask.answer(try await ask.quarterlySet(period), "quarterly", period)
        },
    ]
}

extension ReadingAsk {
    /// A set of sheets in the format that is asked for; one of them where a table is named.
    fileprivate func answer(_ sheets: [Sheet], _ kind: String, _ period: ReportPeriod) throws -> ReadingAnswer {
        let table = try query.text("table")
        let chosen = table.map { name in sheets.filter { $0.name == name } } ?? sheets
        let names = sheets.map(\.name).joined(separator: ", ")
        guard !chosen.isEmpty else { throw Problem.parameterMalformed("table", names) }
        switch try query.choice("format", of: SheetFormat.self) ?? .json {
        case .json:
            let tables = chosen.map { sheet -> JSON in
                [
                    "table": .string(sheet.name), "title_zh": .string(sheet.title.chinese),
                    "title_en": .string(sheet.title.english), "items": sheet.items,
                ]
            }
            return ReadingAnswer([
                "period": .string(period.name), "from": period.from.json, "until": period.until.json,
                "as_of": period.asOf.json, "tables": .array(tables),
            ])
        case .csv:
            guard chosen.count == 1, let sheet = chosen.first else { throw Problem.parameterMissing("table") }
            return ReadingAnswer(
                file: "\(kind)-\(period.name)-\(sheet.name).csv", "text/csv; charset=utf-8; header=present",
                sheet.csv.bytes)
        case .xlsx:
            return ReadingAnswer(
                file: "\(kind)-\(period.name).xlsx", Workbook.contentType, try Workbook(chosen).bytes())
        }
    }
}
