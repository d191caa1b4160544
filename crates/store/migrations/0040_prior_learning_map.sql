-- What partner institutions offer, and which of it stands for which component here. Agreed once and
-- used again: an agreement has a first day, perhaps a last, who agreed to it and where that is written.
-- It is never deleted: one that no longer holds gets a last day.

create table prior_learning_session (
    id {id} not null,
    provider_id {id} not null,
    institution text not null,
    programme text not null,
    code text not null,
    title text not null,
    covers text not null,
    minutes integer not null,
    constraint prior_learning_session_key primary key (id),
    constraint prior_learning_session_once unique (provider_id, institution, code),
    constraint prior_learning_session_of_a_partner foreign key (provider_id, institution)
        references partnership_institution (provider_id, name),
    constraint prior_learning_session_has_a_length check (minutes > 0)
) {strict};

create table prior_learning_equivalence (
    id {id} not null,
    session_id {id} not null references prior_learning_session (id),
    component text not null,
    share integer not null,
    from_on {date} not null,
    until_on {date},
    agreed_by text not null,
    source text not null,
    version integer not null,
    kept_at {instant} not null,
    kept_by {id} not null,
    constraint prior_learning_equivalence_key primary key (id),
    constraint prior_learning_equivalence_once unique (session_id, component, from_on),
    constraint prior_learning_equivalence_share_of_a_hundred check (share between 1 and 100)
) {strict};
