-- What became of a file's lines, kept by the chunk.
-- A row a chunk: a line costs a few bytes, where a row of its own and its place in an index cost
-- as much as the loan. `clearing.batch_line` shows them as lines, to whoever may see the chunk.
create table clearing.batch_chunk (
    book_id    bigint not null,
    batch_no   bigint not null,
    first_line integer not null,
    last_line  integer not null check (last_line >= first_line),
    outcomes   text[] not null,
    loans      bigint[] not null,
    codes      text[] not null,
    pointers   text[] not null,
    fills      text[] not null,
    counted_on date[] not null,
    balances   bigint[] not null,
    exposures  bigint[] not null,
    primary key (book_id, batch_no, first_line),
    check (cardinality(outcomes) = last_line - first_line + 1 and cardinality(loans) = cardinality(outcomes)
        and cardinality(codes) = cardinality(outcomes) and cardinality(pointers) = cardinality(outcomes)
        and cardinality(fills) = cardinality(outcomes) and cardinality(counted_on) = cardinality(outcomes)
        and cardinality(balances) = cardinality(outcomes) and cardinality(exposures) = cardinality(outcomes))
);
comment on table clearing.batch_chunk is 'Lines first_line to last_line of a file, one element each; written once.';
insert into clearing.batch_chunk
select book_id, batch_no, line_no, line_no, array[outcome], array[loan_no], array[code], array[pointer], array[fills],
    array[counts_on], array[balance], array[exposure]
from clearing.batch_line;
drop table clearing.batch_line;

alter table clearing.batch_chunk enable row level security;
alter table clearing.batch_chunk force row level security;
create policy owner on clearing.batch_chunk to ballast_owner using (true) with check (true);
create policy service on clearing.batch_chunk to ballast_service using (true) with check (true);
create policy reader on clearing.batch_chunk for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or exists (
            select from clearing.batch b
            where b.book_id = batch_chunk.book_id and b.batch_no = batch_chunk.batch_no)));

create view clearing.batch_line with (security_invoker = true) as
select c.book_id, c.batch_no, c.first_line, c.last_line, (c.first_line - 1 + u.place)::integer as line_no, u.outcome, u.loan_no,
    u.code, u.pointer, u.fills, u.counts_on, u.balance, u.exposure
from clearing.batch_chunk c
cross join lateral unnest(
    c.outcomes, c.loans, c.codes, c.pointers, c.fills, c.counted_on, c.balances, c.exposures
) with ordinality u (outcome, loan_no, code, pointer, fills, counts_on, balance, exposure, place);
comment on view clearing.batch_line is 'Lines of files; whoever asks for a range names the chunks it lies in by first_line and last_line too.';

grant select on clearing.batch_chunk, clearing.batch_line to ballast_service, ballast_reader;
grant insert on clearing.batch_chunk to ballast_service;

-- What is or was under guarantee says since when; what was never accepted has no such day.
alter table clearing.loan add constraint loan_in_force check (
    case
        when state in ('pending', 'declined') then in_force_from is null
        when state = 'replaced' then true
        else in_force_from is not null
    end);
