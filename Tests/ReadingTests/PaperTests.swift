import Accounting
import House
import JSON
import Testing

@testable import Server

/// Papers to print, and the sets of reports.
@Suite struct PaperTests {
    /// The rich story, with a bank whose name would break a page.
    private static func tell(_ house: House) async throws {
        try await RichStory.tell(house)
        try await house.must(
            "register-party",
            ["party": "bank-a", "kind": "bank", "name_zh": "甲<script>银行</script>&支行", "name_en": "Bank \"A\" <A>"],
            by: "office/admin")
    }

    private static func page(_ desk: Desk, _ path: String, by person: String) async throws -> String {
        let answer = try await desk.answer(path, by: person)
        #expect(answer.contentType == "text/html; charset=utf-8" && answer.fileName == nil)
        let text = String(decoding: answer.body, as: UTF8.self)
        // What a template does not find, it leaves out without a word; what it finds, it escapes.
        #expect(!text.contains("{{") && !text.contains("<script") && text.hasSuffix("</html>\n"))
        #expect(text.contains("@page { size: A4;"))
        return text
    }

    @Test func `a settlement statement has every leg, each order's net, and the net in capitals`() async throws {
        try await Desk.with(Self.tell) { desk in
            let text = try await Self.page(desk, "runs/1/statement?format=html", by: "bank-a/maker")
            for part in [
                "甲&lt;script&gt;银行&lt;/script&gt;&amp;支行", "Bank &quot;A&quot; &lt;A&gt;", "永川区风险补偿基金", "第 1 号清算批次",
                "风险补偿款 compensation", "先行代付款 advance", "应付贵方：￥5,810.87", "人民币伍仟捌佰壹拾元零捌角柒分", "1,010.87",
            ] {
                #expect(text.contains(part), "\(part)")
            }
            let sheet = try await desk.read("runs/1/statement?party=bank-a", by: "bureau/clerk")
            let legs = sheet["items"]?.items ?? []
            #expect(legs.reduce(Int64(0)) { $0 + ($1["payable"]?.integer ?? 0) } == 581_087)
            #expect(legs.allSatisfy { $0["order_amount"] == 581_087 })
            let csv = try await desk.answer("runs/1/statement?format=csv", by: "bank-a/maker")
            #expect(csv.fileName == "yongchuan-run-1-bank-a.csv")
            let book = try await desk.answer("runs/1/statement?format=xlsx", by: "bank-a/maker")
            #expect(book.body.starts(with: [0x50, 0x4B, 0x03, 0x04]))
            #expect(try await desk.refusal("runs/1/statement?party=bank-a", by: "bank-b/maker") == "not-there")
            #expect(try await desk.refusal("runs/1/statement", by: "bureau/clerk") == "not-there")
            #expect(try await desk.refusal("runs/1/statement?format=pdf", by: "bank-a/maker") == "parameter-malformed")
        }
    }

