-- Somebody signs in with a key on a device of theirs, which signs once the device has made sure of
-- them: its public half, and what they call it; and the questions that wait for an answer, each of
-- which is taken once. The key of a question is kept as a hash alone.
create table access_passkey (
    id {id} not null,
    person_id {id} not null references person_record (id),
    credential_id {bytes} not null,
    handle {id} not null,
    credential text not null,
    name text not null,
    made_at {instant} not null,
    used_at {instant},
    constraint access_passkey_key primary key (id),
    constraint access_passkey_credential_once unique (credential_id)
) {strict};

create index access_passkey_by_person on access_passkey (person_id);

create table access_passkey_question (
    id {id} not null,
    key_hash {bytes} not null,
    purpose text not null,
    person_id {id} references person_record (id),
    session_id {id},
    state text not null,
    goes_to text,
    ends_at {instant} not null,
    constraint access_passkey_question_key primary key (id),
    constraint access_passkey_question_key_once unique (key_hash)
) {strict};
