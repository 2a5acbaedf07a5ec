import Commands
import JSON
import Postgres

/// A book of ten years, put into the tables set-wise: what lists and statements are read from when a district has worked for long.
///
/// Where it is whole: a million loans, a tenth of them claimed and paid, 1,200,000 entries, 300,000 accounts. The rows are those
/// the lanes write, less what no list reads; the seals do not cover them, so `ballast verify` is not for this book.
struct ListsBook {
    let book: BenchBook
    let claims: Int
    /// The bureau's, who see the whole book.
    let reader = "bureau-clerk"

    /// - Parameter loans: how many; the same ten years with fewer are enough to try it.
    init(on administrator: String, name: String, loans: Int) async throws {
        claims = loans / 10
        book = try await BenchBook(on: administrator, name: name)
        try await book.perform(
            "register-credential",
            [
                "kid": "bureau-1", "party": "bureau", "algorithm": "EdDSA",
                "public_key": .string(book.key.publicKey.pemSubjectPublicKeyInfo),
            ], by: "office/admin", key: "credential-bureau")
        let connection = Connection(book.database)
        for step in ListsBook.steps(loans: Int64(loans), claims: Int64(claims)) { try await connection.runAlone(step) }
        try await connection.runAlone("vacuum analyze")
        await connection.close()
    }

    func token() throws -> String {
        try TokenSigner(party: "bureau", kid: "bureau-1", key: book.key).token(person: reader, at: BenchBook.now())
    }

