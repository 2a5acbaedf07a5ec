import Postgres
import Testing

@Suite struct ColumnTests {
    @Test func `columns are found by name in any order, and by place`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                let rows = try transaction.rows(
                    "select n as a, n * 10 as b, n * 100 as c from generate_series(1, 3) as n"
                )
                #expect(rows.columnNames == ["a", "b", "c"])
                #expect(try rows.map { try $0.int64("c") + $0.int64("a") + $0.int64("b") } == [111, 222, 333])
                #expect(try rows.map { try $0.int64(2) } == [100, 200, 300])
            }
        }
    }

    @Test func `a column that is not there or is another kind is an error that says so`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                let row = try #require(
                    try transaction.one("select 1 as a, 'x' as b, 1.5 as c, 'infinity'::date as d, 70000 as e")
                )
                func problem(_ read: () throws -> Void) -> String {
                    do {
                        try read()
                        return "none"
                    } catch { return "\(error)" }
                }
                #expect(problem { _ = try row.int64("z") } == "column \"z\" is not in the result")
                #expect(problem { _ = try row.int64(9) } == "column 9 is not in the result")
                #expect(
                    problem { _ = try row.int64("b") }
                        == "column \"b\" has type 25 and cannot be read as a whole number"
                )
                #expect(problem { _ = try row.string("a") } == "column \"a\" has type 23 and cannot be read as text")
                #expect(problem { _ = try row.int64("c") } == "column \"c\" has decimals")
                #expect(problem { _ = try row.date("d") } == "column \"d\" is an infinite date")
                #expect(problem { _ = try row.int16("e") } == "column \"e\" does not fit Int16")
            }
        }
    }

    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("-1", -1), ("10000", 10_000), ("100000000", 100_000_000),
            ("12345678901234567", 12_345_678_901_234_567),
            ("9223372036854775807", Int64.max), ("-9223372036854775807", -Int64.max), ("9223372036854775808", nil),
            ("1e30", nil), ("0.5", nil), ("2.00", 2), ("NaN", nil),
        ] as [(String, Int64?)]
    )
    func `a numeric is read when it is a whole number that fits`(text: String, expected: Int64?) async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                let row = try #require(try transaction.one("select \(text)::numeric as n"))
                if let expected {
                    #expect(try row.int64("n") == expected)
                } else {
                    #expect(throws: ColumnError.self) { try row.int64("n") }
                }
            }
        }
    }

    @Test func `text is read from all kinds of text`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                try transaction.run("create type colour as enum ('red', 'green')")
                let row = try #require(
                    try transaction.one(
                        """
                        select 'a'::varchar as a, 'b'::char(3) as b, 'c'::name as c, '{"k": 1}'::jsonb as d, '[1]'::json as e,
                            '00112233-4455-6677-8899-aabbccddeeff'::uuid as f, 'green'::colour as g
                        """
                    )
                )
                let texts = try ["a", "b", "c", "d", "e", "f", "g"].map { try row.string(.name($0)) }
                #expect(
                    texts == [
                        "a", "b  ", "c", #"{"k": 1}"#, "[1]", "00112233-4455-6677-8899-aabbccddeeff", "green",
                    ]
                )
            }
        }
    }
}
