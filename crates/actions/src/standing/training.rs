//! Gathers what one mentor's training page shows.
//!
//! Owns the deed `ReadStanding`. It never shows another person's page without leave.

use std::sync::Arc;

use domain::{
    Date, Timestamp,
    access::{Actor, Deed, Object},
    ledger::History,
    partnership::{Provider, Urn},
    person::{Person, PersonId, Role},
    standing::Standing,
};
use store::{Tx, audit::Pulse, partnership::Brief};

use super::{Mentor, gather::gather_one, whole::at_hand};
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
    pub school: Option<Brief>,
    /// Every school of the day.
    pub schools: Vec<Urn>,
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
    let day = platform.today();
    let (mentor, standing) = reckoned(platform, &mut tx, person, &provider, day).await?;
    ask_leave(actor, person, &mentor.schools, &provider)?;
    Ok(standing)
}

async fn reckoned(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    provider: &Provider,
    day: Date,
) -> Result<(Mentor, Standing), ActionError> {
    let person = store::person::person(tx, person)
        .await?
        .ok_or_else(nothing)?;
    let mentor = gather_one(tx, provider, person, Timestamp::MAX, day).await?;
    let rules = platform.rules(tx, provider).await?;
    let standing = mentor.reckon(provider, &rules, day);
    Ok((mentor, standing))
}

/// Asks leave to read somebody's standing, as of any school where they work.
fn ask_leave(
    actor: &Actor,
    person: PersonId,
    schools: &[Urn],
    provider: &Provider,
) -> Result<(), ActionError> {
    let at = |school| Object {
        person: Some(person),
        school,
        provider: Some(provider.id),
    };
    let mut schools = schools.iter();
    if !schools.any(|school| actor.may(Deed::ReadStanding, at(Some(*school))).is_ok()) {
        actor.may(Deed::ReadStanding, at(None))?;
    }
    Ok(())
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

/// Gathers a mentor's training page with one provider, as of today, from memory while nothing has changed.
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
) -> Result<Arc<Training>, ActionError> {
    let day = platform.today();
    let pulse = store::audit::pulse(&platform.store).await?;
    let trainings = &platform.kept.trainings;
    let state = (pulse, day);
    let asked = (person, provider_code.to_owned());
    let found = match trainings.recall(&state, &asked) {
        Some(known) => known,
        None => Arc::new(gathered(platform, person, provider_code, pulse, day).await?),
    };
    ask_leave(actor, person, &found.schools, &found.provider)?;
    trainings.keep(state, asked, found.clone());
    Ok(found)
}

async fn gathered(
    platform: &Platform,
    person: PersonId,
    provider_code: &str,
    pulse: Pulse,
    day: Date,
) -> Result<Training, ActionError> {
    let surround = surround(platform, pulse, provider_code).await?;
    let provider = &surround.provider;
    let list = at_hand(platform, provider, pulse, day).await?;
    let row = list
        .as_ref()
        .and_then(|list| list.rows.iter().find(|row| row.person.id == person));
    let mut tx = platform.store.read().await?;
    let (known, standing, school) = match (row, &list) {
        (Some(row), Some(list)) => {
            let school = row.school.and_then(|urn| list.schools.get(&urn).cloned());
            let known = (row.person.clone(), row.schools.clone());
            (known, row.standing.clone(), school)
        }
        _ => {
            let (mentor, standing) = reckoned(platform, &mut tx, person, provider, day).await?;
            let school: Vec<Urn> = mentor.school.into_iter().collect();
            let school = store::partnership::briefs_of(&mut tx, &school).await?;
            let known = (mentor.person, mentor.schools);
            (known, standing, school.into_iter().next())
        }
    };
    let (found, schools) = known;
    let with_whom = store::person::providers(&mut tx, person).await?;
    if !with_whom.contains(&provider.id) {
        return Err(nothing());
    }
    let entries = store::ledger::entries(&mut tx, provider.id, person).await?;
    let entries = listed(platform, &mut tx, provider, entries).await?;
    let hosted = store::placement::hostings_of(&mut tx, provider.id, person).await?;
    let year = standing.academic_year;
    let hosted: Vec<_> = hosted
        .into_iter()
        .filter(|hosted| hosted.hosting.is_in(year))
        .collect();
    let students = students(&mut tx, &hosted).await?;
    let others = surround.all.iter().filter(|known| known.id != provider.id);
    Ok(Training {
        person: found,
        provider: provider.clone(),
        others: others
            .filter(|known| with_whom.contains(&known.id))
            .cloned()
            .collect(),
        school,
        schools,
        mentor_label: surround.mentor_label.clone(),
        standing,
        students,
        entries,
    })
}

/// What a training page says of its provider, and of the others.
#[derive(Debug)]
pub(super) struct Surround {
    provider: Provider,
    mentor_label: String,
    /// Every provider, by name.
    all: Vec<Provider>,
}

async fn surround(
    platform: &Platform,
    pulse: Pulse,
    provider_code: &str,
) -> Result<Arc<Surround>, ActionError> {
    let surrounds = &platform.kept.surrounds;
    let code = provider_code.to_owned();
    if let Some(known) = surrounds.recall(&pulse.changes, &code) {
        return Ok(known);
    }
    let mut tx = platform.store.read().await?;
    let mut all = store::partnership::providers(&mut tx).await?;
    all.sort_by(|one, other| one.name.cmp(&other.name));
    let provider = all.iter().find(|known| known.code == provider_code);
    let provider = provider.cloned().ok_or_else(nothing)?;
    let labels = store::partnership::labels(&mut tx, provider.id).await?;
    let label = labels
        .into_iter()
        .find(|label| label.role == Role::GeneralMentor);
    let found = Arc::new(Surround {
        mentor_label: label.map_or_else(|| "General mentor".to_owned(), |label| label.text),
        provider,
        all,
    });
    surrounds.keep(pulse.changes, code, found.clone());
    Ok(found)
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
