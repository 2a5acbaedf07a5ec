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
        guard reach.seesAll else { return nil }
        return try await read(reach) { pipeline in
            let loading = ReconciliationLoading(reach.book, on: day, of: category, &pipeline)
            return try loading.all(try pipeline.send()).first
        }
    }
}
