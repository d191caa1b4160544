//! Remembers samples, and looks up what lies within a scope.
//!
//! Owns `access_sample`, `access_sampled_person` and `access_sampled_placement`. It never says who reads a sample.

use domain::{
    Timestamp,
    access::{Sample, SampleId, Scope},
    partnership::{ProviderId, Urn},
    person::PersonId,
    placement::PlacementId,
};
use uuid::Uuid;

use crate::{StoreError, Tx, error::impossible, person::NewMembership};

const ADD: &str = "insert into access_sample (id, provider_id, purpose, made_at, made_by)
    values ($1, $2, $3, $4, $5)";
const ADD_PERSON: &str = "insert into access_sampled_person (sample_id, person_id)
    values ($1, $2)
    on conflict (sample_id, person_id) do nothing";
const ADD_PLACEMENT: &str = "insert into access_sampled_placement (sample_id, placement_id)
    values ($1, $2)
    on conflict (sample_id, placement_id) do nothing";
const OF_PROVIDER: &str = "select id, provider_id, purpose, made_at, made_by
    from access_sample
    where provider_id = $1
    order by made_at desc, id";
const PEOPLE: &str = "select person_id from access_sampled_person
    where sample_id = $1
    order by person_id";
const PLACEMENTS: &str = "select placement_id from access_sampled_placement
    where sample_id = $1
    order by placement_id";
const OF_TRUST: &str = "select urn from partnership_school
    where trust_code = $1
    order by urn";

pub(crate) const CONSTANTS: [&str; 7] = [
    ADD,
    ADD_PERSON,
    ADD_PLACEMENT,
    OF_PROVIDER,
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
}

/// Keeps a sample with everything in it.
///
/// # Errors
/// When the engine fails.
pub async fn add_sample(tx: &mut Tx, new: &Kept) -> Result<(), StoreError> {
    let id = new.sample.id.0;
    run!(tx, |connection| sqlx::query(ADD)
        .bind(id)
        .bind(new.provider.0)
        .bind(&new.purpose)
        .bind(new.made_at.as_microsecond())
        .bind(new.made_by.0)
        .execute(connection)
        .await
        .map(|_| ())?);
    let people = new.sample.people.iter().map(|one| (ADD_PERSON, one.0));
    let placements = new.sample.placements.iter();
    let placements = placements.map(|one| (ADD_PLACEMENT, one.0));
    for (statement, one) in people.chain(placements) {
        run!(tx, |connection| sqlx::query(statement)
            .bind(id)
            .bind(one)
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(())
}

type Found = (Uuid, Uuid, String, i64, Uuid);

/// Lists the samples of a provider with everything in them, the newest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn samples(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Kept>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    let mut kept = Vec::new();
    for (id, provider, purpose, made_at, made_by) in rows {
        kept.push(Kept {
            sample: within(tx, SampleId(id)).await?,
            provider: ProviderId(provider),
            purpose,
            made_at: Timestamp::from_microsecond(made_at)
                .map_err(|_| impossible("access_sample", "made_at", id))?,
            made_by: PersonId(made_by),
        });
    }
    Ok(kept)
}

/// Lists what lies within a sample.
async fn within(tx: &mut Tx, id: SampleId) -> Result<Sample, StoreError> {
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
            Some(Scope::Sample(sample)) => *sample = within(tx, sample.id).await?,
            Some(Scope::Placement(_)) | None => {}
        }
    }
    Ok(())
}
