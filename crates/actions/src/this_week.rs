//! Gathers what a mentor has to do, over all their providers, with whom they host and whom to ask.
//!
//! Owns the words `ThisWeek`, `Side` and `Contact`. It never reckons: standings do.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Date, Timestamp,
    access::{Actor, Deed, Object},
    partnership::{Provider, Urn},
    person::{Person, PersonId, Role},
    placement::Hosting,
    standing::Standing,
};
use store::{Tx, placement::Hosted};

use crate::{ActionError, Platform, standing};

/// Everything that a mentor's first page shows.
#[derive(Debug, Clone)]
pub struct ThisWeek {
    /// Whose page it is.
    pub person: Person,
    /// Today.
    pub day: Date,
    /// One side for each provider, by name.
    pub sides: Vec<Side>,
}

/// What a mentor has with one provider.
#[derive(Debug, Clone)]
pub struct Side {
    /// The provider.
    pub provider: Provider,
    /// Where they stand.
    pub standing: Standing,
    /// The student teachers whom they mentor today.
    pub students: Vec<Hosts>,
    /// Whom to ask.
    pub contact: Option<Contact>,
}

/// A student teacher whom a mentor hosts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// The student teacher's name.
    pub name: String,
    /// The school's name.
    pub school: Option<String>,
    /// From when to when, and at which stage.
    pub hosting: Hosting,
}

/// Somebody to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// What they are, as the provider says it.
    pub label: String,
    /// An e-mail address, where one is known.
    pub address: Option<String>,
}

/// Gathers a mentor's own first page, from memory while nothing has changed.
///
/// # Refuses
/// When the actor is no mentor.
/// # Errors
/// When the store fails.
pub async fn this_week(platform: &Platform, actor: &Actor) -> Result<Arc<ThisWeek>, ActionError> {
    actor.may(
        Deed::ReadStanding,
        Object {
            person: Some(actor.person),
            ..Object::default()
        },
    )?;
    let day = platform.today();
    let state = (store::audit::pulse(&platform.store).await?, day);
    let weeks = &platform.kept.weeks;
    if let Some(known) = weeks.recall(&state, &actor.person) {
        return Ok(known);
    }
    let found = Arc::new(gathered(platform, actor, day).await?);
    weeks.keep(state, actor.person, found.clone());
    Ok(found)
}

async fn gathered(platform: &Platform, actor: &Actor, day: Date) -> Result<ThisWeek, ActionError> {
    let (person, providers) = {
        let mut tx = platform.store.read().await?;
        let person = store::person::person(&mut tx, actor.person)
            .await?
            .ok_or_else(|| ActionError::NotFound("There is no such person here.".to_owned()))?;
        (person, standing::with_whom(&mut tx, actor.person).await?)
    };
    // Memory is asked before a transaction is held: nobody waits for a second one while holding a first.
    let mut known = Vec::new();
    for provider in providers.into_iter().filter(|provider| provider.accredited) {
        let all = standing::whole(platform, &provider, day, None).await?;
        let row = all.rows.iter().find(|row| row.person.id == person.id);
        known.push((provider, row.cloned()));
    }
    let mut tx = platform.store.read().await?;
    let mut sides = Vec::new();
    for (provider, row) in known {
        sides.push(side(platform, &mut tx, &person, provider, row, day).await?);
    }
    Ok(ThisWeek { person, day, sides })
}

async fn side(
    platform: &Platform,
    tx: &mut Tx,
    person: &Person,
    provider: Provider,
    row: Option<Arc<standing::Row>>,
    day: Date,
) -> Result<Side, ActionError> {
    let standing = match row {
        Some(row) => row.standing.clone(),
        None => {
            let person = person.clone();
            let mentor = standing::gather_one(tx, &provider, person, Timestamp::MAX, day).await?;
            let rules = platform.rules(tx, &provider).await?;
            mentor.reckon(&provider, &rules, day)
        }
    };
    let hosted = store::placement::hostings_of(tx, provider.id, person.id).await?;
    let now: Vec<Hosted> = hosted
        .into_iter()
        .filter(|hosted| hosted.hosting.holds_on(day))
        .collect();
    Ok(Side {
        students: students(tx, &now).await?,
        contact: contact(tx, &provider, &now, day).await?,
        standing,
        provider,
    })
}

/// Names those whom a mentor hosts.
pub(crate) async fn students(tx: &mut Tx, now: &[Hosted]) -> Result<Vec<Hosts>, ActionError> {
    let people: Vec<PersonId> = now.iter().map(|hosted| hosted.student).collect();
    let schools: Vec<Urn> = now.iter().map(|hosted| hosted.school).collect();
    let names: HashMap<PersonId, String> = store::person::named(tx, &people)
        .await?
        .into_iter()
        .map(|person| (person.id, person.name()))
        .collect();
    let schools: HashMap<Urn, Option<String>> = store::partnership::briefs_of(tx, &schools)
        .await?
        .into_iter()
        .map(|brief| (brief.urn, brief.name))
        .collect();
    Ok(now
        .iter()
        .map(|hosted| Hosts {
            name: names.get(&hosted.student).cloned().unwrap_or_default(),
            school: schools.get(&hosted.school).cloned().flatten(),
            hosting: hosted.hosting.clone(),
        })
        .collect())
}

/// Whom a mentor asks: the lead mentor of their placement, else the partnership office.
async fn contact(
    tx: &mut Tx,
    provider: &Provider,
    now: &[Hosted],
    day: Date,
) -> Result<Option<Contact>, ActionError> {
    let placement = match now.first() {
        Some(hosted) => store::placement::placement(tx, hosted.placement).await?,
        None => None,
    };
    let lead = placement.and_then(|placement| placement.lead_mentor);
    let (person, role) = match lead {
        Some(lead) => (store::person::person(tx, lead).await?, Role::LeadMentor),
        None => {
            let office = Role::PartnershipOfficer;
            let found = store::person::in_role(tx, provider.id, office, day).await?;
            (found.into_iter().next(), office)
        }
    };
    let Some(person) = person else {
        return Ok(None);
    };
    let addresses = store::person::addresses(tx, &[person.id]).await?;
    let labels = store::partnership::labels(tx, provider.id).await?;
    let label = labels.into_iter().find(|label| label.role == role);
    Ok(Some(Contact {
        name: person.name(),
        label: label.map_or_else(|| role.usual_label().to_owned(), |label| label.text),
        address: addresses.into_values().flatten().next(),
    }))
}
