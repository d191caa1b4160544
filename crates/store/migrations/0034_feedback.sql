-- Two questions after a session, and what came of the answers. Who was asked stands apart from what
-- was answered; whose an answer is, is kept for that person alone: they may change it, read it, and
-- are told what was done about it.

create table feedback_ask (
    session_id {id} not null references booking_session (id),
    person_id {id} not null references person_record (id),
    asked_at {instant} not null,
    constraint feedback_ask_key primary key (session_id, person_id)
) {strict};

create index feedback_ask_by_person on feedback_ask (person_id);

create table feedback_answer (
    id {id} not null,
    session_id {id} not null references booking_session (id),
    person_id {id} not null references person_record (id),
    scale {whole} not null,
    words text not null,
    answered_at {instant} not null,
    constraint feedback_answer_key primary key (id),
    constraint feedback_answer_once unique (session_id, person_id),
    constraint feedback_answer_on_the_scale check (scale between 1 and 5)
) {strict};

create index feedback_answer_by_person on feedback_answer (person_id);

create table feedback_theme (
    answer_id {id} not null references feedback_answer (id),
    theme text not null,
    constraint feedback_theme_key primary key (answer_id, theme)
) {strict};

create table feedback_followed (
    id {id} not null,
    session_id {id} not null references booking_session (id),
    said text not null,
    did text not null,
    told_at {instant} not null,
    told_by {id} not null,
    constraint feedback_followed_key primary key (id)
) {strict};

create index feedback_followed_by_session on feedback_followed (session_id);
