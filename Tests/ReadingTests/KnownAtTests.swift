import House
import JSON
import Postgres
import Testing

@testable import Server

/// What the books said at a moment of the past stays readable, whatever was dated back since.
@Suite struct KnownAtTests {
    private static func interest(_ amount: Int64, _ voucher: String, on day: String) -> JSON {
        ["category": "risk", "amount": .integer(amount), "credited_on": .string(day), "voucher": .string(voucher)]
    }

    private static func lastSeal(_ house: House) async throws -> Int64 {
        try await house.read { transaction in
            try transaction.one("select max(seal_no) as seal from ledger.seal") { try $0.int64("seal") } ?? 0
        }
    }

    @Test func `what is dated back afterwards does not change what was known`() async throws {
        try await Desk.with { desk in
            let house = desk.house
            house.clock.set("2026-08-31 09:00")
            let before = try await Self.lastSeal(house)
            try await house.must(
                "record-deposit-interest", Self.interest(100, "I-1", on: "2026-06-21"), by: "bureau/clerk")
            try await house.must(
                "record-deposit-interest", Self.interest(30, "I-2", on: "2026-08-31"), by: "bureau/clerk")
            func balance(_ query: String) async throws -> Int64? {
                try await desk.read("accounts/1002.01/balance?\(query)", by: "audit/auditor")["balance"]?.integer
            }
            #expect(try await balance("as_of=2026-06-30") == 6_500_000_100)
            #expect(try await balance("as_of=2026-06-30&as_known_at=\(before)") == 6_500_000_000)
            #expect(try await balance("as_of=2026-06-30&as_known_at=\(before + 1)") == 6_500_000_100)
            #expect(try await balance("as_of=2026-08-31&as_known_at=\(before + 1)") == 6_473_891_350)
            #expect(try await balance("as_of=2026-08-31") == 6_473_891_380)
            #expect(try await balance("as_of=2026-01-04") == 0)
            let known = try await desk.read(
                "accounts/4604:risk/balance?as_of=2026-12-31&as_known_at=\(before)", by: "audit/auditor")
            #expect(known["balance"] == 0 && known.at("known", "seal").integer == before)
        }
    }

    @Test func `the trial balance as known at any seal is what the postings up to it add up to`() async throws {
        try await Desk.with { desk in
            let last = try await Self.lastSeal(desk.house)
            for seal in stride(from: Int64(1), through: last, by: 7) {
                let derived = try await desk.house.read { transaction in
                    try transaction.rows(
                        """
                        select a.code, sum(s.debit)::bigint as debit, sum(s.credit)::bigint as credit
                        from (
                            select p.entry_no, p.debit as account_id, p.amount as debit, 0 as credit from ledger.posting p
                            union all
                            select p.entry_no, p.credit, 0, p.amount from ledger.posting p) s
                        join ledger.entry e using (entry_no)
                        join ledger.account a using (account_id)
                        where e.entry_no <= (select last_entry from ledger.seal where seal_no = \(seal))
                            and e.effective <= '2026-07-02'
                        group by a.code
                        order by a.code collate "C"
                        """
                    ) { "\(try $0.string("code")) \(try $0.int64("debit")) \(try $0.int64("credit"))" }
                }
                let read = try await desk.read(
                    "trial-balance?as_of=2026-07-02&as_known_at=\(seal)&level=all&limit=500", by: "audit/auditor")
                let lines = (read["items"]?.items ?? []).map {
                    "\($0["account"]?.word ?? "") \($0["debit"]?.integer ?? -1) \($0["credit"]?.integer ?? -1)"
                }
                #expect(lines == derived, "seal \(seal)")
                #expect(read.at("totals", "balanced") == true && read.at("known", "seal").integer == seal)
            }
        }
    }

    @Test func `a moment means the last seal then, and what is no seal is not there`() async throws {
        try await Desk.with { desk in
            let sealed = try await desk.read("seals?limit=1", by: "audit/auditor").at("items", 0)
            let moment = try #require(sealed["sealed_at"]?.word)
            let read = try await desk.read(
                "trial-balance?as_known_at=\(moment.replacing("+", with: "%2B"))", by: "audit/auditor")
            #expect(read.at("known", "seal") == sealed["seal"])
            for (known, code) in [
                ("99999", "not-there"), ("1999-01-01T00:00:00Z", "not-there"), ("soon", "parameter-malformed"),
            ] {
                let refused = try await desk.refusal("trial-balance?as_known_at=\(known)", by: "audit/auditor")
                #expect(refused == code, "\(known)")
            }
            let bank = try await desk.refusal("accounts/1002.01/balance?as_of=2026-06-30", by: "bank-a/maker")
            #expect(bank == "not-there")
        }
    }
}
