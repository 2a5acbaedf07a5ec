import House
import JSON

/// A house in which every kind of money has moved: a claim paid by five, one cured, one clawed back, one the fund paid first, one
/// a guarantor paid first, one under way, loans with fees, one repaid.
///
///     claim 1   yongchuan-guaranteed   10,000.03   8,087.00 public, of it the fund's 1,010.87; 1,000.00 recovered
///     claim 2   small                   2,000.00   fund 1,600.00; cured on 07-08
///     claim 3   small                   3,000.00   fund 2,400.00; clawed back on 07-10
///     claim 4   bridged                 1,000.01   fund 300.00, district 500.00, paid by the fund for both
///     claim 5   proved                  1,000.01   fund 100.00, reguarantor 200.00, district 500.00, paid by the district for all
///     claim 6   yongchuan-guaranteed    5,000.00   asked for, not answered
enum RichStory {
    static func tell(_ house: House) async throws {
        try await furnish(house)
        for claim in 1...5 as ClosedRange<Int64> { try await house.approved(claim) }
        try await house.must("admit-claim", by: "bureau/clerk", at: ["claim": "6"])
        try await house.must(
            "report-advance", ["amount": 80_000, "paid_on": "2026-07-01", "voucher": "PZ-1"], by: "district/maker",
            at: ["claim": "5"])
        try await house.settled("2026-07-01")
        house.clock.set("2026-07-02 09:00")
        try await house.settled("2026-07-02")
        house.clock.set("2026-07-06 09:00")
        try await house.must(
            "report-recovery", ["gross": 100_000, "received_on": "2026-07-06"], by: "bank-a/maker", at: ["claim": "1"])
        house.clock.set("2026-07-08 09:00")
        try await house.must(
            "cure-claim",
            ["gross": 200_000, "received_on": "2026-07-08", "balance": 50_000, "interest_paid_to": "2026-07-08"],
            by: "bank-a/maker", at: ["claim": "2"])
        house.clock.set("2026-07-10 09:00")
        try await house.must(
            "propose-clawback",
            ["reason": "misuse", "rate": "0.0435", "until": "2026-07-10", "note": "invoices were forged"],
            by: "bureau/clerk", at: ["claim": "3"])
        try await house.must("approve-clawback", by: "bureau/approver", at: ["claim": "3"])
        try await house.settled("2026-07-10")
    }

    private static func furnish(_ house: House) async throws {
        try await house.adopt(try Sample.terms("small", [("fund", 80), ("bank", 20)]))
        try await house.adopt(
            try Sample.terms(
                "bridged", [("fund", 30), ("district", 50), ("bank", 20)], #""pay":{"advance":"fund"}"#))
        try await house.adopt(
            try Sample.terms(
                "proved", [("fund", 10), ("reguarantor", 20), ("district", 50), ("bank", 20)],
                #""pay":{"advance":"district"}"#))
        house.clock.set("2026-03-02 09:00")
        let fees: [(Int, String, Int64)] = [(11, "0.01", 30_000), (12, "0.005", 10_001), (13, "0.0085", 7)]
        for (number, fee, principal) in fees {
            let loan = Sample.loan(programme: "yongchuan-credit", number: number, principal: principal)
            guard case .object(let members) = loan else { preconditionFailure("a loan is an object") }
            try await house.must(
                "file-loan", .object(members + [.init(name: "fee_rate", value: .string(fee))]), by: "bank-b/maker")
        }
        house.clock.set("2026-04-01 09:00")
        try await house.must(
            "report-balance",
            ["as_of": "2026-03-31", "balance": 0, "interest_paid_to": "2026-03-21", "five_class": 1],
            by: "bank-b/maker", at: ["loan": "2"])
        let claims: [(Int64, String)] = [
            (1_000_003, "yongchuan-guaranteed"), (200_000, "small"), (300_000, "small"), (100_001, "bridged"),
            (100_001, "proved"), (500_000, "yongchuan-guaranteed"),
        ]
        for (place, (amount, programme)) in claims.enumerated() {
            try await house.claimed(amount, number: place + 1, programme: programme)
        }
    }
}
