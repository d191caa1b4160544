//! Tells how far each mentor who could be named for a placement would be when it begins.
//!
//! Owns the word `Ready`. It never ranks anybody.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Date, Minutes,
    access::{Actor, Deed},
    insight::{Month, gaps},
    person::PersonId,
    placement::{Hosting, Stage},
    standing::Standing,
};

use super::{Detail, one::object};
use crate::{ActionError, Platform, standing::gather_some};

/// How far a mentor would be, were they named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Minutes done or recognised.
    pub done: Minutes,
    /// Minutes asked; nothing where the provider alone judges.
    pub required: Option<Minutes>,
    /// The stage that they would host.
    pub stage: Option<Stage>,
    /// The last day of the month in which they would begin.
    pub by: Date,
    /// What would be asked by that day and is left, by title.
    pub left: Vec<String>,
    /// Whether their record is one that they have confirmed, or that nobody need confirm.
    pub is_confirmed: bool,
}

/// Reckons how far each mentor who could be named would be; of nobody where the actor reads no
/// standings at the school.
///
/// # Rule
/// Each is reckoned as if they hosted this student teacher, from today or from the first day of the
/// placement, as far as is known today. What falls due by the end of that month is asked.
///
/// # Errors
/// When the store fails.
pub async fn readiness(
    platform: &Platform,
    actor: &Actor,
    detail: &Detail,
) -> Result<HashMap<PersonId, Ready>, ActionError> {
    let (provider, row) = (&detail.provider, &detail.row);
    let allowed = actor.may(Deed::ReadStandings, object(&row.placement, None));
    if allowed.is_err() || detail.mentors.is_empty() {
        return Ok(HashMap::new());
    }
    let day = detail.day.max(row.placement.from);
    let hosting = Hosting {
        from: day,
        until: row.until().unwrap_or(Date::MAX),
        stage: row.placement.stage,
        course: row.course().map(Arc::from),
        route: row.route().map(Arc::from),
    };
    let people: Vec<PersonId> = detail.mentors.iter().map(|person| person.id).collect();
    let mut tx = platform.store.read().await?;
    let rules = platform.rules(&mut tx, provider).await?;
    let known_before = platform.known_before();
    let mut schools = Arc::default();
    let mentors = gather_some(&mut tx, provider, &people, known_before, day, &mut schools).await?;
    drop(tx);
    let told = mentors.into_iter().map(|mentor| {
        let person = mentor.person.id;
        let hosts = mentor.hosting(hosting.clone());
        let standing = hosts.reckon(provider, &rules, day);
        (person, told(&standing, row.placement.stage))
    });
    Ok(told.collect())
}

fn told(standing: &Standing, stage: Option<Stage>) -> Ready {
    let month = Month::containing(standing.day);
    let programme = standing.programme.as_deref();
    let left = gaps(standing, month).filter_map(|row| Some(row.title(programme?).to_owned()));
    Ready {
        done: standing.done + standing.recognised,
        required: standing.required,
        stage,
        by: month.until,
        left: left.collect(),
        is_confirmed: standing.history.is_settled(),
    }
}
