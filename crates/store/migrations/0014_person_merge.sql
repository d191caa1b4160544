-- Two records that were found to be one person's are joined: nothing is deleted. The other record
-- stays and leads to the one that is kept, with what it held in words. Two people who look alike are
-- told apart once, and not asked about again; the first of a pair is the one with the lower number.
create table person_merge (
    other_id {id} not null references person_record (id),
    kept_id {id} not null references person_record (id),
    merged_at {instant} not null,
    merged_by {id} not null,
    held text not null,
    constraint person_merge_once primary key (other_id)
) {strict};
create index person_merge_by_kept on person_merge (kept_id);

create table person_distinct (
    first_id {id} not null references person_record (id),
    second_id {id} not null references person_record (id),
    told_at {instant} not null,
    told_by {id} not null,
    constraint person_distinct_key primary key (first_id, second_id)
) {strict};
