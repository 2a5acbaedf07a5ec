import House
import JSON
import Postgres
import Store
import Testing

@testable import Server

@Suite struct LedgerTests {
    @Test func `the trial balance is the sum of all postings, and balances in every column`() async throws {
        try await Desk.with { desk in
            let book = desk.house.book
            let postings = try await desk.house.read { transaction in
                try transaction.rows(
                    """
                    select split_part(a.code, ':', 1) as code, sum(s.debit)::bigint as debit, sum(s.credit)::bigint as credit
                    from (select debit as account_id, amount as debit, 0 as credit from ledger.posting where book_id = \(book)
                        union all select credit, 0, amount from ledger.posting where book_id = \(book)) s
                    join ledger.account a on a.book_id = \(book) and a.account_id = s.account_id
                    group by 1
                    order by 1
                    """
                ) { "\(try $0.string("code")) \(try $0.int64("debit")) \(try $0.int64("credit"))" }
            }
            let balance = try await desk.read("trial-balance?as_of=2026-12-31&limit=500", by: "audit/auditor")
            let lines = balance["items"]?.items.map {
                "\($0["account"]?.word ?? "") \($0["debit"]?.integer ?? -1) \($0["credit"]?.integer ?? -1)"
            }
            #expect(lines == postings && postings.count > 15)
            #expect(balance.at("totals", "balanced") == true)
            #expect(balance.at("totals", "debit") == balance.at("totals", "credit"))
            #expect(balance.at("totals", "closing_debit") == balance.at("totals", "closing_credit"))
            let pool = balance["items"]?.items.first { $0["account"] == "1002.01" }
            #expect(pool?["name_zh"] == "银行存款——风险补偿资金专户" && pool?["side"] == "debit")
        }
    }

    @Test func `a balance of a day is the balance after all events of that day`() async throws {
        // The pool pays claim 3's 160,000.00 and claim 1's 101,087.50 on 3 July.
        let expected: [(query: String, opening: Int64, debit: Int64, credit: Int64, balance: Int64)] = [
            ("as_of=2026-01-05", 0, 6_500_000_000, 0, 6_500_000_000),
            ("as_of=2026-07-02", 0, 6_500_000_000, 0, 6_500_000_000),
            ("as_of=2026-07-03", 0, 6_500_000_000, 26_108_750, 6_473_891_250),
            ("as_of=2026-07-31&from=2026-07-01", 6_500_000_000, 0, 26_108_750, 6_473_891_250),
            ("as_of=2026-07-31&from=2026-07-04", 6_473_891_250, 0, 0, 6_473_891_250),
        ]
        try await Desk.with { desk in
            for (query, opening, debit, credit, balance) in expected {
                let read = try await desk.read("trial-balance?\(query)&limit=500", by: "bureau/clerk")
                let line = read["items"]?.items.first { $0["account"] == "1002.01" }
                let found = ["opening", "debit", "credit", "balance"].map { line?[$0]?.integer }
                #expect(found == [opening, debit, credit, balance], "\(query)")
                #expect(read.at("totals", "balanced") == true, "\(query)")
            }
            let before = try await desk.read("trial-balance?as_of=2026-01-04", by: "bureau/clerk")
            #expect(before["items"] == [] && before.at("totals", "debit") == 0)
        }
    }

    @Test func `every statement's running balance ends at its account's balance, page by page`() async throws {
        try await Desk.with { desk in
            for account in try await desk.all("accounts", limit: 100, by: "audit/auditor") {
                let code = try #require(account["account"]?.word)
                let lines = try await desk.all("accounts/\(code)/statement", limit: 2, by: "audit/auditor")
                #expect(lines.last?["balance"] ?? 0 == account["balance"], "\(code)")
                let head = try await desk.read("accounts/\(code)/statement?limit=1", by: "audit/auditor")
                #expect(head["opening"] == 0 && head["closing"] == account["balance"], "\(code)")
            }
        }
    }

