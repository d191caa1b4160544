-- Notes are chained as the ledger is: each seals the one before it in the chain of its provider, or
-- of the installation where it concerns none. What was noted before is put into its chain, oldest
-- first, by the program, right after this. A note also says from which session it was done, where
-- there was one. A note is never changed or removed.
create table audit_chain (
    provider_id {id} not null,
    notes {whole} not null,
    head {bytes} not null,
    constraint audit_chain_key primary key (provider_id)
) {strict};

alter table audit_note add column number {whole};
alter table audit_note add column link {bytes};
alter table audit_note add column session_id {id};

create index audit_note_by_number on audit_note (provider_id, number);
create index audit_note_by_person on audit_note (done_by);

-- Who has opened a record of somebody else's, grouped: one row for a reader, a record and a day.
create table audit_reading (
    provider_id {id} not null,
    reader_id {id} not null,
    kind text not null,
    record_id {id} not null,
    about_id {id},
    read_on {date} not null,
    readings {whole} not null,
    last_at {instant} not null,
    constraint audit_reading_key primary key (reader_id, kind, record_id, read_on, provider_id)
) {strict};
create index audit_reading_by_person on audit_reading (about_id, read_on);
create index audit_reading_by_provider on audit_reading (provider_id, read_on);
