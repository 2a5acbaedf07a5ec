import Accounting
import Clearing
import Postgres

/// The statements that fetch what books and bank say of the fund's own accounts on a day: of one category, or of all.
struct ReconciliationLoading {
    private let day: Day
    private let accounts, balances, statements, lines, orders: Pipeline.Place

    init(_ book: Int64, on day: Day, of category: Category? = nil, _ pipeline: inout Pipeline) {
        self.day = day
        let last = SQLDate(day)
        accounts = pipeline.add(
            BankAccount.all(book) + SQL.and(category) { "a.category = \($0.rawValue)" } + " order by a.category")
        balances = pipeline.add(
            """
            select a.code, sum(d.debit - d.credit)::bigint as booked
            from ledger.account a
            join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id and d.day <= \(last)
            where a.book_id = \(book) and a.code = any (\(Category.allCases.map(\.cash.text)))
            group by a.code
            """)
        statements = pipeline.add(
            """
            select distinct on (s.category) \(KeptStatement.columns)
            from clearing.bank_statement s
            where s.book_id = \(book) and s.kind = 'statement' and s.day <= \(last)
                \(SQL.and(category) { "s.category = \($0.rawValue)" })
            order by s.category, s.day desc, s.statement_no desc
            """)
        lines = pipeline.add(
            """
            select \(BankLine.columns)
            from clearing.bank_line b
            where b.book_id = \(book)\(SQL.and(category) { "b.category = \($0.rawValue)" })
                and least(b.booked_on, b.posted_on) <= \(last)
                and (b.statement_no is null or b.posted_on is null or b.posted_on <> b.booked_on
                    or b.withdrawn_on is not null or b.state in ('parked', 'proposed', 'returning')
                    or b.booked_on >= (
                        select max(s.day)
                        from clearing.bank_statement s
                        where s.book_id = b.book_id and s.category = b.category and s.kind = 'statement' and s.day <= \(last)))
            order by b.booked_on, b.line_no
            """)
        orders = pipeline.add(
            """
            select \(PaymentOrder.columns), r.due_on, coalesce(r.second_by, r.released_by) as owner
            from clearing.payment_order o
            join clearing.run r on r.book_id = o.book_id and r.run_no = o.run_no
            where o.book_id = \(book)\(SQL.and(category) { "o.category = \($0.rawValue)" }) and r.due_on <= \(last)
                and o.state in ('issued', 'part-paid', 'reopened')
            order by r.due_on, o.order_no
            """)
    }

    /// By category; only of accounts that are registered.
    func all(_ results: Pipeline.Results) throws -> [Reconciliation] {
        var booked: [String: Money] = [:]
        for row in results[balances] { booked[try row.string("code")] = try row.money("booked") }
        let stated = Dictionary(
            uniqueKeysWithValues: try results[statements].map(KeptStatement.init).map { ($0.category, $0) })
        let lines = Dictionary(grouping: try results[lines].map(BankLine.init), by: \.category)
        let orders = Dictionary(
            grouping: try results[orders].map { row in
                (order: try PaymentOrder(row), dueOn: try row.day("due_on"), owner: try row.string("owner"))
            }, by: \.order.category)
        return try results[accounts].map(BankAccount.init).map { account in
            let category = account.category
            return Reconciliation(
                account: account, day: day, booked: booked[category.cash.text] ?? .zero, statement: stated[category],
                lines: lines[category] ?? [], orders: orders[category] ?? [])
        }
    }
}

extension Reconciliation {
    /// What stands in the way of closing: a difference from the last statement that no open item explains (RULES §10).
    var finding: ClosingCheck.Finding? {
        guard let closing = statement?.closing, let unexplained, unexplained != .zero else { return nil }
        return ClosingCheck.Finding(
            kind: .statementDiffers, subject: "account/\(account.category.cash.text)", held: booked,
            expected: closing + explained)
    }
}
