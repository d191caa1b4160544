-- Sessions that people attend, who holds a place in them, and who waits: so that half of a mentor's
-- hours are booked in one place, and a place is never given to two. Days and hours are UK local
-- time as offered; the two instants stand beside them for order and for clashes.

create table booking_session (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    component text not null,
    title text not null,
    about text not null,
    materials text not null,
    minutes integer not null,
    mode text not null,
    held_on {date} not null,
    starts_at {instant} not null,
    ends_at {instant} not null,
    place text not null,
    link text not null,
    host_id {id} not null references person_record (id),
    capacity {whole} not null,
    series text not null,
    course text,
    track text,
    subject text,
    school_phase text,
    state text not null,
    version {whole} not null,
    reason text not null,
    made_at {instant} not null,
    made_by {id} not null,
    changed_at {instant} not null,
    constraint booking_session_key primary key (id),
    constraint booking_session_state_is_known check (state in ('offered', 'cancelled')),
    constraint booking_session_ends_after_it_starts check (ends_at > starts_at),
    constraint booking_session_has_places check (capacity between 1 and 5000)
) {strict};

create index booking_session_by_provider on booking_session (provider_id, held_on);
create index booking_session_by_day on booking_session (held_on);

-- Another provider whose mentors may book: with its own component, if the hour may meet one there.
create table booking_share (
    session_id {id} not null references booking_session (id),
    provider_id {id} not null references partnership_provider (id),
    component text,
    constraint booking_share_key primary key (session_id, provider_id)
) {strict};

create index booking_share_by_provider on booking_share (provider_id);

create table booking_host (
    session_id {id} not null references booking_session (id),
    person_id {id} not null references person_record (id),
    constraint booking_host_key primary key (session_id, person_id)
) {strict};

create index booking_host_by_person on booking_host (person_id);

-- Places kept for the mentors of a provider or of a school until the end of a day.
create table booking_kept (
    id {id} not null,
    session_id {id} not null references booking_session (id),
    provider_id {id} references partnership_provider (id),
    school_urn {whole},
    places {whole} not null,
    until_on {date} not null,
    constraint booking_kept_key primary key (id),
    constraint booking_kept_for_one check ((provider_id is null) <> (school_urn is null))
) {strict};

create index booking_kept_by_session on booking_kept (session_id);

-- Who missed the one may attend the other instead: beyond every session of the same component.
create table booking_equivalent (
    session_id {id} not null references booking_session (id),
    instead_id {id} not null references booking_session (id),
    constraint booking_equivalent_key primary key (session_id, instead_id)
) {strict};

-- One person's booking of one session. A waiting list is the bookings that wait, by number.
create table booking_record (
    id {id} not null,
    session_id {id} not null references booking_session (id),
    person_id {id} not null references person_record (id),
    provider_id {id} not null references partnership_provider (id),
    school_urn {whole},
    state text not null,
    number {whole} not null,
    in_school_time {flag} not null,
    offer_ends_at {instant},
    needs text not null,
    reason text not null,
    booked_at {instant} not null,
    booked_by {id} not null,
    released_at {instant},
    released_by {id},
    changed_at {instant} not null,
    version {whole} not null,
    constraint booking_record_key primary key (id),
    constraint booking_record_numbered_once unique (session_id, number),
    constraint booking_record_state_is_known
        check (state in ('waiting', 'proposed', 'held', 'confirmed', 'withdrawn', 'declined', 'to_choose'))
) {strict};

create unique index booking_record_once_per_session
    on booking_record (session_id, person_id)
    where state in ('waiting', 'proposed', 'held', 'confirmed', 'to_choose');
create index booking_record_by_person on booking_record (person_id, state);
