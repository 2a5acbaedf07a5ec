import Accounting
import JSON
import Testing

@testable import Clearing

/// RULES §4 fee and §9: what is given on guarantee fees, by hand.
struct FeeTests {
    private static let year = Day("2026-01-01")!..<Day("2027-01-01")!
    private static let funders = [Bearer(party: "district", parts: .one)]

    private static func loan(
        _ number: Int64, _ yuan: Int64, borrower: String = "X", fee: String? = "0.01", from: String = "2026-03-01",
        until: String = "2027-03-01", released: String? = nil, isFirst: Bool = false, isBatch: Bool = false,
        tags: [String] = ["small"], overdue: [Range<Day>] = [], elsewhere: Int64 = 0
    ) -> FeeLoan {
        FeeLoan(
            number: number, borrower: borrower, guaranteed: Money(fen: yuan * 100),
            liability: Money(fen: yuan * 20), feeRate: fee.flatMap { Ratio($0) }, disbursed: Day(from)!,
            matures: Day(until)!, releasedOn: released.flatMap { Day($0) }, isFirstLoan: isFirst, isBatch: isBatch,
            tags: tags, overdue: overdue, elsewhere: Money(fen: elsewhere))
    }

    private static func rebate(_ rate: String = "0.005", cap: Int64? = nil, atMost: String? = nil) -> FeeProgramme {
        FeeProgramme(
            given: .rebate(.init(rate: Ratio(rate)!, yearlyCap: cap.map { Money(fen: $0) })),
            feeAtMost: atMost.flatMap { Ratio($0) }, dayCount: 365, funders: funders)
    }

    private static func structure(cap: Int64? = nil, awards: [FeeProgramme.Award] = []) -> FeeProgramme {
        FeeProgramme(
            given: .structure(
                .init(
                    tags: ["small", "agri"],
                    tiers: [
                        .init(from: .zero, rate: Ratio("0.01")!), .init(from: Ratio("0.8")!, rate: Ratio("0.012")!),
                        .init(from: Ratio("0.9")!, rate: Ratio("0.013")!),
                    ], awards: awards, batchWeight: Ratio("0.3")!, yearlyCap: cap.map { Money(fen: $0) })),
            dayCount: 365, funders: funders)
    }

    private static func text(_ lines: [FeeLine]) -> [String] {
        lines.map {
            "\($0.loan) \($0.days) \($0.amount) \($0.capped) \($0.reasons.map(\.rawValue).joined(separator: "+"))"
        }
    }

