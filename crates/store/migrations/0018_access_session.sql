-- Who is signed in, on which device, and until when; what was sent or printed so that somebody can
-- sign in; and how often it was tried. Secrets are kept as hashes: whoever reads these tables can
-- sign in as nobody.

create table access_session (
    id {id} not null,
    secret_hash {bytes} not null,
    person_id {id} not null references person_record (id),
    opened_at {instant} not null,
    seen_at {instant} not null,
    ends_at {instant} not null,
    idle_minutes {whole} not null,
    strictness text not null,
    how text not null,
    proof_ends_at {instant},
    agent text not null,
    address text not null,
    is_shared {flag} not null,
    task text,
    ended_at {instant},
    ended_why text,
    constraint access_session_key primary key (id),
    constraint access_session_secret_once unique (secret_hash),
    constraint access_session_ends_with_a_reason check ((ended_at is null) = (ended_why is null))
) {strict};

create index access_session_by_person on access_session (person_id, ends_at);

create table access_ticket (
    id {id} not null,
    purpose text not null,
    secret_hash {bytes} not null,
    code_hash {bytes},
    person_id {id} references person_record (id),
    address text,
    object text,
    made_at {instant} not null,
    made_by {id} not null,
    ends_at {instant} not null,
    used_at {instant},
    tries {whole} not null,
    subject {bytes},
    constraint access_ticket_key primary key (id),
    constraint access_ticket_secret_once unique (secret_hash)
) {strict};

create index access_ticket_by_person on access_ticket (person_id, made_at);

create table access_attempt (
    kind text not null,
    subject {bytes} not null,
    window_at {instant} not null,
    attempts {whole} not null,
    constraint access_attempt_key primary key (kind, subject, window_at)
) {strict};
