-- What one person is asked otherwise than everybody, by a named decision. One that was taken back stays,
-- with the day on which it ceased to hold.

create table prior_learning_adjustment (
    id {id} not null,
    person_id {id} not null references person_record (id),
    provider_id {id} not null references partnership_provider (id),
    component text not null,
    minutes integer not null,
    ground text not null,
    words text not null,
    from_on {date} not null,
    until_on {date},
    decided_by {id} not null,
    decided_at {instant} not null,
    withdrawn_at {instant},
    withdrawn_by {id},
    constraint prior_learning_adjustment_key primary key (id),
    constraint prior_learning_adjustment_asks_no_less_than_nothing check (minutes >= 0),
    constraint prior_learning_adjustment_ends_after_it_begins check (until_on is null or until_on >= from_on)
) {strict};

create index prior_learning_adjustment_by_provider on prior_learning_adjustment (provider_id, person_id);
create index prior_learning_adjustment_by_person on prior_learning_adjustment (person_id);
