/// The statements behind three readings of one who sees the whole book, as they are sent, with the values written in: what psql
/// is given to run bare.
enum ListsQueries {
    static func claims(of count: Int) -> [String] {
        [
            """
            select c.claim_no, c.loan_no, c.programme, c.bank, c.branch, c.borrower, c.state, c.revision,
                coalesce(f.principal, c.principal), coalesce(f.collateral_proceeds, c.collateral_proceeds),
                coalesce(f.interest_paid_to, c.interest_paid_to), coalesce(f.calculated_on, c.calculated_on),
                coalesce(f.uncovered_interest, c.uncovered_interest), coalesce(f.uncovered_penalty, c.uncovered_penalty),
                coalesce(f.named, c.named), coalesce(f.documents, c.documents), c.procedure_version,
                coalesce(f.filed_by, c.filed_by), coalesce(f.filed_at, c.filed_at), coalesce(f.received_on, c.received_on),
                coalesce(f.estimate, c.estimate), coalesce(f.estimated_base, c.estimated_base), c.interest, c.base, c.follows,
                c.admitted_by, c.admitted_at, c.answer_by, c.code, c.note, c.days_used, c.days_left, c.escalated_on, c.proposed_by,
                c.proposed_at, c.approved_by, c.approved_at, c.approved_on, c.paid_on, c.uses, c.advanced_by, c.advanced_on
            from clearing.claim c
            left join clearing.refiling f on f.book_id = c.book_id and f.claim_no = c.claim_no and f.revision = c.revision
            where c.book_id = 1 and c.bank = 'bank-d'
            order by c.claim_no desc
            limit 51;
            """,
            """
            select s.claim_no, s.party, s.amount, s.deferred, s.state, s.accepted, s.code, s.note, s.answered_by, s.answered_at,
                s.settled, s.recovered
            from unnest(
                (select array_agg(n * 10 + 3) from generate_series(\(count / 10 - 51), \(count / 10 - 1)) n), array_fill(1, array[51])
            ) n (claim_no, revision)
            join clearing.share s on s.claim_no = n.claim_no and s.revision = n.revision
            where s.book_id = 1
            order by s.claim_no, s.place;
            """,
        ]
    }

    static let statement = [
        """
        select a.account_id, a.code, h.name_zh, h.name_en, a.normal::text as normal, a.debit, a.credit, a.floor, a.ceiling
        from ledger.account a
        join ledger.chart h on h.book_id = a.book_id and h.code = split_part(a.code, ':', 1)
        where a.book_id = 1 and true and a.code = '1002.01';
        """,
        """
        select coalesce(sum(d.debit - d.credit) filter (where d.day < '2021-06-01'), 0)::bigint as opening,
            coalesce(sum(d.debit - d.credit) filter (where '2021-07-01'::date is null or d.day < '2021-07-01'), 0)::bigint
        from ledger.account_day d
        where d.book_id = 1 and d.account_id = (select account_id from ledger.account where book_id = 1 and code = '1002.01');
        """,
        """
        select s.entry_no, s.line, s.amount, s.is_debit, s.effective, s.event, s.subject, o.code as other
        from (
            (select p.entry_no, p.line, p.amount, true as is_debit, p.credit as other, e.effective, e.event, e.subject
            from ledger.posting p
            join ledger.entry e on e.book_id = p.book_id and e.entry_no = p.entry_no
            where p.book_id = 1
                and p.debit = (select account_id from ledger.account where book_id = 1 and code = '1002.01')
                and e.effective >= '2021-06-01' and e.effective < '2021-07-01'
            order by p.entry_no, p.line
            limit 51)
            union all
            (select p.entry_no, p.line, p.amount, false, p.debit, e.effective, e.event, e.subject
            from ledger.posting p
            join ledger.entry e on e.book_id = p.book_id and e.entry_no = p.entry_no
            where p.book_id = 1
                and p.credit = (select account_id from ledger.account where book_id = 1 and code = '1002.01')
                and e.effective >= '2021-06-01' and e.effective < '2021-07-01'
            order by p.entry_no, p.line
            limit 51)
        ) s
        join ledger.account o on o.book_id = 1 and o.account_id = s.other
        order by s.entry_no, s.line
        limit 51;
        """,
    ]

    static let trialBalance = [
        "\(sums) select s.code, h.name_zh, h.name_en, h.normal, s.opening, s.debit, s.credit from sums s "
            + "join ledger.chart h on h.book_id = 1 and h.code = split_part(s.code, ':', 1) order by s.code limit 101;",
        "\(sums) select sum(greatest(s.opening, 0)), sum(greatest(-s.opening, 0)), sum(s.debit), sum(s.credit), "
            + "sum(greatest(s.opening + s.debit - s.credit, 0)), sum(greatest(s.credit - s.opening - s.debit, 0)) from sums s;",
    ]

    private static let sums = """
        with sums as (
            select split_part(a.code, ':', 1) as code,
                coalesce(sum(d.debit - d.credit) filter (where d.day < null::date), 0)::bigint as opening,
                coalesce(sum(d.debit), 0)::bigint as debit, coalesce(sum(d.credit), 0)::bigint as credit
            from ledger.account a
            join (
                select t.account_id, t.day, t.debit, t.credit
                from ledger.account_day t
                where t.book_id = 1 and t.day <= '2021-06-30'
            ) d on d.account_id = a.account_id
            where a.book_id = 1
            group by 1
            having sum(d.debit) <> 0 or sum(d.credit) <> 0
        )
        """
}
