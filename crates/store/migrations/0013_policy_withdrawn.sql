-- A dated number that somebody set stays on record. One that another replaced, or that was withdrawn,
-- keeps who did that, when and why; of one name, provider and day, one alone is in force.

alter table policy_value add column because text;
alter table policy_value add column withdrawn_at {instant};
alter table policy_value add column withdrawn_by {id};
alter table policy_value add column withdrawn_because text;
alter table policy_value add column replaced_by {id};

drop index policy_value_one_a_day;
create unique index policy_value_one_a_day
    on policy_value (name, coalesce(provider_code, ''), from_on)
    where withdrawn_at is null;
