import Accounting
import House
import JSON
import Store
import Testing

@testable import Server

/// RULES §12 over the story: what is added up, for whom, and the lines below it.
@Suite struct FigureTests {
    private static func row(_ key: String, _ read: JSON) -> JSON {
        read["items"]?.items.first { $0["key"]?.word == key } ?? .null
    }

    @Test func `figures by programme are those of the story`() async throws {
        try await Desk.with { desk in
            let read = try await desk.read("figures", by: "bureau/clerk")
            #expect(read["as_of"] == "2026-07-06" && read["from"] == .null)
            let credit = Self.row("yongchuan-credit", read)
            let guaranteed = Self.row("yongchuan-guaranteed", read)
            // Loans of 500,000.00 and 200,000.00; the second is compensated: 160,000.00 of the fund, 50,000.00 came back.
            let expected: [(String, Int64, Int64)] = [
                ("filed_count", 2, 1), ("filed_amount", 70_000_000, 100_000_000), ("in_force_count", 1, 0),
                ("nominal_balance", 50_000_000, 0), ("net_balance", 40_000_000, 0),
                ("responsibility_balance", 40_000_000, 0), ("claims_count", 2, 1),
                ("claimed_amount", 70_000_000, 101_087_500), ("compensated_count", 1, 1),
                ("compensated_amount", 16_000_000, 80_870_000), ("paid_amount", 16_000_000, 10_108_750),
                ("passed_on_amount", 0, 70_761_250), ("recovered_amount", 5_000_000, 0), ("released_amount", 0, 0),
            ]
            for (name, one, other) in expected {
                #expect(credit[name] == .integer(one), "\(name)")
                #expect(guaranteed[name] == .integer(other), "\(name)")
            }
            #expect(credit["rate_annualised"] == .null && credit["rate_released"] == .null)
        }
    }

    @Test func `the three balances of a day take off the bank's share, then what is re-guaranteed`() async throws {
        try await Desk.with { desk in
            let read = try await desk.read("figures?as_of=2026-06-30&by=programme-bank", by: "watch/supervisor")
            let guaranteed = Self.row("yongchuan-guaranteed/bank-a", read)
            #expect(guaranteed["nominal_balance"] == 100_000_000)
            #expect(guaranteed["net_balance"] == 80_000_000)
            #expect(guaranteed["responsibility_balance"] == 40_000_000)
            #expect(guaranteed["compensated_amount"] == 0)
            #expect(Self.row("yongchuan-credit/bank-b", read)["net_balance"] == 16_000_000)
        }
    }

    @Test func `a repaid loan makes a base for both compensation rates, and rates weigh by principal`() async throws {
        try await Desk.with { house in
            try await Story.tell(house)
            let repaid = Sample.loan(number: 6, principal: 73_000_000, disbursed: "2026-07-01")
            for (number, rate, principal) in [(4, "0.01", 30_000_000), (5, "0.005", 10_000_000)]
                as [(Int, String, Int64)]
            {
                let filed = Sample.loan(number: number, principal: principal, disbursed: "2026-07-01")
                guard case .object(let members) = filed else { preconditionFailure("a loan is an object") }
                try await house.must(
                    "file-loan", .object(members + [.init(name: "fee_rate", value: .string(rate))]), by: "bank-a/maker")
            }
            try await house.must("file-loan", repaid, by: "bank-a/maker")
            house.clock.set("2026-08-31 10:00")
            try await house.must(
                "report-balance",
                ["as_of": "2026-08-30", "balance": 0, "interest_paid_to": "2026-08-30", "five_class": 1],
                by: "bank-a/maker", at: ["loan": "6"])
        } _: { desk in
            let row = Self.row("yongchuan-credit", try await desk.read("figures", by: "bureau/clerk"))
            // 3 × 1 % and 1 × 0.5 % weigh 0.875 %; the plain average would be 0.75 %.
            #expect(row["average_fee_rate"] == "0.00875")
            // 730,000.00 for 60 days are 120,000.00 annualised; 160,000.00 of four fifths of it.
            #expect(row["rate_annualised"] == "1.666666667")
            #expect(row["rate_released"] == "0.219178082")
            let annualised = try await desk.read("figures/lines?measure=annualised", by: "bureau/clerk")
            #expect(annualised.at("items", 0, "amount") == 12_000_000)
            #expect(annualised.at("items", 0, "subject") == "loan/6")
            let month = Self.row("2026-08", try await desk.read("figures?by=month", by: "bureau/clerk"))
            #expect(month["released_amount"] == 73_000_000 && month["filed_amount"] == 0)
        }
    }

