-- What a mentor brings along, what they ask to have recognised for it, and what a named person decided.
-- An item is kept at every step of its form, so any of its parts may still be blank.

create table prior_learning_audit (
    person_id {id} not null references person_record (id),
    personal_qualities integer not null,
    teaching integer not null,
    professionalism integer not null,
    partnership integer not null,
    help text not null,
    kept_at {instant} not null,
    constraint prior_learning_audit_key primary key (person_id)
) {strict};

create table prior_learning_item (
    id {id} not null,
    person_id {id} not null references person_record (id),
    kind text not null,
    title text not null,
    given_by text not null,
    session text not null,
    held_on {date},
    minutes integer not null,
    evidence text not null,
    kept_at {instant} not null,
    version {whole} not null,
    constraint prior_learning_item_key primary key (id),
    constraint prior_learning_item_evidence_of_a_kind check (evidence in ('', 'none', 'promised'))
) {strict};

create index prior_learning_item_by_person on prior_learning_item (person_id);

create table prior_learning_request (
    id {id} not null,
    item_id {id} not null references prior_learning_item (id),
    person_id {id} not null references person_record (id),
    provider_id {id} not null references partnership_provider (id),
    component text not null,
    claimed integer not null,
    used text not null,
    stage text not null,
    asked_on {date} not null,
    version {whole} not null,
    constraint prior_learning_request_key primary key (id),
    constraint prior_learning_request_claims_something check (claimed > 0)
) {strict};

create unique index prior_learning_request_once
    on prior_learning_request (item_id, provider_id, component)
    where stage <> 'withdrawn';
create index prior_learning_request_by_person on prior_learning_request (person_id);
create index prior_learning_request_by_stage on prior_learning_request (provider_id, stage, asked_on);

create table prior_learning_decision (
    id {id} not null,
    request_id {id} not null references prior_learning_request (id),
    outcome text not null,
    minutes integer not null,
    reason text not null,
    words text not null,
    until_on {date},
    decided_by {id} not null,
    decided_at {instant} not null,
    entry_id {id} references ledger_entry (id),
    withdrawn_at {instant},
    constraint prior_learning_decision_key primary key (id)
) {strict};

create index prior_learning_decision_by_request on prior_learning_decision (request_id);

create table prior_learning_reply (
    id {id} not null,
    request_id {id} not null references prior_learning_request (id),
    kind text not null,
    words text not null,
    said_at {instant} not null,
    constraint prior_learning_reply_key primary key (id)
) {strict};

create index prior_learning_reply_by_request on prior_learning_reply (request_id);
