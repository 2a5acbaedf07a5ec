-- The bank's side of the money: the fund's own accounts, what the bank says of them, and what became of each movement.

-- Where the money of a category lies. One account a category: a statement tells whose money it is by its account.
create table clearing.bank_account (
    book_id    bigint not null,
    category   text not null check (category in ('risk', 'subsidy', 'rebate', 'clearing')),
    bank_name  text not null,
    bank_code  text not null,
    account_no text not null,
    primary key (book_id, category),
    unique (book_id, account_no)
);

create table clearing.bank_statement (
    book_id      bigint not null,
    statement_no bigint not null,
    category     text not null,
    kind         text not null check (kind in ('statement', 'notification')),
    id           text not null,
    account_no   text not null,
    sequence_no  bigint,
    day          date not null,
    opening      bigint,
    closing      bigint,
    lines        integer not null check (lines >= 0),
    digest       bytea not null,
    received_by  text not null,
    received_at  timestamptz not null,
    primary key (book_id, statement_no),
    unique (book_id, id, category, kind),
    check ((kind = 'statement') = (opening is not null and closing is not null))
);
create index bank_statement_account on clearing.bank_statement (book_id, account_no, statement_no) where kind = 'statement';
create index bank_statement_day on clearing.bank_statement (book_id, category, day, statement_no) where kind = 'statement';

-- One movement on one account. It may be recorded by hand first, be notified, and stand on a statement in the end.
create table clearing.bank_line (
    book_id       bigint not null,
    line_no       bigint not null,
    category      text not null,
    source        text not null check (source in ('manual', 'notification', 'statement')),
    reference     text,
    part          smallint not null,
    direction     text not null check (direction in ('credit', 'debit')),
    amount        bigint not null check (amount > 0),
    booked_on     date not null,
    end_to_end_id text,
    return_reason text,
    counterparty  text,
    counterparty_account text,
    remittance    text,
    statement_no  bigint,
    state         text not null check (state in ('matched', 'parked', 'proposed', 'returning', 'assigned')),
    order_no      bigint,
    open_amount   bigint not null check (open_amount between 0 and amount),
    posted_on     date,
    withdrawn_on  date,
    purpose       text,
    assigned_amount bigint check (assigned_amount between 1 and amount),
    assigned_order bigint,
    assigned_claim bigint,
    assigned_party text,
    assigned_line bigint,
    proposed_by   text,
    proposed_at   timestamptz,
    recorded_by   text not null,
    recorded_at   timestamptz not null,
    primary key (book_id, line_no),
    check ((source = 'manual') = (reference is null)),
    check ((state in ('parked', 'proposed', 'returning')) = (open_amount > 0))
) with (fillfactor = 80);
comment on column clearing.bank_line.posted_on is 'The day it was booked; null where it is not in the books.';
comment on column clearing.bank_line.withdrawn_on is 'The day its booking was undone, because the same money had been recorded by hand.';
create unique index bank_line_reference on clearing.bank_line (book_id, reference, category, direction, part);
create index bank_line_waiting on clearing.bank_line (book_id, category, line_no)
    where statement_no is null and withdrawn_on is null or state in ('parked', 'proposed', 'returning');
create index bank_line_statement on clearing.bank_line (book_id, statement_no, line_no);
-- What one side knew on a day when the other did not.
create index bank_line_apart on clearing.bank_line (book_id, category, booked_on)
    where statement_no is null or posted_on is null or posted_on <> booked_on or withdrawn_on is not null;

alter table clearing.book add column next_bank_line bigint not null default 1, add column next_statement bigint not null default 1;
-- An order collects in parts, and is instructed anew where the bank refused or returned it.
alter table clearing.payment_order
    add column paid bigint not null default 0 check (paid between 0 and amount),
    add column settled_on date,
    add column attempt smallint not null default 1 check (attempt >= 1);
update clearing.payment_order set paid = amount, settled_on = paid_on where state = 'paid';
alter table clearing.payment_order drop constraint payment_order_state_check;
alter table clearing.payment_order
    add constraint payment_order_state_check check (state in ('proposed', 'issued', 'part-paid', 'paid', 'reopened'));

grant select on clearing.bank_account, clearing.bank_statement, clearing.bank_line to ballast_service, ballast_reader;
grant insert on clearing.bank_account, clearing.bank_statement, clearing.bank_line to ballast_service;
grant update (bank_name, bank_code, account_no) on clearing.bank_account to ballast_service;
grant update (
    source, reference, part, booked_on, end_to_end_id, counterparty, counterparty_account, remittance, statement_no, state,
    order_no, open_amount, posted_on, withdrawn_on, purpose, assigned_amount, assigned_order, assigned_claim, assigned_party,
    assigned_line, proposed_by, proposed_at
) on clearing.bank_line to ballast_service;
grant update (next_bank_line, next_statement) on clearing.book to ballast_service;
grant update (end_to_end_id, paid, settled_on, attempt) on clearing.payment_order to ballast_service;

do $$
declare
    v_table text;
begin
    foreach v_table in array array['clearing.bank_account', 'clearing.bank_statement', 'clearing.bank_line'] loop
        execute format('alter table %s enable row level security', v_table);
        execute format('alter table %s force row level security', v_table);
        execute format('create policy owner on %s to ballast_owner using (true) with check (true)', v_table);
        execute format('create policy service on %s to ballast_service using (true) with check (true)', v_table);
        execute format(
            'create policy reader on %s for select to ballast_reader using (book_id = (select clearing.at_book()) and (select clearing.sees_all()))',
            v_table);
    end loop;
end $$;
