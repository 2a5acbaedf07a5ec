import Postgres

/// Something a book numbers from 1 without gaps, from a counter in its own row.
struct Numbered {
    let name: (english: String, chinese: String)
    let rows: SQL
    let counter: SQL

    static func all(_ book: Int64) -> [Numbered] {
        [
            Numbered(
                name: ("request", "请求"),
                rows: "select request_no from clearing.request where book_id = \(book) order by 1",
                counter: "next_request"),
            Numbered(
                name: ("event", "事件"), rows: "select event_no from clearing.event where book_id = \(book) order by 1",
                counter: "next_event"),
            Numbered(
                name: ("loan", "贷款"), rows: "select loan_no from clearing.loan where book_id = \(book) order by 1",
                counter: "next_loan"),
            Numbered(
                name: ("batch", "批量文件"), rows: "select batch_no from clearing.batch where book_id = \(book) order by 1",
                counter: "next_batch"),
            Numbered(
                name: ("claim", "补偿申请"), rows: "select claim_no from clearing.claim where book_id = \(book) order by 1",
                counter: "next_claim"),
            Numbered(
                name: ("recovery", "追偿"),
                rows: "select recovery_no from clearing.recovery where book_id = \(book) order by 1",
                counter: "next_recovery"),
            Numbered(
                name: ("leg", "收付明细"), rows: "select leg_no from clearing.leg where book_id = \(book) order by 1",
                counter: "next_leg"),
            Numbered(
                name: ("run", "清算批次"), rows: "select run_no from clearing.run where book_id = \(book) order by 1",
                counter: "next_run"),
            Numbered(
                name: ("order", "指令"),
                rows: "select order_no from clearing.payment_order where book_id = \(book) order by 1",
                counter: "next_order"),
            Numbered(
                name: ("subsidy run", "补贴批次"),
                rows: "select run_no from clearing.subsidy_run where book_id = \(book) order by 1",
                counter: "next_subsidy_run"),
            Numbered(
                name: ("bank line", "银行流水"),
                rows: "select line_no from clearing.bank_line where book_id = \(book) order by 1",
                counter: "next_bank_line"),
            Numbered(
                name: ("statement", "对账单"),
                rows: "select statement_no from clearing.bank_statement where book_id = \(book) order by 1",
                counter: "next_statement"),
        ]
    }

    func check(
        _ book: Int64, _ counts: inout Report.Counts, _ findings: inout Findings, in transaction: borrowing Transaction
    ) throws {
        var last: Int64 = 0
        try transaction.forEachChunk(of: rows, size: 10_000) { chunk in
            for row in chunk {
                let number = try row.int64(0)
                if number != last + 1 {
                    findings.add(
                        "\(name.english) \(last + 1)", "is missing, \(number) is there",
                        "\(name.chinese)编号缺失，已有 \(number)")
                }
                last = number
            }
        }
        if name.english == "request" { counts.requests = Int(last) }
        let next = try transaction.one("select \(counter) as next from clearing.book where book_id = \(book)") {
            try $0.int64("next")
        }
        guard let next else { return findings.add("book \(book)", "does not exist", "账套不存在") }
        if next != last + 1 {
            findings.add(
                "\(name.english) \(last + 1)", "is missing, the next would be \(next)",
                "\(name.chinese)编号缺失，下一编号应为 \(next)")
        }
    }
}
