-- Every deed leaves a note in the transaction that does it, and counts up what it touched,
-- so that a standing kept in memory knows when it is out of date.

create table audit_note (
    id {id} not null,
    noted_at {instant} not null,
    done_by {id} not null,
    deed text not null,
    provider_id {id},
    subject text not null,
    told text not null,
    constraint audit_note_key primary key (id)
) {strict};

create index audit_note_by_time on audit_note (noted_at);

create table audit_revision (
    capability text not null,
    provider_id {id} not null,
    revision {whole} not null,
    constraint audit_revision_key primary key (capability, provider_id)
) {strict};
