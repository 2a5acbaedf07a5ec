-- The books: accounts, entries, postings, turnovers of a day, seals. Accountants' tables, and the one way in.
--
-- Every key starts with book_id, nothing refers across books, and no trigger stands on any table, so that the schema
-- can be distributed by book_id. The three roles are made by `ballast migrate` before this file runs:
--   ballast_owner    owns everything; the two others are granted what they need, by name
--   ballast_service  writes, for the lanes; on the books it may only read and call the functions below
--   ballast_reader   reads, under row-level security

create schema ledger;

create table ledger.book (
    book_id       bigint not null primary key,
    next_account  integer not null default 1,
    next_entry    bigint not null default 1,
    next_seal     bigint not null default 1,
    sealed_account integer not null default 0,
    head          bytea not null default decode(repeat('00', 32), 'hex'),
    closed_until  date not null default '-infinity'
) with (fillfactor = 20);
comment on column ledger.book.sealed_account is 'Accounts up to this number are covered by a seal.';
comment on column ledger.book.closed_until is 'No entry may be dated on or before this day.';

-- The chart of the book: what an account code means. A sub-account is `code:dimension…` and inherits its side and floor.
create table ledger.chart (
    book_id   bigint not null,
    code      text not null,
    name_zh   text not null,
    name_en   text not null,
    kind      text not null,
    normal    "char" not null check (normal in ('D', 'C')),
    is_floored boolean not null,
    primary key (book_id, code)
);

create table ledger.account (
    book_id    bigint not null,
    account_id integer not null,
    code       text collate "C" not null
        check (code ~ '^[A-Za-z0-9_.-]{1,64}(:[A-Za-z0-9_.-]{1,64})*$' and length(code) <= 300),
    normal     "char" not null check (normal in ('D', 'C')),
    debit      bigint not null default 0 check (debit >= 0),
    credit     bigint not null default 0 check (credit >= 0),
    floor      bigint,
    ceiling    bigint,
    primary key (book_id, account_id),
    unique (book_id, code),
    -- The balance on the account's normal side stays within its limits, whoever calls.
    constraint account_floor check (floor is null or case normal when 'D' then debit - credit else credit - debit end >= floor),
    constraint account_ceiling
        check (ceiling is null or case normal when 'D' then debit - credit else credit - debit end <= ceiling)
) with (fillfactor = 40);
comment on column ledger.account.debit is 'Fen, the sum of all postings that debit this account.';

-- Turnover of one day, not a running balance: an entry dated back touches one row, not every later one.
create table ledger.account_day (
    book_id    bigint not null,
    account_id integer not null,
    day        date not null,
    debit      bigint not null check (debit >= 0),
    credit     bigint not null check (credit >= 0),
    primary key (book_id, account_id, day)
) with (fillfactor = 40);

create table ledger.entry (
    book_id   bigint not null,
    entry_no  bigint not null,
    effective date not null check (effective between date '1900-01-01' and date '9999-12-31'),
    event     text collate "C" not null check (length(event) between 1 and 100 and strpos(event, E'\n') = 0),
    subject   text collate "C" not null check (length(subject) between 1 and 200 and strpos(subject, E'\n') = 0),
    digest    bytea check (length(digest) = 32),
    primary key (book_id, entry_no)
);
-- No line feed in event and subject: between them and the digest it is what parts them in the canonical bytes.
comment on column ledger.entry.subject is 'What the entry is about: claim/17, loan/4, run/2.';
comment on column ledger.entry.digest is 'SHA-256 of the lines an aggregated entry stands for; null where it stands for itself.';
create index entry_subject on ledger.entry (book_id, subject, entry_no);

-- One row = one debit and one credit of the same amount: an unbalanced entry cannot be written down.
create table ledger.posting (
    book_id  bigint not null,
    entry_no bigint not null,
    amount   bigint not null check (amount > 0),
    debit    integer not null,
    credit   integer not null,
    line     smallint not null,
    primary key (book_id, entry_no, line),
    check (debit <> credit)
);
create index posting_debit on ledger.posting (book_id, debit, entry_no);
create index posting_credit on ledger.posting (book_id, credit, entry_no);

