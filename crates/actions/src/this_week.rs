//! Gathers what a mentor has to do, over all their providers, with whom they host and whom to ask.
//!
//! Owns the words `ThisWeek`, `Side` and `Contact`. It never reckons: standings do.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::{Provider, Urn},
    person::{Person, PersonId, Role},
    placement::Hosting,
    standing::Standing,
};
use store::{Tx, audit::Pulse, placement::Hosted};

use crate::{
    ActionError, Platform, access,
    booking::catch_up::{self, Ahead},
    partnership::{Partnerships, partnerships, school_names},
    person::called,
    standing,
};

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
    pub provider: Arc<Provider>,
    /// Where they stand.
    pub standing: Arc<Standing>,
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

/// Gathers a mentor's own first page, from memory while nothing has changed, and what their sessions ask
/// of them, which hours move on by themselves.
///
/// # Refuses
/// When the actor is no mentor.
/// # Errors
/// When the store fails.
pub async fn this_week(
    platform: &Platform,
    actor: &Actor,
) -> Result<(Arc<ThisWeek>, Ahead), ActionError> {
    actor.may(
        Deed::ReadStanding,
        Object {
            person: Some(actor.person),
            ..Object::default()
        },
    )?;
    let day = platform.today();
    let pulse = store::audit::pulse(&platform.store).await?;
    let state = (pulse, day);
    let weeks = &platform.kept.weeks;
    let ahead = catch_up::ahead(platform, actor.person).await?;
    if let Some(known) = weeks.recall(&state, &actor.person) {
        return Ok((known, ahead));
    }
    let found = Arc::new(gathered(platform, actor, pulse, day).await?);
    weeks.keep(state, actor.person, found.clone());
    Ok((found, ahead))
}

async fn gathered(
    platform: &Platform,
    actor: &Actor,
    pulse: Pulse,
    day: Date,
) -> Result<ThisWeek, ActionError> {
    let around = partnerships(platform, pulse).await?;
    let who = access::reader_since(platform, actor.person, pulse).await?;
    let with_whom = {
        let mut tx = platform.store.glance().await?;
        store::person::providers(&mut tx, actor.person).await?
    };
    // Memory is asked before a connection is held: nobody waits for a second one while holding a first.
    let mut known = Vec::new();
    for provider in around.providers.iter() {
        if provider.accredited && with_whom.contains(&provider.id) {
            let all = standing::now(platform, provider, pulse, day).await?;
            let rules = platform.rules_now(provider, pulse).await?;
            known.push((provider.clone(), all, rules));
        }
    }
    let mut tx = platform.store.glance().await?;
    let mut sides = Vec::new();
    for (provider, all, rules) in known {
        let row = all.of(actor.person);
        let standing = match row {
            Some(row) => row.standing.clone(),
            None => {
                let person = who.person.clone();
                let mentor =
                    standing::gather_one(&mut tx, &provider, person, platform.known_before(), day)
                        .await?;
                Arc::new(mentor.reckon(&provider, &rules, day))
            }
        };
        let hosted = match row.is_some_and(|row| !row.hosts_today) {
            true => Vec::new(),
            false => store::placement::hostings_of(&mut tx, provider.id, actor.person).await?,
        };
        let hosted: Vec<Hosted> = hosted
            .into_iter()
            .filter(|hosted| hosted.hosting.holds_on(day))
            .collect();
        let students = hosted.iter().map(|hosted| hosted.student);
        let names = called(platform, &mut tx, pulse, students).await?;
        let schools = hosted.iter().map(|hosted| hosted.school);
        let schools = school_names(&mut tx, &all.schools, schools).await?;
        sides.push(Side {
            contact: contact(platform, &mut tx, pulse, &around, &provider, &hosted).await?,
            students: hosts(hosted, &names, |urn| schools.get(&urn).cloned()),
            standing,
            provider,
        });
    }
    let person = who.person.clone();
    Ok(ThisWeek { person, day, sides })
}

/// Names those whom a mentor hosts.
pub(crate) fn hosts(
    hosted: Vec<Hosted>,
    names: &HashMap<PersonId, String>,
    school_name: impl Fn(Urn) -> Option<String>,
) -> Vec<Hosts> {
    hosted
        .into_iter()
        .map(|hosted| Hosts {
            name: names.get(&hosted.student).cloned().unwrap_or_default(),
            school: school_name(hosted.school),
            hosting: hosted.hosting,
        })
        .collect()
}

/// Whom a mentor asks: the lead mentor of their placement, else the partnership office; from memory
/// while nothing has changed.
async fn contact(
    platform: &Platform,
    tx: &mut Tx,
    pulse: Pulse,
    around: &Partnerships,
    provider: &Provider,
    now: &[Hosted],
) -> Result<Option<Contact>, ActionError> {
    let lead = now.first().and_then(|hosted| hosted.lead_mentor);
    let day = platform.today();
    let state = (pulse.changes, day);
    let contacts = &platform.kept.contacts;
    if let Some(known) = contacts.recall(&state, &(provider.id, lead)) {
        return Ok((*known).clone());
    }
    let (person, role) = match lead {
        Some(lead) => (store::person::person(tx, lead).await?, Role::LeadMentor),
        None => {
            let office = Role::PartnershipOfficer;
            let found = store::person::in_role(tx, provider.id, office, day).await?;
            (found.into_iter().next(), office)
        }
    };
    let found = match person {
        None => None,
        Some(person) => {
            let addresses = store::person::addresses(tx, &[person.id]).await?;
            Some(Contact {
                name: person.name(),
                label: around.label(provider.id, role),
                address: addresses.into_values().flatten().next(),
            })
        }
    };
    contacts.keep(state, (provider.id, lead), Arc::new(found.clone()));
    Ok(found)
}
