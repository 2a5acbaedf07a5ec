import Accounting
import Clearing
import Postgres

extension ClearingPass {
    /// RULES §10, invariant 4: an account is what its last statement says, and what only one side knows.
    func checkBankAccounts(_ findings: inout Findings, in transaction: borrowing Transaction) throws {
        let accounts = try transaction.rows(
            """
            select l.category, l.closing, coalesce(sum(
                case b.direction when 'credit' then b.amount else -b.amount end
                * ((b.posted_on is not null and b.withdrawn_on is null)::integer - (b.statement_no is not null)::integer)
            ), 0)::bigint as apart
            from (
                select distinct on (s.category) s.category, s.closing
                from clearing.bank_statement s
                where s.book_id = \(book) and s.kind = 'statement'
                order by s.category, s.statement_no desc
            ) l
            left join clearing.bank_line b on b.book_id = \(book) and b.category = l.category
            group by l.category, l.closing
            order by l.category
            """)
        for row in accounts {
            let code = try row.word("category", Category.self).cash.text
            let held = try transaction.one(
                "select debit - credit as held from ledger.account where book_id = \(book) and code = \(code)"
            ) { try $0.int64("held") }
            findings.compare(
                "account \(code)", ("balance", "余额"), held ?? 0, try row.int64("closing") &+ row.int64("apart"),
                .statement)
        }
    }
}
