import House
import JSON
import Store
import Testing

@testable import Server

@Suite struct HeadroomTests {
    private func room(_ json: JSON, _ account: String) -> [Int64?] {
        let found = json["limits"]?.items.first { $0["account"]?.word == account }
        return [found?["limit"]?.integer, found?["used"]?.integer, found?["left"]?.integer]
    }

    private func cap(_ json: JSON, _ id: String) -> [Int64?] {
        let found = json["caps"]?.items.first { $0["cap"]?.word == id }
        return [found?["limit"]?.integer, found?["used"]?.integer, found?["left"]?.integer]
    }

    @Test func `a programme's room: leverage, borrower, bank, and every cap's use`() async throws {
        try await Desk.with { desk in
            // In force are still loan 2 only: 1 and 3 are compensated, and no longer count.
            let credit = try await desk.read(
                "headroom?programme=yongchuan-credit&bank=bank-a&borrower=91500118MA2789195C", by: "bureau/clerk")
            #expect(room(credit, "9008:pool") == [65_000_000_000, 50_000_000, 64_950_000_000])
            #expect(room(credit, "9008:borrower:91500118MA2789195C") == [500_000_000, 50_000_000, 450_000_000])
            #expect(room(credit, "9008:bank:bank-a") == [nil, 50_000_000, nil])
            // Claim 2 has taken 400,000.00 of the borrower's cap, claim 3 160,000.00, of which 40,000.00 came back.
            #expect(cap(credit, "borrower") == [300_000_000, 52_000_000, 248_000_000])
            #expect(cap(credit, "bank") == [812_500_000, 40_000_000, 772_500_000])
            // 20 % of 65,000,000.00; claim 1 has taken the fund's 10 %: 101,087.50.
            #expect(cap(credit, "year") == [1_300_000_000, 62_108_750, 1_237_891_250])
            #expect(credit["claim"] == .null)
        }
    }

    @Test func `a bank sees its own room, by itself, and the caps as far as it said what it asks about`() async throws {
        try await Desk.with { desk in
            let own = try await desk.read("headroom?programme=yongchuan-credit", by: "bank-b/maker")
            #expect(cap(own, "bank") == [812_500_000, 12_000_000, 800_500_000])
            #expect(cap(own, "borrower") == [300_000_000, nil, nil])
            #expect(cap(own, "year") == [1_300_000_000, 62_108_750, 1_237_891_250])
            // A person of a branch is told of the whole bank's cap: it is the bank's.
            let branch = try await desk.read("headroom?programme=yongchuan-credit", by: "bank-a/south")
            #expect(cap(branch, "bank") == [812_500_000, 40_000_000, 772_500_000])
        }
    }

    @Test func `what a claim would come to is what it comes to`() async throws {
        try await Desk.with { house in
            try await house.must("file-loan", Sample.loan(principal: 400_000_000), by: "bank-a/maker")
            house.clock.set("2026-07-01 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: 400_000_000), by: "bank-a/maker", at: ["loan": "1"])
        } _: { desk in
            let trial = try await desk.read("headroom?loan=1", by: "bank-a/maker")["claim"] ?? .null
            // 80 % of 4,000,000.00 is above the borrower's 3,000,000.00; the rest falls to the bank.
            #expect(trial["shares"]?.items.map { $0["amount"]?.integer } == [300_000_000, 100_000_000])
            #expect(trial["explain"]?.items.contains { $0["rule"] == "share.cap" } == true)
            try await desk.house.must("file-claim", Sample.claim(principal: 400_000_000), by: "bank-a/maker")
            let admitted = try await desk.house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            #expect(admitted["shares"].items.map { $0["amount"]?.integer } == [300_000_000, 100_000_000])
            let less = try await desk.read("headroom?loan=1&principal=10001", by: "bank-a/maker")
            #expect(less.at("claim", "shares", 0, "amount") == 0 && less.at("claim", "shares", 1, "amount") == 10_001)
        }
    }
}