    @Test func `a claim that is cured or clawed back counts no longer, from that day on`() async throws {
        try await Desk.with(RichStory.tell) { desk in
            let names = [
                "compensated_count", "compensated_amount", "recovered_amount", "paid_amount", "received_amount",
            ]
            let expected: [(String, [Int64])] = [
                ("2026-06-30", [0, 0, 0, 0, 0]), ("2026-07-07", [2, 400_000, 0, 400_000, 400_000]),
                // What the cure brought is no recovery of a claim that counts no more. What was paid was paid.
                ("2026-07-09", [1, 240_000, 0, 400_000, 400_000]), ("2026-07-10", [0, 0, 0, 400_000, 400_000]),
            ]
            for (asOf, amounts) in expected {
                let row = Self.row("small", try await desk.read("figures?as_of=\(asOf)", by: "bureau/clerk"))
                #expect(names.map { row[$0]?.integer } == amounts, "\(asOf)")
            }
        }
    }

    @Test func `what is paid first for others counts as paid, and once as received`() async throws {
        try await Desk.with(RichStory.tell) { desk in
            let read = try await desk.read("figures", by: "bureau/clerk")
            let expected: [(String, [Int64])] = [
                // The fund's 300.00 and the district's 500.00, which came back.
                ("bridged", [80_000, 80_000, 50_000, 0, 80_000]),
                // The district paid the bank 800.00; the fund and the reguarantor paid the district.
                ("proved", [80_000, 10_000, 0, 20_000, 80_000]),
                ("yongchuan-guaranteed", [808_700, 101_087, 0, 707_613, 808_700]),
            ]
            for (programme, amounts) in expected {
                let row = Self.row(programme, read)
                let names = ["compensated", "paid", "returned", "passed_on", "received"]
                #expect(names.map { row["\($0)_amount"]?.integer } == amounts, "\(programme)")
            }
            #expect(try await desk.house.verified() == [])
        }
    }

    @Test func `three compensation rates, each of columns beside it`() async throws {
        try await Desk.with { house in
            try await Story.tell(house)
            try await house.must(
                "file-loan", Sample.loan(number: 6, principal: 32_000_000, disbursed: "2026-07-01"), by: "bank-b/maker")
            house.clock.set("2026-08-31 10:00")
            try await house.must(
                "report-balance",
                ["as_of": "2026-08-30", "balance": 0, "interest_paid_to": "2026-08-30", "five_class": 1],
                by: "bank-b/maker", at: ["loan": "4"])
        } _: { desk in
            let ever = Self.row("yongchuan-credit", try await desk.read("figures", by: "bureau/clerk"))
            // 160,000.00 of 320,000.00; of four fifths of 320,000.00 × 60 / 365, which is 42,082.19 and 3.802084036.
            #expect(ever["rate_released"] == "0.5" && ever["rate_paid"] == "0.5")
            #expect(ever["rate_annualised"] == "3.802084036")
            let august = try await desk.read("figures?from=2026-08-01", by: "bureau/clerk")
            // Nothing was compensated or paid in August.
            #expect(Self.row("yongchuan-credit", august)["rate_paid"] == "0")
            let july = try await desk.read("figures?as_of=2026-07-31", by: "bureau/clerk")
            #expect(Self.row("yongchuan-credit", july)["rate_released"] == .null)
        }
    }

