import Postgres
import Testing

@Suite struct ValueTests {
    @Test func `whole numbers come back as they went, to the last bit`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction throws in
                for number: Int64 in [.min, -1, 0, 1, .max] {
                    #expect(try transaction.one("select \(number) as n")?.int64("n") == number)
                    #expect(try transaction.one("select \(Int(number)) as n")?.int("n") == Int(number))
                }
                for number: Int32 in [.min, -1, 0, .max] {
                    #expect(try transaction.one("select \(number) as n")?.int32("n") == number)
                }
                for number: Int16 in [.min, -1, 0, .max] {
                    #expect(try transaction.one("select \(number) as n")?.int16("n") == number)
                }
                for truth in [true, false] { #expect(try transaction.one("select \(truth) as t")?.bool("t") == truth) }
            }
        }
    }

    @Test func `PostgreSQL understands each value as what it is`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                let row = try #require(
                    try transaction.one(
                        """
                        select \(Int64.min)::text as a, \("压舱石")::text as b, encode(\([0, 255] as [UInt8]), 'hex') as c,
                            to_char(\(SQLDate(daysSince1970: 20_484)), 'YYYY-MM-DD') as d,
                            to_char(\(SQLTimestamp(microsecondsSince1970: -1)) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as e,
                            \([1, nil, 3] as [Int64?])::text as f, \(["a,b", nil, "", "\""] as [String?])::text as g,
                            array_length(\([] as [Int64]), 1) is null as h, \(true)::text as i
                        """
                    )
                )
                #expect(try row.string("a") == "-9223372036854775808")
                #expect(try row.string("b") == "压舱石")
                #expect(try row.string("c") == "00ff")
                #expect(try row.string("d") == "2026-01-31")
                #expect(try row.string("e") == "1969-12-31 23:59:59.999999")
                #expect(try row.string("f") == "{1,NULL,3}")
                #expect(try row.string("g") == #"{"a,b",NULL,"","\""}"#)
                #expect(try row.bool("h"))
                #expect(try row.string("i") == "true")
            }
        }
    }

    @Test func `text, bytes, dates and moments come back as they went`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                let long = String(repeating: "余额", count: 100_000)
                for text in ["", "a", "压舱石 🚢", long] {
                    #expect(try transaction.one("select \(text) as t")?.string("t") == text)
                }
                for bytes: [UInt8] in [[], [0], Array(0...255)] {
                    #expect(try transaction.one("select \(bytes) as b")?.bytes("b") == bytes)
                }
                for days: Int32 in [-2_440_588, -1, 0, 10_957, 20_454, 2_145_000_000] {
                    #expect(try transaction.one("select \(SQLDate(daysSince1970: days)) as d")?.date("d") == days)
                }
                for moment: Int64 in [
                    -210_866_803_200_000_000, -1, 0, 1_767_225_600_000_001, 9_200_000_000_000_000_000,
                ] {
                    let row = try transaction.one("select \(SQLTimestamp(microsecondsSince1970: moment)) as m")
                    #expect(try row?.timestamp("m") == moment)
                }
            }
        }
    }

    @Test func `arrays come back as they went, gaps and all`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction throws in
                let numbers: [Int64] = [.min, 0, .max]
                #expect(try transaction.one("select \(numbers) as a")?.int64Array("a") == numbers)
                #expect(try transaction.one("select \([] as [Int64]) as a")?.int64Array("a") == [])
                #expect(try transaction.one("select \([1, -1] as [Int32]) as a")?.int32Array("a") == [1, -1])
                #expect(try transaction.one("select \([1, -1] as [Int16]) as a")?.int16Array("a") == [1, -1])
                #expect(try transaction.one("select \([true, false]) as a")?.boolArray("a") == [true, false])
                #expect(try transaction.one("select \(["", "石", "a\"b"]) as a")?.stringArray("a") == ["", "石", "a\"b"])
                let bytes: [[UInt8]] = [[], [0, 1], [255]]
                #expect(try transaction.one("select \(bytes) as a")?.bytesArray("a") == bytes)
                let dates = [SQLDate(daysSince1970: 0), SQLDate(daysSince1970: -1)]
                #expect(try transaction.one("select \(dates) as a")?.array("a", of: SQLDate.self) == dates)
                let moments = [SQLTimestamp(microsecondsSince1970: 5), SQLTimestamp(microsecondsSince1970: -5)]
                #expect(try transaction.one("select \(moments) as a")?.array("a", of: SQLTimestamp.self) == moments)

                let gaps: [Int64?] = [nil, 7, nil]
                #expect(try transaction.one("select \(gaps) as a")?.arrayWithNils("a", of: Int64.self) == gaps)
                let words: [String?] = ["a", nil, ""]
                #expect(try transaction.one("select \(words) as a")?.arrayWithNils("a", of: String.self) == words)
                let truths: [Bool?] = [nil, true]
                #expect(try transaction.one("select \(truths) as a")?.arrayWithNils("a", of: Bool.self) == truths)
                let pieces: [[UInt8]?] = [nil, []]
                #expect(try transaction.one("select \(pieces) as a")?.arrayWithNils("a", of: [UInt8].self) == pieces)
            }
        }
    }

    @Test func `nothing comes back as nothing`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                let row = try #require(
                    try transaction.one(
                        """
                        select \(nil as Int64?) as a, \(nil as String?) as b, \(nil as [Int64]?) as c, \(nil as SQLDate?) as d,
                            \(7 as Int64?) as e
                        """
                    )
                )
                #expect(try row.int64OrNil("a") == nil)
                #expect(try row.stringOrNil("b") == nil)
                #expect(try row.arrayOrNil("c", of: Int64.self) == nil)
                #expect(try row.dateOrNil("d") == nil)
                #expect(try row.int64OrNil("e") == 7)
                #expect(throws: ColumnError.self) { try row.int64("a") }
            }
        }
    }

    @Test func `a hundred thousand numbers go set-wise`() async throws {
        try await withConnection { connection in
            let numbers = Array(Int64(1)...100_000)
            let sum = try await connection.transaction { transaction in
                try transaction.one("select sum(n) as total from unnest(\(numbers)) as n")?.int64("total")
            }
            #expect(sum == 5_000_050_000)
        }
    }

    @Test func `a value of another target is bound and read as what stands for it`() async throws {
        try await withConnection { connection in
            try await connection.transaction { transaction in
                let row = try #require(
                    try transaction.one(
                        "select \(Fen(5)) as a, \([Fen(1), Fen(2)]) as b, \([nil, Fen(3)] as [Fen?]) as c"
                    )
                )
                #expect(try row.value("a", as: Fen.self) == Fen(5))
                #expect(try row.array("b", of: Fen.self) == [Fen(1), Fen(2)])
                #expect(try row.arrayWithNils("c", of: Fen.self) == [nil, Fen(3)])
            }
        }
    }
}

private struct Fen: BoundAs, Readable, Equatable {
    let bound: Int64

    init(_ fen: Int64) { bound = fen }
    init(wire: WireValue) throws(Unreadable) { bound = try Int64(wire: wire) }
}
