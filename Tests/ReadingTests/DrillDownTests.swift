import Accounting
import House
import JSON
import Store
import Testing

@testable import Server

/// Every number of RULES §12 leads down to lines that add up to it.
@Suite struct DrillDownTests {
    private static func sum(_ lines: [JSON], _ name: String) -> Int64 {
        lines.reduce(0) { $0 + ($1[name]?.integer ?? 0) }
    }

    private static func items(_ desk: Desk, _ path: String) async throws -> [JSON] {
        try await desk.read(path, by: "audit/auditor")["items"]?.items ?? []
    }

    private static func lines(_ desk: Desk, _ path: String) async throws -> [JSON] {
        try await desk.all(path, limit: 3, by: "audit/auditor")
    }

    private static let names: [(Measure, String, String?)] = [
        (.filed, "filed_amount", "filed_count"), (.released, "released_amount", "released_count"),
        (.claimed, "claimed_amount", "claims_count"), (.compensated, "compensated_amount", "compensated_count"),
        (.paid, "paid_amount", nil), (.returned, "returned_amount", nil), (.passedOn, "passed_on_amount", nil),
        (.received, "received_amount", nil), (.recovered, "recovered_amount", nil),
    ]

    @Test func `every figure is the sum of its lines`() async throws {
        try await Desk.with(RichStory.tell) { desk in
            for by in ["programme", "bank", "month"] {
                let rows = try await Self.items(desk, "figures?by=\(by)")
                for (measure, amount, count) in Self.names {
                    let lines = try await Self.lines(desk, "figures/lines?measure=\(measure.rawValue)")
                    #expect(!lines.isEmpty, "\(measure)")
                    for row in rows {
                        let below = lines.filter { line in
                            let key = by == "month" ? line["day"]?.word.map { String($0.prefix(7)) } : line[by]?.word
                            return key == row["key"]?.word
                        }
                        #expect(Self.sum(below, "amount") == row[amount]?.integer, "\(by) \(measure)")
                        guard let count else { continue }
                        let undone = below.filter { ($0["amount"]?.integer ?? 0) < 0 }.count
                        #expect(Int64(below.count - 2 * undone) == row[count]?.integer, "\(by) \(measure)")
                    }
                }
            }
        }
    }

    @Test func `what is in force, and the fee that weighs by principal`() async throws {
        try await Desk.with(RichStory.tell) { desk in
            for asOf in ["2026-06-30", "2026-07-10"] {
                let rows = try await Self.items(desk, "figures/in-force?as_of=\(asOf)")
                let loans = try await Self.lines(desk, "figures/in-force/lines?as_of=\(asOf)")
                #expect(rows.count > 1 && loans.count >= rows.count)
                for row in rows {
                    let below = loans.filter { loan in
                        ["programme", "terms_version", "bank"].allSatisfy { loan[$0] == row[$0] }
                    }
                    for name in ["nominal_balance", "net_balance", "responsibility_balance"] {
                        #expect(Self.sum(below, name) == row[name]?.integer, "\(name)")
                    }
                    #expect(Int64(below.count) == row["count"]?.integer)
                }
                for figure in try await Self.items(desk, "figures?by=programme-bank&as_of=\(asOf)") {
                    let below = rows.filter {
                        "\($0["programme"]?.word ?? "")/\($0["bank"]?.word ?? "")" == figure["key"]?.word
                    }
                    for name in ["nominal_balance", "net_balance", "responsibility_balance"] {
                        #expect(Self.sum(below, name) == figure[name]?.integer, "\(name)")
                    }
                    #expect(Self.sum(below, "count") == figure["in_force_count"]?.integer)
                }
            }
            let filed = try await Self.lines(desk, "figures/lines?measure=filed&programme=yongchuan-credit")
            let products = filed.reduce(Int128(0)) { sum, line in
                let fee = line["fee_rate"]?.word.flatMap { Ratio($0) }?.billionths ?? 0
                return sum + Int128(line["amount"]?.integer ?? 0) * Int128(fee)
            }
            // 30,000 × 10,000,000 + 10,001 × 5,000,000 + 7 × 8,500,000, in billionths; by 40,008 it is 0.008749863.
            #expect(products == 350_064_500_000)
            let credit = try await Self.items(desk, "figures?programme=yongchuan-credit").first
            #expect(credit?["average_fee_rate"] == "0.008749863")
        }
    }

