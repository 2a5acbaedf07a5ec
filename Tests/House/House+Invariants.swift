import Postgres

extension House {
    /// What must always hold and does not (RULES §10), a line each; empty where all holds. It is read from the tables alone, by
    /// other statements than those the service keeps them with.
    public func broken() async throws -> [String] {
        try await read { transaction in
            try transaction.rows(
                """
                with account as (
                    select code, debit, credit, case normal when 'D' then debit - credit else credit - debit end as balance
                    from ledger.account
                ), fund as (
                    select s.amount, case c.state when 'clawed-back' then 0 else s.deferred end as deferred, s.settled,
                        c.approved_on is not null as is_approved,
                        c.state not in ('filed', 'returned', 'withdrawn', 'rejected') as is_standing
                    from clearing.share s
                    join clearing.claim c using (book_id, claim_no, revision)
                    where s.party = 'fund'
                ), under_way as (
                    select coalesce(f.estimate, c.estimate) as estimate, coalesce(f.estimated_base, c.estimated_base) as estimated_base
                    from clearing.claim c
                    left join clearing.refiling f using (book_id, claim_no, revision)
                    where c.state in ('filed', 'returned', 'confirming', 'confirmed')
                ), compared (what, left_side, right_side) as (
                    select 'debits = credits', sum(debit), sum(credit) from account
                    union all
                    select 'totals = postings', (select sum(debit) from account), (select sum(amount) from ledger.posting)
                    union all
                    select 'totals = days', (select sum(debit) from account), (select sum(debit) from ledger.account_day)
                    union all
                    select '2302 + 2302.09 = approved unpaid fund shares',
                        (select sum(balance) from account where code like '2302%'),
                        (select sum(amount + deferred - settled) from fund where is_approved)
                    union all
                    select '2302.09 = put off', (select sum(balance) from account where code like '2302.09:%'),
                        (select sum(deferred) from fund where is_approved)
                    union all
                    select '9007 deferred = put off', (select sum(balance) from account where code like '9007:%:deferred'),
                        (select sum(deferred) from fund where is_standing)
                            - coalesce((select sum(amount) from clearing.leg
                                where kind = 'deferred' and run_no is not null and settled_on is null), 0)
                    union all
                    select '9002 = 2302', (select sum(balance) from account where code like '9002:%'),
                        (select sum(balance) from account where code like '2302%')
                    union all
                    select '1231 = 1239', (select sum(balance) from account where code like '1231:%'),
                        (select sum(balance) from account where code like '1239:%')
                    union all
                    select '1231 = paid and not got back', (select sum(balance) from account where code like '1231:%'),
                        (select sum(greatest(0, settled - recovered)) from clearing.share
                            join clearing.claim using (book_id, claim_no)
                            where party = 'fund' and clearing.claim.state not in ('written-off', 'clawed-back'))
                    union all
                    select '9003 = written off and not got back', (select sum(balance) from account where code like '9003:%'),
                        (select sum(greatest(0, settled - recovered)) from clearing.share
                            join clearing.claim using (book_id, claim_no)
                            where party = 'fund' and clearing.claim.state = 'written-off')
                    union all
                    select '1218.03 = clawbacks not received', (select sum(balance) from account where code like '1218.03:%'),
                        (select sum(amount) from clearing.leg where kind in ('clawback', 'clawback-interest', 'true-up', 'subsidy-return', 'rebate-return') and settled_on is null)
                    union all
                    select '2303 = subsidies not paid', (select sum(balance) from account where code like '2303:%'),
                        (select sum(amount) from clearing.leg where kind = 'subsidy' and settled_on is null)
                    union all
                    select '2304 = fee subsidies not paid', (select sum(balance) from account where code like '2304:%'),
                        (select sum(amount) from clearing.leg where kind = 'rebate' and settled_on is null)
                    union all
                    select '9004 = subsidies approved', (select sum(balance) from account where code like '9004:%'),
                        (select sum(payable) from clearing.subsidy_line join clearing.subsidy_run using (book_id, run_no)
                            where state = 'approved')
                    union all
                    select '9001 = exposure of loans in force', (select sum(balance) from account where code like '9001:%'),
                        (select sum(exposure) from clearing.loan where state = 'active')
                    union all
                    select '9008 = balance of loans in force', (select balance from account where code = '9008:pool'),
                        (select sum(balance) from clearing.loan where state = 'active')
                    union all
                    select '9005 = claims under way', (select sum(balance) from account where code like '9005:%'),
                        (select sum(estimated_base) from under_way)
                    union all
                    select '2601 = provision of claims under way', (select sum(balance) from account where code like '2601:%'),
                        (select sum(estimate) from under_way)
                    union all
                    select '9006 = shares not collected', (select sum(balance) from account where code like '9006:%'),
                        (select sum(amount) from (
                            select amount from clearing.leg
                            where kind in ('share', 'advance', 'chain') and settled_on is null and cancelled_on is null
                            union all
                            select s.amount
                            from clearing.claim c
                            join clearing.share s using (book_id, claim_no, revision)
                            where c.advanced_by <> 'fund' and c.advanced_on is null and s.party not in ('bank', 'fund') and s.tier is null) o)
                    union all
                    select '1218.01 = advances not returned', (select sum(balance) from account where code like '1218.01:%'),
                        (select sum(amount) from clearing.leg where kind = 'advance-return' and settled_on is null)
                    union all
                    select '1218.04 = insurers'' shares not received',
                        (select sum(balance) from account where code like '1218.04:%'),
                        (select sum(amount) from clearing.leg where kind = 'insurer-return' and settled_on is null)
                    union all
                    select '1002.09 = collected and not passed on', (select balance from account where code = '1002.09'),
                        coalesce((select sum(amount) from clearing.leg
                            where kind in ('forward', 'recovery-forward', 'clawback-forward', 'true-up-forward', 'chain-forward') and settled_on is null), 0)
                            + coalesce((select sum(open_amount) from clearing.bank_line where direction = 'credit' and category = 'clearing'), 0)
                            + coalesce((select sum(amount) from clearing.payment_order where state = 'reopened' and category = 'clearing'), 0)
                            + coalesce((select credit from account where code = '4604:clearing'), 0)
                    union all
                    select '1218.02 = recoveries not handed over', (select sum(balance) from account where code like '1218.02:%'),
                        (select sum(amount) from clearing.leg where kind = 'recovery' and settled_on is null)
                    union all
                    select '2307.09 = receipts not assigned and payments to be made anew',
                        (select balance from account where code = '2307.09'),
                        coalesce((select sum(open_amount) from clearing.bank_line where direction = 'credit'), 0)
                            + coalesce((select sum(amount) from clearing.payment_order where state = 'reopened'), 0)
                    union all
                    select 'shares of claim ' || c.claim_no || ' = its base', c.base, sum(s.amount + s.deferred)
                    from clearing.claim c
                    join clearing.share s using (book_id, claim_no, revision)
                    group by c.claim_no, c.base
                    union all
                    select 'recovery ' || v.recovery_no || ' = its parts and surplus', v.gross,
                        v.surplus + (select sum((p->>'amount')::bigint) from jsonb_array_elements(v.parts::jsonb) p)
                    from clearing.recovery v
                )
                select what, coalesce(left_side, 0)::text as left_side, coalesce(right_side, 0)::text as right_side
                from compared
                where coalesce(left_side, 0) <> coalesce(right_side, 0)
                order by what
                """
            ).map { "\(try $0.string("what")): \(try $0.string("left_side")) ≠ \(try $0.string("right_side"))" }
        }
    }
}