    @Test func `a bank and a bearer see their own figures only`() async throws {
        try await Desk.with { desk in
            let bank = try await desk.read("figures?by=bank", by: "bank-b/maker")
            #expect(bank["items"]?.items.compactMap { $0["key"]?.word } == ["bank-b"])
            let south = try await desk.read("figures", by: "bank-a/south")
            #expect(Self.row("yongchuan-credit", south)["filed_amount"] == 50_000_000)
            let district = try await desk.read("figures", by: "district/maker")
            #expect(Self.row("yongchuan-guaranteed", district)["compensated_amount"] == 30_326_250)
            #expect(Self.row("yongchuan-credit", district) == .null)
            for path in ["figures/budget", "figures/limits"] {
                #expect(try await desk.refusal(path, by: "bank-a/maker") == "not-there")
            }
        }
    }

    @Test func `bearers, answers, ageing, vintages and the budget`() async throws {
        try await Desk.with { desk in
            func rows(_ path: String) async throws -> [JSON] {
                try await desk.read(path, by: "bureau/clerk")["items"]?.items ?? []
            }
            let district = try await rows("figures/bearers").first { $0["party"] == "district" }
            #expect(district?["borne"] == 30_326_250 && district?["paid"] == 30_326_250 && district?["pending"] == 0)
            let answer = try await rows("figures/answers").first { $0["party"] == "national" }
            // From 1 July 9:00 to 3 July 10:00.
            #expect(answer?["confirmed"] == 1 && answer?["late"] == 0 && answer?["average_minutes"] == 2940)
            let ageing = try await rows("figures/ageing")
            #expect(ageing.count == 1)
            #expect(ageing.first?["kind"] == "recovery" && ageing.first?["not_due"] == 4_000_000)
            let late = try await rows("figures/ageing?as_of=2026-10-31")
            #expect(late.first?["older"] == 4_000_000 && late.first?["total"] == 4_000_000)
            let vintage = try await rows("figures/vintages")
            #expect(vintage.first?["compensated"] == 96_870_000 && vintage.first?["recovered"] == 4_000_000)
            #expect(vintage.first?["recovery_rate"] == "0.041292454")
            let budget = try await rows("figures/budget").first { $0["account"] == "1002.01" }
            #expect(budget?["paid_in"] == 6_500_000_000 && budget?["paid_out"] == 26_108_750)
            #expect(budget?["closing"] == 6_473_891_250 && budget?["execution_rate"] == "0.004016731")
            let pool = try await desk.all("figures/limits", limit: 3, by: "bureau/clerk").first {
                $0["account"] == "9008:pool"
            }
            #expect(pool?["used"] == 50_000_000 && pool?["limit"] == 65_000_000_000)
        }
    }

    @Test func `the same figures go out as a table and as a workbook`() async throws {
        try await Desk.with { desk in
            let csv = try await desk.answer("figures?by=bank&format=csv", by: "bureau/clerk")
            #expect(csv.fileName == "figures-by-bank-2026-07-06.csv")
            let lines = String(decoding: csv.body, as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count == 3)
            #expect(lines[0].hasPrefix("\u{FEFF}项目 key,备案笔数 filed_count,备案金额 filed_amount,"))
            #expect(lines[1].hasPrefix("bank-a,2,1500000.00,1,500000.00,400000.00,400000.00,,"))
            let workbook = try await desk.answer("figures?format=xlsx", by: "bureau/clerk")
            #expect(workbook.body.starts(with: [0x50, 0x4B, 0x03, 0x04]))
            #expect(workbook.fileName == "figures-by-programme-2026-07-06.xlsx")
            #expect(try await desk.refusal("figures?format=pdf", by: "bureau/clerk") == "parameter-malformed")
            #expect(try await desk.refusal("figures?by=colour", by: "bureau/clerk") == "parameter-malformed")
        }
    }
}
