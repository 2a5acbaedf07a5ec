-- Payee accounts come from a register that two people change: each version is a proposal of the kind payee, the adopted one
-- that was decided last is in force. An order keeps the account that was in force when it was released.

alter table clearing.payment_order add column payee_bank_name text;
alter table clearing.payment_order add column payee_bank_code text;
alter table clearing.payment_order add column payee_account_no text;
grant update (payee_bank_name, payee_bank_code, payee_account_no) on clearing.payment_order to ballast_service;

-- Accounts that were registered before there was a register open it.
insert into clearing.proposal
    (book_id, kind, subject, number, content, note, state, proposed_by, proposed_at, decided_by, decided_at)
select p.book_id, 'payee', 'party/' || p.party, 1,
    json_build_object('bank_name', p.bank_name, 'bank_code', p.bank_code, 'number', p.account_no)::text,
    'registered with the party', 'adopted', 'registration', b.opened_at, null, b.opened_at
from clearing.party p
join clearing.book b on b.book_id = p.book_id
where p.account_no is not null;
