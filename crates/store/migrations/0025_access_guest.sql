-- A guest's sample says how chance drew it, so that anybody can draw it again; and when somebody
-- ended it before its last day, and who. A sample of before says neither.
alter table access_sample add column drawn_seed text;
alter table access_sample add column drawn_one_in {whole};
alter table access_sample add column ended_at {instant};
alter table access_sample add column ended_by {id};
