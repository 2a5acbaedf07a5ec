import Accounting
import Clearing
import Postgres

extension Reader {
    /// The fund's own bank accounts, by category; for those who see the whole book.
    public func bankAccounts(_ reach: Reach) async throws -> [BankAccount] {
        try await rows(
            reach, BankAccount.all(reach.book) + " and \(reach.whole) order by a.category", BankAccount.init)
    }

    /// Newest first.
    public func statements(
        _ reach: Reach, category: Category? = nil, kind: BankStatement.Kind? = nil, _ ask: PageAsk<Int64>
    ) async throws -> Page<KeptStatement, Int64> {
        let found = try await rows(
            reach,
            """
            select \(KeptStatement.columns)
            from clearing.bank_statement s
            where s.book_id = \(reach.book) and \(reach.whole)
                \(SQL.and(category) { "s.category = \($0.rawValue)" })
                \(SQL.and(kind) { "s.kind = \($0.rawValue)" })
                \(SQL.and(ask.after) { "s.statement_no < \($0)" })
            order by s.statement_no desc
            limit \(ask.rows)
            """, KeptStatement.init)
        return Page(found, ask, key: \.number)
    }

    /// Movements of bank accounts, oldest first: of a category, of a statement, in a state.
    public func bankLines(
        _ reach: Reach, category: Category? = nil, state: BankLine.State? = nil, statement: Int64? = nil,
        _ ask: PageAsk<Int64>
    ) async throws -> Page<BankLine, Int64> {
        let found = try await rows(
            reach,
            """
            select \(BankLine.columns)
            from clearing.bank_line b
            where b.book_id = \(reach.book) and \(reach.whole)
                \(SQL.and(category) { "b.category = \($0.rawValue)" })
                \(SQL.and(state) { "b.state = \($0.rawValue)" })
                \(SQL.and(statement) { "b.statement_no = \($0)" })
                \(SQL.and(ask.after) { "b.line_no > \($0)" })
            order by b.line_no
            limit \(ask.rows)
            """, BankLine.init)
        return Page(found, ask, key: \.number)
    }

    public func bankLine(_ reach: Reach, _ number: Int64) async throws -> BankLine? {
        try await rows(
            reach,
            """
            select \(BankLine.columns)
            from clearing.bank_line b
            where b.book_id = \(reach.book) and \(reach.whole) and b.line_no = \(number)
            """, BankLine.init
        ).first
    }

    /// An account on a day, as the books have it and as the bank has it; nil where none is registered.
    public func reconciliation(_ reach: Reach, _ category: Category, on day: Day) async throws -> Reconciliation? {
        let last = SQLDate(day)
        return try await read(reach) { pipeline in
            let accounts = pipeline.add(
                BankAccount.all(reach.book) + " and \(reach.whole) and a.category = \(category.rawValue)")
            let balance = pipeline.add(
                """
                select coalesce(sum(d.debit - d.credit), 0)::bigint as booked
                from ledger.account a
                join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id
                where a.book_id = \(reach.book) and a.code = \(category.cash.text) and d.day <= \(last)
                """)
            let statement = pipeline.add(
                """
                select \(KeptStatement.columns)
                from clearing.bank_statement s
                where s.book_id = \(reach.book) and s.category = \(category.rawValue) and s.kind = 'statement' and s.day <= \(last)
                order by s.day desc, s.statement_no desc
                limit 1
                """)
            let lines = pipeline.add(
                """
                select \(BankLine.columns)
                from clearing.bank_line b
                where b.book_id = \(reach.book) and b.category = \(category.rawValue)
                    and least(b.booked_on, b.posted_on) <= \(last)
                    and (b.statement_no is null or b.posted_on is null or b.posted_on <> b.booked_on
                        or b.withdrawn_on is not null or b.state in ('parked', 'proposed', 'returning')
                        or b.booked_on >= (
                            select max(s.day)
                            from clearing.bank_statement s
                            where s.book_id = b.book_id and s.category = b.category and s.kind = 'statement' and s.day <= \(last)))
                order by b.booked_on, b.line_no
                """)
            let orders = pipeline.add(
                """
                select \(PaymentOrder.columns), r.due_on, coalesce(r.second_by, r.released_by) as owner
                from clearing.payment_order o
                join clearing.run r on r.book_id = o.book_id and r.run_no = o.run_no
                where o.book_id = \(reach.book) and o.category = \(category.rawValue) and r.due_on <= \(last)
                    and o.state in ('issued', 'part-paid', 'reopened')
                order by r.due_on, o.order_no
                """)
            let results = try pipeline.send()
            guard let account = try results[accounts].first.map(BankAccount.init) else { return nil }
            return Reconciliation(
                account: account, day: day, booked: try results[balance].first?.money("booked") ?? .zero,
                statement: try results[statement].first.map(KeptStatement.init),
                lines: try results[lines].map(BankLine.init),
                orders: try results[orders].map { row in
                    (try PaymentOrder(row), try row.day("due_on"), try row.string("owner"))
                })
        }
    }
}
