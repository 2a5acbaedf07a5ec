-- Files attached to claims. The bytes are kept first, by their digest, and named by the books afterwards: bytes that nothing names
-- are swept, and no row can name bytes that are not kept.

create table clearing.evidence_content (
    book_id   bigint not null,
    sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size      bigint not null check (size > 0),
    place     text not null check (place in ('database', 'folder')),
    stored_at timestamptz not null,
    primary key (book_id, sha256)
);
comment on column clearing.evidence_content.place is 'Whether the bytes are in evidence_chunk, or in the folder the service is told of, under their digest.';
comment on column clearing.evidence_content.stored_at is 'When these bytes last arrived. What nothing names is swept a day later.';

create table clearing.evidence_chunk (
    book_id  bigint not null,
    sha256   text not null,
    chunk_no integer not null check (chunk_no > 0),
    bytes    bytea not null check (length(bytes) > 0),
    primary key (book_id, sha256, chunk_no),
    foreign key (book_id, sha256) references clearing.evidence_content (book_id, sha256) on delete cascade
);
-- PDF, JPEG and PNG are compressed already.
alter table clearing.evidence_chunk alter column bytes set storage external;

create table clearing.evidence (
    book_id     bigint not null,
    claim_no    bigint not null,
    evidence_no integer not null check (evidence_no between 1 and 100),
    revision    integer not null check (revision > 0),
    document    text not null,
    file_name   text not null,
    media_type  text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
    size        bigint not null check (size > 0),
    sha256      text not null,
    supersedes  integer check (supersedes between 1 and evidence_no - 1),
    party       text not null,
    attached_by text not null,
    attached_at timestamptz not null,
    primary key (book_id, claim_no, evidence_no),
    unique (book_id, claim_no, supersedes),
    foreign key (book_id, sha256) references clearing.evidence_content (book_id, sha256)
);
create index evidence_content_used on clearing.evidence (book_id, sha256);

do $$
declare
    v_table text;
begin
    foreach v_table in array array['clearing.evidence_content', 'clearing.evidence_chunk', 'clearing.evidence'] loop
        execute format('alter table %s enable row level security', v_table);
        execute format('alter table %s force row level security', v_table);
        execute format('create policy owner on %s to ballast_owner using (true) with check (true)', v_table);
        execute format('create policy service on %s to ballast_service using (true) with check (true)', v_table);
    end loop;
end $$;

-- Who sees the claim sees its files, and the bytes of those only.
create policy reader on clearing.evidence for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and ((select clearing.sees_all())
        or exists (
            select from clearing.claim c
            where c.book_id = evidence.book_id and c.claim_no = evidence.claim_no)));
create policy reader on clearing.evidence_content for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and exists (
        select from clearing.evidence e
        where e.book_id = evidence_content.book_id and e.sha256 = evidence_content.sha256));
create policy reader on clearing.evidence_chunk for select to ballast_reader using (
    book_id = (select clearing.at_book())
    and exists (
        select from clearing.evidence e
        where e.book_id = evidence_chunk.book_id and e.sha256 = evidence_chunk.sha256));

grant select on clearing.evidence_content, clearing.evidence_chunk, clearing.evidence to ballast_service, ballast_reader;
grant insert on clearing.evidence_content, clearing.evidence_chunk, clearing.evidence to ballast_service;
-- A file of a claim is never changed or taken away. Bytes go only where nothing names them: the key of evidence sees to it.
grant update (stored_at) on clearing.evidence_content to ballast_service;
grant delete on clearing.evidence_content to ballast_service;
