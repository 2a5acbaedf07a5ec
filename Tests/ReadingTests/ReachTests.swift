import House
import JSON
import Postgres
@testable import Store
import Testing

@testable import Server

/// Who sees what (RULES §11): once by the routes, once more by the database alone.
@Suite struct ReachTests {
    private static let everybody = [
        "bank-a/maker", "bank-a/south", "bank-b/maker", "district/maker", "insurer/maker", "bureau/clerk",
        "watch/supervisor",
        "audit/auditor", "office/admin",
    ]
    private static let offices: Set = ["bureau/clerk", "watch/supervisor", "audit/auditor", "office/admin"]

    @Test func `each thing is there for those it is of, and for nobody else`() async throws {
        let seen: [(path: String, by: Set<String>)] = [
            ("", Set(Self.everybody)),
            ("parties", Set(Self.everybody)),
            ("terms", Set(Self.everybody)),
            ("terms/yongchuan-credit", Set(Self.everybody)),
            ("terms/yongchuan-credit/1", Set(Self.everybody)),
            ("headroom?programme=yongchuan-credit", Set(Self.everybody)),
            ("events", Set(Self.everybody)),
            ("people", Self.offices),
            ("loans/1", Self.offices.union(["bank-a/maker"])),
            ("loans/2", Self.offices.union(["bank-a/maker", "bank-a/south"])),
            ("loans/3", Self.offices.union(["bank-b/maker"])),
            ("headroom?loan=2", Self.offices.union(["bank-a/maker", "bank-a/south"])),
            ("headroom?programme=yongchuan-credit&bank=bank-b", Self.offices.union(["bank-b/maker"])),
            ("claims/1", Self.offices.union(["bank-a/maker", "district/maker"])),
            ("claims/2", Self.offices.union(["bank-a/maker", "bank-a/south"])),
            ("claims/2/evidence", Self.offices.union(["bank-a/maker", "bank-a/south"])),
            ("claims/2/checklist", Self.offices.union(["bank-a/maker", "bank-a/south"])),
            ("claims/1/evidence", Self.offices.union(["bank-a/maker", "district/maker"])),
            ("claims/3", Self.offices.union(["bank-b/maker"])),
            ("runs", Self.offices),
            ("runs/1", Self.offices),
            ("runs/1/orders.csv", Self.offices),
            ("runs/1/pain.001.xml", Self.offices),
            ("accounts", Self.offices),
            ("accounts/1002.01/statement", Self.offices),
            ("trial-balance", Self.offices),
            ("entries", Self.offices),
            ("entries/1", Self.offices),
            ("seals", Self.offices),
            ("fund-statement", Self.offices),
            ("requests", ["bureau/clerk", "watch/supervisor", "audit/auditor"]),
            ("loans/99", []), ("claims/99", []), ("runs/99", []), ("orders/99", []), ("entries/9999", []),
            ("terms/none", []),
            ("accounts/9999/statement", []), ("claims/0", []), ("claims/-1", []), ("claims/x", []),
        ]
        try await Desk.with { desk in
            for (path, people) in seen {
                for person in Self.everybody {
                    let code = try await desk.refusal(path, by: person)
                    #expect(code == (people.contains(person) ? nil : "not-there"), "\(person) at \(path)")
                }
            }
        }
    }

    @Test func `lists hold what is within reach`() async throws {
        let loans: [String: [Int64]] = [
            "bank-a/maker": [2, 1], "bank-a/south": [2], "bank-b/maker": [3], "district/maker": [], "insurer/maker": [],
            "bureau/clerk": [3, 2, 1], "watch/supervisor": [3, 2, 1], "audit/auditor": [3, 2, 1],
        ]
        let claims: [String: [Int64]] = [
            "bank-a/maker": [2, 1], "bank-a/south": [2], "bank-b/maker": [3], "district/maker": [1],
            "insurer/maker": [],
            "bureau/clerk": [3, 2, 1],
        ]
        let recoveries: [String: [Int64]] = [
            "bank-a/maker": [], "bank-b/maker": [1], "district/maker": [], "bureau/clerk": [1],
        ]
        try await Desk.with { desk in
            for (person, numbers) in loans {
                #expect(try await desk.read("loans", by: person).numbers("loan") == numbers, "\(person)")
            }
            for (person, numbers) in claims {
                #expect(try await desk.read("claims", by: person).numbers("claim") == numbers, "\(person)")
            }
            for (person, numbers) in recoveries {
                #expect(try await desk.read("recoveries", by: person).numbers("recovery") == numbers, "\(person)")
            }
            for (person, party) in [("bank-a/maker", "bank-a"), ("district/maker", "district")] {
                let orders = try await desk.read("orders", by: person)["items"]?.items ?? []
                #expect(!orders.isEmpty && orders.allSatisfy { $0["party"]?.word == party }, "\(person)")
                let number = try #require(orders.first?["order"]?.integer)
                #expect(try await desk.refusal("orders/\(number)", by: person) == nil)
                #expect(try await desk.refusal("orders/\(number)", by: "bank-b/maker") == "not-there")
            }
            // An order nets the whole bank, so a branch has none.
            #expect(try await desk.read("orders", by: "bank-a/south").numbers("order") == [])
        }
    }

