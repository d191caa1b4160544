//! Lists where every mentor of a provider stands.
//!
//! Owns the deed `ReadStandings`. It never counts what it leaves out.

use std::sync::Arc;

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::Urn,
    person::Trn,
};

use super::{
    Row, Standings,
    whole::{now, whole},
};
use crate::{ActionError, Platform, partnership::partnerships};

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The provider's code.
    pub provider: String,
    /// The day on which things stand; today if not said.
    pub as_of: Option<Date>,
    /// The day by whose end the ledger was known; now if not said.
    pub known_on: Option<Date>,
    /// Only mentors who work at this school on the day.
    pub school: Option<Urn>,
    /// Only the mentor with this number.
    pub mentor: Option<Trn>,
}

/// Lists the standings that a question asks for, by family name.
///
/// # Rule
/// General mentors with a membership or an entry in the academic year of the day.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn list(
    platform: &Platform,
    actor: &Actor,
    question: &Question,
) -> Result<Arc<Standings>, ActionError> {
    let day = question.as_of.unwrap_or_else(|| platform.today());
    let all = everybody(
        platform,
        actor,
        &question.provider,
        question.school,
        (day, question.known_on),
    )
    .await?;
    if question.school.is_none() && question.mentor.is_none() {
        return Ok(all);
    }
    let wanted = |row: &&Arc<Row>| {
        question.school.is_none_or(|urn| row.schools.contains(&urn))
            && question
                .mentor
                .is_none_or(|trn| row.person.trn == Some(trn))
    };
    let rows = all.rows.iter().filter(wanted).cloned().collect();
    let (provider, schools) = (all.provider.clone(), all.schools.clone());
    Ok(Arc::new(Standings::new(provider, day, rows, schools)))
}

/// Asks leave to read the standings of a provider or of one school, and reckons everybody's.
///
/// Whoever calls it with a school shows the rows of that school alone.
pub(super) async fn everybody(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    school: Option<Urn>,
    (day, known_on): (Date, Option<Date>),
) -> Result<Arc<Standings>, ActionError> {
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let provider = around.holder(provider)?;
    actor.may(
        Deed::ReadStandings,
        Object {
            provider: Some(provider.id),
            school,
            person: None,
            ..Object::default()
        },
    )?;
    if known_on.is_none() && day == platform.today() {
        return now(platform, provider, pulse, day).await;
    }
    whole(platform, provider, day, known_on).await
}
