import Commands
import House
import JSON
import Testing

/// RULES §5: files of filings, answered record by record.
@Suite struct BatchFilingTests {
    /// Bank 20, guarantor 30, fund 50; up to 1,000.00 at once.
    static func terms(_ filing: String = "") throws -> JSON {
        try Sample.terms(
            "sight", [("district", 30), ("fund", 50), ("bank", 20)], caps: "",
            #""filing":{"mode":["batch"],"automatic_up_to":100000\#(filing)}"#)
    }

    static func record(_ number: Int, _ principal: Int64, borrower: String = Sample.borrower) -> JSON {
        Sample.loan(programme: "sight", number: number, borrower: borrower, principal: principal)
    }

    @Test func `a file is answered record by record, in file order, and posted as one entry`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms(#","per_borrower":150000,"excluded_industries":["J"]"#))
            let records = [
                Self.record(1, 60_001), Self.record(2, 90_000), Self.record(2, 10), Self.record(3, 100_001),
                Self.record(4, 10, borrower: "91500118MA2789195D"), Self.record(5, 10).with("industry", "J66"),
                Self.record(6, 10).with("disbursed", "2026-01-05"), Self.record(7, 10).with("programme", "gold"),
                Self.record(8, 10).with("programme", "yongchuan-credit"), Self.record(9, 89_999).without("rate"),
                Self.record(10, 89_999),
            ]
            let answered = try await house.send(BankFile(records).bytes)
            #expect(
                answered.outcomes == [
                    "accepted 1", "rejected F05 /principal", "accepted 2", "pending 3", "rejected F02 /borrower",
                    "rejected F03 /industry", "rejected F07 /disbursed", "rejected F08 /programme",
                    "rejected F09 /programme", "rejected F09 /rate", "rejected F05 /principal",
                ])
            #expect(answered.progress.last?.accepted == 2)
            #expect(answered.progress.last?.pending == 1)
            #expect(answered.progress.last?.rejected == 8)
            try await balances(
                house,
                [
                    "9001:sight:bank-a": 30_005, "9008:pool": 60_011, "9008:bank:bank-a": 60_011,
                    "9008:programme:sight": 60_011, "9008:borrower:\(Sample.borrower)": 60_011,
                ])
            let entries = try await house.read { transaction in
                try transaction.rows("select event, subject from ledger.entry where event like 'batch%'") {
                    "\(try $0.string("event")) \(try $0.string("subject"))"
                }
            }
            #expect(entries == ["batch-filed batch/1/2-12"])
            #expect(try await house.verified() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `the same file changes nothing, another under its number is refused`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            let file = BankFile([Self.record(1, 1_000), Self.record(2, 2_000)])
            let first = try await house.send(file.bytes)
            #expect(first.opened.status == 201)
            let again = try await house.send(file.bytes)
            #expect(again.opened["batch"] == first.opened["batch"])
            #expect(again.outcomes == first.outcomes)
            #expect(try await house.balance("9008:pool") == 3_000)
            var changed = BankFile([Self.record(1, 1_000), Self.record(2, 2_001)])
            refused(try await house.send(changed.bytes).opened, 409, "batch-changed", at: "/sequence")
            changed.sequence = 2
            // Under another number its records are what they are: filed already.
            #expect(
                try await house.send(changed.bytes).outcomes == [
                    "rejected F01 /note_number", "rejected F01 /note_number",
                ])
            #expect(try await house.verified() == [])
        }
    }

    @Test func `a file cut off goes on where it stopped`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            let count = 3 * BatchFile.recordsATurn + 7
            let file = BankFile((1...count).map { Self.record($0, 10, borrower: Sample.borrowers[$0 % 5]) })
            let cut = try await house.send(file.bytes, stopAfter: 1)
            // One chunk was told of, the next was under way.
            #expect(cut.outcomes.count == 2 * BatchFile.recordsATurn)
            // Two send the rest at once, and somebody files by hand between the chunks.
            async let one = house.send(file.bytes)
            async let two = house.send(file.bytes)
            let single = try await house.file(1_000, number: 99_999)
            let answers = [try await one, try await two]
            #expect(single > 0)
            for answered in answers {
                #expect(answered.outcomes.count == count)
                #expect(answered.progress.last?.accepted == count)
            }
            #expect(try await house.balance("9008:pool") == Int64(count) * 10 + 1_000)
            #expect(try await house.verified() == [])
        }
    }

    @Test func `corrections are new records that name what they replace`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms(#","per_borrower":100000"#))
            try await house.send(BankFile([Self.record(1, 90_000), Self.record(2, 10_000)]).bytes)
            house.clock.set("2026-04-20 09:00")
            // The window is over, but what is corrected was in time; its room and its note are free for the correction.
            var second = BankFile([
                Self.record(1, 80_000).with("business_number", "YW-1B").with("replaces", "YW-1"),
                Self.record(2, 20_001).with("business_number", "YW-2B").with("replaces", "YW-2"),
                Self.record(3, 10).with("replaces", "YW-9"), Self.record(1, 10).with("replaces", "YW-1"),
            ])
            second.sequence = 2
            #expect(
                try await house.send(second.bytes).outcomes == [
                    "accepted 3", "rejected F05 /principal", "rejected unknown-loan /replaces",
                    "rejected wrong-state /replaces",
                ])
            try await balances(house, ["9008:pool": 90_000, "9001:sight:bank-a": 45_000])
            #expect(try await house.verified() == [])
            #expect(try await house.broken() == [])
        }
    }

    @Test func `another bank's file is not taken, and a suspended bank files nothing`() async throws {
        try await House.with { house in
            try await house.adopt(try Self.terms())
            let file = BankFile([Self.record(1, 1_000)])
            refused(try await house.send(file.bytes, by: "bank-b/maker").opened, 403, "role-missing", at: "/bank")
            refused(try await house.send(file.bytes, by: "bureau/clerk").opened, 403, "role-missing")
            var early = file
            early.day = "2026-03-03"
            refused(try await house.send(early.bytes).opened, 422, "date-implausible", at: "/business_date")
        }
    }
}
