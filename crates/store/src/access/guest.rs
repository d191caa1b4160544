//! Remembers who reads a sample: a membership together with what its sample is for.
//!
//! Owns no table of its own. It never says who may make a guest.

use domain::{
    Timestamp,
    access::{
        SampleId,
        guest::{Drawn, Guest},
    },
    partnership::ProviderId,
    person::{PersonId, Role},
};
use jiff_sqlx::Date;
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible};

macro_rules! guests {
    ($which:literal) => {
        concat!(
            "select m.id, m.person_id, m.role, m.from_on, m.until_on, s.id, s.provider_id, s.purpose,
        s.drawn_seed, s.drawn_one_in, s.made_at, s.made_by, s.ended_at, s.ended_by
    from person_membership m
    join access_sample s on s.id = m.sample_id
    where ",
            $which,
            "
    order by s.made_at desc, m.id"
        )
    };
}

const WITH_PROVIDER: &str = guests!("s.provider_id = $1");
const OF_PERSON: &str = guests!("m.person_id = $1");
const ONE: &str = guests!("m.id = $1");
const COUNTS: &str = "select s.id,
        (select count(*) from access_sampled_placement p where p.sample_id = s.id),
        (select count(*) from access_sampled_person p where p.sample_id = s.id)
    from access_sample s
    where s.provider_id = $1";

pub(crate) const CONSTANTS: [&str; 4] = [WITH_PROVIDER, OF_PERSON, ONE, COUNTS];

type Found = (
    Uuid,
    Uuid,
    String,
    Option<Date>,
    Option<Date>,
    Uuid,
    Uuid,
    String,
    Option<String>,
    Option<i64>,
    i64,
    Uuid,
    Option<i64>,
    Option<Uuid>,
);

async fn guests(tx: &mut Tx, statement: &'static str, of: Uuid) -> Result<Vec<Guest>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(of)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(guest_from).collect()
}

/// Lists the guests of a provider, past ones too, the newest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn with_provider(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Guest>, StoreError> {
    guests(tx, WITH_PROVIDER, provider.0).await
}

/// Lists what somebody was given to read, with every provider, the newest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Guest>, StoreError> {
    guests(tx, OF_PERSON, person.0).await
}

/// Finds one guest by the number of the membership.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn one(tx: &mut Tx, id: Uuid) -> Result<Option<Guest>, StoreError> {
    Ok(guests(tx, ONE, id).await?.pop())
}

/// Counts the placements and the people in each sample of a provider.
///
/// # Errors
/// When the engine fails.
pub async fn counts(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<(SampleId, i64, i64)>, StoreError> {
    let rows: Vec<(Uuid, i64, i64)> = run!(tx, |connection| sqlx::query_as(COUNTS)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    let rows = rows.into_iter();
    Ok(rows
        .map(|(id, placements, people)| (SampleId(id), placements, people))
        .collect())
}

fn guest_from(row: Found) -> Result<Guest, StoreError> {
    let (
        id,
        person,
        role,
        from,
        until,
        sample,
        provider,
        purpose,
        seed,
        one_in,
        at,
        by,
        end,
        ender,
    ) = row;
    let wrong = |column| impossible("access_sample", column, sample);
    let instant = |column, at| Timestamp::from_microsecond(at).map_err(|_| wrong(column));
    let one_in = one_in.map(u32::try_from).transpose();
    let one_in = one_in.map_err(|_| wrong("drawn_one_in"))?;
    let ended = end.map(|at| instant("ended_at", at)).transpose()?;
    Ok(Guest {
        id,
        person: PersonId(person),
        role: Role::read(&role).ok_or_else(|| impossible("person_membership", "role", id))?,
        from: from.map(Date::to_jiff),
        until: until.map(Date::to_jiff),
        sample: SampleId(sample),
        provider: ProviderId(provider),
        purpose,
        drawn: seed
            .zip(one_in)
            .map(|(seed, one_in)| Drawn { seed, one_in }),
        made_at: instant("made_at", at)?,
        made_by: PersonId(by),
        ended: ended.zip(ender.map(PersonId)),
    })
}
