-- How a school lets its teachers go: standing permission, what cover costs it, when it is closed; on
-- which days somebody works; and the private address at which a calendar program reads what somebody
-- booked. Teachers do not book themselves out of lessons, and nobody should find out from a
-- timetable that a session falls in half term.

-- A school's word that its teachers may go, to sessions of a kind or of every kind, from a day to a day.
create table booking_permission (
    id {id} not null,
    school_urn {whole} not null,
    mode text,
    from_on {date} not null,
    until_on {date} not null,
    given_at {instant} not null,
    given_by {id} not null,
    ended_at {instant},
    ended_by {id},
    constraint booking_permission_key primary key (id),
    constraint booking_permission_days_in_order check (from_on <= until_on)
) {strict};

create index booking_permission_by_school on booking_permission (school_urn, until_on);

-- What half a day of cover costs a school, from a day on.
create table booking_cover (
    school_urn {whole} not null,
    from_on {date} not null,
    half_day_pence {whole} not null,
    set_at {instant} not null,
    set_by {id} not null,
    constraint booking_cover_key primary key (school_urn, from_on),
    constraint booking_cover_costs_something check (half_day_pence between 0 and 100000)
) {strict};

-- A school's own holidays and training days; without any, the half terms of the provider hold.
create table booking_holiday (
    id {id} not null,
    school_urn {whole} not null,
    title text not null,
    from_on {date} not null,
    until_on {date} not null,
    set_at {instant} not null,
    set_by {id} not null,
    constraint booking_holiday_key primary key (id),
    constraint booking_holiday_days_in_order check (from_on <= until_on)
) {strict};

create index booking_holiday_by_school on booking_holiday (school_urn, until_on);

-- On which days of the week somebody works: seven marks from Monday on, x for work.
create table booking_working (
    person_id {id} not null references person_record (id),
    days text not null,
    set_at {instant} not null,
    constraint booking_working_key primary key (person_id)
) {strict};

-- The private address of somebody's calendar: of the secret in it only a hash is kept.
create table booking_feed (
    person_id {id} not null references person_record (id),
    secret_hash {bytes} not null,
    made_at {instant} not null,
    constraint booking_feed_key primary key (person_id),
    constraint booking_feed_one_address unique (secret_hash)
) {strict};

create index booking_record_by_school on booking_record (school_urn, state);
