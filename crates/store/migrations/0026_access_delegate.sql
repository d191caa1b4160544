-- Whoever is away names somebody who decides in their name for a time: for one membership, from a day
-- to a day, and until either of the two ends it. And whoever records minutes by hand reads what they
-- recorded themselves.
create table access_delegate (
    id {id} not null,
    giver_id {id} not null references person_record (id),
    delegate_id {id} not null references person_record (id),
    membership_id {id} not null,
    from_on {date} not null,
    until_on {date} not null,
    why text not null,
    named_at {instant} not null,
    ended_at {instant},
    ended_by {id},
    constraint access_delegate_key primary key (id),
    constraint access_delegate_is_somebody_else check (giver_id <> delegate_id),
    constraint access_delegate_days_in_order check (from_on <= until_on)
) {strict};
create index access_delegate_by_giver on access_delegate (giver_id);
create index access_delegate_by_delegate on access_delegate (delegate_id);

create index ledger_entry_by_recorder on ledger_entry (recorded_by, provider_id, number);
