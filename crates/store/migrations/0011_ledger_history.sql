-- What mentors answer when asked whether the record that was brought in for them is right. An
-- answer is never changed: a later one stands beside it and counts from then on.

create table ledger_history (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    person_id {id} not null references person_record (id),
    answered_at {instant} not null,
    answer text not null,
    words text not null,
    constraint ledger_history_key primary key (id)
) {strict};

create index ledger_history_by_person on ledger_history (provider_id, person_id, answered_at);
