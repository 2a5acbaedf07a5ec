import Accounting
import Testing

@testable import Ledger

/// Posts events of the embedded rules and keeps each account's balance on its normal side, in fen.
struct Balances {
    private(set) var fen: [String: Int64] = [:]
    var budgetary = false

    mutating func post(
        _ event: String,
        _ dimensions: [String: String] = [:],
        _ amounts: [String: Int64]
    ) throws {
        let entry = try Balances.entry(event, dimensions, amounts, budgetary: budgetary)
        for posting in entry.postings {
            add(posting.amount.fen, to: posting.debit, .debit)
            add(posting.amount.fen, to: posting.credit, .credit)
        }
    }

    static func entry(
        _ event: String,
        _ dimensions: [String: String],
        _ amounts: [String: Int64],
        budgetary: Bool = false
    ) throws -> Entry {
        let day = try #require(Day("2026-03-31"))
        return try Ledger.embedded.rulebook.entry(
            for: Event(
                name: event,
                date: day,
                reference: "v-1",
                dimensions: dimensions,
                amounts: amounts.mapValues { Money(fen: $0) }
            ),
            budgetary: budgetary
        )
    }

    /// The accounts that are not empty.
    var open: [String: Int64] { fen.filter { $0.value != 0 } }

    private mutating func add(_ amount: Int64, to name: AccountName, _ side: Account.Side) {
        let normal = Ledger.embedded.rulebook.chart.account(of: name)?.normalSide
        fen[name.text, default: 0] += side == normal ? amount : -amount
    }
}
