import Accounting
import Foundation
import House
import Ledger
import Postgres
import Store
import Testing

/// Another accounting program, which knows nothing of ours, agrees to the fen.
@Suite(.enabled(if: Program.find("hledger") != nil, "hledger is not installed"))
struct HledgerTests {
    @Test func `hledger checks a year's journal and agrees with every account`() async throws {
        try await House.played { house in
            let journal = try await house.journal(.hledger, from: "2026-01-01", until: "2027-01-01")
            let checked = try Program.run("hledger", ["-f", "-", "check", "--strict"], input: journal)
            #expect(checked.status == 0, "\(checked.errors)")
            let balances = try Program.run(
                "hledger", ["-f", "-", "balance", "--flat", "-N", "-E", "-O", "csv"], input: journal)
            #expect(balances.status == 0, "\(balances.errors)")
            let theirs = HledgerTests.read(balances.output)
            let ours = try await house.trialBalance()
            #expect(theirs == ours)
            let bank: Int64 = 6_373_907_156
            #expect(ours["1002.01"] == bank)
        }
    }

    @Test func `a later period begins with the balances of the earlier one`() async throws {
        try await House.played { house in
            let journal = try await house.journal(.hledger, from: "2026-07-02", until: "2026-08-01")
            #expect(journal.contains("2026-07-02 opening balances"))
            let checked = try Program.run("hledger", ["-f", "-", "check", "--strict"], input: journal)
            #expect(checked.status == 0, "\(checked.errors)")
            let balances = try Program.run(
                "hledger", ["-f", "-", "balance", "--flat", "-N", "-E", "-O", "csv"], input: journal)
            let ours = try await house.trialBalance().filter { $0.value != 0 }
            #expect(HledgerTests.read(balances.output).filter { $0.value != 0 } == ours)
        }
    }

    @Test func `hledger refuses a journal in which one fen was moved`() async throws {
        try await House.played { house in
            let journal = try await house.journal(.hledger, from: "2026-01-01", until: "2027-01-01")
            let lines = journal.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let debit = try #require(lines.firstIndex { $0.hasSuffix("  6500000000 FEN") && $0.contains("1002.01") })
            #expect(lines[debit + 1].hasSuffix("  -6500000000 FEN"))
            var moved = lines
            moved[debit] = lines[debit].replacingOccurrences(of: "6500000000", with: "6500000001")
            moved[debit + 1] = lines[debit + 1].replacingOccurrences(of: "6500000000", with: "6500000001")
            let balanced = try Program.run("hledger", ["-f", "-", "check"], input: moved.joined(separator: "\n"))
            #expect(balanced.status != 0)
            #expect(balanced.errors.contains("1002.01"), "\(balanced.errors)")
            moved[debit + 1] = lines[debit + 1]
            let unbalanced = try Program.run("hledger", ["-f", "-", "check"], input: moved.joined(separator: "\n"))
            #expect(unbalanced.status != 0)
        }
    }

    /// Balances by code; hledger names an account by its code and words.
    private static func read(_ csv: String) -> [String: Int64] {
        var balances: [String: Int64] = [:]
        for line in csv.split(separator: "\n").dropFirst() {
            let fields = line.dropFirst().dropLast().components(separatedBy: "\",\"")
            let parts = fields[0].split(separator: ":", maxSplits: 1)
            let code = String(parts[0].prefix { $0 != " " }) + (parts.count > 1 ? ":\(parts[1])" : "")
            balances[code] = Int64(fields[1].replacingOccurrences(of: " FEN", with: "")) ?? .min
        }
        balances["0"] = nil
        return balances
    }
}

extension House {
    func journal(_ format: JournalExport.Format, from: String, until: String) async throws -> String {
        let export = JournalExport(book: book, from: Day(from)!, until: Day(until)!, rulebook: Ledger.embedded.rulebook)
        return try await read { transaction in
            var text = ""
            try export.write(format, in: transaction) { text += $0 }
            return text
        }
    }

    /// Every account that was ever posted to: fen, debits less credits.
    func trialBalance() async throws -> [String: Int64] {
        let rows = try await read { transaction in
            try transaction.rows(
                "select code, debit - credit as balance from ledger.account where book_id = 1 and debit + credit > 0"
            ) {
                (try $0.string("code"), try $0.int64("balance"))
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
