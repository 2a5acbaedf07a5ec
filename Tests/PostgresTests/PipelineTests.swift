import Postgres
import Testing

@Suite struct PipelineTests {
    @Test func `results come in the order they were asked for`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                try transaction.pipeline { pipeline in
                    let first = pipeline.add("select \(1) as n")
                    let second = pipeline.add("select \("two") as t")
                    let results = try pipeline.send()
                    #expect(try results[second].first?.string("t") == "two")
                    #expect(try results[first].first?.int("n") == 1)
                    let third = pipeline.add("select \(3) as n")
                    #expect(try pipeline.send()[third].first?.int("n") == 3)
                }
            }
        }
    }

    @Test func `a turn commits with its last pipeline`() async throws {
        try await withFacts { connection, other in
            try await connection.transaction { transaction in
                try transaction.pipeline { pipeline throws in
                    let held = pipeline.add("select count(*) as n from fact")
                    #expect(try pipeline.send()[held].first?.int("n") == 0)
                    let insert = pipeline.add("insert into fact (id) select unnest(\([1, 2] as [Int64]))")
                    #expect(try pipeline.commit()[insert].affected == 2)
                }
            }
            #expect(try await other.facts() == [1, 2])
        }
    }

    @Test func `a turn costs two round trips`() async throws {
        try await withFacts { connection, _ in
            @Sendable func turn(_ transaction: borrowing Transaction, _ id: Int64) throws {
                try transaction.pipeline { pipeline in
                    pipeline.add("select id from fact where id = \(id) for update")
                    pipeline.add("select id from fact where id = \(id + 1)")
                    try pipeline.send()
                    pipeline.add("insert into fact (id) values (\(id))")
                    pipeline.add("update fact set note = \("x") where id = \(id)")
                    try pipeline.commit()
                }
            }
            try await connection.transaction { try turn($0, 1) }
            let before = await connection.roundTrips
            try await connection.transaction { try turn($0, 2) }
            #expect(await connection.roundTrips - before == 2)
            try await connection.transaction(readOnly: true) { _ = try $0.rows("select 1") }
            // One for `begin` and the statement, one for the `commit` that nobody waits for.
            #expect(await connection.roundTrips - before == 4)
        }
    }

    @Test func `a thousand statements with much to carry both ways do not lock up`() async throws {
        try await withFacts { connection, other in
            let payload = String(repeating: "石", count: 20_000)  // 60 kB each way, 60 MB in all
            let lengths = try await connection.transaction(deadline: .seconds(60)) { transaction in
                try transaction.pipeline { pipeline in
                    let places = (1...1000).map { id in
                        pipeline.add("insert into fact (id, note) values (\(id), \(payload)) returning id, note")
                    }
                    let results = try pipeline.send()
                    return try places.map { place in
                        let row = results[place][0]
                        return try row.int64("id") * 100_000 + Int64(row.string("note").utf8.count)
                    }
                }
            }
            #expect(lengths == (1...1000).map { Int64($0) * 100_000 + 60_000 })
            #expect(try await other.facts().count == 1000)
        }
    }

    @Test func `the first error ends a pipeline, is named by its place, and nothing remains`() async throws {
        try await withFacts { connection, other async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try transaction.pipeline { pipeline in
                        pipeline.add("insert into fact (id) values (1)")
                        pipeline.add("insert into fact (id) values (2)")
                        pipeline.add("insert into fact (id) values (\(-5))")
                        pipeline.add("insert into fact (id) values (1)")
                        try pipeline.commit()
                    }
                }
            }
            #expect(error?.statementIndex == 2)
            #expect(error?.isCheckViolation == true)
            #expect(error?.constraint == "fact_id_check")
            #expect(error?.statement == "insert into fact (id) values ($1)")
            #expect(try await other.facts() == [])
            #expect(try await connection.facts() == [])
        }
    }

    @Test func `after an error in a pipeline its statements can be used again`() async throws {
        try await withFacts { connection, other in
            @Sendable func insert(_ ids: [Int64]) async throws {
                try await connection.transaction { transaction in
                    try transaction.pipeline { pipeline in
                        pipeline.add("select 1 / \(ids[0])")
                        for id in ids { pipeline.add("insert into fact (id) values (\(id))") }
                        try pipeline.commit()
                    }
                }
            }
            let error = await #expect(throws: PostgresError.self) { try await insert([0, 1]) }
            #expect(error?.sqlState == "22012")
            try await insert([5, 6])
            #expect(try await other.facts() == [5, 6])
        }
    }

    @Test func `a deferred constraint objects at commit, and that is an ordinary error`() async throws {
        try await withFacts { connection, other in
            try await connection.transaction { transaction in
                try transaction.run("create table child (id bigint references fact (id) deferrable initially deferred)")
            }
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try transaction.pipeline { pipeline in
                        pipeline.add("insert into fact (id) values (1)")
                        pipeline.add("insert into child (id) values (2)")
                        try pipeline.commit()
                    }
                }
            }
            #expect(error?.isForeignKeyViolation == true)
            #expect(try await other.facts() == [])
        }
    }

    @Test func `statements beyond the limit are prepared anew`() async throws {
        var options = Connection.Options()
        options.preparedStatementLimit = 2
        try await withConnection(options: options) { connection in
            for _ in 0..<3 {
                try await connection.transaction { transaction throws in
                    #expect(try transaction.one("select \(1) as a")?.int("a") == 1)
                    #expect(try transaction.one("select \(2) as b")?.int("b") == 2)
                    #expect(try transaction.one("select \(3) as c")?.int("c") == 3)
                    #expect(try transaction.one("select \("3") as c")?.string("c") == "3")
                }
            }
            let prepared = try await connection.transaction {
                try $0.one("select count(*) as n from pg_prepared_statements")?.int("n")
            }
            #expect(prepared == 2)
        }
    }

    @Test func `a statement survives a change of the schema under it`() async throws {
        try await withFacts { connection, other in
            @Sendable func columns() async throws -> Int {
                try await connection.transaction { try $0.rows("table fact").columnNames.count }
            }
            #expect(try await columns() == 2)
            try await other.transaction { try $0.run("alter table fact add column more text") }
            let error = await #expect(throws: PostgresError.self) { try await columns() }
            #expect(error?.sqlState == "0A000")
            #expect(try await columns() == 3)
        }
    }
}
