import Accounting
import Postgres

/// Compares every account, and every account's day, with what the postings add up to.
struct AccountsPass {
    let book: Int64
    var totals: Turnovers
    private(set) var counts = Report.Counts()
    /// By account: what is held less what the postings say, where that is not nothing.
    private(set) var strained: [Int32: Turnovers.Pair] = [:]
    private(set) var strainedDays: [Turnovers.AccountDay: Turnovers.Pair] = [:]
    /// The accounts that `ExpectedBalances` speaks of.
    private(set) var balances: [String: Int64] = [:]
    private var sides: (held: Turnovers.Pair, memoDebit: Int64, memoCredit: Int64) = (.init(), 0, 0)

    init(_ book: Int64, _ totals: Turnovers) {
        self.book = book
        self.totals = totals
    }

    mutating func run(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let chart = try ChartRow.all(of: book, in: transaction)
        let accounts: SQL = """
            select a.account_id, a.code, a.normal::text as normal, a.debit, a.credit, a.floor, a.ceiling, c.ceiling as set_ceiling
            from ledger.account a
            left join lateral (
                select c.ceiling
                from ledger.ceiling c
                where c.book_id = a.book_id and c.account_id = a.account_id
                order by c.change_no desc
                limit 1
            ) c on true
            where a.book_id = \(book)
            order by a.account_id
            """
        var expected: Int32 = 1
        try transaction.forEachChunk(of: accounts, size: 5000) { rows in
            for row in rows {
                let number = try row.int32("account_id")
                if number != expected { findings.add("accounts \(expected)–\(number - 1)", "are missing", "科目缺失") }
                expected = number + 1
                try check(row, number, chart, &findings)
            }
        }
        for number in totals.accounts.indices where number >= Int(expected) && !totals.accounts[number].isZero {
            findings.add("account no. \(number)", "has postings and does not exist", "有分录而科目不存在")
        }
        if sides.held.debit != sides.held.credit {
            findings.add("book", "debits and credits of all accounts differ", "全部科目借贷不平")
        }
        if sides.memoDebit != sides.memoCredit {
            findings.add("accounts 9xxx", "memo accounts and their counterparts differ", "备查科目与对方科目不平")
        }
        try checkDays(&findings, in: transaction)
    }

    private mutating func check(_ row: Row, _ number: Int32, _ chart: [String: ChartRow], _ findings: inout Findings)
        throws
    {
        counts.accounts += 1
        let code = try row.string("code")
        let name = "account \(code)"
        let held = Turnovers.Pair(debit: try row.int64("debit"), credit: try row.int64("credit"))
        let isDebit = try row.string("normal") == "D"
        let difference = held - totals[number]
        if !difference.isZero {
            strained[number] = difference
        }
        findings.compare(name, ("debit side holds", "借方"), held.debit, totals[number].debit, .postings)
        findings.compare(name, ("credit side holds", "贷方"), held.credit, totals[number].credit, .postings)
        sides.held.debit &+= held.debit
        sides.held.credit &+= held.credit
        let balance = isDebit ? held.debit &- held.credit : held.credit &- held.debit
        if code.hasPrefix("9") {
            if isDebit { sides.memoDebit &+= balance } else { sides.memoCredit &+= balance }
        }
        if ExpectedBalances.speaks(of: code) { balances[code] = balance }
        try checkLimits(row, name, balance, &findings)
        guard let base = chart[String(code.prefix { $0 != ":" })] else {
            return findings.add(name, "is not in the book's chart", "不在账套科目表中")
        }
        let isFloored = try row.int64OrNil("floor") == 0
        if base.isDebit != isDebit || base.isFloored != isFloored {
            findings.add(name, "its side or floor is not that of the chart", "方向或下限与科目表不符")
        }
    }

    private func checkLimits(_ row: Row, _ name: String, _ balance: Int64, _ findings: inout Findings) throws {
        if let floor = try row.int64OrNil("floor"), balance < floor {
            findings.add(name, "balance \(Money(fen: balance)) is below its floor", "余额 \(Money(fen: balance)) 低于下限")
        }
        let ceiling = try row.int64OrNil("ceiling")
        if let ceiling, balance > ceiling {
            findings.add(name, "balance \(Money(fen: balance)) is above its ceiling", "余额 \(Money(fen: balance)) 高于上限")
        }
        if try ceiling != row.int64OrNil("set_ceiling") {
            findings.add(name, "its ceiling is not the one last set", "上限与最近一次设定不符")
        }
    }

    private mutating func checkDays(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let days: SQL = """
            select d.account_id, d.day, d.debit, d.credit, a.code
            from ledger.account_day d
            left join ledger.account a on a.book_id = d.book_id and a.account_id = d.account_id
            where d.book_id = \(book)
            """
        try transaction.forEachChunk(of: days, size: 5000) { rows in
            for row in rows {
                counts.accountDays += 1
                let key = Turnovers.AccountDay(account: try row.int32(0), day: try row.date(1))
                let held = Turnovers.Pair(debit: try row.int64(2), credit: try row.int64(3))
                let derived = totals.take(key.account, key.day)
                guard held != derived else { continue }
                strainedDays[key] = held - derived
                let name = "account_day \(try row.stringOrNil(4) ?? "no. \(key.account)") \(Day(number: key.day))"
                findings.compare(name, ("debit turnover", "借方发生额"), held.debit, derived.debit, .postings)
                findings.compare(name, ("credit turnover", "贷方发生额"), held.credit, derived.credit, .postings)
            }
        }
        for (key, derived) in totals.days.sorted(by: { ($0.key.account, $0.key.day) < ($1.key.account, $1.key.day) }) {
            strainedDays[key] = Turnovers.Pair() - derived
            findings.add(
                "account_day no. \(key.account) \(Day(number: key.day))",
                "is missing, postings say \(Money(fen: derived.debit)) debit, \(Money(fen: derived.credit)) credit",
                "缺失，分录合计借 \(Money(fen: derived.debit))、贷 \(Money(fen: derived.credit))")
        }
    }
}

/// A row of the book's own chart.
struct ChartRow {
    let code, chinese, english, kind: String
    let isDebit, isFloored: Bool

    static func all(of book: Int64, in transaction: borrowing Transaction) throws -> [String: ChartRow] {
        let rows = try transaction.rows(
            """
            select code, name_zh, name_en, kind, normal::text as normal, is_floored
            from ledger.chart
            where book_id = \(book)
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let code = try row.string("code")
                let found = ChartRow(
                    code: code, chinese: try row.string("name_zh"), english: try row.string("name_en"),
                    kind: try row.string("kind"),
                    isDebit: try row.string("normal") == "D", isFloored: try row.bool("is_floored"))
                return (code, found)
            })
    }
}
