-- What is to be sent by mail waits here, written in the transaction of the deed that owes it: so a
-- deed is never done without its message, and no slow mail server holds a deed up. Whoever sends
-- takes a lease first, so that several copies of the program never send one message twice at once.
-- The words go as soon as they are sent or of no more use.
create table notice_outbox (
    id {id} not null,
    address text not null,
    person_id {id} references person_record (id),
    provider_id {id} references partnership_provider (id),
    kind text not null,
    subject text not null,
    plain text not null,
    html text not null,
    queued_at {instant} not null,
    useless_at {instant},
    state text not null,
    tries {whole} not null,
    next_at {instant} not null,
    lease_id {id},
    lease_ends_at {instant},
    sent_at {instant},
    failure text not null,
    constraint notice_outbox_key primary key (id),
    constraint notice_outbox_state_is_known
        check (state in ('waiting', 'sent', 'given_up', 'lapsed')),
    constraint notice_outbox_sent_without_words
        check (state not in ('sent', 'lapsed') or (subject = '' and plain = '' and html = ''))
) {strict};

create index notice_outbox_by_state on notice_outbox (state, next_at);
create index notice_outbox_by_person on notice_outbox (person_id);
