-- Append-only minutes. Each provider's book is a chain; free text stands outside it with its salt,
-- so that a slip can be struck out while the chain still holds.

create table ledger_book (
    provider_id {id} not null references partnership_provider (id),
    entries {whole} not null,
    head {bytes} not null,
    constraint ledger_book_key primary key (provider_id)
) {strict};

create table ledger_entry (
    id {id} not null,
    provider_id {id} not null references ledger_book (provider_id),
    number {whole} not null,
    person_id {id} not null references person_record (id),
    school_urn {whole},
    component text not null,
    kind text not null,
    minutes integer not null,
    held_on {date} not null,
    counts_for integer not null,
    recorded_at {instant} not null,
    recorded_by {id} not null,
    verified_by {id},
    how text not null,
    reference text not null,
    until_on {date},
    replaces_id {id} references ledger_entry (id),
    words_hash {bytes} not null,
    link {bytes} not null,
    constraint ledger_entry_key primary key (id),
    constraint ledger_entry_numbered_once unique (provider_id, number),
    constraint ledger_entry_minutes_of_one_day check (minutes between 0 and 1440),
    constraint ledger_entry_nobody_verifies_their_own check (verified_by is null or verified_by <> person_id)
) {strict};

create index ledger_entry_by_person on ledger_entry (person_id, provider_id, held_on);
create unique index ledger_entry_once_per_attendance
    on ledger_entry (provider_id, person_id, held_on, component, reference)
    where replaces_id is null;
create unique index ledger_entry_replaced_once
    on ledger_entry (replaces_id)
    where replaces_id is not null;

create table ledger_words (
    entry_id {id} not null references ledger_entry (id),
    salt {bytes} not null,
    reason text not null,
    stated_verifier text not null,
    constraint ledger_words_key primary key (entry_id)
) {strict};

create table ledger_reference (
    person_id {id} not null references person_record (id),
    reference text not null,
    provider_id {id} not null references partnership_provider (id),
    constraint ledger_reference_held_once primary key (person_id, reference)
) {strict};