create table ledger.seal (
    book_id      bigint not null,
    seal_no      bigint not null,
    first_entry  bigint not null,
    last_entry   bigint not null,
    last_account integer not null,
    digest       bytea not null,
    previous     bytea not null,
    hash         bytea not null,
    sealed_at    timestamptz not null,
    primary key (book_id, seal_no)
);

-- Each change of a ceiling, so that an auditor sees who had what room when. Floors come from the chart and do not change.
create table ledger.ceiling (
    book_id    bigint not null,
    account_id integer not null,
    set_at     timestamptz not null default clock_timestamp(),
    change_no  bigint not null,
    ceiling    bigint,
    primary key (book_id, account_id, change_no)
);

-- Opens the accounts of `codes` that are not open yet; gives all of them. The base code, before the first colon, must be
-- in the chart. Takes the book's row: two who open the same account wait for each other.
create function ledger.open_accounts(p_book bigint, p_codes text[])
returns table (account_id integer, code text, normal "char", debit bigint, credit bigint, floor bigint, ceiling bigint)
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
    v_next integer;
    v_unknown text;
begin
    select b.next_account into v_next from ledger.book b where b.book_id = p_book for update;
    if not found then
        raise exception 'there is no book %', p_book using errcode = 'BL001';
    end if;
    select c.code into v_unknown
    from unnest(p_codes) c (code)
    where not exists (select from ledger.chart h where h.book_id = p_book and h.code = split_part(c.code, ':', 1))
    limit 1;
    if found then
        raise exception 'account % is not in the chart', v_unknown using errcode = 'BL002';
    end if;
    insert into ledger.account as a (book_id, account_id, code, normal, floor)
    select p_book, v_next - 1 + row_number() over (order by min(n.place)), n.code, h.normal, case when h.is_floored then 0 end
    from unnest(p_codes) with ordinality n (code, place)
    join ledger.chart h on h.book_id = p_book and h.code = split_part(n.code, ':', 1)
    where not exists (select from ledger.account a where a.book_id = p_book and a.code = n.code)
    group by n.code, h.normal, h.is_floored;
    update ledger.book b
    set next_account = coalesce((select max(a.account_id) + 1 from ledger.account a where a.book_id = p_book), 1)
    where b.book_id = p_book;
    return query
    select a.account_id, a.code, a.normal, a.debit, a.credit, a.floor, a.ceiling
    from (select distinct u.code from unnest(p_codes) u (code)) n
    join ledger.account a on a.book_id = p_book and a.code = n.code;
end $$;

-- Sets the most an account may hold on its normal side; null lifts it. An account already above it keeps what it holds
-- and can only go down: that is refused here, so that the limit written down is always the limit in force.
create function ledger.set_ceiling(p_book bigint, p_account integer, p_ceiling bigint)
returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
    perform from ledger.book b where b.book_id = p_book for update;
    update ledger.account a set ceiling = p_ceiling where a.book_id = p_book and a.account_id = p_account;
    if not found then
        raise exception 'there is no account % in book %', p_account, p_book using errcode = 'BL002';
    end if;
    insert into ledger.ceiling (book_id, account_id, change_no, ceiling)
    select p_book, p_account, count(*) + 1, p_ceiling
    from ledger.ceiling c
    where c.book_id = p_book and c.account_id = p_account;
end $$;

-- The only way in. Writes entries with their postings, brings totals and turnovers up to date, and seals them.
--
--   p_effective, p_events, p_subjects, p_digests: one element an entry, in the order the entries are to be numbered
--   p_entry, p_line, p_debit, p_credit, p_amount: one element a posting; p_entry counts entries from 1, ascending
--
-- Canonical bytes, big-endian, fixed width, which `ballast verify` computes again:
--   account  id int4, SHA-256 of its code                                                           36 bytes
--   entry    entry_no int8, effective int4 (days since 2000-01-01), SHA-256 of event LF subject LF digest   44 bytes
--   posting  entry_no int8, line int2, debit int4, credit int4, amount int8                          26 bytes
--   digest   SHA-256 of SHA-256(accounts opened since the last seal), SHA-256(entries), SHA-256(postings)
--   hash     SHA-256 of book_id int8, seal_no int8, first int8, last int8, last_account int4, sealed_at int8 (µs), previous, digest
create function ledger.post(
    p_book bigint,
    p_effective date[], p_events text[], p_subjects text[], p_digests bytea[],
    p_entry integer[], p_line smallint[], p_debit integer[], p_credit integer[], p_amount bigint[]
)
returns table (first_entry bigint, seal_no bigint, hash bytea)
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
    v_book ledger.book%rowtype;
    v_entries integer := cardinality(p_events);
    v_postings integer := cardinality(p_entry);
    v_last bigint;
    v_digest bytea;
    v_accounts bytea := '';
    v_hash bytea;
    v_at timestamptz := clock_timestamp();
    v_touched bigint;
    v_updated bigint;