    @Test func `a bearer sees its own share, a bank all of its claim, and neither the books`() async throws {
        try await Desk.with { desk in
            let borne = try await desk.read("claims/1", by: "district/maker")
            #expect(borne["shares"]?.items.map { $0["party"]?.word } == ["district"])
            #expect(borne["entries"] == nil)
            let claimed = try await desk.read("claims/1", by: "bank-a/maker")
            #expect(claimed["shares"]?.items.count == 5 && claimed["entries"] == nil)
            let audited = try await desk.read("claims/1", by: "audit/auditor")
            #expect(audited["shares"]?.items.count == 5)
            #expect((audited["entries"]?.items.count ?? 0) > 5)
            let book = try await desk.read("", by: "bank-a/maker")
            #expect(book["counts"] == .null && book["last_seal"] == .null && book["book"] == "yongchuan")
        }
    }

    @Test func `a branch hears of its own loans and claims, a bank of all its own`() async throws {
        try await Desk.with { desk in
            let south = Set(
                try await desk.all("events", limit: 500, by: "bank-a/south").compactMap { $0["subject"]?.word })
            #expect(south == ["loan/2", "claim/2"])
            let bank = Set(
                try await desk.all("events", limit: 500, by: "bank-a/maker").compactMap { $0["subject"]?.word })
            #expect(
                bank.isSuperset(of: ["loan/1", "loan/2", "claim/1", "claim/2"])
                    && bank.isDisjoint(with: ["loan/3", "claim/3"]))
        }
    }

    @Test func `an account number is shown to its holder and to those who see all`() async throws {
        try await Desk.with { desk in
            func shown(to person: String) async throws -> [String?] {
                let parties = try await desk.all("parties", limit: 3, by: person)
                return ["bank-a", "bank-b"].map { id in
                    parties.first { $0["party"]?.word == id }?.at("account", "number").word
                }
            }
            let own = try await shown(to: "bank-a/maker")
            #expect(own == ["6222000000000000002", nil])
            let all = try await shown(to: "bureau/clerk")
            #expect(all == ["6222000000000000002", "6222000000000000003"])
        }
    }

    private static let tables = [
        "ledger.book", "ledger.chart", "ledger.account", "ledger.account_day", "ledger.entry", "ledger.posting",
        "ledger.seal",
        "ledger.ceiling", "clearing.directory", "clearing.book", "clearing.party", "clearing.person",
        "clearing.credential",
        "clearing.terms", "clearing.loan", "clearing.balance_report", "clearing.claim", "clearing.share",
        "clearing.recovery",
        "clearing.leg", "clearing.run", "clearing.payment_order", "clearing.request", "clearing.event",
        "clearing.refiling",
    ]

    /// How many rows of each table are seen without any where-clause.
    private func counts(_ desk: Desk, as settings: SQL?) async throws -> [String: Int64] {
        let connection = Connection(desk.house.database + " user=ballast_reader")
        let counts = try await connection.transaction(readOnly: true) { transaction in
            if let settings { try transaction.run(settings) }
            var counts: [String: Int64] = [:]
            for table in Self.tables {
                let parts = table.split(separator: ".").map(String.init)
                let name: SQL = "\(identifier: parts[0]).\(identifier: parts[1])"
                counts[table] = try transaction.one("select count(*) as count from \(name)") { try $0.int64("count") }
            }
            return counts
        }
        await connection.close()
        return counts
    }

    @Test func `a connection on which nothing is set sees nothing, whatever it asks`() async throws {
        try await Desk.with { desk in
            let counts = try await counts(desk, as: nil)
            #expect(counts.count == 25 && counts.values.allSatisfy { $0 == 0 }, "\(counts)")
            let others = try await self.counts(
                desk, as: Reach(book: 2, party: "bureau", person: "x", branch: nil, seesAll: true).settings)
            #expect(others.values.allSatisfy { $0 == 0 }, "\(others)")
            let nobody = try await self.counts(
                desk, as: Reach(book: 1, party: "", person: "", branch: nil, seesAll: true).settings)
            #expect(nobody.values.allSatisfy { $0 == 0 }, "\(nobody)")
        }
    }

    @Test func `without any where-clause the database still gives a party its own only`() async throws {
        // Shown are loan, balance_report, claim, share, recovery; then leg, payment_order and event as found by party.
        let expected: [(person: String, counts: [Int64])] = [
            ("bank-a/maker", [2, 2, 2, 7, 0]), ("bank-a/south", [1, 1, 1, 2, 0]), ("bank-b/maker", [1, 1, 1, 2, 1]),
            ("district/maker", [0, 0, 1, 1, 0]), ("insurer/maker", [0, 0, 0, 0, 0]), ("bureau/clerk", [3, 3, 3, 9, 1]),
        ]
        try await Desk.with { desk in
            for (person, wanted) in expected {
                let reach = try desk.reach(person)
                let seen = try await counts(desk, as: reach.settings)
                let found = ["loan", "balance_report", "claim", "share", "recovery"].map {
                    seen["clearing.\($0)"] ?? -1
                }
                #expect(found == wanted, "\(person)")
                guard !reach.seesAll else { continue }
                for table in Self.tables
                where table.hasPrefix("ledger.")
                    || ["clearing.run", "clearing.request", "clearing.person", "clearing.credential"].contains(table)
                {
                    #expect(seen[table] == 0, "\(person) \(table)")
                }
                #expect(try await strangers(desk, reach) == 0, "\(person)")
            }
        }
    }

    /// Legs, orders and events that are another party's, or another branch's.
    private func strangers(_ desk: Desk, _ reach: Reach) async throws -> Int64? {
        let connection = Connection(desk.house.database + " user=ballast_reader")
        let (party, branch) = (reach.party, reach.branch)
        let count = try await connection.transaction(readOnly: true) { transaction in
            try transaction.run(reach.settings)
            return try transaction.one(
                """
                select (select count(*) from clearing.leg where counterparty <> \(party) or (\(branch)::text is not null and claim_no <> 2))
                    + (select count(*) from clearing.payment_order where party <> \(party) or \(branch)::text is not null)
                    + (select count(*) from clearing.event
                        where not \(party) = any (parties) or (\(branch)::text is not null and subject not in ('loan/2', 'claim/2')))
                    as count
                """
            ) { try $0.int64("count") }
        }
        await connection.close()
        return count
    }

    @Test func `of the room under limits a bank hears its own, and nobody anything else of the books`() async throws {
        let codes = [
            "9008:pool", "9008:bank:bank-a", "9008:bank:bank-b", "9007:yongchuan-credit:bank:bank-b-2026", "1002.01",
            "2302:bank-b:3",
        ]
        let wanted: [(String, [String])] = [
            ("bank-a/maker", ["9008:pool", "9008:bank:bank-a"]),
            ("bank-b/maker", ["9008:pool", "9008:bank:bank-b", "9007:yongchuan-credit:bank:bank-b-2026"]),
            ("district/maker", ["9008:pool"]),
            (
                "bureau/clerk",
                ["9008:pool", "9008:bank:bank-a", "9008:bank:bank-b", "9007:yongchuan-credit:bank:bank-b-2026"]
            ),
        ]
        try await Desk.with { desk in
            let connection = Connection(desk.house.database + " user=ballast_reader")
            for (person, expected) in wanted {
                let settings = try desk.reach(person).settings
                let found = try await connection.transaction(readOnly: true) { transaction in
                    try transaction.run(settings)
                    return try transaction.rows("select r.code from clearing.room(\(codes)) r") {
                        try $0.string("code")
                    }
                }
                #expect(Set(found) == Set(expected), "\(person)")
            }
            await connection.close()
        }
    }
}
