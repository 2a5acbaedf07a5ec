import House
import JSON
import Postgres
import Testing

/// Closings and reversals verify clean, and a trace that was touched is named.
@Suite struct ClosingTests {
    private static func closed(_ work: @escaping @Sendable (House) async throws -> Void) async throws {
        try await House.with { house in
            let voucher: JSON = [
                "category": "subsidy", "source": "city", "amount": 777, "arrived_on": "2026-03-02", "voucher": "V-2",
            ]
            try await house.must("record-appropriation", voucher, by: "bureau/clerk")
            try await house.must("propose-reversal", ["note": "twice"], by: "bureau/clerk", at: ["entry": "2"])
            try await house.must("approve-reversal", by: "bureau/approver", at: ["entry": "2"])
            for until in ["2026-01-31", "2026-02-28"] {
                try await house.must("propose-closing", ["until": .string(until)], by: "bureau/clerk")
                house.clock.set(until == "2026-01-31" ? "2026-03-02 10:00" : "2026-03-02 11:00")
                try await house.must("approve-closing", by: "bureau/approver", at: ["until": until])
            }
            house.clock.set("2026-03-02 12:00")
            try await house.must("propose-reopening", ["until": "2026-01-31", "note": "slip"], by: "bureau/clerk")
            try await house.must("approve-reopening", by: "bureau/approver")
            try await work(house)
        }
    }

    @Test func `closed, opened again and reversed, the books verify clean`() async throws {
        try await Self.closed { house in
            let report = try await house.verify()
            #expect(report.findings == [])
        }
    }

    static let forgeries: [(sql: SQL, named: String)] = [
        ("update ledger.book set closed_until = '2025-12-31'", "book: its closed day is not the one last decided"),
        ("update ledger.book set closed_until = '-infinity'", "book: its closed day is not the one last decided"),
        ("delete from ledger.closing where closing_no = 2", "closing 3: does not go on from the closing before it"),
        ("update ledger.closing set decided_by = 'nobody' where closing_no = 1", "closings: are not what was proposed"),
        ("delete from ledger.closing", "closings: are not what was proposed"),
        (
            "update clearing.proposal set state = 'replaced' where kind = 'reopen'",
            "closings: are not what was proposed"
        ),
        (
            "update ledger.posting p set amount = 778 from ledger.entry e where e.entry_no = p.entry_no and e.event = 'entry-reversed'",
            "is not the mirror of the entry it reverses"
        ),
    ]

    @Test(arguments: forgeries.indices) func `a trace that was touched is named`(place: Int) async throws {
        let (sql, named) = Self.forgeries[place]
        try await Self.closed { house in
            do {
                _ = try await house.read { try $0.run(sql) }
            } catch let error as PostgresError {
                #expect(error.message.contains(named), "\(error)")
                return
            }
            let found = try await house.verify().findings.map(\.description)
            #expect(found.contains { $0.contains(named) }, "\(found.joined(separator: "\n"))")
        }
    }
}
