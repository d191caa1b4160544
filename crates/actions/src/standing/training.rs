//! Gathers what one mentor's training page shows.
//!
//! Owns the deed `ReadStanding`. It never shows another person's page without leave.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    Date,
    access::{Actor, Deed, Object},
    audit::reading::Kind,
    ledger::History,
    partnership::{Provider, ProviderId, Urn},
    person::{Person, PersonId, Role},
    standing::Standing,
};
use store::{Tx, audit::Pulse, partnership::Brief};

use super::{Mentor, gather::gather_one, whole::at_hand};
use crate::{
    ActionError, Platform, access,
    ledger::{Listed, beside, whom},
    partnership::{holder, partnerships, school_names},
    person::called,
    this_week::{Hosts, hosts},
};

/// Everything that a mentor's training page shows.
#[derive(Debug, Clone)]
pub struct Training {
    /// Whose page it is.
    pub person: Person,
    /// The provider it is about.
    pub provider: Arc<Provider>,
    /// The other providers with whom they stand, by name.
    pub others: Vec<Arc<Provider>>,
    /// The school of the day.
    pub school: Option<Brief>,
    /// Every school of the day.
    pub schools: Vec<Urn>,
    /// What the provider calls a general mentor.
    pub mentor_label: String,
    /// Where they stand.
    pub standing: Arc<Standing>,
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
    let mentor = gather_one(tx, provider, person, platform.known_before(), day).await?;
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
        ..Object::default()
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
    let mentor = gather_one(tx, provider, person, platform.known_before(), day).await?;
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
    platform
        .opened(actor, found.provider.id, (Kind::Standing, person.0), person)
        .await?;
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
    let around = partnerships(platform, pulse).await?;
    let provider = around.coded(provider_code).ok_or_else(nothing)?;
    let rules = platform.rules_now(provider, pulse).await?;
    let list = at_hand(platform, provider, pulse, day).await?;
    let row = list.as_ref().and_then(|list| list.of(person));
    // A record that was joined to another leads there.
    let kept = match row {
        Some(_) => None,
        None => {
            let mut tx = platform.store.glance().await?;
            store::person::merged_into(&mut tx, person).await?
        }
    };
    let person = kept.unwrap_or(person);
    let who = match access::reader_since(platform, person, pulse).await {
        Err(ActionError::NotFound(_)) => return Err(nothing()),
        who => who?,
    };
    let mut tx = platform.store.glance().await?;
    let (schools, standing, school) = match (row, &list) {
        (Some(row), Some(list)) => {
            let school = row.school.and_then(|urn| list.schools.get(&urn).cloned());
            (row.schools.clone(), row.standing.clone(), school)
        }
        _ => {
            let mentor = gather_one(
                &mut tx,
                provider,
                who.person.clone(),
                platform.known_before(),
                day,
            )
            .await?;
            let standing = Arc::new(mentor.reckon(provider, &rules, day));
            let school: Vec<Urn> = mentor.school.into_iter().collect();
            let school = store::partnership::briefs_of(&mut tx, &school).await?;
            (mentor.schools, standing, school.into_iter().next())
        }
    };
    let mut entries = store::ledger::entries_of(&mut tx, person).await?;
    let memberships = who.actor.memberships.iter().map(|held| held.provider);
    let books = entries.iter().map(|entry| entry.provider);
    let with_whom: HashSet<ProviderId> = memberships.chain(books).collect();
    if !with_whom.contains(&provider.id) {
        return Err(nothing());
    }
    let known_before = platform.known_before();
    entries.retain(|entry| entry.provider == provider.id && entry.recorded_at < known_before);
    let hosted = match row.is_some_and(|row| row.hostings.is_empty()) {
        true => Vec::new(),
        false => store::placement::hostings_of(&mut tx, provider.id, person).await?,
    };
    let year = standing.academic_year;
    let hosted: Vec<_> = hosted
        .into_iter()
        .filter(|hosted| hosted.hosting.is_in(year))
        .collect();
    let whom = entries.iter().flat_map(whom);
    let whom = whom.chain(hosted.iter().map(|hosted| hosted.student));
    let names = called(platform, &mut tx, pulse, whom).await?;
    let nowhere = HashMap::new();
    let near = list.as_ref().map_or(&nowhere, |list| &list.schools);
    let wanted = entries.iter().filter_map(|entry| entry.school);
    let wanted = wanted.chain(hosted.iter().map(|hosted| hosted.school));
    let school_names = school_names(&mut tx, near, wanted).await?;
    let school_name = |urn: Urn| school_names.get(&urn).cloned();
    let others = around
        .providers
        .iter()
        .filter(|known| known.id != provider.id);
    Ok(Training {
        person: who.person.clone(),
        provider: provider.clone(),
        others: others
            .filter(|known| with_whom.contains(&known.id))
            .cloned()
            .collect(),
        school,
        schools,
        mentor_label: around.label(provider.id, Role::GeneralMentor),
        standing,
        students: hosts(hosted, &names, school_name),
        entries: beside(entries, &rules, &names, school_name),
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
    let wanted = store::person::providers(&mut tx, person).await?;
    let mut found = store::partnership::providers(&mut tx).await?;
    found.retain(|provider| wanted.contains(&provider.id));
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
