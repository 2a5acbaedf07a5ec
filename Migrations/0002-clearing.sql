-- The clearing: parties, terms, loans, claims, runs, and what was asked and answered.

create schema clearing;

-- Which code stands for which book. The one table that is not kept by book: looked up once, when a server starts.
create table clearing.directory (
    code    text not null primary key,
    book_id bigint not null
);

-- The book's own row: its lock, and the counters its numbers come from.
create table clearing.book (
    book_id       bigint not null primary key,
    code          text not null,
    name_zh       text not null,
    name_en       text not null,
    is_budgetary  boolean not null,
    opened_at     timestamptz not null,
    reference     bigint not null default 1,
    next_request  bigint not null default 1,
    next_event    bigint not null default 1,
    next_loan     bigint not null default 1,
    next_claim    bigint not null default 1,
    next_recovery bigint not null default 1,
    next_leg      bigint not null default 1,
    next_run      bigint not null default 1,
    next_order    bigint not null default 1
) with (fillfactor = 20);
comment on column clearing.book.reference is 'Goes up when parties, people, credentials or terms change, so that a lane knows to read them again.';

create table clearing.party (
    book_id     bigint not null,
    party       text not null,
    kind        text not null,
    name_zh     text not null,
    name_en     text not null,
    credit_code text,
    bank_name   text,
    bank_code   text,
    account_no  text,
    is_suspended boolean not null default false,
    primary key (book_id, party)
);

create table clearing.person (
    book_id   bigint not null,
    person    text not null,
    party     text not null,
    name      text not null,
    roles     text[] not null,
    branch    text,
    is_active boolean not null default true,
    primary key (book_id, person)
);

create table clearing.credential (
    book_id    bigint not null,
    kid        text not null,
    party      text not null,
    algorithm  text not null check (algorithm in ('EdDSA', 'ES256')),
    public_key text not null,
    registered_at timestamptz not null,
    revoked_at timestamptz,
    primary key (book_id, kid)
);