    @Test func `a rebate goes by the days the guarantee ran, up to the year's cap`() {
        // 1,000,000.00 at 0.5 % for the 260 days to an early repayment: 3,561.64, capped at 3,500.00 (fee-01 of the vectors).
        let loan = Self.loan(1, 1_000_000, from: "2026-01-01", until: "2027-01-01", released: "2026-09-18")
        #expect(
            Self.text(Self.rebate(cap: 350_000).lines(of: [loan], in: [Self.year])) == [
                "1 260 3,561.64 3,500.00 yearlyCap"
            ])
    }

    @Test func `halves add up to the year, and the odd fen is rounded once`() {
        let half = Day("2026-07-01")!
        let loan = Self.loan(1, 100_001, from: "2026-01-01", until: "2027-01-01")
        let halves = Self.rebate().lines(of: [loan], in: [Self.year.lowerBound..<half, half..<Self.year.upperBound])
        // 500.005 for the year rounds to 500.01; 181 days are 247.95 of it.
        #expect(Self.text(halves) == ["1 181 247.95 247.95 ", "1 184 252.06 252.06 "])
    }

    @Test func `a rebate is never above the fee, and nothing where the fee is too high, unknown, or the loan overdue`()
    {
        let overdue = Day("2026-12-01")!..<Day("2027-02-01")!
        let loans = [
            Self.loan(1, 365_000, fee: "0.002"), Self.loan(2, 365_000, fee: "0.03"), Self.loan(3, 365_000, fee: nil),
            Self.loan(4, 365_000, overdue: [overdue]), Self.loan(5, 365_000, elsewhere: 365_000 - 50_000),
        ]
        #expect(
            Self.text(Self.rebate(atMost: "0.02").lines(of: loans, in: [Self.year])) == [
                "1 306 612.00 612.00 fee", "2 306 0.00 0.00 feeTooHigh", "3 306 0.00 0.00 feeUnknown",
                "4 306 0.00 0.00 overdue", "5 306 500.00 500.00 elsewhere",
            ])
    }

    @Test func `a guarantor's rate goes by the structure of its new business, exactly at the bounds`() {
        func rate(_ small: Int64, _ other: Int64) -> String {
            let loans = [Self.loan(1, small), Self.loan(2, other, tags: [])]
            return Self.text(Self.structure().lines(of: loans, in: [Self.year]))[0]
        }
        #expect(rate(7_999_999_999, 2_000_000_001) == "1 0 79,999,999.99 79,999,999.99 ")
        #expect(rate(8_000_000_000, 2_000_000_000) == "1 0 96,000,000.00 96,000,000.00 ")
        #expect(rate(9_000_000_000, 1_000_000_000) == "1 0 117,000,000.00 117,000,000.00 ")
    }

    @Test func `awards come on top, batches count less, and the lines add up to the rounded whole`() {
        let awards: [FeeProgramme.Award] = [
            .init(rate: Ratio("0.002")!, merit: .smallTickets(limit: Money(fen: 500_000_000), share: Ratio("0.5")!)),
            .init(rate: Ratio("0.002")!, merit: .firstLoans),
            .init(rate: Ratio("0.002")!, merit: .lowFees(Ratio("0.01")!)),
        ]
        let loans = [
            Self.loan(1, 1_000_000, borrower: "X", fee: "0.015"), Self.loan(2, 1_000_000, borrower: "Y", isFirst: true),
            Self.loan(3, 1_000_000, borrower: "Z", isBatch: true), Self.loan(4, 100, borrower: "Z", tags: ["green"]),
        ]
        // 1.3 %, and 0.2 % each: 1.5, 1.9 and three tenths of 1.7 %.
        #expect(
            Self.text(Self.structure(awards: awards).lines(of: loans, in: [Self.year])) == [
                "1 0 15,000.00 15,000.00 ", "2 0 19,000.00 19,000.00 ", "3 0 5,100.00 5,100.00 batchWeight",
                "4 0 0.00 0.00 kind",
            ])
        // Less than a fen each: 0.403 each comes to 1.209 together, which is one fen for the first.
        let odd = (1...3).map { number in
            FeeLoan(
                number: number, borrower: "X", guaranteed: Money(fen: 31), feeRate: .zero,
                disbursed: Day("2026-03-01")!,
                matures: Day("2027-03-01")!, tags: ["small"])
        }
        #expect(
            Self.text(Self.structure().lines(of: odd, in: [Self.year])) == [
                "1 0 0.01 0.01 ", "2 0 0.00 0.00 ", "3 0 0.00 0.00 ",
            ])
    }

    @Test func `a guarantor's cap holds for the year, and is dealt over its lines`() {
        // 2,475,000,000.00 at 1.3 % would be 32,175,000.00.
        let loans = [Self.loan(1, 1_650_000_000), Self.loan(2, 825_000_000)]
        #expect(
            Self.text(Self.structure(cap: 3_000_000_000).lines(of: loans, in: [Self.year])) == [
                "1 0 21,450,000.00 20,000,000.00 yearlyCap", "2 0 10,725,000.00 10,000,000.00 yearlyCap",
            ])
        // A budget that is short is dealt over guarantors by largest.
        let wanted: [Int64] = [590_814_815, 3_000_000_000, 80_000_000]
        #expect(
            Money(fen: 3_600_000_000).largest(over: wanted).map(\.description) == [
                "5,794,172.25", "29,421,260.79", "784,566.96",
            ])
    }

    @Test func `a reguarantor gets its rate once, by what the borrower has newly guaranteed, and not above its fee`() {
        let programme = FeeProgramme(
            given: .reguarantee([
                .init(upTo: Money(fen: 500_000_000), fee: Ratio("0.003")!, rate: Ratio("0.003")!),
                .init(upTo: Money(fen: 1_000_000_000), fee: Ratio("0.005")!, rate: Ratio("0.003")!),
            ]), dayCount: 365, funders: Self.funders)
        let loans = [
            Self.loan(1, 5_000_000, borrower: "X"), Self.loan(2, 4_000_000, borrower: "Y", until: "2026-08-28"),
            Self.loan(3, 6_000_000, borrower: "Z", until: "2026-08-28"), Self.loan(4, 10_000_001, borrower: "W"),
        ]
        // On a fifth of each; half a year's fee of the second is below 3 ‰, that of the third, at 5 ‰, as well.
        #expect(
            Self.text(programme.lines(of: loans, in: [Self.year])) == [
                "1 0 3,000.00 3,000.00 ", "2 0 1,183.56 1,183.56 fee", "3 0 2,958.90 2,958.90 fee",
                "4 0 0.00 0.00 tooLarge",
            ])
    }

    @Test(arguments: [
        (#"{"rebate": {"rate": "0.2"}}"#, "out-of-range", "/fees/rebate/rate"),
        (#"{"rebate": {"rate": "0.0000001"}}"#, "out-of-range", "/fees/rebate/rate"),
        (#"{}"#, "missing-field", "/fees/rebate"),
        (
            #"{"rebate": {"rate": "0.01"}, "reguarantee": [{"up_to": 1, "fee": "0", "rate": "0"}]}"#, "unknown-field",
            "/fees/rebate"
        ),
        (#"{"structure": {"tags": ["small"], "tiers": []}}"#, "out-of-range", "/fees/structure/tiers"),
        (
            #"{"structure": {"tags": [], "tiers": [{"from": "0", "rate": "0.01"}]}}"#, "out-of-range",
            "/fees/structure/tags"
        ),
        (
            #"{"structure": {"tags": ["small"], "tiers": [{"from": "0.5", "rate": "0.01"}]}}"#, "out-of-range",
            "/fees/structure/tiers/0/from"
        ),
        (
            #"{"structure": {"tags": ["small"], "tiers": [{"from": "0", "rate": "0.01"}], "awards": [{"rate": "0.001"}]}}"#,
            "missing-field", "/fees/structure/awards/0/first_loans"
        ),
        (
            #"{"reguarantee": [{"up_to": 2, "fee": "0", "rate": "0"}, {"up_to": 2, "fee": "0", "rate": "0"}]}"#,
            "out-of-range", "/fees/reguarantee/1/up_to"
        ),
    ])
    func `terms without sound data are refused where the fault is`(fees: String, code: String, pointer: String) throws {
        let block = fees.dropLast() + (fees == "{}" ? "" : ", ")
        let text =
            #"{"programme": "fee-x", "from": "2026-01-01", "loans": {}, "fees": "# + block
            + #""day_count": 365, "funders": [{"party": "district", "parts": "1"}]}}"#
        let terms = try JSON.parse(Array(text.utf8))
        let problem = #expect(throws: TermsProblem.self) { try SubsidyTerms(terms) }
        #expect(problem?.code == code)
        #expect(problem?.pointer == pointer)
    }

    @Test(arguments: [
        ("2026-Q1", RunSpan.Cut.quarter, "2026-01-01", "2026-04-01"),
        ("2026-Q1", .bankQuarter, "2025-12-21", "2026-03-21"),
        ("2026-H2", .half, "2026-07-01", "2027-01-01"), ("2026", .year, "2026-01-01", "2027-01-01"),
    ]) func `a period has the days its programme cuts the year by`(
        text: String, cut: RunSpan.Cut, from: String, until: String
    ) throws {
        let span = try #require(RunSpan(text))
        #expect(span.description == text)
        #expect(span.days(cut) == Day(from)!..<Day(until)!)
        for wrong in ["2026-Q5", "2026-H0", "2026-", "26", "2026-q1", "2026-Q1-Q2", "1900"] {
            #expect(RunSpan(wrong) == nil)
        }
    }
}
