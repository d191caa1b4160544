-- A form carries a key. What was answered to it the first time is kept, so that a double press,
-- the back button and a restored tab do a deed once.

create table audit_once (
    once {id} not null,
    done_by {id} not null,
    done_at {instant} not null,
    answer text not null,
    constraint audit_once_key primary key (done_by, once)
) {strict};
