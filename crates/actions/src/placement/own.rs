//! Gathers a student teacher's own placements: where, with whom, when, and whom to ask.
//!
//! Owns the word `Mine`. It never shows anybody else's.

use std::{collections::HashSet, sync::Arc};

use domain::{
    Date,
    access::{Actor, Deed},
    partnership::{Provider, ProviderId, School},
    person::{Person, PersonId, Role},
};

use super::{Row, one::object};
use crate::{ActionError, Platform};

/// One of a student teacher's own placements.
#[derive(Debug, Clone)]
pub struct Mine {
    /// The provider.
    pub provider: Provider,
    /// The placement with everyone in it.
    pub row: Arc<Row>,
    /// The school.
    pub school: Option<School>,
    /// Who looks after all training at the school.
    pub professional_mentors: Vec<Person>,
}

/// Gathers the actor's own placements as a student teacher, the earliest first, with the day.
///
/// # Refuses
/// When they are no student teacher with the provider of one.
/// # Errors
/// When the store fails.
pub async fn of_student(
    platform: &Platform,
    actor: &Actor,
) -> Result<(Date, Vec<Mine>), ActionError> {
    let mut tx = platform.store.read().await?;
    let day = platform.today();
    let own = store::placement::placements_of(&mut tx, actor.person).await?;
    let providers = store::partnership::providers(&mut tx).await?;
    let with: HashSet<ProviderId> = own.iter().map(|placement| placement.provider).collect();
    let mut mine = Vec::new();
    for provider in providers
        .into_iter()
        .filter(|known| with.contains(&known.id))
    {
        let gathered = platform.every_placement(&mut tx, provider.id).await?;
        let held = store::person::memberships_with(&mut tx, provider.id).await?;
        let people = store::person::with_provider(&mut tx, provider.id).await?;
        for row in gathered
            .rows
            .iter()
            .filter(|row| row.student.id == actor.person)
        {
            actor.may(
                Deed::ReadPlacement,
                object(&row.placement, Some(actor.person)),
            )?;
            let whom: HashSet<PersonId> = held
                .iter()
                .map(|held| &held.membership)
                .filter(|held| held.role == Role::ProfessionalMentor)
                .filter(|held| held.school == Some(row.placement.school) && held.holds_on(day))
                .map(|held| held.person)
                .collect();
            let asked = people.iter().filter(|person| whom.contains(&person.id));
            mine.push(Mine {
                provider: provider.clone(),
                row: row.clone(),
                school: store::partnership::school(&mut tx, row.placement.school).await?,
                professional_mentors: asked.cloned().collect(),
            });
        }
    }
    mine.sort_by_key(|one| one.row.placement.from);
    Ok((day, mine))
}
