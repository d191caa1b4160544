-- Where somebody's address is dead, two people who know them give their word for a new one; and an
-- administrator may look at pages as somebody sees them, by a session that says so.

create table access_vouch (
    person_id {id} not null references person_record (id),
    address text not null,
    vouched_by {id} not null,
    vouched_at {instant} not null,
    constraint access_vouch_key primary key (person_id, address, vouched_by)
) {strict};

alter table access_session add column viewing_id {id} references person_record (id);
