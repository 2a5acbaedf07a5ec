-- Closing the books: the trace of the closed day, reversals, and signed anchors.

-- Every move of the closed day, forwards and backwards. Nobody may write here but through ledger.set_closed_until.
create table ledger.closing (
    book_id      bigint not null,
    closing_no   bigint not null,
    closed_until date not null,
    previous     date not null,
    reason       text not null,
    proposed_by  text not null,
    decided_by   text not null,
    set_at       timestamptz not null,
    primary key (book_id, closing_no),
    check (closed_until <> previous),
    check (proposed_by <> decided_by),
    constraint closing_reason check (closed_until > previous or length(reason) > 0)
);
comment on column ledger.closing.closed_until is 'The last closed day; -infinity where nothing is closed any more.';

-- Moves the closed day and leaves the trace of it: two people, and backwards a reason.
drop function ledger.close_until(bigint, date);
create function ledger.set_closed_until(p_book bigint, p_day date, p_reason text, p_proposed_by text, p_decided_by text)
returns void
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
    v_previous date;
begin
    select b.closed_until into v_previous from ledger.book b where b.book_id = p_book for update;
    if not found then
        raise exception 'there is no book %', p_book using errcode = 'BL001';
    end if;
    if v_previous = p_day then
        raise exception 'the books are closed until % already', p_day using errcode = 'BL004';
    end if;
    insert into ledger.closing (book_id, closing_no, closed_until, previous, reason, proposed_by, decided_by, set_at)
    select p_book, count(*) + 1, p_day, v_previous, p_reason, p_proposed_by, p_decided_by, clock_timestamp()
    from ledger.closing c
    where c.book_id = p_book;
    update ledger.book b set closed_until = p_day where b.book_id = p_book;
end $$;

-- An entry is reversed once, whoever posts.
create unique index entry_reversed on ledger.entry (book_id, subject) where event = 'entry-reversed';

-- The head of the seal chain, signed with a key that is not in the database, with a Merkle root over the entries since the
-- anchor before. The text is what was signed; the other columns say the same for queries.
create table clearing.anchor (
    book_id     bigint not null,
    anchor_no   bigint not null,
    seal_no     bigint not null,
    seal_hash   bytea not null check (length(seal_hash) = 32),
    first_entry bigint not null,
    last_entry  bigint not null check (last_entry >= first_entry),
    root        bytea not null check (length(root) = 32),
    signed_at   timestamptz not null,
    body        text not null,
    public_key  bytea not null check (length(public_key) = 32),
    signature   bytea not null check (length(signature) = 64),
    primary key (book_id, anchor_no)
);
create index anchor_entries on clearing.anchor (book_id, first_entry);

do $$
declare
    v_table text;
begin
    foreach v_table in array array['ledger.closing', 'clearing.anchor'] loop
        execute format('alter table %s enable row level security', v_table);
        execute format('alter table %s force row level security', v_table);
        execute format('create policy owner on %s to ballast_owner using (true) with check (true)', v_table);
        execute format('create policy service on %s to ballast_service using (true) with check (true)', v_table);
        execute format('grant select on %s to ballast_service, ballast_reader', v_table);
    end loop;
end $$;
create policy reader on ledger.closing for select to ballast_reader using (
    book_id = (select clearing.at_book()) and (select clearing.sees_all()));
-- An anchor is handed to everyone who takes part.
create policy reader on clearing.anchor for select to ballast_reader using (
    book_id = (select clearing.at_book()) and (select clearing.at_party()) is not null);

grant insert on clearing.anchor to ballast_service;
revoke all on function ledger.set_closed_until(bigint, date, text, text, text) from public;
grant execute on function ledger.set_closed_until(bigint, date, text, text, text) to ballast_service;
