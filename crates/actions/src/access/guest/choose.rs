//! Offers what a sample can hold: placements and mentors, narrowed by school and stage, or drawn by chance.
//!
//! Owns the words `Narrowed` and `Offered`. It never offers another provider's.

use std::{collections::HashSet, sync::Arc};

use domain::{
    Date,
    access::{Actor, Deed, guest::Drawn},
    partnership::{Provider, Urn},
    person::{Person, PersonId, Role},
    placement::PlacementId,
};

use super::ours;
use crate::{ActionError, Platform, placement::Row};

/// Placements that are offered at once: more do not fit a page.
const MOST_OFFERED: usize = 80;

/// To what an offer is narrowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// To one school.
    pub school: Option<Urn>,
    /// To one stage.
    pub stage: Option<u8>,
    /// To what chance draws of the rest.
    pub drawn: Option<Drawn>,
    /// To placements on some day from the first to the last.
    pub days: Option<(Date, Date)>,
}

/// What a sample can hold.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The provider.
    pub provider: Provider,
    /// The placements, by the name of the student teacher.
    pub placements: Vec<Arc<Row>>,
    /// Those who mentor there, and at the school where one is named, by name.
    pub people: Vec<Person>,
    /// How many placements there are beyond those.
    pub more: usize,
    /// How many placements chance drew from.
    pub of: usize,
    /// The schools that have placements, by name.
    pub schools: Vec<(Urn, String)>,
}

/// Offers placements and mentors for a sample.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such provider, or the store fails.
pub async fn offered(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    narrowed: &Narrowed,
) -> Result<Offered, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = ours(&mut tx, actor, Deed::InviteGuest, provider).await?;
    let all = platform.every_placement(&mut tx, provider.id).await?;
    let today = platform.today();
    let (first, last) = narrowed.days.unwrap_or((today, today));
    let mut placements: Vec<Arc<Row>> = all
        .rows
        .iter()
        .filter(|row| row.overlaps(first, last))
        .filter(|row| {
            let placement = &row.placement;
            narrowed.school.is_none_or(|urn| placement.school == urn)
                && narrowed
                    .stage
                    .is_none_or(|stage| placement.stage == Some(stage))
        })
        .cloned()
        .collect();
    let of = placements.len();
    if let Some(drawn) = &narrowed.drawn {
        let numbers: Vec<PlacementId> = placements.iter().map(|row| row.placement.id).collect();
        let few: HashSet<PlacementId> = drawn.of(&numbers).into_iter().collect();
        placements.retain(|row| few.contains(&row.placement.id));
    }
    let more = placements.len().saturating_sub(MOST_OFFERED);
    placements.truncate(MOST_OFFERED);
    let mut people: Vec<Person> = placements
        .iter()
        .flat_map(|row| row.mentors.iter().map(|held| held.person.clone()))
        .collect();
    if let (Some(school), None) = (narrowed.school, &narrowed.drawn) {
        let there: Vec<PersonId> = store::person::memberships_with(&mut tx, provider.id)
            .await?
            .into_iter()
            .map(|held| held.membership)
            .filter(|held| held.role == Role::GeneralMentor && held.school == Some(school))
            .filter(|held| held.until.is_none_or(|until| until >= first))
            .map(|held| held.person)
            .collect();
        people.extend(store::person::named(&mut tx, &there).await?);
    }
    people.sort_by_cached_key(|person| (person.listed_name(), person.id));
    people.dedup_by_key(|person| person.id);
    Ok(Offered {
        schools: all.schools.clone(),
        provider,
        placements,
        people,
        more,
        of,
    })
}
