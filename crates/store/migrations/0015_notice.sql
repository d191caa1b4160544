-- Who was nudged, with which provider, and when: so that a list can say so and nobody is written
-- to twice without knowing it.

create table notice_nudge (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    person_id {id} not null references person_record (id),
    nudged_at {instant} not null,
    nudged_by {id} not null,
    constraint notice_nudge_key primary key (id)
) {strict};

create index notice_nudge_by_person on notice_nudge (provider_id, person_id, nudged_at);
