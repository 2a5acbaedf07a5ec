-- Ways to pay: one party pays the bank for all and is reimbursed; the fund pays first for an insurer. Recoveries in kind.

alter table clearing.claim add column advanced_by text;
alter table clearing.claim add column advanced_on date;
comment on column clearing.claim.advanced_by is 'The party that pays the bank for all, set on approval; null where everybody pays for itself.';
comment on column clearing.claim.advanced_on is 'The day a guarantor paid the bank, as it proved; null before, and where the fund pays.';
grant update (advanced_by, advanced_on) on clearing.claim to ballast_service;

-- A leg taken out of a collection notice lowers it.
grant update (amount) on clearing.payment_order to ballast_service;

alter table clearing.recovery add column kind text not null default 'cash';
create index leg_hand_over on clearing.leg (book_id, due_on, leg_no)
    where kind in ('recovery', 'recovery-share') and settled_on is null;
