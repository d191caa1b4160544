-- Where no register tells the district of a school, an office says in which funding area it lies:
-- by whom and when is kept. What a register tells later is believed before it.
create table partnership_area (
    urn {whole} not null references partnership_school (urn),
    area text not null,
    set_at {instant} not null,
    set_by {id} not null,
    constraint partnership_area_key primary key (urn)
) {strict};
