//! Remembers samples, and looks up what lies within a scope.
//!
//! Owns `access_sample`, `access_sampled_person` and `access_sampled_placement`. It never says who reads a sample.

use domain::{
    Timestamp,
    access::{Sample, SampleId, Scope, guest::Drawn},
    partnership::{ProviderId, Urn},
    person::PersonId,
    placement::PlacementId,
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible, person::NewMembership};

const ADD: &str = "insert into access_sample
    (id, provider_id, purpose, made_at, made_by, drawn_seed, drawn_one_in)
    values ($1, $2, $3, $4, $5, $6, $7)";
const ADD_PERSON: &str = "insert into access_sampled_person (sample_id, person_id)
    values ($1, $2)
    on conflict (sample_id, person_id) do nothing";
const ADD_PLACEMENT: &str = "insert into access_sampled_placement (sample_id, placement_id)
    values ($1, $2)
    on conflict (sample_id, placement_id) do nothing";
const FORGET_PEOPLE: &str = "delete from access_sampled_person where sample_id = $1";
const FORGET_PLACEMENTS: &str = "delete from access_sampled_placement where sample_id = $1";
const HOLD: &str = "update access_sample set purpose = purpose where id = $1 returning id";
const END: &str = "update access_sample
    set ended_at = $2, ended_by = $3
    where id = $1 and ended_at is null";
const PEOPLE: &str = "select person_id from access_sampled_person
    where sample_id = $1
    order by person_id";
const PLACEMENTS: &str = "select placement_id from access_sampled_placement
    where sample_id = $1
    order by placement_id";
const OF_TRUST: &str = "select urn from partnership_school
    where trust_code = $1
    order by urn";

pub(crate) const CONSTANTS: [&str; 10] = [
    ADD,
    ADD_PERSON,
    ADD_PLACEMENT,
    FORGET_PEOPLE,
    FORGET_PLACEMENTS,
    HOLD,
    END,
    PEOPLE,
    PLACEMENTS,
    OF_TRUST,
];

/// A sample as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What lies within it.
    pub sample: Sample,
    /// Whose people and placements they are.
    pub provider: ProviderId,
    /// What for.
    pub purpose: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub made_by: PersonId,
    /// How it was drawn, where chance drew it.
    pub drawn: Option<Drawn>,
}

/// Keeps a sample with everything in it.
///
/// # Errors
/// When the engine fails.
pub async fn add_sample(tx: &mut Tx, new: &Kept) -> Result<(), StoreError> {
    let drawn = new.drawn.as_ref();
    run!(tx, |connection| sqlx::query(ADD)
        .bind(new.sample.id.0)
        .bind(new.provider.0)
        .bind(&new.purpose)
        .bind(new.made_at.as_microsecond())
        .bind(new.made_by.0)
        .bind(drawn.map(|drawn| drawn.seed.as_str()))
        .bind(drawn.map(|drawn| i64::from(drawn.one_in)))
        .execute(connection)
        .await
        .map(|_| ())?);
    fill(tx, &new.sample).await
}

async fn fill(tx: &mut Tx, sample: &Sample) -> Result<(), StoreError> {
    let people = sample.people.iter().map(|one| (ADD_PERSON, one.0));
    let placements = sample.placements.iter();
    let placements = placements.map(|one| (ADD_PLACEMENT, one.0));
    for (statement, one) in people.chain(placements) {
        run!(tx, |connection| sqlx::query(statement)
            .bind(sample.id.0)
            .bind(one)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}

/// Takes hold of a sample and reads what lies within it: whoever comes second waits.
///
/// # Errors
/// When the engine fails.
pub async fn hold_sample(tx: &mut Tx, id: SampleId) -> Result<Option<Sample>, StoreError> {
    let held: Option<(Uuid,)> = run!(tx, |connection| sqlx::query_as(HOLD)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    match held {
        Some(_) => Ok(Some(sampled(tx, id).await?)),
        None => Ok(None),
    }
}

/// Keeps that other people and placements lie within a sample.
///
/// # Errors
/// When the engine fails.
pub async fn change_sample(tx: &mut Tx, sample: &Sample) -> Result<(), StoreError> {
    for statement in [FORGET_PEOPLE, FORGET_PLACEMENTS] {
        run!(tx, |connection| sqlx::query(statement)
            .bind(sample.id.0)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    fill(tx, sample).await
}

/// Keeps that somebody ended a sample. Says whether it was not ended before.
///
/// # Errors
/// When the engine fails.
pub async fn end_sample(
    tx: &mut Tx,
    id: SampleId,
    now: Timestamp,
    by: PersonId,
) -> Result<bool, StoreError> {
    let ended = run!(tx, |connection| sqlx::query(END)
        .bind(id.0)
        .bind(now.as_microsecond())
        .bind(by.0)
        .execute(connection)
        .await?
        .rows_affected());
    Ok(ended > 0)
}

/// Lists what lies within a sample.
///
/// # Errors
/// When the engine fails.
pub async fn sampled(tx: &mut Tx, id: SampleId) -> Result<Sample, StoreError> {
    let people = numbers(tx, PEOPLE, id).await?;
    let placements = numbers(tx, PLACEMENTS, id).await?;
    Ok(Sample {
        id,
        people: people.into_iter().map(PersonId).collect(),
        placements: placements.into_iter().map(PlacementId).collect(),
    })
}

async fn numbers(
    tx: &mut Tx,
    statement: &'static str,
    id: SampleId,
) -> Result<Vec<Uuid>, StoreError> {
    let rows: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(statement)
        .bind(id.0)
        .fetch_all(connection)
        .await?);
    Ok(rows.into_iter().map(|(one,)| one).collect())
}

/// Looks up what lies within the scopes of somebody's memberships: most have none, and cost nothing.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub(crate) async fn look_up(tx: &mut Tx, held: &mut [NewMembership]) -> Result<(), StoreError> {
    for new in held {
        match &mut new.membership.scope {
            Some(Scope::Trust(trust)) => {
                let rows: Vec<(i64,)> = run!(tx, |connection| sqlx::query_as(OF_TRUST)
                    .bind(&trust.code)
                    .fetch_all(connection)
                    .await?);
                for (urn,) in rows {
                    let urn = u32::try_from(urn);
                    let urn = urn.map_err(|_| impossible("partnership_school", "urn", new.id))?;
                    trust.schools.push(Urn(urn));
                }
            }
            Some(Scope::Sample(sample)) => *sample = sampled(tx, sample.id).await?,
            Some(Scope::Placement(_)) | None => {}
        }
    }
    Ok(())
}
