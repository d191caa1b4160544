-- Who was at a session, and the closings of its register: so that minutes are granted once, as held and
-- as attended, by a named person. Of each person the latest mark stands; a register that is opened
-- again keeps what was closed before, with who opened it and why.

create table booking_attendance (
    session_id {id} not null references booking_session (id),
    person_id {id} not null references person_record (id),
    mark text not null,
    minutes integer,
    source text not null,
    noted_at {instant} not null,
    noted_by {id} not null,
    constraint booking_attendance_key primary key (session_id, person_id),
    constraint booking_attendance_mark_is_known
        check (mark in ('attended', 'part', 'apologies', 'absent')),
    constraint booking_attendance_source_is_known
        check (source in ('grid', 'code', 'join_log', 'printed', 'walk_in'))
) {strict};

create index booking_attendance_by_person on booking_attendance (person_id);

create table booking_register (
    session_id {id} not null references booking_session (id),
    number {whole} not null,
    held_minutes integer not null,
    closed_at {instant} not null,
    closed_by {id} not null,
    reopened_at {instant},
    reopened_by {id},
    reason text not null,
    constraint booking_register_key primary key (session_id, number)
) {strict};

-- What only the screen of one session knows: the codes by which people check in are made of it.
create table booking_check_in (
    session_id {id} not null references booking_session (id),
    secret text not null,
    made_at {instant} not null,
    constraint booking_check_in_key primary key (session_id)
) {strict};

-- The names of a meeting's log that are nobody certain, until a person says who they are. They go when
-- the register is closed.
create table booking_join (
    session_id {id} not null references booking_session (id),
    name text not null,
    email text not null,
    minutes integer not null,
    answered_at {instant},
    brought_at {instant} not null,
    constraint booking_join_key primary key (session_id, name, email)
) {strict};