begin
    select b.* into v_book from ledger.book b where b.book_id = p_book for update;
    if not found then
        raise exception 'there is no book %', p_book using errcode = 'BL001';
    end if;
    if coalesce(v_entries, 0) = 0 or coalesce(v_postings, 0) = 0
        or v_entries is distinct from cardinality(p_effective) or v_entries is distinct from cardinality(p_subjects)
        or v_entries is distinct from cardinality(p_digests)
        or v_postings is distinct from cardinality(p_line) or v_postings is distinct from cardinality(p_debit)
        or v_postings is distinct from cardinality(p_credit) or v_postings is distinct from cardinality(p_amount)
        or array_ndims(p_effective) <> 1 or array_lower(p_effective, 1) <> 1
    then
        raise exception 'the arrays of a posting call must be of one length and not empty' using errcode = 'BL003';
    end if;
    if array_position(p_effective, null) is not null then
        raise exception 'an entry needs its date' using errcode = 'BL003';
    end if;
    if (select min(d) from unnest(p_effective) d) <= v_book.closed_until then
        raise exception 'the books are closed until %', v_book.closed_until using errcode = 'BL004';
    end if;
    if (select count(distinct e) <> v_entries or min(e) <> 1 or max(e) <> v_entries from unnest(p_entry) e) then
        raise exception 'every entry needs a posting, and every posting an entry' using errcode = 'BL003';
    end if;
    v_last := v_book.next_entry + v_entries - 1;

    insert into ledger.entry (book_id, entry_no, effective, event, subject, digest)
    select p_book, v_book.next_entry - 1 + u.place, u.effective, u.event, u.subject, u.digest
    from unnest(p_effective, p_events, p_subjects, p_digests) with ordinality u (effective, event, subject, digest, place);

    insert into ledger.posting (book_id, entry_no, line, debit, credit, amount)
    select p_book, v_book.next_entry - 1 + u.entry, u.line, u.debit, u.credit, u.amount
    from unnest(p_entry, p_line, p_debit, p_credit, p_amount) u (entry, line, debit, credit, amount)
    order by u.debit;

    -- The deltas of the call, once a day and account. The book's row is locked, so what is not there to be updated is not
    -- there at all: update and insert cost half of what `on conflict` does.
    with delta as materialized (
        select s.account_id, p_effective[s.entry] as day, sum(s.debit)::bigint as debit, sum(s.credit)::bigint as credit
        from (
            select u.entry, u.debit as account_id, u.amount as debit, 0::bigint as credit
            from unnest(p_entry, p_debit, p_amount) u (entry, debit, amount)
            union all
            select u.entry, u.credit, 0::bigint, u.amount
            from unnest(p_entry, p_credit, p_amount) u (entry, credit, amount)
        ) s
        group by 1, 2
    ), whole as materialized (
        select d.account_id, sum(d.debit)::bigint as debit, sum(d.credit)::bigint as credit
        from delta d
        group by d.account_id
    ), known as (
        update ledger.account_day a
        set debit = a.debit + d.debit, credit = a.credit + d.credit
        from delta d
        where a.book_id = p_book and a.account_id = d.account_id and a.day = d.day
        returning a.account_id, a.day
    ), fresh as (
        insert into ledger.account_day (book_id, account_id, day, debit, credit)
        select p_book, d.account_id, d.day, d.debit, d.credit
        from delta d
        where not exists (select from known k where k.account_id = d.account_id and k.day = d.day)
        order by d.account_id, d.day
    ), totals as (
        update ledger.account a
        set debit = a.debit + w.debit, credit = a.credit + w.credit
        from whole w
        where a.book_id = p_book and a.account_id = w.account_id
        returning 1
    )
    select (select count(*) from whole), (select count(*) from totals) into v_touched, v_updated;
    if v_touched <> v_updated then
        raise exception 'a posting names an account that is not open' using errcode = 'BL002';
    end if;

    if v_book.next_account - 1 > v_book.sealed_account then
        select string_agg(int4send(a.account_id) || sha256(convert_to(a.code, 'UTF8')), ''::bytea order by a.account_id)
        into v_accounts
        from ledger.account a
        where a.book_id = p_book and a.account_id > v_book.sealed_account;
    end if;
    v_digest := sha256(
        sha256(v_accounts)
        -- Ordinality is an order the planner knows of: nothing is sorted.
        || sha256((
            select string_agg(
                int8send(v_book.next_entry - 1 + u.place) || date_send(u.effective)
                || sha256(convert_to(u.event || E'\n' || u.subject || E'\n', 'UTF8') || coalesce(u.digest, ''::bytea)),
                ''::bytea)
            from (
                select n.effective, n.event, n.subject, n.digest, n.place
                from unnest(p_effective, p_events, p_subjects, p_digests)
                    with ordinality n (effective, event, subject, digest, place)
                order by n.place
            ) u))
        || sha256((
            select string_agg(
                int8send(v_book.next_entry - 1 + u.entry) || int2send(u.line) || int4send(u.debit) || int4send(u.credit)
                || int8send(u.amount),
                ''::bytea order by u.entry, u.line)
            from unnest(p_entry, p_line, p_debit, p_credit, p_amount) u (entry, line, debit, credit, amount))));
    v_hash := sha256(
        int8send(p_book) || int8send(v_book.next_seal) || int8send(v_book.next_entry) || int8send(v_last)
        || int4send(v_book.next_account - 1) || int8send((extract(epoch from v_at) * 1000000)::bigint)
        || v_book.head || v_digest);
    insert into ledger.seal (book_id, seal_no, first_entry, last_entry, last_account, digest, previous, hash, sealed_at)
    values (p_book, v_book.next_seal, v_book.next_entry, v_last, v_book.next_account - 1, v_digest, v_book.head, v_hash, v_at);
    update ledger.book b
    set next_entry = v_last + 1, next_seal = v_book.next_seal + 1, sealed_account = v_book.next_account - 1, head = v_hash
    where b.book_id = p_book;
    return query select v_book.next_entry, v_book.next_seal, v_hash;
