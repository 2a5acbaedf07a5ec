-- Interest subsidies (贴息): programmes in dated versions, runs over a quarter, their lines, and what is paid of them.

alter table clearing.book add column next_subsidy_run bigint not null default 1;
grant update (next_subsidy_run) on clearing.book to ballast_service;

-- Versions of a subsidy programme: proposed by one person, adopted by another, never edited.
create table clearing.subsidy_terms (
    book_id     bigint not null,
    programme   text not null,
    version     integer not null,
    from_day    date not null,
    document    text not null,
    digest      bytea not null,
    state       text not null check (state in ('proposed', 'adopted', 'rejected')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    primary key (book_id, programme, version),
    check (decided_by <> proposed_by)
);

create table clearing.subsidy_run (
    book_id     bigint not null,
    run_no      bigint not null,
    programme   text not null,
    version     integer not null,
    quarter     text not null,
    from_day    date not null,
    until_day   date not null check (until_day > from_day),
    state       text not null check (state in ('drafting', 'drafted', 'approved', 'discarded')),
    drafted_by  text not null,
    drafted_at  timestamptz not null,
    lines       bigint,
    digest      bytea check (length(digest) = 32),
    earned      bigint,
    corrected   bigint,
    budget_left bigint,
    decided_by  text,
    decided_at  timestamptz,
    primary key (book_id, run_no),
    check (decided_by <> drafted_by or state <> 'approved'),
    check (state not in ('drafted', 'approved') or digest is not null)
) with (fillfactor = 60);
comment on column clearing.subsidy_run.digest is 'SHA-256 of the lines in order; the entries of the run bear it.';
comment on column clearing.subsidy_run.earned is 'Fen the quarter earned after caps, before the budget.';
comment on column clearing.subsidy_run.corrected is 'Fen by which earlier quarters come out differently.';
-- One open run of a programme at a time, whoever asks.
create unique index subsidy_run_open on clearing.subsidy_run (book_id, programme) where state in ('drafting', 'drafted');
create index subsidy_run_programme on clearing.subsidy_run (book_id, programme, run_no);

-- What one funder pays through one bank, and what comes back: the sums of the lines, and what the entries book.
create table clearing.subsidy_part (
    book_id  bigint not null,
    run_no   bigint not null,
    place    integer not null,
    bank     text not null,
    funder   text not null,
    payable  bigint not null check (payable >= 0),
    returned bigint not null check (returned >= 0),
    primary key (book_id, run_no, place),
    unique (book_id, run_no, bank, funder)
);

-- What one loan gets in a run. A quarter has a million of these, so they come in by COPY, which PostgreSQL refuses under
-- row-level security: this table has none, no reader may look at it, and readers see it through the view below.
create table clearing.subsidy_line (
    book_id    bigint not null,
    run_no     bigint not null,
    line_no    integer not null,
    loan_no    bigint not null,
    bank       text not null,
    branch     text not null,
    borrower   text not null,
    completed_at timestamptz not null,
    days       integer not null check (days >= 0),
    product    bigint not null check (product >= 0),
    product_before bigint not null check (product_before >= 0),
    rate       bigint not null check (rate >= 0),
    amount     bigint not null check (amount >= 0),
    capped     bigint not null check (capped between 0 and amount),
    correction bigint not null,
    payable    bigint not null,
    reasons    integer not null,
    parts      bigint[] not null,
    primary key (book_id, run_no, line_no)
);
comment on column clearing.subsidy_line.product is 'Fen-days of the quarter.';
comment on column clearing.subsidy_line.rate is 'Rate used, in quintillionths.';
comment on column clearing.subsidy_line.reasons is 'All that lowered the line, a bit each.';
comment on column clearing.subsidy_line.parts is 'Fen of payable by funder, in the order of the terms.';
create index subsidy_line_loan on clearing.subsidy_line (book_id, loan_no, run_no);

do $$
declare
    v_table text;
begin
    foreach v_table in array array['clearing.subsidy_terms', 'clearing.subsidy_run', 'clearing.subsidy_part'] loop
        execute format('alter table %s enable row level security', v_table);
        execute format('alter table %s force row level security', v_table);
        execute format('create policy owner on %s to ballast_owner using (true) with check (true)', v_table);
        execute format('create policy service on %s to ballast_service using (true) with check (true)', v_table);
    end loop;
end $$;
-- A programme's terms are known to everyone who takes part; what a run comes to, to those who see the whole book.
create policy reader on clearing.subsidy_terms for select to ballast_reader using (
    book_id = (select clearing.at_book()) and (select clearing.at_party()) is not null);
create policy reader on clearing.subsidy_run for select to ballast_reader using (
    book_id = (select clearing.at_book()) and (select clearing.sees_all()));
create policy reader on clearing.subsidy_part for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all()) or (bank = (select clearing.at_party()) and (select clearing.at_branch()) is null)));

create view clearing.seen_subsidy_line with (security_barrier) as
    select l.*
    from clearing.subsidy_line l
    where l.book_id = (select clearing.at_book())
        and ((select clearing.sees_all())
            -- A bank sees what is approved for its own loans.
            or (l.bank = (select clearing.at_party())
                and exists (
                    select from clearing.subsidy_run r
                    where r.book_id = l.book_id and r.run_no = l.run_no and r.state = 'approved')
                and ((select clearing.at_branch()) is null or l.branch = (select clearing.at_branch()))));

grant select on clearing.subsidy_terms, clearing.subsidy_run, clearing.subsidy_part to ballast_service, ballast_reader;
grant select on clearing.seen_subsidy_line to ballast_reader;
grant select, insert on clearing.subsidy_line to ballast_service;
grant insert on clearing.subsidy_terms, clearing.subsidy_run, clearing.subsidy_part to ballast_service;
grant update (state, decided_by, decided_at) on clearing.subsidy_terms to ballast_service;
grant update (
    state, lines, digest, earned, corrected, budget_left, decided_by, decided_at
) on clearing.subsidy_run to ballast_service;
-- Only while the budget is laid over the lines of a draft.
grant update (payable, reasons, parts) on clearing.subsidy_line to ballast_service;

-- A leg is of a claim, or of a subsidy programme and mostly of one of its runs.
alter table clearing.leg
    add column subsidy_run bigint,
    add column programme   text,
    add check ((claim_no = 0) = (programme is not null) and (subsidy_run is null or programme is not null));
create index leg_subsidy_run on clearing.leg (book_id, subsidy_run) where subsidy_run is not null;

-- A settlement run may be of one category: one a day of each, and one of all that is due.
alter table clearing.run
    add column category text,
    drop constraint run_book_id_due_on_key;
create unique index run_due on clearing.run (book_id, due_on, coalesce(category, ''));
