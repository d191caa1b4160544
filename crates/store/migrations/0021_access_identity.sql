-- Schools and universities vouch for their own people: which sign-in elsewhere is whose, by the
-- issuer's own name for them, which never changes; and the questions that wait for an answer, each
-- of which is taken once. The state of a question is kept as a hash alone.
create table access_identity (
    id {id} not null,
    issuer text not null,
    subject text not null,
    person_id {id} not null references person_record (id),
    linked_at {instant} not null,
    constraint access_identity_key primary key (id),
    constraint access_identity_once unique (issuer, subject)
) {strict};

create index access_identity_by_person on access_identity (person_id);

create table access_question (
    id {id} not null,
    state_hash {bytes} not null,
    provider text not null,
    nonce text not null,
    verifier text not null,
    person_id {id} references person_record (id),
    goes_to text,
    made_at {instant} not null,
    ends_at {instant} not null,
    constraint access_question_key primary key (id),
    constraint access_question_state_once unique (state_hash)
) {strict};
