-- An administrator's own dated numbers. They override the shipped files from their day.

create table policy_value (
    id {id} not null,
    name text not null,
    kind text not null,
    provider_code text,
    value text not null,
    from_on {date} not null,
    until_on {date},
    source text not null,
    confidence text not null,
    note text,
    recorded_at {instant} not null,
    recorded_by {id} not null,
    constraint policy_value_key primary key (id)
) {strict};

create unique index policy_value_one_a_day
    on policy_value (name, coalesce(provider_code, ''), from_on);
