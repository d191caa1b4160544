-- Lists that somebody asks for again and again, kept under names of their own; and a way to find
-- what was done to one record without walking the whole trail.

create table person_view (
    id {id} not null,
    person_id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    place text not null,
    name text not null,
    question text not null,
    constraint person_view_key primary key (id),
    constraint person_view_named_once unique (person_id, provider_id, place, name)
) {strict};

create index audit_note_by_subject on audit_note (subject);
