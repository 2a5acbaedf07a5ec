import Accounting
import Clearing
import Postgres

/// A settlement run with its orders and the gross legs each of them nets.
public struct RunFile: Sendable {
    public let run: Run
    /// By number.
    public let orders: [PaymentOrder]
    public let legs: [Leg]

    public func legs(of order: PaymentOrder) -> [Leg] { legs.filter { $0.order == order.number } }
}

/// A run's orders with the parties they pay: what the files for the bank are made of.
public struct RunPayees: Sendable {
    public let file: RunFile
    /// By id.
    public let parties: [String: Party]
    /// The fund's own bank accounts, where they are registered.
    public let accounts: [Category: BankAccount]
    public let book: String
}

extension Reader {
    /// Newest first; for those who see the whole book.
    public func runs(_ reach: Reach, state: Run.State? = nil, _ ask: PageAsk<Int64>) async throws -> Page<
        RunFile, Int64
    > {
        let found = try await read(reach) { pipeline in
            let place = pipeline.add(
                """
                select \(Run.columns)
                from clearing.run r
                where r.book_id = \(reach.book) and \(reach.whole)
                    \(SQL.and(state) { "r.state = \($0.rawValue)" })
                    \(SQL.and(ask.after) { "r.run_no < \($0)" })
                order by r.run_no desc
                limit \(ask.rows)
                """)
            let runs = try pipeline.send()[place].map(Run.init)
            return try Reader.files(of: runs, reach, &pipeline)
        }
        return Page(found, ask, key: \.run.number)
    }

    public func run(_ reach: Reach, _ number: Int64) async throws -> RunFile? {
        try await read(reach) { pipeline in try Reader.file(of: number, reach, &pipeline) }
    }

    public func payees(_ reach: Reach, run number: Int64) async throws -> RunPayees? {
        try await read(reach) { pipeline in
            guard let file = try Reader.file(of: number, reach, &pipeline) else { return nil }
            let parties = pipeline.add(Party.all(reach.book))
            let accounts = pipeline.add(BankAccount.all(reach.book))
            let book = pipeline.add("select b.code from clearing.book b where b.book_id = \(reach.book)")
            let results = try pipeline.send()
            return RunPayees(
                file: file,
                parties: Dictionary(uniqueKeysWithValues: try results[parties].map(Party.init).map { ($0.id, $0) }),
                accounts: Dictionary(
                    uniqueKeysWithValues: try results[accounts].map(BankAccount.init).map { ($0.category, $0) }),
                book: try results[book].first?.string("code") ?? "")
        }
    }

    /// Newest first: a party's own, or all.
    public func orders(_ reach: Reach, state: PaymentOrder.State? = nil, party: String? = nil, _ ask: PageAsk<Int64>)
        async throws
        -> Page<PaymentOrder, Int64>
    {
        let found = try await rows(
            reach,
            """
            select \(PaymentOrder.columns)
            from clearing.payment_order o
            where \(reach.orders)
                \(SQL.and(state) { "o.state = \($0.rawValue)" })
                \(SQL.and(party) { "o.party = \($0)" })
                \(SQL.and(ask.after) { "o.order_no < \($0)" })
            order by o.order_no desc
            limit \(ask.rows)
            """, PaymentOrder.init)
        return Page(found, ask, key: \.number)
    }

    public func order(_ reach: Reach, _ number: Int64) async throws -> (order: PaymentOrder, legs: [Leg])? {
        try await read(reach) { pipeline in
            let order = pipeline.add(
                """
                select \(PaymentOrder.columns)
                from clearing.payment_order o
                where \(reach.orders) and o.order_no = \(number)
                """)
            let legs = pipeline.add(
                """
                select \(Leg.columns)
                from clearing.leg g
                where \(reach.legs) and g.order_no = \(number)
                order by g.leg_no
                """)
            let results = try pipeline.send()
            guard let row = results[order].first else { return nil }
            return (try PaymentOrder(row), try results[legs].map(Leg.init))
        }
    }

    private static func file(of number: Int64, _ reach: Reach, _ pipeline: inout Pipeline) throws -> RunFile? {
        let place = pipeline.add(
            """
            select \(Run.columns)
            from clearing.run r
            where r.book_id = \(reach.book) and \(reach.whole) and r.run_no = \(number)
            """)
        return try files(of: try pipeline.send()[place].map(Run.init), reach, &pipeline).first
    }

    private static func files(of runs: [Run], _ reach: Reach, _ pipeline: inout Pipeline) throws -> [RunFile] {
        let numbers = runs.map(\.number)
        let orders = pipeline.add(PaymentOrder.ofRuns(reach.book, numbers))
        let legs = pipeline.add(Leg.ofRuns(reach.book, numbers))
        let results = try pipeline.send()
        let ordersByRun = Dictionary(grouping: try results[orders].map(PaymentOrder.init), by: \.run)
        let legsByRun = Dictionary(grouping: try results[legs].map(Leg.init), by: { $0.run ?? 0 })
        return runs.map { run in
            RunFile(
                run: run, orders: (ordersByRun[run.number] ?? []).sorted { $0.number < $1.number },
                legs: (legsByRun[run.number] ?? []).sorted { $0.number < $1.number })
        }
    }
}
