//! Gathers what is known of one school of a partnership.
//!
//! Owns the word `SchoolPage`. It never shows a school to whom it does not concern.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::{Provider, Urn},
    person::{PersonId, Role},
    placement::{Mentoring, Placement},
};
use store::{Tx, partnership::Facts};

use super::holder;
use crate::{
    ActionError, Platform,
    standing::{self, Row},
};

/// Everything that the page of a school tells.
#[derive(Debug, Clone)]
pub struct SchoolPage {
    /// The provider whose partnership it is.
    pub provider: Provider,
    /// The day.
    pub today: Date,
    /// What the register says.
    pub facts: Facts,
    /// The school that took its place, by name.
    pub successor: Option<(Urn, String)>,
    /// Its mentors, the most urgent first.
    pub mentors: Vec<Arc<Row>>,
    /// Its placements with the provider, the newest first, each with its mentors.
    pub placements: Vec<(Placement, Vec<Mentoring>)>,
    /// Everybody else who works there today: who, and what the provider calls it.
    pub staff: Vec<(PersonId, String)>,
    /// The names of the people whom the page tells.
    pub names: HashMap<PersonId, String>,
    /// Whether the actor may open the pages of people.
    pub may_read_people: bool,
}

/// Gathers the page of a school.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the school has nothing to do with the provider, or the store fails.
pub async fn school(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    urn: Urn,
) -> Result<SchoolPage, ActionError> {
    let nothing = || ActionError::NotFound("There is no such school here.".to_owned());
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await.map_err(|_| nothing())?;
    let object = Object {
        provider: Some(provider.id),
        school: Some(urn),
        person: None,
        ..Object::default()
    };
    actor.may(Deed::ReadSchools, object)?;
    let today = platform.today();
    let facts = store::partnership::facts(&mut tx, urn).await?;
    let facts = facts.ok_or_else(nothing)?;
    let held = store::person::memberships_with(&mut tx, provider.id).await?;
    let here: Vec<_> = held
        .iter()
        .map(|held| &held.membership)
        .filter(|held| held.school == Some(urn))
        .collect();
    let placements = placements(&mut tx, &provider, urn).await?;
    if here.is_empty() && placements.is_empty() {
        return Err(nothing());
    }
    let labels = store::partnership::labels(&mut tx, provider.id).await?;
    let staff: Vec<(PersonId, String)> = here
        .iter()
        .filter(|held| held.holds_on(today))
        .filter(|held| ![Role::GeneralMentor, Role::StudentTeacher].contains(&held.role))
        .map(|held| {
            let own = labels.iter().find(|label| label.role == held.role);
            let label = own.map_or(held.role.usual_label(), |label| &label.text);
            (held.person, label.to_owned())
        })
        .collect();
    let mut whom: Vec<PersonId> = staff.iter().map(|(person, _)| *person).collect();
    for (placement, mentorings) in &placements {
        whom.push(placement.student);
        whom.extend(placement.lead_mentor);
        whom.extend(mentorings.iter().map(|mentoring| mentoring.mentor));
    }
    whom.sort_unstable();
    whom.dedup();
    let names = store::person::named(&mut tx, &whom).await?;
    let successor = match facts.successor {
        None => None,
        Some(next) => store::partnership::school(&mut tx, next).await?,
    };
    drop(tx);
    let standings = standing::everybody_of(platform, &provider).await?;
    let mut mentors: Vec<Arc<Row>> = standings
        .rows
        .iter()
        .filter(|row| row.schools.contains(&urn))
        .cloned()
        .collect();
    mentors.sort_by_key(|row| row.urgency);
    let whole = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    Ok(SchoolPage {
        successor: successor.map(|school| {
            let name = school.name.unwrap_or_else(|| school.urn.to_string());
            (school.urn, name)
        }),
        names: names
            .into_iter()
            .map(|person| (person.id, person.name()))
            .collect(),
        may_read_people: actor.may(Deed::ReadPeople, whole).is_ok(),
        provider,
        today,
        facts,
        mentors,
        placements,
        staff,
    })
}

async fn placements(
    tx: &mut Tx,
    provider: &Provider,
    urn: Urn,
) -> Result<Vec<(Placement, Vec<Mentoring>)>, ActionError> {
    let mut placements = store::placement::placements(tx, provider.id).await?;
    placements.retain(|placement| placement.school == urn);
    placements.reverse();
    let mut mentorings: HashMap<_, Vec<Mentoring>> = HashMap::new();
    for (placement, mentoring) in store::placement::mentorings(tx, provider.id).await? {
        mentorings.entry(placement).or_default().push(mentoring);
    }
    Ok(placements
        .into_iter()
        .map(|placement| {
            let theirs = mentorings.remove(&placement.id).unwrap_or_default();
            (placement, theirs)
        })
        .collect())
}