    @Test func `a share is confirmed by letter once it stands`() async throws {
        try await Desk.with(Self.tell) { desk in
            let text = try await Self.page(desk, "claims/1/shares/district/letter", by: "district/maker")
            for part in ["分担责任确认函", "￥3,032.63", "人民币叁仟零叁拾贰元陆角叁分", "永川某某有限公司", "经核对，予以确认", "Confirmed"] {
                #expect(text.contains(part) == (part != "永川某某有限公司"), "\(part)")
            }
            // The bureau sees the loan, and with it the borrower's name.
            let own = try await Self.page(desk, "claims/1/shares/district/letter", by: "bureau/clerk")
            #expect(own.contains("永川某某有限公司"))
            #expect(
                try await desk.refusal("claims/6/shares/district/letter", by: "bureau/clerk") == "not-settled-yet")
            for path in [
                "claims/1/shares/fund/letter", "claims/1/shares/city/letter", "claims/9/shares/district/letter",
            ] {
                #expect(try await desk.refusal(path, by: "bureau/clerk") == "not-there")
            }
            #expect(try await desk.refusal("claims/1/shares/district/letter", by: "national/maker") == "not-there")
        }
    }

    @Test func `what was paid is confirmed by letter`() async throws {
        try await Desk.with(Self.tell) { desk in
            let text = try await Self.page(desk, "claims/1/letter", by: "bank-a/maker")
            for part in ["补偿款支付确认函", "￥8,087.00", "人民币捌仟零捌拾柒元整", "3,032.63", "2,021.75", "1,010.87", "已于 2026-07-0"] {
                #expect(text.contains(part), "\(part)")
            }
            #expect(try await desk.refusal("claims/6/letter", by: "bank-a/maker") == "not-settled-yet")
            #expect(try await desk.refusal("claims/1/letter", by: "bank-b/maker") == "not-there")
        }
    }

    @Test func `the monthly set agrees with the figures it is made of`() async throws {
        try await Desk.with(Self.tell) { desk in
            let set = try await desk.read("reports/monthly", by: "watch/supervisor")
            #expect(set["period"] == "2026-07" && set["as_of"] == "2026-07-10")
            let tables = Dictionary(
                uniqueKeysWithValues: (set["tables"]?.items ?? []).map {
                    ($0["table"]?.word ?? "", $0["items"]?.items ?? [])
                })
            let names = [
                "balance-sheet", "budget", "business", "commitments", "deferred", "fees", "five-class", "fund-movement",
                "in-force", "largest", "limits", "responsibility-bands", "sizes",
            ]
            #expect(tables.keys.sorted() == names)
            func sum(_ table: String, _ column: String) -> Int64 {
                (tables[table] ?? []).reduce(0) { $0 + ($1[column]?.integer ?? 0) }
            }
            func line(_ table: String, _ key: String, _ value: String) -> JSON {
                tables[table]?.first { $0[key]?.word == value } ?? .null
            }
            let rows = try await desk.read("figures", by: "watch/supervisor")["items"]?.items ?? []
            let nominal = rows.reduce(Int64(0)) { $0 + ($1["nominal_balance"]?.integer ?? 0) }
            #expect(nominal > 0)
            for table in ["five-class", "sizes", "fees", "largest"] {
                #expect(sum(table, "balance") == nominal, "\(table)")
            }
            #expect(sum("in-force", "nominal_balance") == nominal)
            let responsibility = rows.reduce(Int64(0)) { $0 + ($1["responsibility_balance"]?.integer ?? 0) }
            #expect(sum("responsibility-bands", "nominal_balance") == nominal)
            #expect(sum("responsibility-bands", "responsibility_balance") == responsibility)
            // In July 400,000 and two advances and the guaranteed claim; claims 2 and 3 were taken out again.
            let compensated = line("business", "item", "compensated")
            #expect(compensated["month_amount"] == 968_700 && compensated["month_count"] == 3)
            #expect(line("business", "item", "filed")["month_amount"] == 0)
            let statement = try await desk.read("fund-statement?from=2026-07-01", by: "watch/supervisor")
            #expect(line("fund-movement", "item", "opening")["balance"] == 6_500_000_000)
            #expect(line("fund-movement", "item", "closing")["balance"] == statement["closing"])
            #expect(line("fund-movement", "item", "advanced")["out"] == 50_000)
            #expect(line("fund-movement", "item", "returned")["in"] == 50_000)
            #expect((line("fund-movement", "item", "clawbacks")["in"]?.integer ?? 0) > 240_000)
            #expect(
                sum("fund-movement", "in") - sum("fund-movement", "out") + 6_500_000_000
                    == statement["closing"]?.integer)
            let debits = (tables["balance-sheet"] ?? []).reduce(Int64(0)) { total, line in
                total + (line["balance"]?.integer ?? 0) * (line["side"] == "debit" ? 1 : -1)
            }
            #expect(debits == 0)
        }
    }

    @Test func `sets go out as one workbook, or a table at a time`() async throws {
        try await Desk.with(Self.tell) { desk in
            let quarter = try await desk.read("reports/quarterly?quarter=2026-Q3", by: "audit/auditor")
            let tables = (quarter["tables"]?.items ?? []).compactMap { $0["table"]?.word }
            #expect(
                tables == [
                    "losses", "rates", "vintages", "bearers", "answers", "ageing", "fund-movement", "budget",
                ])
            let losses = try await desk.read("reports/quarterly?table=losses", by: "audit/auditor")
            #expect(losses.at("tables", 0, "items").items.compactMap { $0["claim"]?.integer } == [1, 2, 3, 4, 5, 6])
            #expect(losses.at("tables", 0, "items", 0, "other_share") == 707_613)
            let book = try await desk.answer("reports/quarterly?quarter=2026-Q3&format=xlsx", by: "bureau/clerk")
            #expect(book.fileName == "quarterly-2026-Q3.xlsx" && book.body.starts(with: [0x50, 0x4B, 0x03, 0x04]))
            let csv = try await desk.answer(
                "reports/monthly?month=2026-07&table=fund-movement&format=csv", by: "bureau/clerk")
            #expect(csv.fileName == "monthly-2026-07-fund-movement.csv")
            let fund = try await desk.answer("fund-statement?format=xlsx", by: "bureau/clerk")
            #expect(fund.fileName == "fund-statement-2026-01-01-2026-07-11.xlsx")
            for (query, code) in [
                ("monthly?month=2026-7", "parameter-malformed"), ("monthly?month=2026-08", "parameter-malformed"),
                ("quarterly?quarter=2026-Q5", "parameter-malformed"), ("quarterly?quarter=2026", "parameter-malformed"),
                ("monthly?table=colours", "parameter-malformed"), ("monthly?format=csv", "missing-parameter"),
            ] {
                #expect(try await desk.refusal("reports/\(query)", by: "bureau/clerk") == code, "\(query)")
            }
            #expect(try await desk.refusal("reports/monthly", by: "bank-a/maker") == "not-there")
        }
    }

    @Test(arguments: [
        ("2026-01", "2026-01-01", "2026-02-01"), ("2025-12", "2025-12-01", "2026-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
    ]) func `a month ends where the next begins`(name: String, from: String, until: String) throws {
        let period = try ReportPeriod(month: name, today: #require(Day("2026-07-10")))
        #expect("\(period.from)" == from && "\(period.until)" == until)
    }

    @Test(arguments: [("2026-Q1", "2026-01-01", "2026-04-01"), ("2025-Q4", "2025-10-01", "2026-01-01")])
    func `a quarter is three months`(name: String, from: String, until: String) throws {
        let period = try ReportPeriod(quarter: name, today: #require(Day("2026-07-10")))
        #expect("\(period.from)" == from && "\(period.until)" == until)
    }
}
