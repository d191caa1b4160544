-- A membership may be narrowed further than to a provider or a school: to the schools of a trust,
-- to one placement, or to a sample, which is a list of people and placements that a guest may read
-- for a time and for a purpose. What has no scope stays as it was.
create table access_sample (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    purpose text not null,
    made_at {instant} not null,
    made_by {id} not null,
    constraint access_sample_key primary key (id)
) {strict};
create index access_sample_by_provider on access_sample (provider_id);

create table access_sampled_person (
    sample_id {id} not null references access_sample (id),
    person_id {id} not null references person_record (id),
    constraint access_sampled_person_key primary key (sample_id, person_id)
) {strict};

create table access_sampled_placement (
    sample_id {id} not null references access_sample (id),
    placement_id {id} not null references placement_record (id),
    constraint access_sampled_placement_key primary key (sample_id, placement_id)
) {strict};

alter table person_membership add column trust_code text;
alter table person_membership add column placement_id {id} references placement_record (id);
alter table person_membership add column sample_id {id} references access_sample (id);
