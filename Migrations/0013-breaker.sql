-- The breaker: what it has done, and on which figures. Rows are added and never changed; the last one of a bank and a
-- programme says where it stands.
create table clearing.breaker_move (
    book_id   bigint not null,
    programme text not null,
    bank      text not null,
    number    integer not null check (number > 0),
    state     text not null check (state in ('warned', 'suspended', 'resumed')),
    filed     bigint not null check (filed > 0),
    lost      bigint not null check (lost >= 0),
    threshold bigint check ((threshold is null) = (state = 'resumed')),
    claim_no  bigint check ((claim_no is null) = (state = 'resumed')),
    person    text not null,
    moved_at  timestamptz not null,
    primary key (book_id, programme, bank, number)
);
comment on column clearing.breaker_move.threshold is 'Billionths: the ratio of the terms that was reached.';
comment on column clearing.breaker_move.lost is 'Covered loss of approved claims less what had come back, of what was filed.';

alter table clearing.breaker_move enable row level security;
alter table clearing.breaker_move force row level security;
create policy owner on clearing.breaker_move to ballast_owner using (true) with check (true);
create policy service on clearing.breaker_move to ballast_service using (true) with check (true);
-- Its figures net the whole bank, so a branch does not see them; its refusals tell it what it must know.
create policy reader on clearing.breaker_move for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or (bank = (select clearing.at_party()) and (select clearing.at_branch()) is null)));
grant select on clearing.breaker_move to ballast_service, ballast_reader;
grant insert on clearing.breaker_move to ballast_service;

-- What a bank has filed under a programme is added up when a claim of it is approved.
create index loan_portfolio on clearing.loan (book_id, bank, programme) include (principal, state);

-- A rate may be counted over all years: that window is named for the bank alone, and is no other bank's business either.
create or replace function clearing.room(p_codes text[])
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
                or (a.code like '9007:%' and split_part(a.code, ':', 4) ~ ('^' || b.party || '(-[0-9]{4})?$')))))
$$;
