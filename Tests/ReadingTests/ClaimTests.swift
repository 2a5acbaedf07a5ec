import Commands
import House
import JSON
import Store
import Testing

@testable import Server

@Suite struct ClaimTests {
    @Test func `claims are found by state, party, bank, programme, loan, and by whom they wait for`() async throws {
        let asked: [(query: String, person: String, claims: [Int64])] = [
            ("state=paid", "bureau/clerk", [1]), ("state=recovering", "bureau/clerk", [3]),
            ("state=confirmed", "bureau/clerk", [2]),
            ("party=district", "bureau/clerk", [1]), ("party=bank-b", "bureau/clerk", [3]),
            ("party=bank", "bureau/clerk", [3, 2, 1]),
            ("bank=bank-a", "bureau/clerk", [2, 1]), ("bank=bank-a", "bank-b/maker", []),
            ("programme=yongchuan-credit", "bureau/clerk", [3, 2]),
            ("loan=2", "bureau/clerk", [2]), ("waiting_for=me", "bureau/clerk", [2]),
            ("waiting_for=me", "bank-a/maker", []),
        ]
        try await Desk.with { desk in
            for (query, person, claims) in asked {
                let found = try await desk.read("claims?\(query)", by: person).numbers("claim")
                #expect(found == claims, "\(person) \(query)")
            }
        }
    }

