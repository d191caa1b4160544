-- Somebody shows that an address is theirs which another record has, or gives a TRN that another record
-- has: two records that may be one person's, proposed to the offices that know either. Nobody is joined
-- by it. A pair is kept once for each reason, the lower number first.
create table person_twin (
    first_id {id} not null references person_record (id),
    second_id {id} not null references person_record (id),
    why text not null,
    found_at {instant} not null,
    constraint person_twin_key primary key (first_id, second_id, why)
) {strict};
