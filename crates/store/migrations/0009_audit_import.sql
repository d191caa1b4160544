-- Every import is kept as a run with what it changed, so that it can be read later and undone whole;
-- and with the rows that were refused, so that each can be settled on its own.
-- The bytes of a file, and the first of what it would change in words, are kept only while somebody looks at its preview.

create table audit_import (
    id {id} not null,
    provider_id {id} references partnership_provider (id),
    kind text not null,
    file_name text not null,
    file_hash text not null,
    file {bytes},
    columns text not null,
    state text not null,
    received_at {instant} not null,
    received_by {id} not null,
    rows_read {whole} not null,
    rows_new {whole} not null,
    rows_changed {whole} not null,
    rows_unchanged {whole} not null,
    rows_refused {whole} not null,
    notes text not null,
    preview text,
    finished_at {instant},
    undone_at {instant},
    undone_by {id},
    reason text,
    constraint audit_import_key primary key (id)
) {strict};

create index audit_import_by_provider on audit_import (provider_id, received_at);

create table audit_import_change (
    import_id {id} not null references audit_import (id),
    number {whole} not null,
    capability text not null,
    subject_id {id} not null,
    before text,
    after text,
    constraint audit_import_change_key primary key (import_id, number)
) {strict};

create index audit_import_change_by_subject on audit_import_change (subject_id);

create table audit_import_row (
    import_id {id} not null references audit_import (id),
    number {whole} not null,
    column_name text,
    problem text not null,
    fields text not null,
    unmatched {flag} not null,
    state text not null,
    settled_at {instant},
    settled_by {id},
    constraint audit_import_row_key primary key (import_id, number)
) {strict};
