-- Claims up the chain of guarantors: who paid for a share first claims it from its bearer, within a window, and is answered.

alter table clearing.share
    add column tier          smallint check (tier in (1, 2)),
    add column claimant      text,
    add column paid_on       date,
    add column claim_until   date,
    add column asked         bigint check (asked >= 0),
    add column voucher       text,
    add column sha256        text,
    add column claimed_by    text,
    add column claimed_at    timestamptz,
    add column answer_by     date,
    add column escalated_on  date;
comment on column clearing.share.tier is 'Place in the chain where a guarantor pays for the share first; null where the bearer answers the bank.';
comment on column clearing.share.claimant is 'Who has paid for the share, on paid_on, and may claim it until claim_until, a rest day rolled on.';
comment on column clearing.share.asked is 'What the claim asks for: this share and those above it.';
-- What a tier accepts is of all it was asked for, those above it included.
do $$
declare
    v_name text;
begin
    select conname into strict v_name
    from pg_constraint
    where conrelid = 'clearing.share'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%accepted%';
    execute format('alter table clearing.share drop constraint %I', v_name);
end $$;
alter table clearing.share
    add constraint share_accepted check (accepted between 0 and greatest(amount, coalesce(asked, amount)));

grant update (tier, claimant, paid_on, claim_until, asked, voucher, sha256, claimed_by, claimed_at, answer_by, escalated_on)
    on clearing.share to ballast_service;

-- What the service's clock looks for: windows and times to answer that are over.
create index share_chain on clearing.share (book_id, claim_no) where tier is not null and state in ('up-chain', 'pending');

-- Who claims a share sees it.
drop policy reader on clearing.share;
create policy reader on clearing.share for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or party = (select clearing.at_party())
        or claimant = (select clearing.at_party())
        or exists (
            select from clearing.claim c
            where c.book_id = share.book_id and c.claim_no = share.claim_no and c.bank = (select clearing.at_party())
              and ((select clearing.at_branch()) is null or c.branch = (select clearing.at_branch())))));

-- Under which terms a loan was filed, for figures of claims: who bears a claim need not see its loan.
create function clearing.terms_version_of(p_book bigint, p_loan bigint) returns integer
language sql stable security definer set search_path = clearing, pg_temp as
    $$ select l.terms_version from clearing.loan l where l.book_id = p_book and l.loan_no = p_loan $$;
revoke all on function clearing.terms_version_of(bigint, bigint) from public;
grant execute on function clearing.terms_version_of(bigint, bigint) to ballast_service, ballast_reader;

-- What the quarterly list of losses tells of a default, as the bank states it; what is filed anew says it anew.
alter table clearing.claim
    add column cause text,
    add column counter_guarantee text;
alter table clearing.refiling
    add column cause text,
    add column counter_guarantee text;
