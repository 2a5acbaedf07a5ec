-- Files by the hundred thousand: what a chunk costs beside its rows.

-- A check is made at every update of the row, and an account's row is updated with every turn that posts to it. The form with a
-- length of each part costs as much as all else about it, so it is asked only of codes long enough to have a part too long.
alter table ledger.account drop constraint account_code_check;
alter table ledger.account add constraint account_code_form check (
    length(code) <= 300
    and code ~ '^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)*$'
    and (length(code) <= 64 or code ~ '^[A-Za-z0-9_.-]{1,64}(:[A-Za-z0-9_.-]{1,64})*$'));

-- Opens accounts together with the most they may hold; null sets none. A chunk of filings meets thousands of borrowers, and an
-- account that is opened with its ceiling is written once. Gives the numbers of all, as `ledger.open_accounts` of codes alone.
create function ledger.open_accounts(p_book bigint, p_codes text[], p_ceilings bigint[])
returns table (account_id integer, code text)
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
    v_next integer;
    v_opened integer;
    v_unknown text;
begin
    select b.next_account into v_next from ledger.book b where b.book_id = p_book for update;
    if not found then
        raise exception 'there is no book %', p_book using errcode = 'BL001';
    end if;
    if cardinality(p_codes) <> cardinality(p_ceilings) then
        raise exception 'every account is opened with a ceiling, or with null' using errcode = 'BL003';
    end if;
    select c.base into v_unknown
    from (select distinct split_part(u.code, ':', 1) as base from unnest(p_codes) u (code)) c
    where not exists (select from ledger.chart h where h.book_id = p_book and h.code = c.base)
    limit 1;
    if found then
        raise exception 'account % is not in the chart', v_unknown using errcode = 'BL002';
    end if;
    insert into ledger.account (book_id, account_id, code, normal, floor, ceiling)
    select p_book, v_next - 1 + row_number() over (order by n.place), n.code, h.normal,
        case when h.is_floored then 0 end, n.ceiling
    from unnest(p_codes, p_ceilings) with ordinality n (code, ceiling, place)
    join ledger.chart h on h.book_id = p_book and h.code = split_part(n.code, ':', 1)
    where not exists (select from ledger.account a where a.book_id = p_book and a.code = n.code);
    get diagnostics v_opened = row_count;
    insert into ledger.ceiling (book_id, account_id, change_no, ceiling)
    select p_book, a.account_id, 1, a.ceiling
    from ledger.account a
    where a.book_id = p_book and a.account_id >= v_next and a.ceiling is not null;
    update ledger.book b set next_account = v_next + v_opened where b.book_id = p_book;
    return query
    select a.account_id, a.code
    from ledger.account a
    where a.book_id = p_book and a.account_id >= v_next;
    -- One that was open already keeps what it has but for its ceiling.
    if v_opened < cardinality(p_codes) then
        perform ledger.set_ceilings(p_book, array_agg(a.account_id), array_agg(n.ceiling))
        from unnest(p_codes, p_ceilings) n (code, ceiling)
        join ledger.account a on a.book_id = p_book and a.code = n.code
        where a.account_id < v_next and n.ceiling is not null
        having count(*) > 0;
        return query
        select a.account_id, a.code
        from unnest(p_codes) n (code)
        join ledger.account a on a.book_id = p_book and a.code = n.code
        where a.account_id < v_next;
    end if;
end $$;
revoke all on function ledger.open_accounts(bigint, text[], bigint[]) from public;
grant execute on function ledger.open_accounts(bigint, text[], bigint[]) to ballast_service;

-- What a bank has filed under a programme, and what is lost of it: the ratio a breaker goes by. Kept as sums, since each approval
-- asks for it and a portfolio may have a million loans. Each turn adds what it filed and lost.
create table clearing.loss_rate (
    book_id   bigint not null,
    bank      text not null,
    programme text not null,
    filed     bigint not null,
    lost      bigint not null,
    primary key (book_id, bank, programme)
) with (fillfactor = 40);
comment on table clearing.loss_rate is 'Principal ever accepted; covered loss of approved claims less what has come back. Sums over clearing.loan and clearing.share.';
insert into clearing.loss_rate (book_id, bank, programme, filed, lost)
select s.book_id, s.bank, s.programme, sum(s.filed), sum(s.lost)
from (
    select l.book_id, l.bank, l.programme, l.principal as filed, 0 as lost
    from clearing.loan l
    where l.state in ('active', 'released', 'compensated')
    union all
    select c.book_id, c.bank, c.programme, 0, s.amount + s.deferred - s.recovered
    from clearing.claim c
    join clearing.share s on s.book_id = c.book_id and s.claim_no = c.claim_no and s.revision = c.revision
    where c.approved_on is not null and c.state <> 'clawed-back'
) s
group by s.book_id, s.bank, s.programme;

alter table clearing.loss_rate enable row level security;
alter table clearing.loss_rate force row level security;
create policy owner on clearing.loss_rate to ballast_owner using (true) with check (true);
create policy service on clearing.loss_rate to ballast_service using (true) with check (true);
-- It nets the whole bank, so a branch does not see it.
create policy reader on clearing.loss_rate for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or (bank = (select clearing.at_party()) and (select clearing.at_branch()) is null)));
grant select on clearing.loss_rate to ballast_service, ballast_reader;
grant insert on clearing.loss_rate to ballast_service;
grant update (filed, lost) on clearing.loss_rate to ballast_service;
