//! Remembers who is what, where and when.
//!
//! Owns `person_membership`. It never decides which membership counts.

use domain::{
    access::{Sample, SampleId, Scope, Trust},
    partnership::{ProviderId, SchoolPhase, Urn},
    person::{Membership, PersonId, Role},
    placement::PlacementId,
};
use jiff_sqlx::{Date, ToSqlx};
use uuid::Uuid;

use crate::{StoreError, Tx, access::look_up, error::impossible};

const ADD: &str = "insert into person_membership
    (id, person_id, provider_id, role, school_urn, subject, school_phase, from_on, until_on,
        trust_code, placement_id, sample_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const CHANGE: &str = "update person_membership
    set subject = $2, school_phase = $3, until_on = $4
    where id = $1";
const HAND: &str = "update person_membership
    set person_id = $2, subject = $3, school_phase = $4, from_on = $5, until_on = $6
    where id = $1";
const SET_ASIDE: &str = "delete from person_membership where id = $1";
const OF_PERSON: &str = "select
    id, person_id, provider_id, role, school_urn, subject, school_phase, from_on, until_on,
    trust_code, placement_id, sample_id
    from person_membership
    where person_id = $1
    order by from_on nulls first, id";
const ALL: &str = "select
    id, person_id, provider_id, role, school_urn, subject, school_phase, from_on, until_on,
    trust_code, placement_id, sample_id
    from person_membership
    order by from_on nulls first, id";
const WITH_PROVIDER: &str = "select
    id, person_id, provider_id, role, school_urn, subject, school_phase, from_on, until_on,
    trust_code, placement_id, sample_id
    from person_membership
    where provider_id = $1
    order by from_on nulls first, id";

pub(crate) const CONSTANTS: [&str; 7] =
    [ADD, CHANGE, HAND, SET_ASIDE, OF_PERSON, ALL, WITH_PROVIDER];

pub(super) type Found = (
    Uuid,
    Uuid,
    Uuid,
    String,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<Date>,
    Option<Date>,
    Option<String>,
    Option<Uuid>,
    Option<Uuid>,
);

/// A membership with its own number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMembership {
    /// The record's own number.
    pub id: Uuid,
    /// What it says.
    pub membership: Membership,
}

/// Keeps a membership.
///
/// # Errors
/// When the engine fails.
pub async fn add_membership(tx: &mut Tx, new: &NewMembership) -> Result<(), StoreError> {
    let held = &new.membership;
    let (trust, placement, sample) = match &held.scope {
        Some(Scope::Trust(trust)) => (Some(trust.code.as_str()), None, None),
        Some(Scope::Placement(placement)) => (None, Some(placement.0), None),
        Some(Scope::Sample(sample)) => (None, None, Some(sample.id.0)),
        None => (None, None, None),
    };
    run!(tx, |connection| sqlx::query(ADD)
        .bind(new.id)
        .bind(held.person.0)
        .bind(held.provider.0)
        .bind(held.role.code())
        .bind(held.school.map(|urn| i64::from(urn.0)))
        .bind(held.subject.as_deref())
        .bind(held.school_phase.map(SchoolPhase::code))
        .bind(held.from.map(ToSqlx::to_sqlx))
        .bind(held.until.map(ToSqlx::to_sqlx))
        .bind(trust)
        .bind(placement)
        .bind(sample)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps another subject, phase or last day of a membership.
///
/// # Errors
/// When the engine fails.
pub async fn change_membership(tx: &mut Tx, changed: &NewMembership) -> Result<(), StoreError> {
    let held = &changed.membership;
    run!(tx, |connection| sqlx::query(CHANGE)
        .bind(changed.id)
        .bind(held.subject.as_deref())
        .bind(held.school_phase.map(SchoolPhase::code))
        .bind(held.until.map(ToSqlx::to_sqlx))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Keeps whose a membership is and on which days it holds: its provider, role and school stay.
///
/// # Errors
/// When the engine fails.
pub async fn hand_membership(tx: &mut Tx, changed: &NewMembership) -> Result<(), StoreError> {
    let held = &changed.membership;
    run!(tx, |connection| sqlx::query(HAND)
        .bind(changed.id)
        .bind(held.person.0)
        .bind(held.subject.as_deref())
        .bind(held.school_phase.map(SchoolPhase::code))
        .bind(held.from.map(ToSqlx::to_sqlx))
        .bind(held.until.map(ToSqlx::to_sqlx))
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the memberships of one person, with every provider, the earliest first, and what lies
/// within their scopes. Lists of everybody's memberships leave that out.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn memberships_of(
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<NewMembership>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(OF_PERSON)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    let held: Result<Vec<NewMembership>, StoreError> =
        rows.into_iter().map(membership_from).collect();
    let mut held = held?;
    look_up(tx, &mut held).await?;
    Ok(held)
}

/// Sets a membership aside: what it said stays with the import that is undone.
///
/// # Errors
/// When the engine fails.
pub async fn set_membership_aside(tx: &mut Tx, membership: Uuid) -> Result<(), StoreError> {
    run!(tx, |connection| sqlx::query(SET_ASIDE)
        .bind(membership)
        .execute(connection)
        .await
        .map(|_| ())?);
    Ok(())
}

/// Lists the memberships with one provider, the earliest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn memberships_with(
    tx: &mut Tx,
    provider: ProviderId,
) -> Result<Vec<NewMembership>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(WITH_PROVIDER)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(membership_from).collect()
}

/// Lists every membership, the earliest first.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn memberships(tx: &mut Tx) -> Result<Vec<NewMembership>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(ALL)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(membership_from).collect()
}

pub(super) fn membership_from(row: Found) -> Result<NewMembership, StoreError> {
    let (id, person, provider, role, urn, subject, phase, from, until, trust, placement, sample) =
        row;
    let wrong = |column| impossible("person_membership", column, id);
    Ok(NewMembership {
        id,
        membership: Membership {
            person: PersonId(person),
            provider: ProviderId(provider),
            role: Role::read(&role).ok_or_else(|| wrong("role"))?,
            school: urn
                .map(|urn| u32::try_from(urn).map(Urn))
                .transpose()
                .map_err(|_| wrong("school_urn"))?,
            scope: scope(trust, placement, sample),
            subject,
            school_phase: phase
                .map(|phase| SchoolPhase::read(&phase).ok_or_else(|| wrong("school_phase")))
                .transpose()?,
            from: from.map(Date::to_jiff),
            until: until.map(Date::to_jiff),
        },
    })
}

/// A scope by its number: what lies within it is looked up where somebody acts.
fn scope(trust: Option<String>, placement: Option<Uuid>, sample: Option<Uuid>) -> Option<Scope> {
    let trust = trust.map(|code| {
        Scope::Trust(Trust {
            code,
            schools: Vec::new(),
        })
    });
    let sample = sample.map(|id| {
        Scope::Sample(Sample {
            id: SampleId(id),
            people: Vec::new(),
            placements: Vec::new(),
        })
    });
    trust
        .or(placement.map(|id| Scope::Placement(PlacementId(id))))
        .or(sample)
}
