-- Providers, schools and trusts as the national registers tell them, and how each provider speaks.

create table partnership_provider (
    id {id} not null,
    code text not null,
    name text not null,
    legal_name text,
    ukprn text,
    provider_type text,
    accreditation_number text,
    accredited {flag} not null,
    accredited_from_on {date},
    accredited_until_on {date},
    town text,
    county text,
    postcode text,
    colour text,
    constraint partnership_provider_key primary key (id),
    constraint partnership_provider_code_once unique (code)
) {strict};

create table partnership_label (
    provider_id {id} not null references partnership_provider (id),
    role text not null,
    label text not null,
    constraint partnership_label_key primary key (provider_id, role)
) {strict};

create table partnership_institution (
    provider_id {id} not null references partnership_provider (id),
    name text not null,
    constraint partnership_institution_key primary key (provider_id, name)
) {strict};

create table partnership_trust (
    code text not null,
    name text not null,
    constraint partnership_trust_key primary key (code)
) {strict};

create table partnership_school (
    urn {whole} not null,
    source_columns integer not null,
    name text,
    name_search text,
    la_code integer,
    la_name text,
    type_code integer,
    type_name text,
    type_group_code integer,
    status_code integer,
    phase_code integer,
    phase_name text,
    low_age integer,
    high_age integer,
    opened_on {date},
    closed_on {date},
    gender text,
    religious_character text,
    ukprn text,
    street text,
    locality text,
    address_3 text,
    town text,
    county text,
    postcode text,
    website text,
    trust_code text,
    trust_name text,
    region_code text,
    district_code text,
    district_name text,
    urban_rural text,
    pupils integer,
    capacity integer,
    easting integer,
    northing integer,
    latitude {number},
    longitude {number},
    sen text,
    funding_area text,
    in_scope {flag},
    constraint partnership_school_key primary key (urn)
) {strict};

create table partnership_school_link (
    urn {whole} not null,
    linked_urn {whole} not null,
    kind text not null,
    established_on {date},
    constraint partnership_school_link_key primary key (urn, linked_urn, kind)
) {strict};
