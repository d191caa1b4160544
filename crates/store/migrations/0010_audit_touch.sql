-- A deed that concerns few people touches them, so that of what is kept in memory only theirs is
-- reckoned again. Numbers rise by one for each deed of a provider, or of everybody.

create table audit_touch (
    provider_id {id} not null,
    number {whole} not null,
    person_id {id} not null,
    constraint audit_touch_key primary key (provider_id, number, person_id)
) {strict};