    private static func steps(loans: Int64, claims: Int64) -> [SQL] {
        [
            """
            insert into clearing.loan
                (book_id, loan_no, business_no, programme, terms_version, bank, branch, borrower, borrower_name, industry, contract_no,
                note_no, principal, rate, disbursed, matures, is_first_loan, tags, filed_at, state, balance, exposure, reported_on,
                interest_paid_to, five_class, released_on, in_force_from)
            select 1, n, 'YW-' || n, 'bench', 1, 'bank-' || chr(97 + n % 10), 'main', '9150' || lpad((n % 200000)::text, 14, '0'),
                '测试有限公司', '制造业', 'HT-' || n, 'JJ-' || n, 1234567, 43500000, d.day, d.day + 365, false, '{}',
                d.day + time '10:00', s.state, case s.state when 'active' then 1234567 else 0 end, 0, d.day, d.day,
                case s.state when 'compensated' then 3 else 1 end, case s.state when 'active' then null else d.day + 300 end, d.day
            from generate_series(1, \(loans)::int) n
            cross join lateral (select date '2016-01-01' + (n::bigint * 3636 / \(loans))::int as day) d
            cross join lateral (
                select case when n % 10 = 0 then 'compensated' when n % 10 < 4 then 'active' else 'released' end as state
            ) s
            """,
            """
            insert into clearing.claim
                (book_id, claim_no, loan_no, programme, bank, branch, borrower, state, revision, principal, collateral_proceeds,
                interest_paid_to, calculated_on, uncovered_interest, uncovered_penalty, named, documents, procedure_version, filed_by,
                filed_at, received_on, estimate, estimated_base, interest, base, admitted_by, admitted_at, answer_by, proposed_by,
                proposed_at, approved_by, approved_at, approved_on, paid_on)
            select 1, n, n * 10, 'bench', 'bank-' || chr(97 + n % 10), 'main', '9150' || lpad((n * 10 % 200000)::text, 14, '0'),
                case when n % 7 = 0 then 'recovering' else 'paid' end, 1, 1234567, 0, d.day, d.day, 0, 0, '[]', '[]', 1,
                'bank-maker', d.day + time '10:00', d.day, 987653, 1234567, 0, 1234567, 'bureau-clerk', d.day + time '11:00',
                d.day + 7, 'bureau-clerk', d.day + time '12:00', 'bureau-approver', d.day + time '13:00', d.day, d.day
            from generate_series(1, \(claims)::int) n
            cross join lateral (select date '2016-01-05' + (n::bigint * 3640 / \(claims))::int as day) d
            """,
            """
            insert into clearing.share (book_id, claim_no, revision, place, party, amount, deferred, state, accepted, settled)
            select 1, n, 1, b.place, b.party, b.amount, 0, 'confirmed', b.amount, case b.party when 'bank' then 0 else b.amount end
            from generate_series(1, \(claims)::int) n
            cross join (values
                (0, 'national', 246913), (1, 'reguarantor', 246913), (2, 'district', 370370), (3, 'fund', 123456), (4, 'bank', 246915)
            ) b (place, party, amount)
            """,
            """
            select count(*)
            from ledger.open_accounts(1, (
                select array_agg(c.code)
                from (
                    select a.prefix || n as code
                    from generate_series(1, \(claims)::int) n
                    cross join lateral (values
                        ('2302:bank-' || chr(97 + n % 10) || ':'), ('1231:'), ('1239:')) a (prefix)
                    union all
                    select a.prefix || chr(96 + n)
                    from generate_series(1, 10) n
                    cross join (values ('5001:bench:bank-'), ('9001:bench:bank-')) a (prefix)
                    union all
                    select * from (values ('9101'), ('9008:pool'), ('9108'), ('1002.01')) a (code)
                ) c))
            """,
            """
            create table public.made as
            select b.next_entry - 1 + row_number() over (order by m.day, m.event, m.n) as entry_no, m.*
            from (
                select d.day, 'loan-filed' as event, 'loan/' || l.loan_no as subject, l.loan_no as n, l.bank
                from clearing.loan l
                cross join lateral (select l.disbursed as day) d
                where l.programme = 'bench' and l.business_no = 'YW-' || l.loan_no
                union all
                select c.approved_on, e.event, 'claim/' || c.claim_no, c.claim_no, c.bank
                from clearing.claim c
                cross join (values ('claim-approved'), ('compensation-paid')) e (event)
            ) m
            cross join ledger.book b
            """,
            """
            insert into ledger.entry (book_id, entry_no, effective, event, subject)
            select 1, m.entry_no, m.day, m.event, m.subject
            from public.made m
            order by m.entry_no
            """,
            """
            insert into ledger.posting (book_id, entry_no, line, debit, credit, amount)
            select 1, m.entry_no, p.line, d.account_id, c.account_id, p.amount
            from public.made m
            join lateral (
                select *
                from (values
                    ('loan-filed', 1, '9001:bench:' || m.bank, '9101', 987653),
                    ('loan-filed', 2, '9008:pool', '9108', 1234567),
                    ('claim-approved', 1, '5001:bench:' || m.bank, '2302:' || m.bank || ':' || m.n, 123456),
                    ('compensation-paid', 1, '2302:' || m.bank || ':' || m.n, '1002.01', 123456),
                    ('compensation-paid', 2, '1231:' || m.n, '1239:' || m.n, 123456)
                ) v (event, line, debit, credit, amount)
                where v.event = m.event
            ) p on true
            join ledger.account d on d.book_id = 1 and d.code = p.debit
            join ledger.account c on c.book_id = 1 and c.code = p.credit
            order by m.entry_no, p.line
            """,
            """
            insert into ledger.account_day (book_id, account_id, day, debit, credit)
            select 1, s.account_id, s.day, sum(s.debit), sum(s.credit)
            from (
                select p.debit as account_id, m.day, p.amount as debit, 0 as credit
                from ledger.posting p
                join public.made m on m.entry_no = p.entry_no
                union all
                select p.credit, m.day, 0, p.amount
                from ledger.posting p
                join public.made m on m.entry_no = p.entry_no
            ) s
            group by 2, 3
            order by 2, 3
            """,
            """
            update ledger.account a
            set debit = a.debit + s.debit, credit = a.credit + s.credit
            from (
                select d.account_id, sum(d.debit) as debit, sum(d.credit) as credit
                from ledger.account_day d
                where d.day < date '2026-01-01'
                group by d.account_id
            ) s
            where a.book_id = 1 and a.account_id = s.account_id
            """,
            "update ledger.book set next_entry = (select max(entry_no) + 1 from public.made)",
            "update clearing.book set next_loan = \(loans + 1), next_claim = \(claims + 1)",
            "drop table public.made",
        ]
    }
}
