-- Files from banks: filings and balances by the hundred thousand, a chunk of lines a turn; and loans that change.

alter table clearing.book
    add column next_batch bigint not null default 1;

-- What ties a loan to others, and how far its cover reaches. `principal`, `matures` and all that was filed stay as filed.
alter table clearing.loan
    add column batch_no   bigint,
    add column renews     bigint,
    add column replaces   bigint,
    add column guarantor  text,
    add column awaits     text,
    add column extended_to date check (extended_to > matures),
    add column covered_to  date check (covered_to <= extended_to),
    add column cover_proposed_by text;
comment on column clearing.loan.awaits is 'Whose word a pending filing waits for: guarantor, then bureau.';
comment on column clearing.loan.extended_to is 'Maturity after an extension (展期) that the bank reported.';
comment on column clearing.loan.covered_to is 'The extended maturity up to which the guarantor agreed to stay bound.';
create index loan_pending on clearing.loan (book_id, batch_no, loan_no) where state = 'pending';

-- A file: named by bank, kind, business date and sequence, once and for ever.
create table clearing.batch (
    book_id       bigint not null,
    batch_no      bigint not null,
    bank          text not null,
    branch        text,
    kind          text not null,
    business_date date not null,
    sequence      bigint not null check (sequence > 0),
    count         bigint not null check (count >= 0),
    sum           bigint not null check (sum >= 0),
    digest        bytea not null check (length(digest) = 32),
    filed_by      text not null,
    filed_at      timestamptz not null,
    done          bigint not null default 0,
    accepted      bigint not null default 0,
    pending       bigint not null default 0,
    rejected      bigint not null default 0,
    primary key (book_id, batch_no),
    unique (book_id, bank, kind, business_date, sequence),
    check (done between 0 and count),
    check (accepted + pending + rejected = done)
) with (fillfactor = 40);
comment on column clearing.batch.digest is 'SHA-256 of the record lines, as the trailer states it.';
comment on column clearing.batch.branch is 'The branch of whoever sent it, where they act for one only.';

-- What became of each line, in file order; written once.
create table clearing.batch_line (
    book_id   bigint not null,
    batch_no  bigint not null,
    line_no   integer not null,
    outcome   text not null,
    loan_no   bigint,
    code      text,
    pointer   text,
    fills     text,
    counts_on date,
    balance   bigint not null default 0,
    exposure  bigint not null default 0,
    primary key (book_id, batch_no, line_no)
);
comment on column clearing.batch_line.balance is 'Fen by which the line moved the filed balance; 0 where it moved none. The digest of an aggregated entry is made of these.';
comment on column clearing.batch_line.fills is 'JSON: what fills the blanks of a refusal''s sentence.';

alter table clearing.batch enable row level security;
alter table clearing.batch force row level security;
alter table clearing.batch_line enable row level security;
alter table clearing.batch_line force row level security;
create policy owner on clearing.batch to ballast_owner using (true) with check (true);
create policy service on clearing.batch to ballast_service using (true) with check (true);
create policy owner on clearing.batch_line to ballast_owner using (true) with check (true);
create policy service on clearing.batch_line to ballast_service using (true) with check (true);
-- A branch sees the files its own people sent.
create policy reader on clearing.batch for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or (bank = (select clearing.at_party())
            and ((select clearing.at_branch()) is null or branch = (select clearing.at_branch())))));
create policy reader on clearing.batch_line for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or exists (
            select from clearing.batch b
            where b.book_id = batch_line.book_id and b.batch_no = batch_line.batch_no)));

-- The guarantor that is asked sees the loan as well.
drop policy reader on clearing.loan;
create policy reader on clearing.loan for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or (bank = (select clearing.at_party()) and ((select clearing.at_branch()) is null or branch = (select clearing.at_branch())))
        or guarantor = (select clearing.at_party())));

grant select on clearing.batch, clearing.batch_line to ballast_service, ballast_reader;
grant insert on clearing.batch, clearing.batch_line to ballast_service;
grant update (next_batch) on clearing.book to ballast_service;
grant update (done, accepted, pending, rejected) on clearing.batch to ballast_service;
grant update (awaits, extended_to, covered_to, cover_proposed_by) on clearing.loan to ballast_service;

-- Sets the most that many accounts may hold, as set_ceiling does for one: a chunk of a file meets thousands of borrowers.
create function ledger.set_ceilings(p_book bigint, p_accounts integer[], p_ceilings bigint[])
returns bigint
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
    v_updated bigint;
begin
    perform from ledger.book b where b.book_id = p_book for update;
    update ledger.account a
    set ceiling = u.ceiling
    from unnest(p_accounts, p_ceilings) u (account_id, ceiling)
    where a.book_id = p_book and a.account_id = u.account_id;
    get diagnostics v_updated = row_count;
    if v_updated <> cardinality(p_accounts) or cardinality(p_accounts) <> cardinality(p_ceilings) then
        raise exception 'a ceiling names an account of book % that is not open, or one twice', p_book using errcode = 'BL002';
    end if;
    insert into ledger.ceiling (book_id, account_id, change_no, ceiling)
    select p_book, u.account_id,
        coalesce((select max(c.change_no) from ledger.ceiling c where c.book_id = p_book and c.account_id = u.account_id), 0) + 1,
        u.ceiling
    from unnest(p_accounts, p_ceilings) u (account_id, ceiling);
    return v_updated;
end $$;
revoke all on function ledger.set_ceilings(bigint, integer[], bigint[]) from public;
grant execute on function ledger.set_ceilings(bigint, integer[], bigint[]) to ballast_service;