    @Test func `the clock counts working days, stops with the last answer, and says who is waited for`() async throws {
        try await Desk.with { house in
            try await house.must(
                "file-loan", Sample.loan(programme: "yongchuan-guaranteed", number: 1, principal: 100_000_000),
                by: "bank-a/maker")
            house.clock.set("2026-07-01 09:00")
            try await house.must(
                "report-balance", Sample.overdue(balance: 100_000_000), by: "bank-a/maker", at: ["loan": "1"])
            try await house.must("file-claim", Sample.claim(principal: 100_000_000), by: "bank-a/maker")
            try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
        } _: { desk in
            // Wednesday 1 July; the answer is due on Wednesday 8. On Monday 6, three working days have gone.
            desk.house.clock.set("2026-07-06 10:00")
            let running = try await desk.read("claims/1", by: "district/maker")["clock"] ?? .null
            #expect(
                running["answer_by"] == "2026-07-08" && running["working_days_used"] == 3
                    && running["working_days_left"] == 2)
            #expect(try await desk.read("claims?waiting_for=me", by: "district/maker").numbers("claim") == [1])
            try await desk.house.must("confirm-share", ["revision": 1], by: "district/checker", at: ["claim": "1"])
            #expect(try await desk.read("claims?waiting_for=me", by: "district/maker").numbers("claim") == [])
            #expect(try await desk.read("claims?waiting_for=national", by: "bureau/clerk").numbers("claim") == [1])
            for bearer in ["national", "reguarantor"] {
                try await desk.house.must("confirm-share", ["revision": 1], by: "\(bearer)/checker", at: ["claim": "1"])
            }
            desk.house.clock.set("2026-07-20 10:00")
            let stopped = try await desk.read("claims/1", by: "bank-a/maker")["clock"] ?? .null
            #expect(stopped["working_days_used"] == 3 && stopped["working_days_left"] == .null)
        }
    }

    @Test func `the clock of a claim that is back at its bank stands still, and every revision can be read`()
        async throws
    {
        let objection: JSON = ["code": "C03", "note": "x"]
        try await Desk.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            house.clock.set("2026-07-06 10:00")
            try await house.must("return-claim", objection, by: "bureau/clerk", at: ["claim": "1"])
        } _: { desk in
            desk.house.clock.set("2026-07-20 10:00")
            func clock() async throws -> [Int64?] {
                let clock = try await desk.read("claims/1", by: "bank-a/maker")["clock"] ?? .null
                return [clock["working_days_used"]?.integer, clock["working_days_left"]?.integer]
            }
            #expect(try await clock() == [3, 2])
            #expect(try await desk.read("claims?waiting_for=me", by: "bank-a/maker").numbers("claim") == [1])
            guard case .object(let paper) = Sample.claim(principal: 100_000_000).without("loan") else { return }
            let again = JSON.object(paper + [.init(name: "revision", value: 1)])
            try await desk.house.must("refile-claim", again, by: "bank-a/maker", at: ["claim": "1"])
            #expect(try await clock() == [3, 2])
            #expect(try await desk.read("claims/1?explain=true", by: "bureau/clerk")["explain"] == .null)
            try await desk.house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            desk.house.clock.set("2026-07-21 10:00")
            #expect(try await clock() == [4, 1])
            let revisions = try await desk.read("claims/1/revisions", by: "district/maker")
            #expect(revisions["items"]?.items.map { $0["revision"]?.integer } == [1, 2])
            #expect(revisions["items"]?.items.map { $0["shares"]?.items.count } == [1, 1])
            let all = try await desk.read("claims/1/revisions", by: "bureau/clerk")
            #expect(all["items"]?.items.map { $0["shares"]?.items.count } == [5, 5])
            await #expect(throws: Problem.notThere) { try await desk.read("claims/1/revisions", by: "bank-b/maker") }
        }
    }

    @Test func `a claim's history, legs, recoveries and entries are all there`() async throws {
        try await Desk.with { desk in
            let claim = try await desk.read("claims/3", by: "bureau/clerk")
            #expect(
                claim["history"]?.items.map { $0["kind"]?.word } == [
                    "claim.filed", "claim.admitted", "claim.proposed", "claim.approved", "recovery.reported",
                ])
            #expect(claim["legs"]?.items.map { $0["kind"]?.word } == ["compensation", "recovery"])
            #expect(claim.at("recoveries", 0, "gross") == 5_000_000)
            #expect(claim.at("recoveries", 0, "parts").items.map { $0["amount"]?.integer } == [4_000_000, 1_000_000])
            #expect(
                claim["entries"]?.items.map { $0["event"]?.word } == [
                    "claim-received", "cap-used", "cap-used", "cap-used", "claim-approved", "compensation-paid",
                    "subrogation-recorded", "recovery-reported", "cap-restored", "cap-restored", "cap-restored",
                ])
            let loan = try await desk.read("loans/3", by: "bank-b/maker")
            #expect(loan["reports"]?.items.count == 1 && loan.at("reports", 0, "overdue_since") == "2026-03-21")
            #expect(loan["history"]?.items.map { $0["kind"]?.word } == ["loan.filed"])
        }
    }

    @Test(arguments: ["bureau/clerk", "bank-a/maker", "district/maker"])
    func `the steps lead to the shares that were frozen, for everybody who sees the claim`(person: String) async throws
    {
        let claim = try await Desk.with { desk in try await desk.read("claims/1?explain=true", by: person) }
        let admitted = claim.at("explain", "admitted_with").items
        #expect(admitted.map { $0["party"]?.word } == ["national", "reguarantor", "district", "fund", "bank"])
        // 1,000,000.00 and 90 days of interest at 4.35 %: 10,875.00; 20, 20, 30, 10 and 20 percent.
        #expect(admitted.map { $0["amount"]?.integer } == [20_217_500, 20_217_500, 30_326_250, 10_108_750, 20_217_500])
        let rules = claim.at("explain", "shares").items.compactMap { $0["rule"]?.word }
        #expect(rules.first == "share.principal" && rules.filter { $0 == "share.cap" }.count == 2)
    }

    @Test func `a recovery is explained to those who see every share, and only when asked`() async throws {
        try await Desk.with { desk in
            let claim = try await desk.read("claims/3?explain=true", by: "bank-b/maker")
            #expect(claim.at("explain", "recoveries", 0, "recovery") == 1)
            let rules = claim.at("explain", "recoveries", 0, "steps").items.compactMap { $0["rule"]?.word }
            #expect(rules.contains("recover.carry"))
            let plain = try await desk.read("claims/3", by: "bank-b/maker")
            #expect(plain["explain"] == nil)
        }
    }
}
