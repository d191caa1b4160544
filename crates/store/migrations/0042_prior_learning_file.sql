-- The files by which a mentor shows what they bring along. The bytes lie in the store of objects under
-- their digest; a file that is still on its way waits here in parts, so that a lost signal loses nothing.

create table prior_learning_object (
    digest text not null,
    kind text not null,
    kept_at {instant} not null,
    constraint prior_learning_object_key primary key (digest)
) {strict};

create table prior_learning_file (
    id {id} not null,
    item_id {id} not null references prior_learning_item (id),
    person_id {id} not null references person_record (id),
    name text not null,
    digest text not null references prior_learning_object (digest),
    size {whole} not null,
    pictured {flag} not null,
    words text not null,
    kept_at {instant} not null,
    constraint prior_learning_file_key primary key (id),
    constraint prior_learning_file_once unique (item_id, digest)
) {strict};

create index prior_learning_file_by_digest on prior_learning_file (digest);

create table prior_learning_upload (
    id {id} not null,
    item_id {id} not null references prior_learning_item (id),
    person_id {id} not null references person_record (id),
    name text not null,
    size {whole} not null,
    received {whole} not null,
    began_at {instant} not null,
    constraint prior_learning_upload_key primary key (id),
    constraint prior_learning_upload_within check (received between 0 and size)
) {strict};

create index prior_learning_upload_by_item on prior_learning_upload (item_id);

create table prior_learning_part (
    upload_id {id} not null references prior_learning_upload (id),
    begins_at {whole} not null,
    bytes {bytes} not null,
    constraint prior_learning_part_key primary key (upload_id, begins_at)
) {strict};
