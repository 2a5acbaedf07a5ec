import House
import JSON
import Testing

/// From admission to approval: shares frozen, answered, resolved, approved by another person.
@Suite struct AnsweringTests {
    /// 10,000.03 of principal at 4.35 %, 90 of 101 days: interest 10,000.03 × 0.0435 × 90 / 360 = 108.75 (108.7503…).
    private static func filed(_ house: House) async throws {
        try await house.claimed(1_000_003, programme: "yongchuan-guaranteed")
    }

    private static func admitted(_ house: House) async throws -> Answered {
        try await filed(house)
        return try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
    }

    private static func confirm(_ house: House, by person: String, revision: Int = 1) async throws -> Answered {
        try await house.perform(
            "confirm-share", ["revision": .integer(Int64(revision))], by: person, at: ["claim": "1"])
    }

    @Test func `admission freezes shares in fen and sets the clock`() async throws {
        try await House.with { house in
            let claim = try await Self.admitted(house)
            #expect(claim["state"].word == "confirming")
            #expect(claim["interest"].integer == 10_875)
            #expect(claim["base"].integer == 1_010_878)
            // 20/20/30/10 of 10,108.78 floored, the rest to the bank.
            let shares = claim["shares"].items.map { "\($0["party"]?.word ?? "") \($0["amount"]?.integer ?? 0)" }
            #expect(
                shares == ["national 202175", "reguarantor 202175", "district 303263", "fund 101087", "bank 202178"])
            // Wednesday 07-01, five working days on: Wednesday 07-08.
            #expect(claim["clock", "answer_by"].word == "2026-07-08")
            refused(
                try await house.perform("admit-claim", by: "bureau/clerk", at: ["claim": "1"]), 409, "wrong-state")
            refused(
                try await house.perform("admit-claim", by: "bureau/clerk", at: ["claim": "2"]), 404, "unknown-claim")
        }
    }

    @Test func `a notice sent on Friday 17:30 before the Spring Festival is answered by its fifth working day`()
        async throws
    {
        try await House.with { house in
            house.clock.set("2026-02-02 09:00")
            try await house.must(
                "file-loan", Sample.loan(programme: "yongchuan-guaranteed", principal: 1_000, disbursed: "2026-02-02"),
                by: "bank-a/maker")
            house.clock.set("2026-02-13 16:00")
            let report: JSON = [
                "as_of": "2026-02-13", "balance": 1_000, "interest_paid_to": "2026-02-02", "five_class": 3,
            ]
            try await house.must("report-balance", report, by: "bank-a/maker", at: ["loan": "1"])
            let claim = Sample.claim(principal: 1_000, calculatedOn: "2026-02-13").with(
                "interest_paid_to", "2026-02-02")
            try await house.must("file-claim", claim, by: "bank-a/maker")
            house.clock.set("2026-02-13 17:30")
            let admitted = try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            // Received on Saturday 02-14, which works; 02-24 to 02-27 and Saturday 02-28 are the five.
            #expect(admitted["clock", "answer_by"].word == "2026-02-28")
        }
    }

    @Test func `each bearer answers for its own amount, once, at the revision it saw`() async throws {
        try await House.with { house in
            try await Self.filed(house)
            refused(try await Self.confirm(house, by: "district/maker"), 404, "unknown-claim")
            try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "1"])
            refused(
                try await Self.confirm(house, by: "district/maker", revision: 2), 409, "old-revision", at: "/revision")
            refused(try await Self.confirm(house, by: "city/maker"), 404, "unknown-claim")
            refused(try await Self.confirm(house, by: "insurer/checker"), 404, "unknown-claim")
            refused(try await Self.confirm(house, by: "bank-a/maker"), 403, "role-missing")
            let confirmed = try await Self.confirm(house, by: "district/maker")
            #expect(confirmed["state"].word == "confirmed")
            #expect(confirmed["accepted"].integer == 303_263)
            #expect(confirmed["answered_by"].word == "district-maker")
            refused(try await Self.confirm(house, by: "district/checker"), 409, "already-answered")
            _ = try await Self.confirm(house, by: "national/checker")
            let path = ["claim": "1"]
            refused(
                try await house.perform("propose-approval", by: "bureau/clerk", at: path), 409, "wrong-state")
            _ = try await Self.confirm(house, by: "reguarantor/maker")
            try await house.must("propose-approval", by: "bureau/clerk", at: path)
            refused(try await Self.confirm(house, by: "reguarantor/maker"), 409, "already-answered")
        }
    }

    @Test
    func `a dispute names a code and what is accepted; resolved, the rest is the bank's and the caps have room again`()
        async throws
    {
        try await House.with { house in
            _ = try await Self.admitted(house)
            let path = ["claim": "1"]
            let household = "9007:yongchuan-guaranteed:household:\(Sample.borrower)"
            // The public bearers' 202,175 + 202,175 + 303,263 + 101,087.
            #expect(try await house.balance(household) == 808_700)
            let dispute: JSON = ["revision": 1, "code": "D05", "accepted": 200_000, "note": "贷后检查缺两次记录"]
            for (body, code, pointer) in [
                (dispute.with("accepted", 303_263), "above-share", "/accepted"),
                (dispute.with("revision", 7), "old-revision", "/revision"),
            ] as [(JSON, String, String)] {
                let answered = try await house.perform("dispute-share", body, by: "district/maker", at: path)
                refused(answered, code == "above-share" ? 422 : 409, code, at: pointer)
            }
            await unreadable("bad-format", at: "/code") {
                try await house.perform("dispute-share", dispute.with("code", "D07"), by: "district/maker", at: path)
            }
            await unreadable("missing-field", at: "/accepted") {
                try await house.perform("dispute-share", dispute.without("accepted"), by: "district/maker", at: path)
            }
            let disputed = try await house.must("dispute-share", dispute, by: "district/maker", at: path)
            #expect(disputed["code"].word == "D05")
            refused(try await house.perform("propose-approval", by: "bureau/clerk", at: path), 409, "wrong-state")
            for party in ["national", "reguarantor"] { _ = try await Self.confirm(house, by: "\(party)/maker") }

            func resolve(_ party: String, _ amount: Int64) async throws -> Answered {
                try await house.perform(
                    "resolve-share", ["amount": .integer(amount), "note": "x"], by: "bureau/clerk",
                    at: ["claim": "1", "party": party])
            }
            refused(try await resolve("district", 199_999), 422, "above-share", at: "/amount")
            refused(try await resolve("district", 303_264), 422, "above-share", at: "/amount")
            refused(try await resolve("national", 1), 409, "not-disputed")
            refused(try await resolve("fund", 1), 409, "not-disputed")
            refused(try await resolve("city", 1), 422, "unknown-party")
            let resolved = try await resolve("district", 250_000)
            #expect(resolved["state"].word == "resolved")
            refused(try await resolve("district", 250_000), 409, "wrong-state")
            // 303,263 − 250,000 = 53,263 go to the bank, and back to the cap.
            #expect(try await house.balance(household) == 755_437)
            let approved = try await house.proposedAndApproved(1)
            #expect(approved["shares", "4", "amount"].integer == 255_441)
            #expect(approved["shares", "2", "amount"].integer == 250_000)
            try await balances(
                house, ["9006:district:1": 250_000, "9006:national:1": 202_175, "9006:reguarantor:1": 202_175])
        }
    }

    @Test func `an approval is proposed by one and given by another`() async throws {
        try await House.with { house in
            try await house.claimed(1_000_003)
            let path = ["claim": "1"]
            refused(try await house.perform("approve-claim", by: "bureau/approver", at: path), 409, "wrong-state")
            try await house.must("admit-claim", by: "bureau/clerk", at: path)
            refused(try await house.perform("approve-claim", by: "bureau/approver", at: path), 409, "wrong-state")
            try await house.must("propose-approval", by: "bureau/both", at: path)
            refused(try await house.perform("approve-claim", by: "bureau/both", at: path), 403, "four-eyes")
            refused(try await house.perform("approve-claim", by: "bureau/clerk", at: path), 403, "role-missing")
            try await balances(house, ["2302:bank-a:1": nil])
            let approved = try await house.must("approve-claim", by: "bureau/approver", at: path)
            #expect(approved["clock", "approved_on"].word == "2026-07-01")
            refused(try await house.perform("approve-claim", by: "bureau/second", at: path), 409, "wrong-state")
            refused(try await house.perform("propose-approval", by: "bureau/clerk", at: path), 409, "wrong-state")
        }
    }

    @Test func `approval turns the provision into a debt, and frees what the loan had reserved`() async throws {
        try await House.with { house in
            try await house.claimed(1_000_003)
            try await house.approved(1)
            try await balances(
                house,
                [
                    "2302:bank-a:1": 800_002, "2601:yongchuan-credit": 0, "5001:yongchuan-credit:bank-a": 800_002,
                    "9001:yongchuan-credit:bank-a": 0, "9002:yongchuan-credit": 800_002,
                    "9005:yongchuan-credit:bank-a": 0,
                    "9008:pool": 0, "9008:borrower:\(Sample.borrower)": 0, "9007:pool:year:2026": 800_002,
                ])
            refused(
                try await house.perform(
                    "report-balance", Sample.overdue(balance: 1_000_003, asOf: "2026-07-01"), by: "bank-a/maker",
                    at: ["loan": "1"]), 409,
                "C10")
        }
    }

    @Test func `in a year without a calendar no clock is started`() async throws {
        try await House.with { house in
            try await Self.filed(house)
            house.clock.set("2026-12-31 09:00")
            refused(
                try await house.perform("admit-claim", by: "bureau/clerk", at: ["claim": "1"]), 422, "calendar-missing")
        }
    }
}
