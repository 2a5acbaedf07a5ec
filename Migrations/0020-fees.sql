-- Runs over guarantee fees beside those over interest: who is paid may be a guarantor or a reguarantor, and the period half a year
-- or a year.

alter table clearing.subsidy_run rename column quarter to span;
alter table clearing.subsidy_run
    add column category text not null default 'subsidy' check (category in ('subsidy', 'rebate'));
alter table clearing.subsidy_run alter column category drop default;
comment on column clearing.subsidy_run.category is 'The money it is paid from: interest subsidies, or fee rebates.';
comment on column clearing.subsidy_run.span is '2026-Q1, 2026-H1 or 2026.';
comment on column clearing.subsidy_run.earned is 'Fen the period earned after caps, before the budget.';
comment on column clearing.subsidy_run.corrected is 'Fen by which earlier periods come out differently.';

alter table clearing.subsidy_part rename column bank to payee;
alter policy reader on clearing.subsidy_part using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all()) or (payee = (select clearing.at_party()) and (select clearing.at_branch()) is null)));

alter table clearing.subsidy_line add column payee text;
comment on column clearing.subsidy_line.payee is 'Who is paid where that is not the bank.';
comment on column clearing.subsidy_line.product is 'Fen-days of the period; the fen it is given on where something is given once.';

create or replace view clearing.seen_subsidy_line with (security_barrier) as
    select l.*
    from clearing.subsidy_line l
    where l.book_id = (select clearing.at_book())
        and ((select clearing.sees_all())
            -- Who is paid sees what is approved; a bank's branch, its own loans.
            or (coalesce(l.payee, l.bank) = (select clearing.at_party())
                and exists (
                    select from clearing.subsidy_run r
                    where r.book_id = l.book_id and r.run_no = l.run_no and r.state = 'approved')
                and ((select clearing.at_branch()) is null or l.branch = (select clearing.at_branch()))));
