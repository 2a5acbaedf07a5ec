-- Who may see what, once more in the database: row-level security, forced, and closed where nothing is set.
--
-- A reading transaction sets three settings: ballast.book, ballast.party, and ballast.reach:
--   all     the bureau, the supervisor, the auditor, the administrator
--   branch  a bank's own branch (ballast.branch names it)
--   own     a bank's own loans and claims; a bearer's own shares and the claims it bears
-- Lanes write under ballast_service, which the commands and ledger.post guard.

create function clearing.at_book() returns bigint language sql stable as
    $$ select nullif(current_setting('ballast.book', true), '')::bigint $$;
create function clearing.at_party() returns text language sql stable as
    $$ select nullif(current_setting('ballast.party', true), '') $$;
create function clearing.at_branch() returns text language sql stable as
    $$ select nullif(current_setting('ballast.branch', true), '') $$;
create function clearing.sees_all() returns boolean language sql stable as
    $$ select coalesce(current_setting('ballast.reach', true), '') = 'all' and clearing.at_party() is not null $$;

do $$
declare
    v_table text;
begin
    foreach v_table in array array[
        'ledger.book', 'ledger.chart', 'ledger.account', 'ledger.account_day', 'ledger.entry', 'ledger.posting',
        'ledger.seal', 'ledger.ceiling',
        'clearing.book', 'clearing.party', 'clearing.person', 'clearing.credential', 'clearing.terms', 'clearing.loan',
        'clearing.balance_report', 'clearing.claim', 'clearing.share', 'clearing.recovery', 'clearing.leg', 'clearing.run',
        'clearing.payment_order', 'clearing.request', 'clearing.event', 'clearing.directory'
    ] loop
        execute format('alter table %s enable row level security', v_table);
        execute format('alter table %s force row level security', v_table);
        execute format('create policy owner on %s to ballast_owner using (true) with check (true)', v_table);
        execute format('create policy service on %s to ballast_service using (true) with check (true)', v_table);
    end loop;
    foreach v_table in array array[
        'ledger.book', 'ledger.chart', 'ledger.account', 'ledger.account_day', 'ledger.entry', 'ledger.posting',
        'ledger.seal', 'ledger.ceiling', 'clearing.run', 'clearing.request', 'clearing.person', 'clearing.credential'
    ] loop
        execute format(
            'create policy reader on %s for select to ballast_reader using (book_id = (select clearing.at_book()) and (select clearing.sees_all()))',
            v_table);
    end loop;
    -- The directory of parties and the terms are known to everyone who takes part.
    foreach v_table in array array['clearing.book', 'clearing.party', 'clearing.terms'] loop
        execute format(
            'create policy reader on %s for select to ballast_reader using (book_id = (select clearing.at_book()) and (select clearing.at_party()) is not null)',
            v_table);
    end loop;
end $$;

create policy reader on clearing.share for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or party = (select clearing.at_party())
        or exists (
            select from clearing.claim c
            where c.book_id = share.book_id and c.claim_no = share.claim_no and c.bank = (select clearing.at_party())
              and ((select clearing.at_branch()) is null or c.branch = (select clearing.at_branch())))));

-- Reads the shares without their policy, which reads the claims: the two would ask each other for ever.
create function clearing.bears(p_book bigint, p_claim bigint, p_party text) returns boolean
language sql stable security definer set search_path = clearing, pg_temp as
    $$ select exists (select from clearing.share s where s.book_id = p_book and s.claim_no = p_claim and s.party = p_party) $$;

create policy reader on clearing.claim for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or (bank = (select clearing.at_party()) and ((select clearing.at_branch()) is null or branch = (select clearing.at_branch())))
        or clearing.bears(book_id, claim_no, (select clearing.at_party()))));
create policy reader on clearing.loan for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or (bank = (select clearing.at_party()) and ((select clearing.at_branch()) is null or branch = (select clearing.at_branch())))));
create policy reader on clearing.balance_report for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or exists (
            select from clearing.loan l
            where l.book_id = balance_report.book_id and l.loan_no = balance_report.loan_no)));
create policy reader on clearing.recovery for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or exists (
            select from clearing.claim c
            where c.book_id = recovery.book_id and c.claim_no = recovery.claim_no)));
create policy reader on clearing.leg for select to ballast_reader using (
    book_id = (select clearing.at_book()) and ((select clearing.sees_all()) or counterparty = (select clearing.at_party())));
create policy reader on clearing.payment_order for select to ballast_reader using (
    book_id = (select clearing.at_book()) and ((select clearing.sees_all()) or party = (select clearing.at_party())));
create policy reader on clearing.event for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all()) or (select clearing.at_party()) = any (parties)));

revoke all on all functions in schema clearing from public;
grant execute on all functions in schema clearing to ballast_service, ballast_reader;
