-- What is asked of a named person at the institution that gave earlier training, and what they answer
-- without an account. Of the link that opens it only a hash is kept.

create table prior_learning_enquiry (
    id {id} not null,
    item_id {id} not null references prior_learning_item (id),
    person_id {id} not null references person_record (id),
    provider_id {id} not null references partnership_provider (id),
    institution text not null,
    name text not null,
    email text not null,
    asks text not null,
    secret_hash {bytes} not null,
    asked_by {id} not null,
    asked_at {instant} not null,
    ends_at {instant} not null,
    said text not null,
    held_on {date},
    minutes integer not null,
    words text not null,
    answered_at {instant},
    constraint prior_learning_enquiry_key primary key (id),
    constraint prior_learning_enquiry_says_one_thing
        check (said in ('', 'confirmed', 'corrected', 'no_record')),
    constraint prior_learning_enquiry_said_at_some_time
        check ((said = '') = (answered_at is null))
) {strict};

create unique index prior_learning_enquiry_by_secret on prior_learning_enquiry (secret_hash);
create index prior_learning_enquiry_by_item on prior_learning_enquiry (item_id);
create index prior_learning_enquiry_by_person on prior_learning_enquiry (person_id);
