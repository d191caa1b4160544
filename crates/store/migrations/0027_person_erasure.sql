-- Whoever wants to be forgotten asks, and each provider that holds a record of them says whether
-- something stands against it. The request outlives what it asks for: it shows that it was met. Why an
-- office objected is gone with the rest.
create table person_erasure (
    id {id} not null,
    person_id {id} not null references person_record (id),
    asked_at {instant} not null,
    state text not null,
    ended_at {instant},
    ended_by {id},
    constraint person_erasure_key primary key (id),
    constraint person_erasure_ends_by_someone check ((ended_at is null) = (ended_by is null))
) {strict};
create unique index person_erasure_asked_once on person_erasure (person_id) where ended_at is null;

create table person_erasure_answer (
    erasure_id {id} not null references person_erasure (id),
    provider_id {id} not null references partnership_provider (id),
    answered_at {instant} not null,
    answered_by {id} not null,
    against text,
    constraint person_erasure_answer_key primary key (erasure_id, provider_id)
) {strict};
