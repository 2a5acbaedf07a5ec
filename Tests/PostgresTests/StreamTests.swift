import Postgres
import Testing

/// COPY and cursors.
@Suite struct StreamTests {
    private struct Refused: Error {}

    private func withLines(_ work: @Sendable (Connection) async throws -> Void) async throws {
        try await withConnection { connection in
            try await connection.transaction {
                try $0.run("create table line (id bigint primary key, note text, day date)")
            }
            try await work(connection)
        }
    }

    @Test func `a hundred thousand rows stream in`() async throws {
        try await withLines { connection in
            let copied = try await connection.transaction { transaction in
                try transaction.copyIn(into: "copy line (id, note, day) from stdin (format binary)") { writer in
                    for id in 1...100_000 {
                        try writer.row(id, id % 2 == 0 ? nil : "石 \(id)", SQLDate(daysSince1970: Int32(id % 30_000)))
                    }
                }
            }
            #expect(copied == 100_000)
            try await connection.transaction { transaction in
                let row = try #require(
                    try transaction.one(
                        "select count(*) as n, count(note) as notes, sum(id) as total, max(day) as day from line"
                    )
                )
                #expect(try row.int64("n") == 100_000)
                #expect(try row.int64("notes") == 50_000)
                #expect(try row.int64("total") == 5_000_050_000)
                #expect(try row.date("day") == 29_999)
            }
        }
    }

    @Test func `text streams in as it is`() async throws {
        try await withLines { connection in
            let ids = try await connection.transaction { transaction in
                try transaction.copyIn(into: "copy line (id, note) from stdin (format csv)") { writer in
                    try writer.bytes(Array("1,\"a,b\"\n2,".utf8))
                    try writer.bytes(Array("c\n".utf8))
                }
                try transaction.run("insert into line (id) values (3)")
                return try transaction.rows("select id, note from line order by id") { try $0.stringOrNil("note") }
            }
            #expect(ids == ["a,b", "c", nil])
        }
    }

    @Test func `a copy of no rows copies none`() async throws {
        try await withLines { connection in
            let copied = try await connection.transaction { transaction in
                try transaction.copyIn(into: "copy line (id) from stdin (format binary)") { _ in }
            }
            #expect(copied == 0)
        }
    }

    @Test func `a copy that is broken off leaves nothing`() async throws {
        try await withLines { connection async throws in
            await #expect(throws: Refused.self) {
                try await connection.transaction { transaction in
                    try transaction.copyIn(into: "copy line (id) from stdin (format binary)") { writer in
                        for id in 1...50_000 { try writer.row(id) }
                        throw Refused()
                    }
                }
            }
            #expect(try await connection.count(of: "select id from line") == 0)
        }
    }

    @Test func `a copy that PostgreSQL refuses says why`() async throws {
        try await withLines { connection async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try transaction.copyIn(into: "copy line (id) from stdin (format binary)") { writer in
                        for id in [1, 2, 1] { try writer.row(id) }
                    }
                }
            }
            #expect(error?.isUniqueViolation == true)
            #expect(error?.constraint == "line_pkey")
            let other = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try $0.copyIn(into: "copy nothing from stdin") { _ in } }
            }
            #expect(other?.sqlState == "42P01")
            #expect(try await connection.count(of: "select id from line") == 0)
        }
    }

    @Test func `a copy stops at its deadline`() async throws {
        try await withLines { connection async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction(deadline: .milliseconds(200)) { transaction in
                    try transaction.copyIn(into: "copy line (id) from stdin (format binary)") { writer in
                        for id in 1... { try writer.row(id) }
                    }
                }
            }
            #expect(error?.isDeadline == true)
            #expect(try await connection.count(of: "select id from line") == 0)
        }
    }

    @Test func `rows stream out in pieces`() async throws {
        try await withConnection { connection in
            let (pieces, size, rows, sum) = try await connection.transaction { transaction in
                var (pieces, largest) = (0, 0)
                var text: [UInt8] = []
                let rows = try transaction.copyOut(from: "copy (select generate_series(1, 200000)) to stdout") {
                    piece in
                    pieces += 1
                    largest = max(largest, piece.count)
                    text += piece
                }
                let numbers = String(decoding: text, as: UTF8.self).split(separator: "\n").map { Int($0)! }
                return (pieces, largest, rows, numbers.reduce(0, +))
            }
            #expect(rows == 200_000)
            #expect(sum == 20_000_100_000)
            #expect(pieces > 10 && size < 70_000)
        }
    }

    @Test func `a copy out that is broken off frees the connection`() async throws {
        try await withConnection { connection async throws in
            await #expect(throws: Refused.self) {
                try await connection.transaction { transaction in
                    try transaction.copyOut(from: "copy (select generate_series(1, 10000000)) to stdout") { _ in
                        throw Refused()
                    }
                }
            }
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try $0.copyOut(from: "copy (select 1 / 0) to stdout") { _ in } }
            }
            #expect(error?.sqlState == "22012")
            #expect(try await connection.count(of: "select 1") == 1)
        }
    }

    @Test func `a long result comes in chunks, and the transaction may be used between them`() async throws {
        try await withLines { connection in
            let (sizes, sum) = try await connection.transaction { transaction in
                var (sizes, sum) = ([Int](), Int64(0))
                try transaction.forEachChunk(
                    of: "select n from generate_series(1, \(Int64(2500))) as n order by n",
                    size: 1000
                ) { rows in
                    sizes.append(rows.count)
                    for row in rows { sum += try row.int64("n") }
                    try transaction.run("insert into line (id) values (\(sum))")
                    try transaction.forEachChunk(of: "select id from line", size: 2) { _ in }
                }
                return (sizes, sum)
            }
            #expect(sizes == [1000, 1000, 500])
            #expect(sum == 3_126_250)
            #expect(try await connection.count(of: "select id from line") == 3)
        }
    }

    @Test func `a cursor over nothing gives nothing`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                try transaction.forEachChunk(of: "select 1 where false", size: 10) { _ in
                    Issue.record("there is no chunk")
                }
            }
        }
    }
}
