import Accounting
import House
import JSON
import Testing

/// Loans that change in ways drawn by lot: filed singly and in files, decided, corrected, renewed, extended, repaid. Whatever
/// happened, the balances of every past day follow from loans and reports as they follow from the postings, and are those of a
/// small model: no day without a renewed loan, none with two.
@Suite struct LoanLifeTests {
    /// Bank 20, guarantor 30, fund 50; up to 1,000.00 at once.
    private static func adopt(_ house: House) async throws {
        try await house.adopt(
            try Sample.terms(
                "sight", [("district", 30), ("fund", 50), ("bank", 20)], caps: "",
                #""filing":{"mode":["single","batch"],"automatic_up_to":100000}"#))
    }

    @Test(arguments: [11, 12, 13, 14, 15, 16])
    func `the balances of every day follow from the loans, from the postings and from a model alike`(seed: UInt64)
        async throws
    {
        try await Desk.with(Self.adopt) { desk in
            var life = LoanLife(desk.house, seed)
            for _ in 0..<40 { try await life.go() }
            #expect(life.done > 40, "\(life.done) steps were taken")
            var day = life.first
            while day <= life.today {
                try await Self.compare(desk, life, day)
                day = day + 1
            }
            #expect(try await desk.house.verified() == [], "seed \(seed)")
            #expect(try await desk.house.broken() == [], "seed \(seed)")
        }
    }

    private static func compare(_ desk: Desk, _ life: LoanLife, _ day: Day) async throws {
        let expected = life.balances(on: day)
        let shown = try await desk.read("balances?as_of=\(day)", by: "bureau/clerk").at("total")
        let where_: Comment = "seed \(life.seed), \(day)"
        #expect(shown.at("loans").integer == Int64(expected.count), where_)
        #expect(shown.at("nominal").integer == expected.reduce(0, +), where_)
        let covered = expected.map { $0 * 5 / 10 + $0 * 3 / 10 }.reduce(0, +)
        #expect(shown.at("in_force").integer == covered, where_)
        #expect(shown.at("responsibility").integer == covered, where_)
        #expect(try await booked(desk.house, "9008:pool", day) == expected.reduce(0, +), where_)
        #expect(try await booked(desk.house, "9001:sight:bank-a", day) == expected.map { $0 / 2 }.reduce(0, +), where_)
    }

    /// What the postings give an account on its normal side at the end of a day.
    private static func booked(_ house: House, _ code: String, _ day: Day) async throws -> Int64 {
        try await house.read { transaction in
            try transaction.one(
                """
                select coalesce(abs(sum(d.debit - d.credit)), 0)::bigint as balance
                from ledger.account a
                join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id
                where a.code = \(code) and d.day <= \(day.description)::date
                """
            ) { try $0.int64("balance") } ?? 0
        }
    }
}
