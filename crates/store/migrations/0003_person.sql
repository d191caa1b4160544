-- One person, one record, over schools, providers and years.

create table person_record (
    id {id} not null,
    trn text,
    first_name text not null,
    last_name text not null,
    name_search text not null,
    constraint person_record_key primary key (id),
    constraint person_record_trn_once unique (trn)
) {strict};

create table person_email (
    address text not null,
    person_id {id} not null references person_record (id),
    constraint person_email_once primary key (address)
) {strict};

create index person_email_by_person on person_email (person_id);

create table person_reference (
    provider_id {id} not null references partnership_provider (id),
    reference text not null,
    person_id {id} not null references person_record (id),
    constraint person_reference_once primary key (provider_id, reference)
) {strict};

create table person_membership (
    id {id} not null,
    person_id {id} not null references person_record (id),
    provider_id {id} not null references partnership_provider (id),
    role text not null,
    school_urn {whole} references partnership_school (urn),
    subject text,
    school_phase text,
    from_on {date},
    until_on {date},
    constraint person_membership_key primary key (id)
) {strict};

create index person_membership_by_person on person_membership (person_id);
create index person_membership_by_provider on person_membership (provider_id);
