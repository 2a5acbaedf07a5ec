import Accounting
import Clearing
import Postgres

/// Loans in force that have the same balance under the same terms, and how many there are.
public struct EqualBalances: Sendable {
    public let programme: String
    public let version: Int
    public let bank: String
    public let balance: Money
    public let count: Int64

    init(_ row: Row) throws {
        programme = try row.string("programme")
        version = Int(try row.int32("terms_version"))
        bank = try row.string("bank")
        balance = try row.money("balance")
        count = try row.int64("count")
    }
}

extension Reader {
    /// What is in force, counted by balance: what follows from a balance is worked out once for all loans that have it, so that
    /// sums foot with the loans to the fen.
    public func equalBalances(_ reach: Reach, programme: String?, bank: String?) async throws -> [EqualBalances] {
        try await rows(
            reach,
            """
            select l.programme, l.terms_version, l.bank, l.balance, count(*) as count
            from clearing.loan l
            where \(reach.loans) and l.state = 'active'\(SQL.and(programme) { "l.programme = \($0)" })\(SQL.and(bank) { "l.bank = \($0)" })
            group by l.programme, l.terms_version, l.bank, l.balance
            """, EqualBalances.init)
    }
}
