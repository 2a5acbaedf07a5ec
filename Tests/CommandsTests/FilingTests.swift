import House
import JSON
import Testing

/// RULES §5: what is accepted, what reserves capacity, and every reason not to.
@Suite struct FilingTests {
    private static func file(_ house: House, _ loan: JSON, by person: String = "bank-a/maker") async throws -> Answered
    {
        try await house.perform("file-loan", loan, by: person)
    }

    @Test func `an accepted loan is the guarantee certificate and reserves capacity four times over`() async throws {
        try await House.with { house in
            let loan = Sample.loan(programme: "yongchuan-guaranteed", principal: 100_000_007)
                .with("tags", ["green", "science"]).with("fee_rate", "0.01").with("first_loan", true)
            let filed = try await Self.file(house, loan)
            #expect(filed.status == 201)
            #expect(filed["outcome"].word == "accepted")
            #expect(filed["loan"].integer == 1)
            #expect(filed["tags"] == ["green", "science"])
            #expect(filed["terms_version"].integer == 1)
            // The fund bears ten per cent, floored: 1,000,000.07 → 100,000.00.
            #expect(filed["exposure"].integer == 10_000_000)
            try await balances(
                house,
                [
                    "9001:yongchuan-guaranteed:bank-a": 10_000_000, "9008:pool": 100_000_007,
                    "9008:programme:yongchuan-guaranteed": 100_000_007, "9008:bank:bank-a": 100_000_007,
                    "9008:borrower:\(Sample.borrower)": 100_000_007,
                ])
        }
    }

    @Test func `a loan is filed once: by the bank's number, and by the number of its note`() async throws {
        try await House.with { house in
            try await house.file(1_000)
            let again = Sample.loan(principal: 1_000)
            let own = try await Self.file(house, again.with("note_number", "JJ-2"))
            refused(own, 409, "F01", at: "/business_number")
            #expect(own["title"].word?.contains("number 1") == true)
            refused(
                try await Self.file(house, again.with("business_number", "YW-2")), 409, "F01", at: "/note_number")
            refused(
                try await Self.file(
                    house, again.with("business_number", "YW-2").with("programme", "yongchuan-enhanced")), 422,
                "F10", at: "/note_number")
            // Another bank is not told the number of a loan that is not its own.
            let other = try await Self.file(house, again, by: "bank-b/maker")
            refused(other, 409, "F01", at: "/note_number")
            #expect(other["title"].word?.contains("number –") == true)
            // Its own numbers are its own.
            #expect(try await Self.file(house, again.with("note_number", "B-1"), by: "bank-b/maker").status == 201)
            #expect(try await house.balance("9008:pool") == 2_000)
        }
    }

