-- After payment: what one person proposes and another adopts, claims that follow a cured one, legs that are given up.

-- One row a proposal, never edited; of each matter (kind and subject) one waits at a time.
create table clearing.proposal (
    book_id     bigint not null,
    kind        text not null,
    subject     text not null,
    number      integer not null check (number > 0),
    content     text not null,
    note        text not null,
    state       text not null check (state in ('proposed', 'adopted', 'replaced')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    primary key (book_id, kind, subject, number),
    check (decided_by <> proposed_by)
);
comment on column clearing.proposal.content is 'JSON: what exactly is proposed; its fields depend on the kind.';
create unique index proposal_waiting on clearing.proposal (book_id, kind, subject) where state = 'proposed';

alter table clearing.proposal enable row level security;
alter table clearing.proposal force row level security;
create policy owner on clearing.proposal to ballast_owner using (true) with check (true);
create policy service on clearing.proposal to ballast_service using (true) with check (true);
-- What the bureau weighs is the bureau's until it is decided; those concerned are told by an event.
create policy reader on clearing.proposal for select to ballast_reader using (
    book_id = (select clearing.at_book()) and (select clearing.sees_all()));
grant select on clearing.proposal to ballast_service, ballast_reader;
grant insert on clearing.proposal to ballast_service;
grant update (state, decided_by, decided_at) on clearing.proposal to ballast_service;

alter table clearing.leg add column cancelled_on date;
grant update (cancelled_on) on clearing.leg to ballast_service;
drop index clearing.leg_open;
create index leg_open on clearing.leg (book_id, due_on, leg_no) where run_no is null and cancelled_on is null;

alter table clearing.loan add column cured_claim bigint;
grant update (cured_claim) on clearing.loan to ballast_service;
alter table clearing.claim add column follows bigint;
