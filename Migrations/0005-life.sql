-- Claims that do not go straight: returned and filed anew, withdrawn, rejected, worked out again, claimed once more.

-- What a claim was filed with anew, by revision. The first revision stands in the claim's own row; neither is ever changed.
create table clearing.refiling (
    book_id       bigint not null,
    claim_no      bigint not null,
    revision      integer not null check (revision > 1),
    principal     bigint not null check (principal > 0),
    collateral_proceeds bigint not null check (collateral_proceeds >= 0),
    interest_paid_to date not null,
    calculated_on date not null,
    uncovered_interest bigint not null check (uncovered_interest >= 0),
    uncovered_penalty bigint not null check (uncovered_penalty >= 0),
    named         text not null,
    documents     text not null,
    filed_by      text not null,
    filed_at      timestamptz not null,
    received_on   date not null,
    estimate      bigint not null check (estimate >= 0),
    estimated_base bigint not null check (estimated_base >= 0),
    primary key (book_id, claim_no, revision)
);

alter table clearing.refiling enable row level security;
alter table clearing.refiling force row level security;
create policy owner on clearing.refiling to ballast_owner using (true) with check (true);
create policy service on clearing.refiling to ballast_service using (true) with check (true);
-- Who sees a claim sees what it was filed with.
create policy reader on clearing.refiling for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or exists (
            select from clearing.claim c
            where c.book_id = refiling.book_id and c.claim_no = refiling.claim_no)));
grant select on clearing.refiling to ballast_service, ballast_reader;
grant insert on clearing.refiling to ballast_service;

alter table clearing.claim
    add column code         text,
    add column days_used    smallint not null default 0 check (days_used >= 0),
    add column days_left    smallint check (days_left > 0),
    add column escalated_on date;
comment on column clearing.claim.code is 'C01 to C10: why the claim was sent back or refused; the words stand in note.';
comment on column clearing.claim.days_used is 'Working days bearers had used when the clock was stopped last.';
comment on column clearing.claim.days_left is 'Working days left to bearers while the clock stands still.';
grant update (code, days_used, days_left, escalated_on) on clearing.claim to ballast_service;
-- Whose time to answer is over.
create index claim_answer_by on clearing.claim (book_id, answer_by) where state = 'confirming' and escalated_on is null;

-- Shares are kept by revision: what a bearer answered to an older one stays as it was answered.
alter table clearing.share add column revision integer not null default 1;
alter table clearing.share drop constraint share_pkey, add primary key (book_id, claim_no, revision, place);

-- A leg falls away with the approval it came from, as if it had never been owed; no run had taken it up.
alter table clearing.leg
    add column is_void boolean not null default false check (not is_void or (run_no is null and settled_on is null));
grant update (is_void) on clearing.leg to ballast_service;
