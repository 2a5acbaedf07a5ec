-- What readers need beyond the tables: a branch's own, the room under limits, and an index for an entry's seal.

-- 17 of `claim/17` for the kind `claim`; null for any other subject.
create function clearing.subject_number(p_subject text, p_kind text) returns bigint language sql immutable as
    $$ select case when p_subject ~ ('^' || p_kind || '/[0-9]{1,18}$') then split_part(p_subject, '/', 2)::bigint end $$;

-- A person of a branch sees what is about that branch's loans and claims, and no figure that nets the whole bank.
drop policy reader on clearing.leg;
create policy reader on clearing.leg for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or (counterparty = (select clearing.at_party())
            and ((select clearing.at_branch()) is null
                or exists (
                    select from clearing.claim c
                    where c.book_id = leg.book_id and c.claim_no = leg.claim_no and c.branch = (select clearing.at_branch()))))));
drop policy reader on clearing.payment_order;
create policy reader on clearing.payment_order for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all()) or (party = (select clearing.at_party()) and (select clearing.at_branch()) is null)));
drop policy reader on clearing.event;
create policy reader on clearing.event for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or ((select clearing.at_party()) = any (parties)
            and ((select clearing.at_branch()) is null
                or exists (
                    select from clearing.claim c
                    where c.book_id = event.book_id and c.branch = (select clearing.at_branch())
                        and c.claim_no = clearing.subject_number(event.subject, 'claim'))
                or exists (
                    select from clearing.loan l
                    where l.book_id = event.book_id and l.branch = (select clearing.at_branch())
                        and l.loan_no = clearing.subject_number(event.subject, 'loan'))))));

-- How much is taken of the limits a party files under, and nothing else of the books: the pool, programmes, borrowers and
-- years are told to everyone who takes part (a refusal names the room as well); of the limits of a bank, its own only.
-- Runs as the owner, since the reader sees accounts only where it sees all; and asks the settings who is asking.
create function clearing.room(p_codes text[])
returns table (code text, normal text, debit bigint, credit bigint, ceiling bigint)
language sql stable security definer set search_path = ledger, pg_temp as $$
    select a.code, a.normal::text, a.debit, a.credit, a.ceiling
    from unnest(p_codes) n (code)
    join ledger.account a on a.book_id = clearing.at_book() and a.code = n.code
    where clearing.at_party() is not null
      and (split_part(a.code, ':', 1) in ('9005', '9007', '9008') or a.code like '3101%')
      and (clearing.sees_all()
        or not exists (
            select from clearing.party b
            where b.book_id = clearing.at_book() and b.kind = 'bank' and b.party <> clearing.at_party()
              and (a.code = '9008:bank:' || b.party
                or (a.code like '9005:%' and split_part(a.code, ':', 3) = b.party)
                or (a.code like '9007:%' and split_part(a.code, ':', 4) ~ ('^' || b.party || '-[0-9]{4}$')))))
$$;

-- The principal the pool's yearly limit is a percentage of: on the eve of the year; for a pool opened during it, what has been
-- paid in so far.
create function clearing.opening_pool(p_year integer) returns bigint
language sql stable security definer set search_path = ledger, pg_temp as $$
    select coalesce(
        nullif(sum(d.credit - d.debit) filter (where d.day < make_date(p_year, 1, 1)), 0),
        sum(d.credit - d.debit) filter (where d.day < make_date(p_year + 1, 1, 1)), 0)::bigint
    from ledger.account a
    join ledger.account_day d on d.book_id = a.book_id and d.account_id = a.account_id
    where a.book_id = clearing.at_book() and clearing.at_party() is not null and a.code like '3101%'
$$;

-- Principal of a bank under a programme whose term has ended, in a year or ever, and the days it ran: the base of a compensation-rate cap. A branch
-- hears it for its whole bank, as the cap is the bank's.
create function clearing.released(p_bank text, p_programme text, p_year integer) returns table (principals bigint[], days bigint[])
language sql stable security definer set search_path = clearing, pg_temp as $$
    select array_agg(l.principal order by l.loan_no), array_agg((l.released_on - l.disbursed)::bigint order by l.loan_no)
    from clearing.loan l
    where l.book_id = clearing.at_book() and l.bank = p_bank and l.programme = p_programme and l.state = 'released'
      and (p_year is null or extract(year from l.released_on) = p_year)
      and (clearing.sees_all() or clearing.at_party() = p_bank)
$$;

revoke all on function
    clearing.subject_number(text, text), clearing.room(text[]), clearing.opening_pool(integer), clearing.released(text, text, integer)
    from public;
grant execute on function clearing.subject_number(text, text) to ballast_service, ballast_reader;
grant execute on function clearing.room(text[]), clearing.opening_pool(integer), clearing.released(text, text, integer) to ballast_reader;

create index seal_entries on ledger.seal (book_id, first_entry);
