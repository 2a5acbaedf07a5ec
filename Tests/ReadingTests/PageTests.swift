import House
import JSON
import Store
import Testing

@testable import Server

@Suite struct PageTests {
    @Test func `pages are complete and without doubles while others file`() async throws {
        try await Desk.with { house in
            for number in 1...25 {
                try await house.must("file-loan", Sample.loan(number: number, principal: 1_000_000), by: "bank-a/maker")
            }
        } _: { desk in
            let filed = Filing(house: desk.house, next: 26)
            let loans = try await desk.all("loans?state=active", limit: 7, by: "bank-a/maker") { try await filed.one() }
            #expect(loans.compactMap { $0["loan"]?.integer } == (1...25).reversed().map(Int64.init))
            // The outbox goes forward, so what is added meanwhile comes too.
            let events = try await desk.all("events?kind=loan.filed", limit: 4, by: "bank-a/maker") {
                try await filed.atMost(32)
            }
            #expect(events.compactMap { $0["subject"]?.word } == (1...32).map { "loan/\($0)" })
        }
    }

    private actor Filing {
        let house: House
        var next: Int

        init(house: House, next: Int) {
            self.house = house
            self.next = next
        }

        func one() async throws {
            try await house.must("file-loan", Sample.loan(number: next, principal: 1_000_000), by: "bank-a/maker")
            next += 1
        }

        func atMost(_ last: Int) async throws { if next <= last { try await one() } }
    }

    @Test(arguments: [
        ("loans", "loan"), ("claims", "claim"), ("entries", "entry"), ("accounts", "account"), ("seals", "seal"),
        ("orders", "order"),
        ("runs", "run"), ("requests", "request"), ("people", "person"), ("parties", "party"), ("events", "event"),
        ("trial-balance?level=all", "account"), ("accounts/1002.01/statement", "entry"),
    ])
    func `a list read one by one is the list read at once`(list: (path: String, id: String)) async throws {
        try await Desk.with { desk in
            let mark = list.path.contains("?") ? "&" : "?"
            let whole = try await desk.read("\(list.path)\(mark)limit=500", by: "bureau/clerk")["items"]?.items ?? []
            #expect(whole.count > 1)
            #expect(try await desk.all(list.path, limit: 1, by: "bureau/clerk") == whole)
        }
    }

    @Test(arguments: [
        ("loans?colour=red", "unknown-parameter"), ("loans?limit=5&limit=6", "duplicate-parameter"),
        ("loans?limit=0", "parameter-malformed"),
        ("loans?limit=501", "parameter-malformed"), ("loans?limit=1e2", "parameter-malformed"),
        ("loans?limit=%35", nil),
        ("loans?state=open", "parameter-malformed"), ("loans?state=active", nil),
        ("loans?cursor=zz", "cursor-malformed"),
        ("loans?cursor=7", "cursor-malformed"), ("loans?cursor=78", "cursor-malformed"),
        ("loans?bank=%FF", "parameter-malformed"),
        ("loans?bank=%E6%B0%B8", nil), ("loans?bank=", "parameter-malformed"),
        ("claims/1?explain=1", "parameter-malformed"),
        ("trial-balance?as_of=2026-02-29", "parameter-malformed"), ("trial-balance?level=deep", "parameter-malformed"),
        ("fund-statement?from=2026-07-02&until=2026-07-01", "parameter-malformed"), ("headroom", "missing-parameter"),
        ("headroom?loan=1&programme=yongchuan-credit", "unknown-parameter"),
        ("headroom?programme=yongchuan-credit&principal=1", "missing-parameter"),
        ("headroom?programme=none", "not-there"), ("headroom?loan=99", "not-there"),
    ])
    func `a query is read strictly`(query: (address: String, code: String?)) async throws {
        try await Desk.with { desk in
            let code = try await desk.refusal(query.address, by: "bureau/clerk")
            #expect(code == query.code)
        }
    }
}
