-- Who mentors whom, where and when. A row that an import brought and that is undone, or that was
-- entered by mistake, is set aside: it stays on record, and nobody reads it any more.

create table placement_student_teacher (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    person_id {id} not null references person_record (id),
    reference text,
    status text,
    course text,
    route text,
    intake integer,
    subject text,
    school_phase text,
    started_on {date},
    expected_end_on {date},
    deferred_on {date},
    returned_on {date},
    withdrawn_on {date},
    partner_urn {whole},
    employing_urn {whole},
    stated_schools text,
    set_aside_at {instant},
    constraint placement_student_teacher_key primary key (id)
) {strict};

create unique index placement_student_teacher_once
    on placement_student_teacher (provider_id, person_id)
    where set_aside_at is null;

create table placement_record (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    student_id {id} not null references person_record (id),
    course text,
    route text,
    block text,
    stage integer,
    school_urn {whole} not null references partnership_school (urn),
    lead_mentor_id {id} references person_record (id),
    from_on {date} not null,
    until_on {date},
    gate_on {date},
    gate_by {id},
    set_aside_at {instant},
    constraint placement_record_key primary key (id),
    constraint placement_record_is_of_a_stage check (stage between 1 and 3),
    constraint placement_record_gate_is_confirmed_by_someone check ((gate_on is null) = (gate_by is null)),
    constraint placement_record_ends_after_it_begins check (until_on >= from_on)
) {strict};

create unique index placement_record_begins_once
    on placement_record (provider_id, student_id, school_urn, from_on)
    where set_aside_at is null;
create index placement_record_by_school on placement_record (school_urn, provider_id);
create index placement_record_by_student on placement_record (student_id);

create table placement_mentor (
    id {id} not null,
    placement_id {id} not null references placement_record (id),
    mentor_id {id} not null references person_record (id),
    from_on {date} not null,
    until_on {date},
    set_aside_at {instant},
    constraint placement_mentor_key primary key (id),
    constraint placement_mentor_ends_after_they_begin check (until_on >= from_on)
) {strict};

create unique index placement_mentor_begins_once
    on placement_mentor (placement_id, mentor_id, from_on)
    where set_aside_at is null;
create index placement_mentor_by_mentor on placement_mentor (mentor_id);
