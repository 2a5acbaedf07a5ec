import House
import JSON
import Postgres
import Store
import Testing

/// Cut off while its lines go in, a run has left nothing, and is drawn up anew.
@Suite struct SubsidyKillTests {
    @Test(arguments: [("subsidy-equipment", "2026-Q1"), ("fee-rebate", "2026-H1")])
    func `a draft that is killed leaves no line, and the next look finishes it`(programme: String, period: String)
        async throws
    {
        try await House.with { house in
            try await house.adoptSubsidy(House.pack(programme, budget: 10_000_000))
            try await house.fileTagged(12_000_000, number: 1, disbursed: "2026-02-12")
            try await house.fileGuaranteed(12_000_000, number: 2, disbursed: "2026-02-12")
            house.clock.set("2026-07-02 09:00")
            try await house.must(
                "draft-subsidy-run", ["programme": .string(programme), "period": .string(period)], by: "bureau/clerk")
            // Whoever holds the run's row keeps a draft from its last statement, when all lines are copied; it is killed there.
            let holder = Connection(house.database)
            let drafting = Task { () -> Bool in
                try await Task.sleep(for: .milliseconds(300))
                return try await house.draft(1)
            }
            let killed = try await holder.transaction { transaction in
                try transaction.run("update clearing.subsidy_run set lines = lines")
                for _ in 0..<600 {
                    let found = try transaction.rows(
                        """
                        select pg_terminate_backend(a.pid) as done
                        from pg_stat_get_activity(null) a
                        join pg_database d on d.oid = a.datid
                        where d.datname = current_database() and a.wait_event_type = 'Lock'
                        """
                    ).count
                    if found > 0 { return true }
                    // Who is at work is looked up once a transaction, unless that is forgotten.
                    try transaction.run("select pg_sleep(0.05), pg_stat_clear_snapshot()")
                }
                return false
            }
            #expect(killed)
            await #expect(throws: (any Error).self) { try await drafting.value }
            #expect(try await house.subsidyLines(1) == [])
            #expect(try await house.draft(1))
            #expect(try await house.subsidyLines(1).count == 1)
            #expect(try await house.draft(1) == false)
            #expect(try await house.findings() == [])
            await holder.close()
        }
    }

    /// Whoever puts lines in place waits for loans to be read; where nobody reads any more it must not wait for ever.
    @Test(.timeLimit(.minutes(3))) func `a draft that is given up at any moment ends, and is finished later`()
        async throws
    {
        try await House.with { house in
            try await house.adoptSubsidy(House.pack("subsidy-equipment", budget: 10_000_000))
            try await house.fileTagged(12_000_000, number: 1, disbursed: "2026-02-12")
            house.clock.set("2026-07-02 09:00")
            try await house.must(
                "draft-subsidy-run", ["programme": "subsidy-equipment", "period": "2026-Q1"], by: "bureau/clerk")
            let service = house.database + " user=ballast_service"
            let (reading, writing) = (Connection(service), Connection(service))
            let (drafting, book) = (SubsidyDrafting(reading: reading, writing: writing), house.book)
            for round in 0..<200 {
                let draft = Task { try await drafting.draft(1, of: book) }
                try await Task.sleep(for: .microseconds(round * 50))
                draft.cancel()
                // Sooner or later one is done before it is given up.
                if case .success(true) = await draft.result { break }
            }
            _ = try await drafting.draft(1, of: book)
            for connection in [reading, writing] { await connection.close() }
            #expect(try await house.subsidyLines(1).count == 1)
            #expect(try await house.findings() == [])
        }
    }
}
