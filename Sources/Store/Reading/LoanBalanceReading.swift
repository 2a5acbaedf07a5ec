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
    /// What was in force at the end of a day, counted by balance: what follows from a balance is worked out once for all loans
    /// that have it, so that sums foot with the loans to the fen.
    public func equalBalances(
        _ reach: Reach, asOf: Day, today: Day, programme: String? = nil, bank: String? = nil, loan: Int64? = nil
    ) async throws -> [EqualBalances] {
        try await rows(
            reach,
            """
            select l.programme, l.terms_version, l.bank, \(Loan.balance(asOf, today: today)) as balance, count(*) as count
            from clearing.loan l
            where \(reach.loans) and \(Loan.isInForce(asOf))\(SQL.and(programme) { "l.programme = \($0)" })\(SQL.and(bank) { "l.bank = \($0)" })\(SQL.and(loan) { "l.loan_no = \($0)" })
            group by 1, 2, 3, 4
            """, EqualBalances.init)
    }
}

extension Loan {
    /// Whether loan `l` counted as filed at the end of a day.
    static func isInForce(_ day: Day) -> SQL {
        "l.in_force_from <= \(SQLDate(day)) and (l.released_on is null or l.released_on > \(SQLDate(day)))"
    }

    /// What was left of loan `l` as reported until a day; as it stands, where the day is today's.
    static func balance(_ day: Day, today: Day) -> SQL {
        if day >= today { return "l.balance" }
        return """
            coalesce((
                select b.balance
                from clearing.balance_report b
                where b.book_id = l.book_id and b.loan_no = l.loan_no and b.as_of <= \(SQLDate(day))
                order by b.as_of desc
                limit 1), l.principal)
            """
    }
}
