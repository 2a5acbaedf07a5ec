import Accounting
import Clearing
import JSON
import Testing

struct TermsTests {
    /// Guaranteed loans of Yongchuan, as the rules print them.
    static let guaranteed = #"""
        {"programme":"yongchuan-guaranteed","from":"2026-01-01","base":{"interest_days":90,"day_count":360},
        "remainder":"bank","layers":[{"percent":"100","bearers":[{"party":"national","parts":"20"},
        {"party":"reguarantor","parts":"20"},{"party":"district","parts":"30"},{"party":"fund","parts":"10"},
        {"party":"bank","parts":"20"}]}],
        "caps":[{"id":"household","on":["fund","district","reguarantor","national"],"limit":1000000000,
        "window":"borrower","excess":{"to":"bank"}},
        {"id":"rate","on":["fund","district","reguarantor","national"],"limit":{"rate":"0.04","factor":"0.8"},
        "window":"bank-year","excess":{"to":"bank"}},
        {"id":"year","on":["fund"],"limit":{"percent_of_opening_pool":"20"},"window":"pool-year","excess":"defer"}],
        "bank_minimum":"20",
        "filing":{"mode":["single","batch"],"automatic_up_to":50000000,"days":10,"leverage":"10","per_borrower":1000000000},
        "claim":{"overdue_days":90,"or_nonperforming":true,"within_days":730,"documents":["contract","receipt"]},
        "confirm":{"working_days":5,"silence":"deemed"},"pay":{"advance":"none"},
        "breaker":{"warn":"0.03","suspend":"0.05"},"recovery":{"order":["costs","principal","interest","penalty"]}}
        """#

    @Test func `a version is read with everything it says`() throws {
        let terms = try Terms(JSON.parse(Self.guaranteed))
        #expect(terms.programme == "yongchuan-guaranteed")
        #expect(terms.name == Terms.Name(chinese: "yongchuan-guaranteed", english: "yongchuan-guaranteed"))
        #expect(terms.from == Day("2026-01-01"))
        #expect(terms.until == nil)
        #expect(terms.base == LossBase(interestDays: 90, dayCount: 360))
        #expect(terms.remainder == .to("bank"))
        #expect(terms.layers[0].bearers.map(\.party) == ["national", "reguarantor", "district", "fund", "bank"])
        #expect(terms.caps.map(\.id) == ["household", "rate", "year"])
        #expect(terms.caps[0].limit == .amount(Money(fen: 1_000_000_000)))
        #expect(terms.caps[1].limit == .rate(Ratio(billionths: 40_000_000), factor: Ratio(billionths: 800_000_000)))
        #expect(terms.caps[2].limit == .percentOfOpeningPool(Ratio(billionths: 20_000_000_000)))
        #expect(terms.caps.map(\.window) == [.borrower, .bankYear, .poolYear])
        #expect(terms.caps.map(\.excess) == [.to("bank"), .to("bank"), .deferred])
        #expect(terms.bankMinimum == Ratio(billionths: 20_000_000_000))
        #expect(terms.filing.modes == [.single, .batch])
        #expect(terms.filing.automaticUpTo == Money(fen: 50_000_000))
        #expect(terms.filing.leverage == Ratio(billionths: 10_000_000_000))
        #expect(terms.filing.perBorrower == Money(fen: 1_000_000_000))
        #expect(terms.filing.perBank == nil)
        #expect(terms.claim.overdueDays == 90)
        #expect(terms.claim.documents == ["contract", "receipt"])
        #expect(terms.claim.underWayLimit == nil)
        #expect(terms.confirm.workingDays == 5)
        #expect(terms.confirm.silence == .deemed)
        #expect(terms.breaker.suspend == Ratio(billionths: 50_000_000))
        #expect(terms.recoveryOrder == [.costs, .principal, .interest, .penalty])
        #expect(terms.parties == ["national", "reguarantor", "district", "fund", "bank"])
    }

    @Test func `the canonical form reads back as the same terms, and is its own canonical form`() throws {
        let terms = try Terms(JSON.parse(Self.guaranteed))
        let again = try Terms(terms.json)
        #expect(again == terms)
        #expect(again.json.bytes == terms.json.bytes)
    }

    @Test func `what is left out is written out in the canonical form`() throws {
        let short =
            #"{"programme":"p","from":"2026-01-01","layers":[{"percent":"100","bearers":[{"party":"fund","parts":"80.0"},{"party":"bank","parts":"20"}]}]}"#
        #expect(
            try Terms(JSON.parse(short)).json.text == #"""
                {"programme":"p","name":{"zh":"p","en":"p"},"from":"2026-01-01","base":{"interest_days":0,"day_count":360},"remainder":{"to":"bank"},"layers":[{"percent":"100","bearers":[{"party":"fund","parts":"80"},{"party":"bank","parts":"20"}]}],"caps":[],"bank_minimum":"0","filing":{"mode":["single"],"automatic_up_to":0,"days":10,"leverage":"10","excluded_borrowers":[],"excluded_industries":[]},"claim":{"overdue_days":90,"or_nonperforming":true,"within_days":730,"documents":[]},"confirm":{"working_days":5,"silence":"escalate"},"pay":{"advance":"none"},"breaker":{"warn":"0.03","suspend":"0.05","least_filed":5000000000},"recovery":{"order":["costs","principal","interest","penalty"]}}
                """#
        )
    }

    @Test func `everything that may be said is kept`() throws {
        let full = #"""
            {"programme":"p","name":{"zh":"信用贷","en":"Credit"},"from":"2026-01-01","until":"2027-01-01","remainder":"largest",
            "layers":[{"percent":"50","limit":7,"from":"deposit","bearers":[{"party":"insurer","parts":"1"}]},
            {"percent":"100","bearers":[{"party":"bank","parts":"1"}]}],
            "caps":[{"id":"policy","on":["insurer"],"limit":{"percent_of_premium":"150"},"window":"policy",
            "excess":{"pro_rata":[{"party":"fund","parts":"8"},{"party":"bank","parts":"2"}]}}],
            "filing":{"mode":["batch"],"per_bank":5,"per_programme":6,"excluded_borrowers":["x"],"excluded_industries":["K70"]},
            "claim":{"under_way_limit":9}}
            """#
        let terms = try Terms(JSON.parse(full))
        #expect(terms.name == Terms.Name(chinese: "信用贷", english: "Credit"))
        #expect(terms.until == Day("2027-01-01"))
        #expect(terms.remainder == .largest)
        #expect(terms.layers[0].limit == Money(fen: 7))
        #expect(terms.layers[0].from == "deposit")
        #expect(terms.caps[0].limit == .percentOfPremium(Ratio(billionths: 150_000_000_000)))
        #expect(terms.caps[0].excess.parties == ["fund", "bank"])
        #expect(terms.parties == ["insurer", "bank", "fund"])
        #expect(terms.filing.perBank == Money(fen: 5))
        #expect(terms.filing.perProgramme == Money(fen: 6))
        #expect(terms.filing.excludes(borrower: "x"))
        #expect(terms.filing.excludes(industry: "K7010"))
        #expect(!terms.filing.excludes(industry: "K71"))
        #expect(terms.claim.underWayLimit == Money(fen: 9))
        #expect(try Terms(terms.json) == terms)
    }

    @Test func `exposure is the fund's share of the whole balance, the odd fen left to the bank`() throws {
        let terms = try Terms(JSON.parse(Self.guaranteed))
        #expect(terms.exposure(of: Money(fen: 100_000_009)) == Money(fen: 10_000_000))
        #expect(terms.exposure(of: .zero) == .zero)
        #expect(
            terms.nominalShares(of: Money(fen: 100_000_009)).map { "\($0.party) \($0.amount.fen)" } == [
                "national 20000001", "reguarantor 20000001", "district 30000002", "fund 10000000", "bank 20000005",
            ]
        )
    }

    @Test func `exposure of layered terms minds limits`() throws {
        let layered = #"""
            {"programme":"p","from":"2026-01-01","layers":[
            {"percent":"50","limit":500,"bearers":[{"party":"fund","parts":"1"}]},
            {"percent":"100","bearers":[{"party":"fund","parts":"1"},{"party":"bank","parts":"9"}]}]}
            """#
        let terms = try Terms(JSON.parse(layered))
        #expect(terms.exposure(of: Money(fen: 800)) == Money(fen: 440))
        #expect(terms.exposure(of: Money(fen: 2000)) == Money(fen: 650))
    }

    @Test func `a cap is applied with the limit and the use of the day`() throws {
        let cap = try Terms(JSON.parse(Self.guaranteed)).caps[2]
        let applied = cap.applied(limit: .amount(Money(fen: 100)), used: Money(fen: 30))
        #expect(applied.headroom == Money(fen: 70))
        #expect(applied.on == ["fund"])
        #expect(applied.excess == .deferred)
    }
}