end $$;

-- Opens the books of a book with its chart. Owner only: a chart decides which accounts have a floor.
create function ledger.open_book(
    p_book bigint, p_codes text[], p_names_zh text[], p_names_en text[], p_kinds text[], p_normals text[], p_floored boolean[])
returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
    insert into ledger.book (book_id) values (p_book);
    insert into ledger.chart (book_id, code, name_zh, name_en, kind, normal, is_floored)
    select p_book, u.code, u.name_zh, u.name_en, u.kind, u.normal::"char", u.floored
    from unnest(p_codes, p_names_zh, p_names_en, p_kinds, p_normals, p_floored) u (code, name_zh, name_en, kind, normal, floored);
end $$;

-- Closes the books up to and including a day. Only forwards.
create function ledger.close_until(p_book bigint, p_day date)
returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
    update ledger.book b set closed_until = p_day where b.book_id = p_book and b.closed_until < p_day;
    if not found then
        raise exception 'book % is not open at %', p_book, p_day using errcode = 'BL004';
    end if;
end $$;

revoke all on all functions in schema ledger from public;
grant usage on schema ledger to ballast_service, ballast_reader;
grant select on all tables in schema ledger to ballast_service, ballast_reader;
grant execute on function ledger.open_accounts(bigint, text[]) to ballast_service;
grant execute on function ledger.set_ceiling(bigint, integer, bigint) to ballast_service;
grant execute on function
    ledger.post(bigint, date[], text[], text[], bytea[], integer[], smallint[], integer[], integer[], bigint[]) to ballast_service;
