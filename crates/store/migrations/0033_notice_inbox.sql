-- What people are told stands in an inbox of their own, and mail is only one way to it: so that five
-- messages become one, nobody is told twice, and an office sees who has read what. A mail is kept by
-- its number and day alone, longer than its words, so that the week and the year can be counted.

create table notice_send (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    subject text not null,
    words text not null,
    question text not null,
    people {whole} not null,
    sent_at {instant} not null,
    sent_by {id} not null,
    constraint notice_send_key primary key (id)
) {strict};

create index notice_send_by_provider on notice_send (provider_id, sent_at);

create table notice_mail (
    id {id} not null,
    person_id {id} not null references person_record (id),
    weight text not null,
    mailed_at {instant} not null,
    constraint notice_mail_key primary key (id),
    constraint notice_mail_weight_is_known check (weight in ('essential', 'awaited', 'routine'))
) {strict};

create index notice_mail_by_person on notice_mail (person_id, mailed_at);

create table notice_message (
    id {id} not null,
    person_id {id} not null references person_record (id),
    provider_id {id} references partnership_provider (id),
    kind text not null,
    once_key text not null,
    about_id {id},
    subject text not null,
    words text not null,
    why text not null,
    ask text not null,
    path text not null,
    action text not null,
    send_id {id} references notice_send (id),
    written_at {instant} not null,
    written_by {id} not null,
    useless_at {instant},
    mail_state text not null,
    mail_id {id} references notice_mail (id),
    look_at {instant} not null,
    read_at {instant},
    acted_at {instant},
    withdrawn_at {instant},
    constraint notice_message_key primary key (id),
    constraint notice_message_told_once unique (person_id, once_key),
    constraint notice_message_mail_is_known
        check (mail_state in ('waiting', 'mailed', 'inbox', 'lapsed')),
    constraint notice_message_mailed_in_a_mail
        check ((mail_state = 'mailed') = (mail_id is not null))
) {strict};

create index notice_message_by_person on notice_message (person_id, written_at);
create index notice_message_by_look on notice_message (mail_state, look_at);
create index notice_message_by_about on notice_message (about_id);
create index notice_message_by_send on notice_message (send_id);

create table notice_choice (
    person_id {id} not null references person_record (id),
    remind text not null,
    digest_on {whole} not null,
    routine {flag} not null,
    any_hour {flag} not null,
    in_holidays {flag} not null,
    changed_at {instant} not null,
    constraint notice_choice_key primary key (person_id),
    constraint notice_choice_day_is_of_the_week check (digest_on between 1 and 7)
) {strict};

create table notice_template (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    name text not null,
    subject text not null,
    words text not null,
    changed_at {instant} not null,
    changed_by {id} not null,
    constraint notice_template_key primary key (id),
    constraint notice_template_named_once unique (provider_id, name)
) {strict};
