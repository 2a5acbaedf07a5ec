import Accounting
import Clearing
import Postgres

extension Reader {
    /// What `Needs` asks of limits and their use, as far as the reach goes: accounts of the classes that hold them, principal
    /// released, the pool's opening principal. What else is needed is left out.
    public func room(_ reach: Reach, _ needs: Needs) async throws -> Books.Found {
        try await read(reach) { pipeline in
            let accounts = pipeline.add(
                """
                select r.code, r.normal, r.debit, r.credit, r.ceiling
                from clearing.room(\(needs.accounts.map(\.text).sorted())) r
                """)
            let released = needs.released.map { key in
                (
                    key,
                    pipeline.add(
                        """
                        select r.principals, r.days
                        from clearing.released(\(key.bank), \(key.programme), \(key.year.map(Int32.init))) r
                        where r.principals is not null
                        """
                    )
                )
            }
            let pools = needs.openingPools.map { year in
                (year, pipeline.add("select clearing.opening_pool(\(Int32(clamping: year))) as opening"))
            }
            let results = try pipeline.send()
            var found = Books.Found()
            for row in results[accounts] {
                found.holdings[try row.accountName("code")] = Holding(
                    number: 0, normalSide: try row.string("normal") == "D" ? .debit : .credit,
                    debit: try row.money("debit"),
                    credit: try row.money("credit"), floor: nil, ceiling: try row.moneyOrNil("ceiling"))
            }
            for (key, place) in released {
                let row = results[place].first
                found.released[key] = zip(try row?.int64Array("principals") ?? [], try row?.int64Array("days") ?? [])
                    .map {
                        Books.Released(principal: Money(fen: $0), days: Int($1))
                    }
            }
            for (year, place) in pools { found.openingPools[year] = try results[place].first?.money("opening") }
            return found
        }
    }
}