-- Versions of a programme's terms: proposed by one person, adopted by another, never edited.
create table clearing.terms (
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

create table clearing.loan (
    book_id       bigint not null,
    loan_no       bigint not null,
    business_no   text not null,
    programme     text not null,
    terms_version integer not null,
    bank          text not null,
    branch        text not null,
    borrower      text not null,
    borrower_name text not null,
    industry      text not null,
    contract_no   text not null,
    note_no       text not null,
    guarantee_no  text,
    entrust_no    text,
    principal     bigint not null check (principal > 0),
    rate          bigint not null check (rate >= 0),
    fee_rate      bigint check (fee_rate >= 0),
    disbursed     date not null,
    matures       date not null check (matures > disbursed),
    is_first_loan boolean not null,
    tags          text[] not null,
    filed_at      timestamptz not null,
    state         text not null,
    balance       bigint not null check (balance >= 0 and balance <= principal),
    exposure      bigint not null check (exposure >= 0),
    reported_on   date not null,
    interest_paid_to date not null,
    five_class    smallint not null check (five_class between 1 and 5),
    overdue_since date,
    released_on   date,
    open_claim    bigint,
    primary key (book_id, loan_no)
) with (fillfactor = 80);
comment on column clearing.loan.rate is 'Billionths a year: 0.0435 is 43500000.';
comment on column clearing.loan.exposure is 'Fen of account 9001 that stand for this loan: its balance times the fund''s share of its terms.';
create unique index loan_business_no on clearing.loan (book_id, bank, business_no);
create index loan_note on clearing.loan (book_id, note_no);
create index loan_borrower on clearing.loan (book_id, borrower);

create table clearing.balance_report (
    book_id   bigint not null,
    loan_no   bigint not null,
    as_of     date not null,
    balance   bigint not null check (balance >= 0),
    interest_paid_to date not null,
    five_class smallint not null check (five_class between 1 and 5),
    overdue_since date,
    reported_by text not null,
    reported_at timestamptz not null,
    primary key (book_id, loan_no, as_of)
);

create table clearing.claim (
    book_id       bigint not null,
    claim_no      bigint not null,
    loan_no       bigint not null,
    programme     text not null,
    bank          text not null,
    branch        text not null,
    borrower      text not null,
    state         text not null,
    revision      integer not null,
    principal     bigint not null check (principal > 0),
    collateral_proceeds bigint not null check (collateral_proceeds >= 0),
    interest_paid_to date not null,
    calculated_on date not null,
    uncovered_interest bigint not null check (uncovered_interest >= 0),
    uncovered_penalty bigint not null check (uncovered_penalty >= 0),
    named         text not null,
    documents     text not null,
    procedure_version integer not null,
    filed_by      text not null,
    filed_at      timestamptz not null,
    received_on   date not null,
    estimate      bigint not null check (estimate >= 0),
    estimated_base bigint not null check (estimated_base >= 0),
    interest      bigint not null default 0,
    base          bigint not null default 0,
    admitted_by   text,
    admitted_at   timestamptz,
    answer_by     date,
    proposed_by   text,
    proposed_at   timestamptz,
    approved_by   text,
    approved_at   timestamptz,
    approved_on   date,
    paid_on       date,
    note          text,
    uses          text not null default '[]',
    primary key (book_id, claim_no),
    check (approved_by <> proposed_by)
) with (fillfactor = 80);
comment on column clearing.claim.uses is 'JSON: what the claim has taken of each cap, in fen, and in which window.';
create index claim_bank on clearing.claim (book_id, bank, claim_no);
create index claim_state on clearing.claim (book_id, state, claim_no) where state not in ('filed', 'closed', 'withdrawn', 'rejected');

create table clearing.share (
    book_id   bigint not null,
    claim_no  bigint not null,
    place     smallint not null,
    party     text not null,
    amount    bigint not null check (amount >= 0),
    deferred  bigint not null check (deferred >= 0),
    state     text not null,
    accepted  bigint check (accepted between 0 and amount),
    code      text,
    note      text,
    answered_by text,
    answered_at timestamptz,
    settled   bigint not null default 0 check (settled between 0 and amount),
    recovered bigint not null default 0 check (recovered between 0 and amount + deferred),
    primary key (book_id, claim_no, place)
);
create index share_party on clearing.share (book_id, party, claim_no);

create table clearing.recovery (
    book_id     bigint not null,
    recovery_no bigint not null,
    claim_no    bigint not null,
    holder      text not null,
    gross       bigint not null check (gross > 0),
    received_on date not null,
    costs       text not null,
    parts       text not null,
    surplus     bigint not null check (surplus >= 0),
    reported_by text not null,
    reported_at timestamptz not null,
    primary key (book_id, recovery_no)
);
create index recovery_claim on clearing.recovery (book_id, claim_no, recovery_no);

-- One gross amount that somebody owes or is owed, from the day it falls due until its order is paid.
create table clearing.leg (
    book_id     bigint not null,
    leg_no      bigint not null,
    kind        text not null,
    category    text not null,
    counterparty text not null,
    claim_no    bigint not null,
    recovery_no bigint,
    bearer      text not null,
    amount      bigint not null check (amount > 0),
    due_on      date not null,
    accepted_at timestamptz not null,
    run_no      bigint,
    order_no    bigint,
    settled_on  date,
    primary key (book_id, leg_no)
);
create index leg_open on clearing.leg (book_id, due_on, leg_no) where run_no is null;
create index leg_run on clearing.leg (book_id, run_no, leg_no) where run_no is not null;
create index leg_order on clearing.leg (book_id, order_no) where order_no is not null;
create index leg_claim on clearing.leg (book_id, claim_no);

create table clearing.run (
    book_id     bigint not null,
    run_no      bigint not null,
    due_on      date not null,
    state       text not null,
    proposed_by text not null,
    proposed_at timestamptz not null,
    released_by text,
    released_at timestamptz,
    second_by   text,
    second_at   timestamptz,
    primary key (book_id, run_no),
    unique (book_id, due_on),
    check (released_by <> proposed_by),
    check (second_by <> proposed_by and second_by <> released_by)
);

create table clearing.payment_order (
    book_id    bigint not null,
    order_no   bigint not null,
    run_no     bigint not null,
    category   text not null,
    party      text not null,
    direction  text not null check (direction in ('pay', 'collect', 'even')),
    amount     bigint not null check (amount >= 0),
    end_to_end_id text not null,
    state      text not null check (state in ('proposed', 'issued', 'paid')),
    paid_on    date,
    bank_reference text,
    recorded_by text,
    primary key (book_id, order_no),
    unique (book_id, run_no, category, party)
);

-- What was asked, by whom, and what was answered: the memory of idempotency keys, and the audit trail.
create table clearing.request (
    book_id    bigint not null,
    party      text not null,
    key        text not null,
    request_no bigint not null,
    person     text not null,
    command    text not null,
    digest     bytea not null,
    asked_at   timestamptz not null,
    status     smallint not null,
    code       text,
    reply      bytea not null,
    primary key (book_id, party, key)
);
create unique index request_no on clearing.request (book_id, request_no);
comment on column clearing.request.reply is 'The bytes of the answer; a replay gets these and no others.';

-- The outbox: what happened, in order, for those whom it concerns. Also the history of a claim, a loan, a run.
create table clearing.event (
    book_id  bigint not null,
    event_no bigint not null,
    kind     text not null,
    subject  text not null,
    parties  text[] not null,
    party    text not null,
    person   text not null,
    at       timestamptz not null,
    data     text not null,
    primary key (book_id, event_no)
);
create index event_subject on clearing.event (book_id, subject, event_no);

grant usage on schema clearing to ballast_service, ballast_reader;
grant select on all tables in schema clearing to ballast_service, ballast_reader;
grant insert on
    clearing.party, clearing.person, clearing.credential, clearing.terms, clearing.loan, clearing.balance_report,
    clearing.claim, clearing.share, clearing.recovery, clearing.leg, clearing.run, clearing.payment_order,
    clearing.request, clearing.event
    to ballast_service;
-- Nothing is deleted here, ever. What was asked, filed, reported and told is not changed either; what may change is named
-- column by column.
grant update (
    reference, next_request, next_event, next_loan, next_claim, next_recovery, next_leg, next_run, next_order
) on clearing.book to ballast_service;
grant update (name_zh, name_en, credit_code, bank_name, bank_code, account_no, is_suspended) on clearing.party to ballast_service;
grant update (name, roles, branch, is_active) on clearing.person to ballast_service;
grant update (revoked_at) on clearing.credential to ballast_service;
grant update (state, decided_by, decided_at) on clearing.terms to ballast_service;
grant update (
    state, balance, exposure, reported_on, interest_paid_to, five_class, overdue_since, released_on, open_claim
) on clearing.loan to ballast_service;
grant update (
    state, revision, interest, base, admitted_by, admitted_at, answer_by, proposed_by, proposed_at, approved_by, approved_at,
    approved_on, paid_on, note, uses
) on clearing.claim to ballast_service;
grant update (
    amount, deferred, state, accepted, code, note, answered_by, answered_at, settled, recovered
) on clearing.share to ballast_service;
grant update (amount, run_no, order_no, settled_on) on clearing.leg to ballast_service;
grant update (state, released_by, released_at, second_by, second_at) on clearing.run to ballast_service;
grant update (state, paid_on, bank_reference, recorded_by) on clearing.payment_order to ballast_service;
