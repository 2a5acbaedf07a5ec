import House
import JSON
import Postgres
import Testing

/// RULES §6: a claim goes back for papers, comes again as the next revision, and the clock goes on with the days left.
@Suite struct ReturnTests {
    private static let path = ["claim": "1"]

    /// A guaranteed claim of 1,000,000.00, admitted on Wednesday 2026-07-01: its bearers answer by Wednesday 8.
    private static func admitted(_ house: House) async throws {
        try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
        let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: path)
        #expect(admitted["clock", "answer_by"].word == "2026-07-08")
    }

    private static let objection: JSON = ["code": "C03", "note": "缺放款凭证"]
    private static let again = Sample.claim(principal: 100_000_000).without("loan").with("revision", 1)

    @Test func `a return stops the clock, what is filed anew goes on with the days left`() async throws {
        try await House.with { house in
            try await Self.admitted(house)
            try await house.must("confirm-share", ["revision": 1], by: "district/maker", at: Self.path)
            // Thursday, Friday and Monday are used; Tuesday and Wednesday are left.
            house.clock.set("2026-07-06 10:00")
            let returned = try await house.must("return-claim", Self.objection, by: "bureau/clerk", at: Self.path)
            #expect(returned["state"].word == "returned" && returned["code"].word == "C03")
            #expect(returned["note"].word == "缺放款凭证" && returned["revision"].integer == 1)
            refused(
                try await house.perform("confirm-share", ["revision": 1], by: "national/maker", at: Self.path), 409,
                "wrong-state")
            // What the shares had taken of caps is free; the provision stays.
            try await balances(
                house,
                [
                    "9007:yongchuan-guaranteed:household:\(Sample.borrower)": 0, "9107": 0,
                    "2601:yongchuan-guaranteed": 10_108_750, "9005:yongchuan-guaranteed:bank-a": 101_087_500,
                ])
            #expect(try await house.findings() == [])

            house.clock.set("2026-07-13 10:00")
            let refiled = try await house.must(
                "refile-claim", Self.again.with("calculated_on", "2026-06-01"), by: "bank-a/checker", at: Self.path)
            #expect(refiled["state"].word == "filed" && refiled["revision"].integer == 2)
            #expect(refiled["shares"].items.isEmpty && refiled["clock", "answer_by"] == .null)
            #expect(refiled["filed_by"].word == "bank-a-checker")
            // 72 days of interest where there had been 90: 1,000,000.00 × 0.0435 × 72 / 360 = 8,700.00; a tenth of it is the fund's.
            try await balances(
                house,
                [
                    "2601:yongchuan-guaranteed": 10_087_000, "9005:yongchuan-guaranteed:bank-a": 100_870_000,
                ])
            #expect(try await house.findings() == [])

            // Admitted on Tuesday 14: two days are left, Wednesday and Thursday.
            house.clock.set("2026-07-14 10:00")
            let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            #expect(admitted["clock", "answer_by"].word == "2026-07-16" && admitted["base"].integer == 100_870_000)
            #expect(admitted["shares"].items.filter { $0["state"]?.word == "pending" }.count == 3)
            refused(
                try await house.perform("confirm-share", ["revision": 1], by: "national/maker", at: Self.path), 409,
                "old-revision", at: "/revision")
            for bearer in ["national", "reguarantor", "district"] {
                try await house.must("confirm-share", ["revision": 2], by: "\(bearer)/maker", at: Self.path)
            }
            try await house.proposedAndApproved(1)
            try await house.settled("2026-07-14")
            #expect(try await house.findings() == [])
            try await balances(house, ["1231:1": 10_087_000, "2601:yongchuan-guaranteed": 0])
        }
    }

    @Test func `what was filed and answered before stays as it was`() async throws {
        try await House.with { house in
            try await Self.admitted(house)
            try await house.must("confirm-share", ["revision": 1], by: "district/maker", at: Self.path)
            try await house.must("return-claim", Self.objection, by: "bureau/clerk", at: Self.path)
            try await house.must(
                "refile-claim", Self.again.with("calculated_on", "2026-06-01"), by: "bank-a/maker", at: Self.path)
            try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            let kept = try await house.read { transaction in
                try transaction.rows(
                    """
                    select s.revision, s.party, s.amount, s.state
                    from clearing.share s
                    where s.party in ('district', 'fund')
                    order by s.revision, s.place
                    """
                ).map {
                    "\(try $0.int32("revision")) \(try $0.string("party")) \(try $0.int64("amount")) \(try $0.string("state"))"
                }
            }
            // Three tenths and a tenth of 1,010,875.00, then of 1,008,700.00.
            #expect(
                kept == [
                    "1 district 30326250 confirmed", "1 fund 10108750 confirmed", "2 district 30261000 pending",
                    "2 fund 10087000 confirmed",
                ])
            let filed = try await house.read { transaction in
                try transaction.rows("select calculated_on::text as day from clearing.claim").map {
                    try $0.string("day")
                }
            }
            #expect(filed == ["2026-06-30"])
        }
    }

    @Test func `a claim returned before it was admitted starts its clock when it is`() async throws {
        try await House.with { house in
            try await house.claimed(100_000_000, programme: "yongchuan-guaranteed")
            try await house.must("return-claim", Self.objection, by: "bureau/clerk", at: Self.path)
            refused(
                try await house.perform("admit-claim", by: "bureau/clerk", at: Self.path), 409, "wrong-state")
            try await house.must("refile-claim", Self.again, by: "bank-a/maker", at: Self.path)
            let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            #expect(admitted["clock", "answer_by"].word == "2026-07-08" && admitted["revision"].integer == 2)
            #expect(try await house.findings() == [])
        }
    }

    @Test func `a day is left even where the last one was used`() async throws {
        try await House.with { house in
            try await Self.admitted(house)
            house.clock.set("2026-07-08 16:00")
            try await house.must("return-claim", Self.objection, by: "bureau/clerk", at: Self.path)
            try await house.must("refile-claim", Self.again, by: "bank-a/maker", at: Self.path)
            let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: Self.path)
            #expect(admitted["clock", "answer_by"].word == "2026-07-09")
        }
    }

    @Test func `who files anew looks at what stands, and is held to what holds for any claim`() async throws {
        try await House.with { house in
            try await Self.admitted(house)
            refused(
                try await house.perform("refile-claim", Self.again, by: "bank-a/maker", at: Self.path), 409,
                "wrong-state")
            try await house.must("return-claim", Self.objection, by: "bureau/clerk", at: Self.path)
            refused(
                try await house.perform("return-claim", Self.objection, by: "bureau/clerk", at: Self.path), 409,
                "wrong-state")
            refused(
                try await house.perform("refile-claim", Self.again, by: "bank-b/maker", at: Self.path), 404,
                "unknown-claim")
            refused(
                try await house.perform(
                    "refile-claim", Self.again.with("revision", 2), by: "bank-a/maker", at: Self.path),
                409, "old-revision", at: "/revision")
            refused(
                try await house.perform(
                    "refile-claim", Self.again.with("principal", 1), by: "bank-a/maker", at: Self.path),
                422, "C05", at: "/principal")
            refused(
                try await house.perform(
                    "refile-claim", Self.again.with("borrower_name", "他人"), by: "bank-a/maker", at: Self.path), 422,
                "C01", at: "/borrower_name")
            refused(
                try await house.perform(
                    "refile-claim", Self.again.with("documents", []), by: "bank-a/maker", at: Self.path), 422, "C03",
                at: "/documents")
        }
    }
}
