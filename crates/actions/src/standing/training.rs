//! Gathers what one mentor's training page shows.
//!
//! Owns the deed `ReadStanding`. It never shows another person's page without leave.

use domain::{
    Timestamp,
    access::{Actor, Deed, Object},
    ledger::History,
    partnership::{Provider, School},
    person::{Person, PersonId, Role},
    standing::Standing,
};
use store::Tx;

use super::{Mentor, gather::gather_one};
use crate::{
    ActionError, Platform,
    ledger::{Listed, listed},
    partnership::holder,
    this_week::{Hosts, students},
};

/// Everything that a mentor's training page shows.
#[derive(Debug, Clone)]
pub struct Training {
    /// Whose page it is.
    pub person: Person,
    /// The provider it is about.
    pub provider: Provider,
    /// The other providers with whom they stand, by name.
    pub others: Vec<Provider>,
    /// The school of the day.
    pub school: Option<School>,
    /// What the provider calls a general mentor.
    pub mentor_label: String,
    /// Where they stand.
    pub standing: Standing,
    /// The student teachers whom they host with the provider in the year, by first day.
    pub students: Vec<Hosts>,
    /// All entries, newest first.
    pub entries: Vec<Listed>,
}

/// Reckons where one person stands with one provider today.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such person or provider, or the store fails.
pub async fn standing_of(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    provider_code: &str,
) -> Result<Standing, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider_code).await?;
    let (_, standing) = reckoned(platform, &mut tx, actor, person, &provider).await?;
    Ok(standing)
}

async fn reckoned(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    provider: &Provider,
) -> Result<(Mentor, Standing), ActionError> {
    let person = store::person::person(tx, person)
        .await?
        .ok_or_else(nothing)?;
    let day = platform.today();
    let mentor = gather_one(tx, provider, person, Timestamp::MAX, day).await?;
    let at = |school| Object {
        person: Some(mentor.person.id),
        school,
        provider: Some(provider.id),
    };
    let mut schools = mentor.schools.iter();
    if !schools.any(|school| actor.may(Deed::ReadStanding, at(Some(*school))).is_ok()) {
        actor.may(Deed::ReadStanding, at(None))?;
    }
    let rules = platform.rules(tx, provider).await?;
    let standing = mentor.reckon(provider, &rules, day);
    Ok((mentor, standing))
}

/// Says how far the record of a person with a provider can be relied on today.
///
/// # Errors
/// When there is no such person, or the store fails.
pub(crate) async fn history_of(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    provider: &Provider,
) -> Result<History, ActionError> {
    let person = store::person::person(tx, person)
        .await?
        .ok_or_else(nothing)?;
    let day = platform.today();
    let mentor = gather_one(tx, provider, person, Timestamp::MAX, day).await?;
    Ok(mentor.history)
}

fn nothing() -> ActionError {
    ActionError::NotFound("There is no such page.".to_owned())
}

/// Gathers a mentor's training page with one provider, as of today.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such person, or they have nothing with the provider, or the store fails.
pub async fn training(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    provider_code: &str,
) -> Result<Training, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider_code)
        .await
        .map_err(|_| nothing())?;
    let (mentor, standing) = reckoned(platform, &mut tx, actor, person, &provider).await?;
    let everyone = with_whom(&mut tx, person).await?;
    if !everyone.iter().any(|known| known.id == provider.id) {
        return Err(nothing());
    }
    let entries = store::ledger::entries(&mut tx, provider.id, mentor.person.id).await?;
    let entries = listed(platform, &mut tx, &provider, entries).await?;
    let school = match mentor.school {
        Some(urn) => store::partnership::school(&mut tx, urn).await?,
        None => None,
    };
    let hosted = store::placement::hostings_of(&mut tx, provider.id, person).await?;
    let year = standing.academic_year;
    let hosted: Vec<_> = hosted
        .into_iter()
        .filter(|hosted| hosted.hosting.is_in(year))
        .collect();
    let students = students(&mut tx, &hosted).await?;
    let labels = store::partnership::labels(&mut tx, provider.id).await?;
    let label = labels
        .into_iter()
        .find(|label| label.role == Role::GeneralMentor);
    Ok(Training {
        person: mentor.person,
        others: everyone
            .into_iter()
            .filter(|known| known.id != provider.id)
            .collect(),
        school,
        mentor_label: label.map_or_else(|| "General mentor".to_owned(), |label| label.text),
        standing,
        students,
        entries,
        provider,
    })
}

/// Lists the providers with whom a person has a membership or an entry, by name.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn providers_of(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<Provider>, ActionError> {
    actor.may(
        Deed::ReadStanding,
        Object {
            person: Some(person),
            ..Object::default()
        },
    )?;
    let mut tx = platform.store.read().await?;
    with_whom(&mut tx, person).await
}

/// The providers with whom a person has a membership or an entry, by name.
pub(crate) async fn with_whom(tx: &mut Tx, person: PersonId) -> Result<Vec<Provider>, ActionError> {
    let wanted = store::person::providers(tx, person).await?;
    let mut found = store::partnership::providers(tx).await?;
    found.retain(|provider| wanted.contains(&provider.id));
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