    @Test func `bearers, answers, ageing and vintages`() async throws {
        try await Desk.with(RichStory.tell) { desk in
            for row in try await Self.items(desk, "figures/bearers") {
                let party = row["party"]?.word ?? ""
                let below = try await Self.lines(desk, "figures/bearers/lines?party=\(party)")
                for name in ["borne", "paid", "recovered", "pending_amount"] {
                    #expect(Self.sum(below, name) == row[name]?.integer, "\(party) \(name)")
                }
                #expect(Int64(below.count) == Self.sum([row], "claims") + Self.sum([row], "pending"), "\(party)")
            }
            let answers = try await Self.items(desk, "figures/answers")
            #expect(answers.count > 2)
            for row in answers {
                let party = row["party"]?.word ?? ""
                let below = try await Self.lines(desk, "figures/answers/lines?party=\(party)")
                func count(_ name: String, _ value: JSON) -> Int64 { Int64(below.count { $0[name] == value }) }
                #expect(Int64(below.count) == row["asked"]?.integer)
                #expect(count("state", "confirmed") == row["confirmed"]?.integer)
                #expect(count("state", "pending") == row["waiting"]?.integer)
                #expect(count("late", true) == row["late"]?.integer)
                let answered = below.compactMap { $0["seconds"]?.integer }
                #expect(answered.reduce(0, +) / Int64(max(1, answered.count)) / 60 == row["average_minutes"]?.integer)
            }
            let ageing = try await Self.items(desk, "figures/ageing?as_of=2026-10-31")
            #expect(!ageing.isEmpty)
            for row in ageing {
                let (party, kind) = (row["party"]?.word ?? "", row["kind"]?.word ?? "")
                let below = try await Self.lines(
                    desk, "figures/ageing/lines?as_of=2026-10-31&party=\(party)&kind=\(kind)")
                #expect(Self.sum(below, "amount") == row["total"]?.integer)
                let old = below.filter { ($0["days_overdue"]?.integer ?? 0) > 90 }
                #expect(Self.sum(old, "amount") == row["older"]?.integer)
            }
            let vintages = try await Self.items(desk, "figures/vintages")
            // Claims 2 and 3 are compensated no longer: 8,087.00, 800.00 and 800.00 are.
            #expect(vintages.first?["compensated"] == 968_700 && vintages.first?["claims"] == 3)
            let claims = try await Self.lines(desk, "figures/vintages/lines?year=2026")
            for name in ["compensated", "recovered"] {
                #expect(Self.sum(claims, name) == vintages.first?[name]?.integer, "\(name)")
            }
        }
    }

    @Test func `budget, limits, leverage and the pool's movements are statements of accounts`() async throws {
        try await Desk.with(RichStory.tell) { desk in
            func statement(_ account: String, _ query: String = "") async throws -> (head: JSON, lines: [JSON]) {
                let path = "accounts/\(account)/statement?\(query)"
                return (try await desk.read(path, by: "audit/auditor"), try await Self.lines(desk, path))
            }
            let year = "from=2026-01-01&until=2026-07-11"
            for row in try await Self.items(desk, "figures/budget?\(year)") {
                let (head, lines) = try await statement(row["account"]?.word ?? "", year)
                #expect(head["opening"] == row["opening"] && head["closing"] == row["closing"])
                #expect(Self.sum(lines, "debit") == Self.sum([row], "paid_in") + Self.sum([row], "other_in"))
                #expect(Self.sum(lines, "credit") == row["paid_out"]?.integer)
            }
            let limits = try await Self.lines(desk, "figures/limits")
            #expect(limits.count > 3)
            for row in limits {
                let (head, lines) = try await statement(row["account"]?.word ?? "")
                #expect(head["closing"] == row["used"])
                #expect(Self.sum(lines, "debit") - Self.sum(lines, "credit") == row["used"]?.integer)
            }
            let leverage = try await desk.read("figures/leverage", by: "audit/auditor")
            #expect(try await statement("9008:pool").head["closing"] == leverage["filed_balance"])
            #expect(leverage["pool_principal"] == 6_500_000_000)
            let fund = try await desk.read("fund-statement?\(year)", by: "audit/auditor")
            let (_, lines) = try await statement("1002.01", year)
            var (paidIn, paidOut) = (Int64(0), Int64(0))
            for movement in fund["movements"]?.items ?? [] {
                let below = lines.filter { line in
                    line["event"] == movement["event"]
                        && line["other"]?.word?.split(separator: ":").first.map { JSON.string(String($0)) }
                            == movement["account"]
                }
                #expect(Self.sum(below, "debit") == movement["in"]?.integer)
                #expect(Self.sum(below, "credit") == movement["out"]?.integer)
                paidIn += Self.sum(below, "debit")
                paidOut += Self.sum(below, "credit")
            }
            #expect(Self.sum([fund], "opening") + paidIn - paidOut == fund["closing"]?.integer)
            // What the figures say the fund has paid is what left its account.
            let paid = try await Self.lines(desk, "figures/lines?measure=paid")
            #expect(Self.sum(paid, "amount") == paidOut)
        }
    }

    @Test func `what a party sees of the lines is its own`() async throws {
        try await Desk.with(RichStory.tell) { desk in
            let loans = try await desk.all("figures/in-force/lines", limit: 50, by: "bank-b/maker")
            #expect(Set(loans.compactMap { $0["bank"]?.word }) == ["bank-b"])
            let others = try await desk.read("figures/bearers/lines?party=national", by: "district/maker")
            #expect(others["items"]?.items.isEmpty == true)
            let own = try await desk.all("figures/lines?measure=compensated", limit: 50, by: "district/maker")
            #expect(own.map { $0["amount"]?.integer } == [303_263, 50_000, 50_000])
            #expect(try await desk.refusal("figures/leverage", by: "bank-a/maker") == "not-there")
            #expect(try await desk.refusal("figures/bearers/lines", by: "bank-a/maker") == "missing-parameter")
            #expect(try await desk.refusal("figures/vintages/lines", by: "bank-a/maker") == "missing-parameter")
        }
    }
}
