-- The versions of a provider's programme, each as the file that was taken in and as it was understood.

create table programme_version (
    id {id} not null,
    provider_id {id} not null references partnership_provider (id),
    code text not null,
    understood text not null,
    file text not null,
    recorded_at {instant} not null,
    recorded_by {id} not null,
    constraint programme_version_key primary key (id),
    constraint programme_version_code_once unique (provider_id, code)
) {strict};
