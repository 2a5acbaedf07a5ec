import Dispatch
import Postgres
import Testing

/// What many do at once.
@Suite struct ConcurrencyTests {
    @Test func `twelve sessions post into one book at once: no gap, no deadlock, every seal right`() async throws {
        try await Kernel.with { kernel in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<12 {
                    group.addTask {
                        let connection = Connection("\(kernel.database) user=ballast_service")
                        for round in 0..<10 {
                            // Half of them name the accounts the other way round, which is how deadlocks are made.
                            let forward = [
                                (Kernel.bank, Kernel.principal, Int64(100)),
                                (Kernel.capacity, Kernel.counterpart, Int64(7)),
                            ]
                            try await connection.transaction {
                                try $0.run(Kernel.post(worker % 2 == 0 ? forward : forward.reversed()))
                            }
                            if round % 5 == 0 {
                                try await connection.transaction { transaction in
                                    try transaction.run(
                                        "select ledger.open_accounts(1, array['1218.01:a:1', \("1218.01:w:\(worker)")])"
                                    )
                                }
                            }
                        }
                        await connection.close()
                    }
                }
                try await group.waitForAll()
            }
            let trace = try await kernel.trace()
            #expect(trace == [240, 240, 120, 4, 25_680, 364])
            let findings = try await kernel.findings()
            #expect(findings == [])
        }
    }

    @Test func `one book is posted into while another is held`() async throws {
        try await Kernel.with { kernel in
            let holder = Connection("\(kernel.database) user=ballast_service")
            let (held, isHeld) = AsyncStream<Void>.makeStream()
            let letGo = DispatchSemaphore(value: 0)
            async let holding: Void = {
                _ = try await holder.transaction { transaction in
                    try transaction.run(Kernel.post([(Kernel.bank, Kernel.principal, 5)], book: 1))
                    isHeld.finish()
                    _ = letGo.wait(timeout: .now() + 60)
                }
            }()
            for await _ in held {}
            let free = Connection("\(kernel.database) user=ballast_service")
            _ = try await free.transaction(deadline: .seconds(30)) {
                try $0.run(Kernel.post([(Kernel.bank, Kernel.principal, 5)], book: 2))
            }
            await #expect(throws: PostgresError.self) {
                try await free.transaction(deadline: .milliseconds(200)) {
                    try $0.run(Kernel.post([(Kernel.bank, Kernel.principal, 5)], book: 1))
                }
            }
            letGo.signal()
            try await holding
            for connection in [holder, free] { await connection.close() }
            let trace = try await kernel.trace()
            #expect(trace == [2, 2, 2, 4, 20, 8])
        }
    }

    @Test func `two who draw the last fen: one gets it`() async throws {
        try await Kernel.with { kernel in
            _ = try await kernel.asService { try $0.run(Kernel.post([(Kernel.bank, Kernel.principal, 100)])) }
            let answers = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<2 {
                    group.addTask { try await kernel.refusal(Kernel.post([(Kernel.expense, Kernel.bank, 100)])) }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(answers.count { $0 == nil } == 1)
            #expect(answers.contains("23514"))
        }
    }
}
