import Foundation
import House
import Store
import Testing

@Suite struct BeancountTests {
    @Test func `a beancount journal opens, posts and asserts every account in whole fen`() async throws {
        try await House.played { house in
            let journal = try await house.journal(.beancount, from: "2026-01-01", until: "2027-01-01")
            let lines = journal.split(separator: "\n").map(String.init)
            #expect(lines.contains("2026-01-01 open Assets:1002-01 FEN"))
            #expect(lines.contains("2026-01-05 * \"Budget money arrives for the risk pool\" \"appropriation/V-1\""))
            #expect(lines.contains("  Assets:1002-01  6500000000 FEN"))
            #expect(lines.contains("  Equity:3101-03  -6500000000 FEN"))
            #expect(lines.contains("2027-01-01 balance Assets:1002-01  6373907156 FEN"))
            let accounts = try await house.trialBalance().count
            #expect(lines.count { $0.contains(" open ") } == accounts)
            #expect(lines.count { $0.contains(" balance ") } == accounts)
            #expect(!journal.contains("." + "00 FEN"))
        }
    }

    @Test(.enabled(if: Program.find("bean-check") != nil, "bean-check is not installed"))
    func `beancount accepts the journal and refuses it with one fen moved`() async throws {
        try await House.played { house in
            let journal = try await house.journal(.beancount, from: "2026-01-01", until: "2027-01-01")
            let checked = try Program.run("bean-check", ["-"], input: journal)
            #expect(checked.status == 0, "\(checked.errors)")
            let moved = journal.replacingOccurrences(of: " 6500000000 FEN", with: " 6500000001 FEN")
                .replacingOccurrences(of: " -6500000000 FEN", with: " -6500000001 FEN")
            #expect(try Program.run("bean-check", ["-"], input: moved).status != 0)
        }
    }
}
