import House
import Postgres

/// What must hold of the books as a whole after any storm: numbers without a gap, and every total worked out again.
enum Reckoning {
    /// Sentences saying what does not hold; none if all does.
    static func of(_ house: House) async throws -> [String] {
        let book = house.book
        return try await house.read { transaction in
            try checks(of: book).flatMap { try transaction.rows($0) { try $0.string("fault") } }
        }
    }

    private static func checks(of book: Int64) -> [SQL] {
        [
            """
            select format('%s: %s numbers up to %s, the counter at %s', kind, found, last, next) as fault
            from (
                select 'entry' as kind, count(*) as found, coalesce(max(entry_no), 0) as last,
                    (select next_entry from ledger.book where book_id = \(book)) as next
                from ledger.entry where book_id = \(book)
                union all
                select 'seal', count(*), coalesce(max(seal_no), 0), (select next_seal from ledger.book where book_id = \(book))
                from ledger.seal where book_id = \(book)
                union all
                select 'request', count(*), coalesce(max(request_no), 0), (select next_request from clearing.book where book_id = \(book))
                from clearing.request where book_id = \(book)
                union all
                select 'notice', count(*), coalesce(max(event_no), 0), (select next_event from clearing.book where book_id = \(book))
                from clearing.event where book_id = \(book)
                union all
                select 'loan', count(*), coalesce(max(loan_no), 0), (select next_loan from clearing.book where book_id = \(book))
                from clearing.loan where book_id = \(book)
                union all
                select 'claim', count(*), coalesce(max(claim_no), 0), (select next_claim from clearing.book where book_id = \(book))
                from clearing.claim where book_id = \(book)
                union all
                select 'recovery', count(*), coalesce(max(recovery_no), 0), (select next_recovery from clearing.book where book_id = \(book))
                from clearing.recovery where book_id = \(book)
                union all
                select 'leg', count(*), coalesce(max(leg_no), 0), (select next_leg from clearing.book where book_id = \(book))
                from clearing.leg where book_id = \(book)
                union all
                select 'run', count(*), coalesce(max(run_no), 0), (select next_run from clearing.book where book_id = \(book))
                from clearing.run where book_id = \(book)
                union all
                select 'order', count(*), coalesce(max(order_no), 0), (select next_order from clearing.book where book_id = \(book))
                from clearing.payment_order where book_id = \(book)
            ) numbers
            where found <> last or next <> last + 1
            """,
            """
            select format('account %s holds %s/%s, its postings make %s/%s', a.code, a.debit, a.credit, p.debit, p.credit) as fault
            from ledger.account a
            join lateral (
                select coalesce(sum(p.amount) filter (where p.debit = a.account_id), 0) as debit,
                    coalesce(sum(p.amount) filter (where p.credit = a.account_id), 0) as credit
                from ledger.posting p
                where p.book_id = a.book_id and a.account_id in (p.debit, p.credit)
            ) p on true
            where a.book_id = \(book) and (a.debit <> p.debit or a.credit <> p.credit)
            """,
            """
            select format('account %s holds %s/%s, its days make %s/%s', a.code, a.debit, a.credit, d.debit, d.credit) as fault
            from ledger.account a
            join lateral (
                select coalesce(sum(d.debit), 0) as debit, coalesce(sum(d.credit), 0) as credit
                from ledger.account_day d
                where d.book_id = a.book_id and d.account_id = a.account_id
            ) d on true
            where a.book_id = \(book) and (a.debit <> d.debit or a.credit <> d.credit)
            """,
            """
            select format('entry %s has no posting', e.entry_no) as fault
            from ledger.entry e
            where e.book_id = \(book)
                and not exists (select from ledger.posting p where p.book_id = e.book_id and p.entry_no = e.entry_no)
            """,
            """
            select format('seal %s does not follow the one before it', s.seal_no) as fault
            from (
                select seal_no, first_entry, previous, lag(last_entry, 1, 0::bigint) over w as before,
                    lag(hash, 1, decode(repeat('00', 32), 'hex')) over w as hash_before
                from ledger.seal
                where book_id = \(book)
                window w as (order by seal_no)
            ) s
            where s.first_entry <> s.before + 1 or s.previous <> s.hash_before
            """,
        ]
    }
}
