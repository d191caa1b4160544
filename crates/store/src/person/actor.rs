//! Reads one person together with everything that they are, in one question.
//!
//! Owns no table of its own. It never reads anybody else.

use domain::person::{Person, PersonId};
use jiff_sqlx::Date;
use uuid::Uuid;

use super::{NewMembership, membership::membership_from, person_from};
use crate::{StoreError, Tx, access::look_up};

const ACTOR: &str = "select p.trn, p.first_name, p.last_name,
    m.id, m.provider_id, m.role, m.school_urn, m.subject, m.school_phase, m.from_on, m.until_on,
    m.trust_code, m.placement_id, m.sample_id,
    exists (select 1 from access_delegate d where d.delegate_id = p.id and d.ended_at is null)
    from person_record p
    left join person_membership m on m.person_id = p.id
    where p.id = $1
    order by m.from_on nulls first, m.id";

pub(crate) const CONSTANTS: [&str; 1] = [ACTOR];

type Found = (
    Option<String>,
    String,
    String,
    Option<Uuid>,
    Option<Uuid>,
    Option<String>,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<Date>,
    Option<Date>,
    Option<String>,
    Option<Uuid>,
    Option<Uuid>,
    bool,
);

/// Somebody who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub person: Person,
    /// What they are, the earliest first, with what lies within their scopes.
    pub held: Vec<NewMembership>,
    /// Whether somebody named them a delegate and did not end it.
    pub is_a_delegate: bool,
}

/// Finds one person with everything that they are.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn actor(tx: &mut Tx, person: PersonId) -> Result<Option<Acting>, StoreError> {
    let rows: Vec<Found> = run!(tx, |connection| sqlx::query_as(ACTOR)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    let mut found: Option<Acting> = None;
    for row in rows {
        let (
            trn,
            first,
            last,
            id,
            provider,
            role,
            urn,
            subject,
            phase,
            from,
            until,
            trust,
            placement,
            sample,
            is_a_delegate,
        ) = row;
        let acting = match &mut found {
            Some(acting) => acting,
            None => found.insert(Acting {
                person: person_from((person.0, trn, first, last))?,
                held: Vec::new(),
                is_a_delegate,
            }),
        };
        if let (Some(id), Some(provider), Some(role)) = (id, provider, role) {
            acting.held.push(membership_from((
                id, person.0, provider, role, urn, subject, phase, from, until, trust, placement,
                sample,
            ))?);
        }
    }
    if let Some(acting) = &mut found {
        look_up(tx, &mut acting.held).await?;
    }
    Ok(found)
}
