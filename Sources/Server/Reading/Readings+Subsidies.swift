import Accounting
import Clearing
import Commands
import JSON
import Store

// Subsidy programmes, their runs, and the lines of a run.
extension ReadingRoutes {
    static let subsidies = [
        ReadingRoute("subsidy-terms") { ask in
            let versions = try await ask.reader.subsidyTerms(ask.reach)
            return ReadingAnswer(["items": .array(versions.map { SubsidyTermsView($0).json }), "next": nil])
        },
        ReadingRoute("subsidy-runs", ["programme", "state"] + Query.paging) { ask in
            try ask.mustSeeAll()
            let page = try await ask.reader.subsidyRuns(
                ask.reach, programme: try ask.query.text("programme"), state: try ask.query.choice("state"),
                try ask.query.page())
            return ReadingAnswer(page) { SubsidyRunView($0).json }
        },
        ReadingRoute("subsidy-runs/{run}") { ask in
            guard let run = try await ask.reader.subsidyRun(ask.reach, try ask.number("run")) else {
                throw Problem.notThere
            }
            return ReadingAnswer(SubsidyRunView(run).json)
        },
        ReadingRoute("subsidy-runs/{run}/progress") { ask in
            guard let run = try await ask.reader.subsidyRun(ask.reach, try ask.number("run")) else {
                throw Problem.notThere
            }
            let state = JSON.Member(name: "state", value: .string(run.state.rawValue))
            let progress = ask.progress.json(of: run.number, in: ask.reach.book)
            return ReadingAnswer(event: run.state == .drafting ? "progress" : "finished", progress.with([state]))
        },
        ReadingRoute("subsidy-runs/{run}/lines", ["bank", "payee", "borrower", "loan", "reason"] + Query.paging) {
            ask in
            var filter = SubsidyLineFilter()
            filter.bank = try ask.query.text("bank")
            filter.payee = try ask.query.text("payee")
            filter.borrower = try ask.query.text("borrower")
            filter.loan = try ask.query.number("loan", in: 1...Int64.max)
            if let word = try ask.query.text("reason") {
                guard let reason = SubsidyReasons(word: word) else {
                    throw Problem.parameterMalformed("reason", SubsidyReasons.allWords.joined(separator: ", "))
                }
                filter.reason = reason
            }
            let page = try await ask.reader.subsidyLines(
                ask.reach, run: try ask.number("run"), filter, try ask.query.page())
            return ReadingAnswer(page) { SubsidyLineView($0).json }
        },
        ReadingRoute("subsidy-runs/{run}/notice.csv") { ask in
            try ask.mustSeeAll()
            let run = try ask.number("run")
            var sheet = Sheet(
                "subsidy-run-\(run)-notice", ("补贴公示", "Public notice"),
                [
                    .init("borrower", "借款人"), .init("payee", "收款方"), .init("loans", "笔数"), .init("payable", "补贴金额"),
                ])
            for row in try await ask.reader.subsidyNotice(ask.reach, run: run) {
                sheet.add([.text(row.borrower ?? ""), .text(row.payee), .number(row.loans), .money(row.payable)])
            }
            return ReadingAnswer(
                file: "\(sheet.name).csv", "text/csv; charset=utf-8; header=present", sheet.csv.bytes)
        },
        ReadingRoute("figures/subsidies", ["format"]) { ask in
            try ask.mustSeeAll()
            var sheet = Sheet(
                "subsidies-\(ask.now.day)", ("补贴预算执行", "Subsidy execution"),
                [
                    .init("programme", "方案"), .init("year", "年度"), .init("funder", "出资方"),
                    .init("category", "资金类别"), .init("approved", "已核准"), .init("returned", "已核减"), .init("paid", "已支付"),
                    .init("received", "已收回"),
                ])
            for row in try await ask.reader.subsidyExecution(ask.reach) {
                sheet.add([
                    .text(row.programme), .text(row.year), .text(row.funder), .text(row.category.rawValue),
                    .money(row.approved), .money(row.returned), .money(row.paid), .money(row.received),
                ])
            }
            return try ask.answer(sheet, [.init(name: "as_of", value: ask.now.day.json)])
        },
        ReadingRoute("subsidy-runs/{run}/lines.csv", ["from_line"]) { ask in
            let table = try await SubsidyTable(ask)
            return ReadingAnswer(
                file: "\(table.sheet.name).csv", "text/csv; charset=utf-8; header=present", table.sheet.csv.bytes)
        },
        ReadingRoute("subsidy-runs/{run}/lines.xlsx", ["from_line"]) { ask in
            let table = try await SubsidyTable(ask)
            return ReadingAnswer(
                file: "\(table.sheet.name).xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                try Workbook([table.sheet]).bytes())
        },
    ]
}

/// Lines of a run as a table, from which a spreadsheet reckons every amount again. At most a hundred thousand: what follows is
/// asked for by its first line.
private struct SubsidyTable {
    private(set) var sheet: Sheet

    private static let most = 100_000

    init(_ ask: ReadingAsk) async throws {
        let run = try ask.number("run")
        let first = try ask.query.number("from_line", in: 1...Int64(Int32.max)) ?? 1
        sheet = Sheet("subsidy-run-\(run)-from-\(first)", ("补贴明细", "Subsidy lines"), SubsidyTable.columns)
        var after: Int64? = first - 1
        var count = 0
        while let last = after, count < SubsidyTable.most {
            let page = try await ask.reader.subsidyLines(
                ask.reach, run: run, SubsidyLineFilter(), PageAsk(limit: 5000, after: last))
            for line in page.items { add(line) }
            count += page.items.count
            after = page.next
        }
    }

    private static let columns: [Sheet.Column] = [
        .init("line", "序号"), .init("loan", "备案编号"), .init("bank", "银行"), .init("branch", "网点"),
        .init("borrower", "借款人"), .init("days", "计息天数"), .init("product", "积数(分×天)"), .init("product_before", "以前积数"),
        .init("rate", "补贴率"),
        .init("amount", "本期补贴"), .init("capped", "限额后"), .init("correction", "更正差额"), .init("payable", "应付"),
        .init("reasons", "调减原因"), .init("parts", "出资方份额(分)"), .init("payee", "收款方"),
    ]

    private mutating func add(_ line: SubsidyRunLine) {
        let view = SubsidyLineView(line)
        sheet.add([
            .number(Int64(line.line)), .number(line.loan), .text(line.bank), .text(line.branch), .text(line.borrower),
            .number(Int64(line.days)), .number(line.product), .number(line.productBefore), .text(view.rate),
            .money(line.amount),
            .money(line.capped), .money(line.correction), .money(line.payable),
            .text(line.reasons.words.joined(separator: " ")), .text(line.parts.map(String.init).joined(separator: " ")),
            .text(line.payee),
        ])
    }
}
