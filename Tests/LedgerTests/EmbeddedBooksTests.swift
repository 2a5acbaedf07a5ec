import Accounting
import Clearing
import Foundation
import Testing

@testable import Ledger

struct EmbeddedBooksTests {
    @Test func `the embedded books are sound`() {
        #expect(BooksCheck.checkEmbedded() == [])
    }

    /// The folder of the data, beside the tests' own.
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Ledger")

    @Test func `the binary carries every file of the folder, byte for byte`() throws {
        let onDisk = try BooksFiles(directory: Self.folder.path)
        #expect(onDisk.all.map(\.name) == BooksFiles.embedded.all.map(\.name))
        #expect(onDisk.all.map(\.bytes) == BooksFiles.embedded.all.map(\.bytes))
    }

    @Test func `a district's folder is loaded like the embedded set`() throws {
        let set = try LedgerSet.load(directory: Self.folder.path)
        #expect(set.rulebook.rules == Ledger.embedded.rulebook.rules)
        #expect(set.rulebook.chart.accounts == Ledger.embedded.rulebook.chart.accounts)
        #expect(set.subsidies == Ledger.embedded.subsidies)
        #expect(set.calendars == Ledger.embedded.calendars)
    }

    @Test func `a folder without books is refused file by file`() {
        #expect(
            BooksCheck.check(directory: "/nonexistent").map { "\($0.file):\($0.line): \($0.code)" } == [
                "calendar:1: file-missing", "chart.yaml:1: file-missing", "postings.yaml:1: file-missing",
                "programmes:1: file-missing",
            ]
        )
        #expect(throws: BooksProblem.self) { try LedgerSet.load(directory: "/nonexistent") }
    }

    @Test func `the starting packs are Yongchuan's four products and Guanxian's two`() {
        #expect(
            Ledger.embedded.programmes.map { "\($0.programme) \($0.name.chinese)" } == [
                "guanxian-batch 见贷即保", "guanxian-national 总对总", "yongchuan-credit 信用贷", "yongchuan-enhanced 增信贷",
                "yongchuan-guaranteed 担保贷", "yongchuan-insured 四方贷（信贷+保险+担保+风险补偿）",
            ]
        )
    }

    @Test func `the subsidy packs come without a budget, which is the district's to set`() throws {
        #expect(
            Ledger.embedded.subsidies.map(\.programme) == [
                "fee-rebate", "fee-reguarantee", "fee-structure", "subsidy-consumer", "subsidy-entrepreneur",
                "subsidy-equipment-relending", "subsidy-equipment",
                "subsidy-green", "subsidy-service", "subsidy-sme", "subsidy-village",
            ])
        for terms in Ledger.embedded.subsidies {
            #expect(terms.budget == nil)
            #expect(try SubsidyTerms(terms.json) == terms)
        }
    }

    @Test(arguments: [
        ("guanxian-batch", 200_000_20, ["rate", "year"]),
        ("guanxian-national", 100_000_10, ["household", "rate", "year"]),
        ("yongchuan-credit", 800_000_80, ["borrower", "bank", "year"]),
        ("yongchuan-enhanced", 500_000_50, ["borrower", "year"]),
        ("yongchuan-guaranteed", 100_000_10, ["household", "rate", "year"]),
        ("yongchuan-insured", 150_000_15, ["insurer", "borrower", "year"]),
    ])
    func `a pack exposes the fund to its share, under its caps`(programme: String, exposure: Int64, caps: [String])
        throws
    {
        let terms = try #require(Ledger.embedded.programmes.first { $0.programme == programme })
        #expect(terms.exposure(of: Money(fen: 1_000_001_00)).fen == exposure)
        #expect(terms.caps.map(\.id) == caps)
        #expect(terms.bankMinimum == Ratio("20"))
    }

    @Test(arguments: [
        ("1002.01", Account.Kind.asset, Account.Side.debit, true), ("1239", .asset, .credit, true),
        ("2302.09", .liability, .credit, true), ("2305", .liability, .credit, true), ("3101.08", .fund, .credit, true),
        ("3301", .fund, .credit, false), ("4604", .income, .credit, false), ("5001", .expense, .debit, false),
        ("6001", .budgetIncome, .credit, false), ("7201", .budgetExpense, .debit, false),
        ("8001", .budgetBalance, .debit, false), ("9008", .memo, .debit, true), ("9108", .memo, .credit, true),
    ])
    func `the chart knows kind, side and floor`(code: String, kind: Account.Kind, side: Account.Side, floor: Bool)
        throws
    {
        let account = try #require(Ledger.embedded.rulebook.chart.account(code: code))
        #expect(account.kind == kind)
        #expect(account.normalSide == side)
        #expect(account.hasFloor == floor)
        #expect(!account.chinese.isEmpty && !account.english.isEmpty)
    }

    @Test func `a sub-account stands under its code`() throws {
        let name = try #require(AccountName("1218.01:district:c-17"))
        #expect(Ledger.embedded.rulebook.chart.account(of: name)?.english == "Advances paid for other bearers")
        #expect(Ledger.embedded.rulebook.chart.account(of: try #require(AccountName("1218.07:x"))) == nil)
    }

    /// The rows of the journal, first number to last, and the events that book them.
    @Test(arguments: [
        (1, ["appropriation-risk", "appropriation-as-income"]), (2, ["deposit-interest", "interest-retained"]),
        (3, ["loan-filed"]), (4, ["loan-repaid"]), (5, ["claim-received", "claim-ended"]),
        (6, ["claim-approved", "share-due", "cap-used", "cap-restored"]),
        (7, ["compensation-deferred", "compensation-resumed"]), (8, ["compensation-paid"]),
        (9, ["advance-paid", "advance-returned", "share-collected", "share-forwarded"]), (10, ["subrogation-recorded"]),
        (11, ["recovery-reported", "recovery-reported-after-write-off"]),
        (12, ["recovery-received", "recovery-received-prior-year"]),
        (13, ["recovery-by-fund", "recovery-split", "recovery-split-after-write-off", "recovery-split-bearer"]),
        (14, ["recovery-paid-on", "recovery-collected", "recovery-forwarded"]), (15, ["write-off"]),
        (16, ["clawback-decided", "clawback-received", "clawback-received-prior-year"]),
        (17, ["appropriation-subsidy"]),
        (18, ["preallocation-paid"]), (19, ["subsidy-verified", "subsidy-verified-preallocated"]),
        (20, ["subsidy-paid"]),
        (21, ["preallocation-returned"]), (22, ["appropriation-rebate", "rebate-approved", "rebate-paid"]),
        (23, ["close-appropriation", "close-compensation", "close-subsidy", "close-rebate", "close-budget-outlay"]),
        (24, ["surplus-returned-due", "surplus-returned"]),
    ])
    func `every business event of the journal has its rules`(row: Int, events: [String]) {
        for event in events { #expect(Ledger.embedded.rulebook.rule(for: event) != nil, "row \(row): \(event)") }
    }
}
