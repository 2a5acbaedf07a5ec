import Accounting
import Testing

@testable import Ledger

struct RulebookTests {
    private static let rulebook = Ledger.embedded.rulebook

    /// Values for all dimensions of the embedded rules; those that choose an account take one of its choices.
    private static func dimensions(of rule: PostingRule) -> [String: String] {
        var values = Dictionary(uniqueKeysWithValues: rule.dimensions.map { ($0, "x-\($0)") })
        for case .by(let dimension, let accounts) in rule.lines.flatMap({ [$0.debit, $0.credit] }) {
            values[dimension] = dimension == "to" ? accounts.keys.max() : accounts.keys.min()
        }
        return values
    }

    @Test(arguments: rulebook.rules.map(\.event))
    func `every rule books every amount within one of the three books`(event: String) throws {
        let rule = try #require(Self.rulebook.rule(for: event))
        let amounts = Dictionary(
            uniqueKeysWithValues: rule.amounts.sorted().enumerated().map { ($1, Int64(1) << (3 * $0)) }
        )
        let entry = try Balances.entry(event, Self.dimensions(of: rule), amounts, budgetary: true)
        #expect(entry.postings.count == rule.lines.count)
        for (line, posting) in zip(rule.lines, entry.postings) {
            #expect(posting.amount.fen == amounts[line.amount])
            let debit = try #require(Self.rulebook.chart.account(of: posting.debit))
            let credit = try #require(Self.rulebook.chart.account(of: posting.credit))
            #expect(debit.kind.isBudgetary == line.isBudgetary && credit.kind.isBudgetary == line.isBudgetary)
            // Memo accounts move in their pair: 9001 with 9101.
            #expect((debit.kind == .memo) == (credit.kind == .memo))
            if debit.kind == .memo {
                #expect(Set([debit.code.prefix(2), credit.code.prefix(2)]) == ["90", "91"])
                #expect(debit.code.suffix(1) == credit.code.suffix(1))
            }
        }
    }

    @Test func `postings name their accounts in full, and zero amounts leave their lines out`() throws {
        let entry = try Balances.entry(
            "loan-filed",
            ["programme": "yongchuan-credit", "bank": "bank-a", "borrower": "91500118MA5U"],
            ["fund_exposure": 0, "balance": 7]
        )
        #expect(
            entry.postings.map { "\($0.debit) \($0.credit) \($0.amount.fen)" } == [
                "9008:pool 9108 7", "9008:programme:yongchuan-credit 9108 7", "9008:bank:bank-a 9108 7",
                "9008:borrower:91500118MA5U 9108 7",
            ]
        )
        #expect(entry.event == "loan-filed")
        #expect(entry.reference == "v-1")
        #expect(entry.date == Day("2026-03-31"))
    }

    @Test func `the budgetary book is written only where it is kept`() throws {
        let dimensions = ["source": "city"]
        let without = try Balances.entry("appropriation-risk", dimensions, ["amount": 5])
        #expect(without.postings.map { "\($0.debit) \($0.credit)" } == ["1002.01 3101.02"])
        let with = try Balances.entry("appropriation-risk", dimensions, ["amount": 5], budgetary: true)
        #expect(with.postings.map { "\($0.debit) \($0.credit)" } == ["1002.01 3101.02", "8001 6001"])
        #expect(try Balances.entry("close-budget-outlay", [:], ["amount": 5]).postings.isEmpty)
    }

    @Test func `an event that does not fit its rule is refused by name`() {
        func refused(_ error: RuleError, _ event: String, _ dimensions: [String: String], _ amounts: [String: Int64]) {
            #expect(throws: error) { try Balances.entry(event, dimensions, amounts) }
        }
        refused(.unknownEvent("loan-lost"), "loan-lost", [:], [:])
        refused(.missingDimension(event: "share-due", name: "party"), "share-due", ["claim": "c"], ["amount": 1])
        for value in ["", "a:b", "{x}", "渝", "a b", String(repeating: "a", count: 65)] {
            refused(
                .malformedDimension(event: "share-due", name: "party"),
                "share-due",
                ["party": value, "claim": "c"],
                ["amount": 1]
            )
        }
        refused(
            .noAccountForDimension(event: "appropriation-risk", name: "source"),
            "appropriation-risk",
            ["source": "donor"],
            ["amount": 1]
        )
        let share = ["party": "national", "claim": "c"]
        refused(.missingAmount(event: "share-due", name: "amount"), "share-due", share, [:])
        refused(.negativeAmount(event: "share-due", name: "amount"), "share-due", share, ["amount": -1])
        refused(.unbookedAmount(event: "share-due", name: "fee"), "share-due", share, ["amount": 1, "fee": 0])
        refused(
            .sameAccount(event: "earmark-transferred"),
            "earmark-transferred",
            ["from": "risk", "to": "risk"],
            ["amount": 1]
        )
    }

    @Test func `a dimension that no line asks for is left aside, and 64 signs are allowed`() throws {
        let long = String(repeating: "Z", count: 64)
        let entry = try Balances.entry(
            "share-due",
            ["party": long, "claim": "c_1.b-2", "colour": "red"],
            ["amount": 1]
        )
        #expect(entry.postings[0].debit.text == "9006:\(long):c_1.b-2")
    }

    @Test(arguments: ["", ":", "1002:", "1002::a", "1002:渝", "1002 a", "a:\n"])
    func `a malformed name is no account`(text: String) {
        #expect(AccountName(text) == nil)
    }
}
