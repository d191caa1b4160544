-- Providers that share one map. What stands for what is kept once, for parts that the members have in
-- common; each member says which component of its own it means by a part. An agreement that a member goes
-- by with its group stays where it was, and names the group.

create table prior_learning_group (
    id {id} not null,
    name text not null,
    begun_at {instant} not null,
    begun_by {id} not null,
    constraint prior_learning_group_key primary key (id),
    constraint prior_learning_group_is_named check (name <> '')
) {strict};

create table prior_learning_member (
    group_id {id} not null references prior_learning_group (id),
    provider_id {id} not null references partnership_provider (id),
    belonging text not null,
    changed_at {instant} not null,
    changed_by {id} not null,
    constraint prior_learning_member_key primary key (group_id, provider_id),
    constraint prior_learning_member_belongs
        check (belonging in ('member', 'asked', 'declined', 'left'))
) {strict};

create index prior_learning_member_of on prior_learning_member (provider_id, belonging);

create table prior_learning_common (
    group_id {id} not null references prior_learning_group (id),
    code text not null,
    title text not null,
    constraint prior_learning_common_key primary key (group_id, code)
) {strict};

create table prior_learning_meaning (
    group_id {id} not null,
    provider_id {id} not null,
    code text not null,
    component text not null,
    changed_at {instant} not null,
    changed_by {id} not null,
    constraint prior_learning_meaning_key primary key (group_id, provider_id, code),
    constraint prior_learning_meaning_of_a_member foreign key (group_id, provider_id)
        references prior_learning_member (group_id, provider_id),
    constraint prior_learning_meaning_of_a_part foreign key (group_id, code)
        references prior_learning_common (group_id, code)
) {strict};

create table prior_learning_pool (
    id {id} not null,
    group_id {id} not null references prior_learning_group (id),
    institution text not null,
    programme text not null,
    code text not null,
    title text not null,
    covers text not null,
    minutes integer not null,
    constraint prior_learning_pool_key primary key (id),
    constraint prior_learning_pool_once unique (group_id, institution, code),
    constraint prior_learning_pool_has_a_length check (minutes > 0)
) {strict};

create table prior_learning_line (
    id {id} not null,
    session_id {id} not null references prior_learning_pool (id),
    group_id {id} not null,
    code text not null,
    share integer not null,
    from_on {date} not null,
    until_on {date},
    agreed_by text not null,
    source text not null,
    version integer not null,
    kept_at {instant} not null,
    kept_by {id} not null,
    kept_for {id} not null references partnership_provider (id),
    constraint prior_learning_line_key primary key (id),
    constraint prior_learning_line_once unique (session_id, code, from_on),
    constraint prior_learning_line_is_of_a_part foreign key (group_id, code)
        references prior_learning_common (group_id, code),
    constraint prior_learning_line_share_of_a_hundred check (share between 1 and 100)
) {strict};

alter table prior_learning_equivalence add column group_id {id}
    references prior_learning_group (id);