    @Test func `two of one number in one batch: the first is filed`() async throws {
        try await House.with { house in
            let answers = try await withThrowingTaskGroup(of: Answered.self) { group in
                for _ in 0..<8 { group.addTask { try await Self.file(house, Sample.loan(principal: 1_000)) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.code == "F01" } == 7)
            #expect(try await house.balance("9008:pool") == 1_000)
        }
    }

    @Test func `borrowers and industries have to be eligible`() async throws {
        try await House.with { house in
            let loan = Sample.loan(principal: 1_000)
            for code in ["91500118MA2789195D", "91500118ma2789195c", "91500118MA278919IC"] as [JSON] {
                refused(try await Self.file(house, loan.with("borrower", code)), 422, "F02", at: "/borrower")
            }
            for industry in ["J66", "房地产业", "其他金融业"] as [JSON] {
                refused(try await Self.file(house, loan.with("industry", industry)), 422, "F03", at: "/industry")
            }
            try await house.adopt(
                try Sample.terms(
                    "small", [("fund", 80), ("bank", 20)], caps: "",
                    #""filing":{"excluded_borrowers":["91500118MA2789195C"]}"#))
            refused(try await Self.file(house, loan.with("programme", "small")), 422, "F02", at: "/borrower")
        }
    }

    @Test func `the pool's leverage is inclusive to the fen`() async throws {
        try await House.with { house in
            try await house.adopt(try Sample.terms("wide", [("fund", 80), ("bank", 20)]))
            // Ten times 65,000,000.00, less 646,000,000.00, leaves 4,000,000.00.
            try await house.file(64_600_000_000, number: 1, programme: "wide")
            let tooMuch = try await Self.file(house, Sample.loan(programme: "wide", number: 2, principal: 400_000_001))
            refused(tooMuch, 422, "F04", at: "/principal")
            #expect(tooMuch["title"].word?.contains("4,000,000.00 yuan") == true)
            try await house.file(400_000_000, number: 2, programme: "wide")
            let nothing = try await Self.file(house, Sample.loan(programme: "wide", number: 3, principal: 1))
            refused(nothing, 422, "F04", at: "/principal")
            #expect(nothing["title"].word?.contains("room for 0.00 yuan") == true)
            // Money comes in, capacity follows; a loan is repaid, capacity is free again.
            try await house.must(
                "record-appropriation",
                ["category": "risk", "source": "other", "amount": 1, "arrived_on": "2026-03-02", "voucher": "V-9"],
                by: "bureau/clerk")
            try await house.file(10, number: 3, programme: "wide")
            refused(
                try await Self.file(house, Sample.loan(programme: "wide", number: 4, principal: 1)), 422, "F04",
                at: "/principal")
            try await house.must(
                "report-balance",
                [
                    "as_of": "2026-03-02", "balance": 399_999_999, "interest_paid_to": "2026-03-02", "five_class": 1,
                ], by: "bank-a/maker", at: ["loan": "2"])
            try await house.file(1, number: 4, programme: "wide")
            #expect(try await house.balance("9008:pool") == 65_000_000_010)
        }
    }

    @Test func `borrower, bank and programme have limits of their own, across the loans they count`() async throws {
        try await House.with { house in
            let filing = #""filing":{"per_borrower":1000,"per_bank":1500,"per_programme":1900}"#
            try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)], caps: "", filing))
            func file(_ number: Int, _ principal: Int64, _ borrower: Int, _ bank: String) async throws -> Answered {
                try await Self.file(
                    house,
                    Sample.loan(
                        programme: "small", number: number, borrower: Sample.borrowers[borrower], principal: principal),
                    by: "\(bank)/maker")
            }
            #expect(try await file(1, 600, 0, "bank-a").status == 201)
            refused(try await file(2, 401, 0, "bank-b"), 422, "F05", at: "/principal")
            #expect(try await file(2, 400, 0, "bank-b").status == 201)
            refused(try await file(3, 901, 1, "bank-a"), 422, "bank-limit", at: "/principal")
            refused(try await file(3, 901, 1, "bank-c"), 422, "programme-limit", at: "/principal")
            #expect(try await file(3, 900, 1, "bank-a").status == 201)
            try await balances(house, ["9008:programme:small": 1_900, "9008:bank:bank-a": 1_500])
        }
    }

    @Test func `a suspended bank files nothing new`() async throws {
        try await House.with { house in
            let loan = try await house.file(1_000)
            try await house.must(
                "register-party",
                ["party": "bank-a", "kind": "bank", "name_zh": "x", "name_en": "x", "is_suspended": true],
                by: "office/admin")
            refused(try await Self.file(house, Sample.loan(number: 2, principal: 1)), 422, "F06")
            // Cover of what is filed stays, and its balances are still reported.
            try await house.must(
                "report-balance", Sample.overdue(balance: 900, asOf: "2026-03-02", since: "2026-03-01"),
                by: "bank-a/maker",
                at: ["loan": "\(loan)"])
        }
    }

    @Test func `the filing window ends with its fifteenth working day, at 17:00`() async throws {
        try await House.with { house in
            // Disbursed on Friday 2026-02-27. Saturday 02-28 works for the Spring Festival and is the first of the fifteen
            // working days; Monday to Friday of two weeks make eleven, and 03-16 to 03-19 the rest.
            let loan = Sample.loan(principal: 1_000)
            house.clock.set("2026-03-19 17:01")
            refused(try await Self.file(house, loan), 422, "F07", at: "/disbursed")
            house.clock.set("2026-03-20 09:00")
            let late = try await Self.file(house, loan)
            refused(late, 422, "F07", at: "/disbursed")
            #expect(late["title"].word?.contains("2026-03-19") == true)
            house.clock.set("2026-03-19 17:00")
            #expect(try await Self.file(house, loan).status == 201)
        }
    }

    @Test func `dates have to be possible, and their year to have a calendar`() async throws {
        try await House.with { house in
            let loan = Sample.loan(principal: 1_000)
            refused(
                try await Self.file(house, loan.with("disbursed", "2026-03-03")), 422, "date-implausible",
                at: "/disbursed")
            refused(try await Self.file(house, loan.with("matures", "2026-02-27")), 422, "F09", at: "/matures")
            refused(
                try await Self.file(house, loan.with("disbursed", "2023-12-01")), 422, "calendar-missing",
                at: "/disbursed")
            house.clock.set("2026-12-30 09:00")
            let overNewYear = try await Self.file(house, loan.with("disbursed", "2026-12-29"))
            refused(overNewYear, 422, "calendar-missing", at: "/disbursed")
            #expect(overNewYear["title"].word?.contains("2027") == true)
            await unreadable("bad-format", at: "/disbursed") {
                try await Self.file(house, loan.with("disbursed", "2026-02-30"))
            }
        }
    }

    @Test func `a programme has to be in force and to take single loans`() async throws {
        try await House.with { house in
            refused(
                try await Self.file(house, Sample.loan(programme: "none", principal: 1)), 422, "F08", at: "/programme")
            try await house.adopt(
                try Sample.terms("bulk", [("fund", 80), ("bank", 20)], caps: "", #""filing":{"mode":["batch"]}"#))
            refused(
                try await Self.file(house, Sample.loan(programme: "bulk", principal: 1)), 422, "F09", at: "/programme")
        }
    }

    @Test func `whoever has a branch files for it alone`() async throws {
        try await House.with { house in
            try await house.must(
                "register-person",
                ["person": "bank-a-east", "party": "bank-a", "name": "e", "roles": ["bank-maker"], "branch": "east"],
                by: "office/admin")
            refused(
                try await Self.file(house, Sample.loan(principal: 1), by: "bank-a/east"), 403, "role-missing",
                at: "/branch")
            #expect(
                try await Self.file(house, Sample.loan(principal: 1).with("branch", "east"), by: "bank-a/east").status
                    == 201)
        }
    }

    @Test func `a filing's fields are read strictly`() async throws {
        try await House.with { house in
            let loan = Sample.loan(principal: 1_000)
            let slips: [(JSON, String, String)] = [
                (loan.with("principal", 0), "out-of-range", "/principal"),
                (loan.with("principal", "1000"), "wrong-type", "/principal"),
                (loan.with("rate", 4), "wrong-type", "/rate"),
                (loan.with("rate", "1.01"), "out-of-range", "/rate"),
                (loan.with("rate", "4.35%"), "bad-format", "/rate"),
                (loan.with("rate", "0.0000000001"), "bad-format", "/rate"),
                (loan.with("borrower", "123"), "out-of-range", "/borrower"),
                (loan.with("branch", "Main St"), "bad-format", "/branch"),
                (loan.with("tags", ["Green"]), "bad-format", "/tags/0"),
                (loan.with("tags", ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]), "out-of-range", "/tags"),
                (loan.with("first_loan", 1), "wrong-type", "/first_loan"),
                (loan.with("interest", 1), "unknown-field", "/interest"),
                (loan.without("note_number"), "missing-field", "/note_number"),
            ]
            for (body, code, pointer) in slips {
                await unreadable(code, at: pointer) { try await Self.file(house, body) }
            }
            try await balances(house, ["9008:pool": 0, "9001:yongchuan-credit:bank-a": nil])
        }
    }
}
