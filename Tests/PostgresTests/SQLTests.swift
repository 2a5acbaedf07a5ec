import Postgres
import Testing

@Suite struct SQLTests {
    @Test func `a value becomes a parameter`() {
        let sql: SQL = "select amount from claim where book_id = \(7) and note = \("x'; drop table claim; --")"
        #expect(sql.text == "select amount from claim where book_id = $1 and note = $2")
    }

    @Test func `statements put together number their values anew`() {
        let limit: SQL = "limit \(10)"
        var sql: SQL = "select \(1) from (select \("a")) as inner_one"
        sql += " where x = \(2) \(limit)"
        #expect(sql.text == "select $1 from (select $2) as inner_one where x = $3 limit $4")
        #expect(("select " + limit).text == "select limit $1")
    }

    @Test func `names and constants cannot break out of their quotes`() {
        let sql: SQL =
            #"alter role \#(identifier: #"a"; drop table b; --"#) password \#(constant: #"it's \ "quoted""#)"#
        #expect(sql.text == #"alter role "a""; drop table b; --" password  E'it''s \\ "quoted"'"#)
    }

    @Test func `the text of a literal is always the same`() {
        func statement(_ value: Int64) -> SQL { "select \(value), \([value])" }
        #expect(statement(1).text == statement(.max).text)
    }

    @Test func `what comes in as a value stays a value`() async throws {
        try await withConnection { connection in
            let attacks = [
                "'; drop table victim; --", "$1", "\\'; drop table victim; --", "\"; drop table victim", "%s", "⌘'",
            ]
            let survived = try await connection.transaction { transaction in
                try transaction.run("create table victim (note text)")
                for attack in attacks { try transaction.run("insert into victim (note) values (\(attack))") }
                try transaction.run("insert into victim (note) values (\(constant: attacks[2]))")
                return try transaction.rows("select note from victim") { try $0.string("note") }
            }
            #expect(survived == attacks + [attacks[2]])
        }
    }
}