    @Test func `a statement of a period opens with what was there before, and names every line`() async throws {
        try await Desk.with { desk in
            let july = try await desk.read(
                "accounts/1002.01/statement?from=2026-07-01&until=2026-08-01", by: "bureau/clerk")
            #expect(july["opening"] == 6_500_000_000 && july["closing"] == 6_473_891_250)
            let lines = july["items"]?.items ?? []
            #expect(lines.map { $0["credit"]?.integer } == [10_108_750, 16_000_000])
            #expect(lines.map { $0["balance"]?.integer } == [6_489_891_250, 6_473_891_250])
            #expect(lines.map { $0["other"]?.word } == ["2302:bank-a:1", "2302:bank-b:3"])
            #expect(
                lines.allSatisfy { $0["event"] == "compensation-paid" && $0["name_zh"] != .null && $0["debit"] == 0 })
            let june = try await desk.read(
                "accounts/1002.01/statement?from=2026-06-01&until=2026-07-01", by: "bureau/clerk")
            #expect(june["opening"] == 6_500_000_000 && june["closing"] == 6_500_000_000 && june["items"] == [])
            let credited = try await desk.read("accounts/2302:bank-b:3/statement", by: "bureau/clerk")
            #expect(credited["items"]?.items.map { $0["balance"]?.integer } == [16_000_000, 0])
        }
    }

    @Test func `an entry shows its lines, the names of its accounts, and the seal over it`() async throws {
        try await Desk.with { desk in
            let entry = try await desk.read("entries/1", by: "audit/auditor")
            #expect(
                entry["event"] == "appropriation-risk" && entry["date"] == "2026-01-05"
                    && entry["subject"] == "appropriation/V-1")
            #expect(entry.at("postings", 0, "debit", "account") == "1002.01")
            #expect(entry.at("postings", 0, "credit", "name_zh") != .null)
            #expect(entry.at("postings", 0, "amount") == 6_500_000_000)
            #expect(entry.at("seal", "seal") == 1 && entry.at("seal", "first_entry") == 1)
            #expect(entry.at("seal", "hash").word?.count == 64)
            let seals = try await desk.all("seals", limit: 3, by: "audit/auditor")
            for (seal, before) in zip(seals, seals.dropFirst()) { #expect(seal["previous"] == before["hash"]) }
            let last = try await desk.read("", by: "audit/auditor")
            #expect(last.at("last_seal", "hash") == seals.first?["hash"])
            let count = try #require(last.at("counts", "entries").integer)
            for number in 1...count {
                let sealed = try await desk.read("entries/\(number)", by: "audit/auditor")["seal"] ?? .null
                let (first, last) = (
                    try #require(sealed["first_entry"]?.integer), try #require(sealed["last_entry"]?.integer)
                )
                #expect((first...last).contains(number))
            }
        }
    }

    @Test func `the fund's statement adds up, from what came in to what is left and what it is bound to`() async throws
    {
        try await Desk.with { desk in
            let year = try await desk.read("fund-statement?from=2026-01-01&until=2027-01-01", by: "watch/supervisor")
            #expect(
                year["opening"] == 0 && year.at("paid_in", "district") == 6_500_000_000
                    && year.at("paid_in", "city") == 0)
            #expect(year["compensation"] == 26_108_750 && year["recoveries"] == 0 && year["closing"] == 6_473_891_250)
            #expect(year["other_in"] == 0 && year["other_out"] == 0)
            // The bank holds the fund's 40,000.00 of the recovery; claim 2 is expected to cost 400,000.00.
            #expect(
                year.at("at_end", "recoveries_due") == 4_000_000 && year.at("at_end", "expected_claims") == 40_000_000)
            #expect(year.at("at_end", "payable") == 0 && year.at("at_end", "exposure") == 40_000_000)
            #expect(year["movements"]?.items.map { $0["event"]?.word } == ["appropriation-risk", "compensation-paid"])
            let later = try await desk.read("fund-statement?from=2026-07-04&until=2027-01-01", by: "watch/supervisor")
            #expect(later["opening"] == 6_473_891_250 && later["closing"] == 6_473_891_250 && later["movements"] == [])
        }
    }

    @Test func `the trail tells who asked for what, refusals too`() async throws {
        try await Desk.with { house in
            try await Story.tell(house)
            let refused = try await house.perform("admit-claim", by: "bank-a/maker", at: ["claim": "1"])
            #expect(refused.status == 403)
        } _: { desk in
            let last = try await desk.read("requests?refused=true&limit=1", by: "audit/auditor").at("items", 0)
            #expect(last["command"] == "admit-claim" && last["code"] == "role-missing" && last["status"] == 403)
            #expect(last["party"] == "bank-a" && last["person"] == "bank-a-maker")
            let paid = try await desk.all("requests?command=record-payment", limit: 500, by: "bureau/clerk")
            #expect(!paid.isEmpty && paid.allSatisfy { $0["code"] == .null && $0["status"] == 200 })
        }
    }
}
