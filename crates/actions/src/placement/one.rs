//! Gathers one placement with everything that its page shows, and what the reader may do about it.
//!
//! Owns the deed `ReadPlacement`. It never shows a placement in which the reader has no part.

use std::{collections::HashSet, sync::Arc};

use domain::{
    AcademicYear, Date,
    access::{Actor, Deed, Object},
    audit::reading::Kind,
    partnership::{Provider, ProviderId, School, Urn},
    person::{Person, PersonId, Role},
    placement::{Placement, PlacementId, seen},
    programme::HalfTerm,
};
use store::Tx;

use super::Row;
use crate::{ActionError, Platform, access::invite::not_yet_here};

/// One placement with everything that its page shows.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The provider.
    pub provider: Provider,
    /// The placement with everyone in it.
    pub row: Arc<Row>,
    /// The school.
    pub school: Option<School>,
    /// What the reader may do.
    pub may: May,
    /// Who could mentor: the general mentors at the school, by name.
    pub mentors: Vec<Person>,
    /// Who could be the lead mentor, by name.
    pub lead_mentors: Vec<Person>,
    /// Who of its mentors has never signed in, and could be invited by the reader.
    pub not_yet_here: Vec<PersonId>,
    /// The state that a form shows: a deed on another is not done.
    pub seen: String,
    /// The half terms of the year that the page shows.
    pub half_terms: Vec<HalfTerm>,
    /// The day on which things stand.
    pub day: Date,
}

impl Detail {
    /// The academic year that the page shows: that of the day, or the nearest of the placement.
    #[must_use]
    pub fn year(&self) -> AcademicYear {
        AcademicYear::containing(nearest(&self.row, self.day))
    }
}

fn nearest(row: &Row, day: Date) -> Date {
    let first = row.placement.from;
    day.min(row.until().unwrap_or(day)).max(first)
}

/// What a reader may do about a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct May {
    /// Name, replace and end its mentors.
    pub assign: bool,
    /// Change its days and the like.
    pub change: bool,
    /// Confirm its start gate.
    pub confirm: bool,
}

/// Gathers one placement.
///
/// # Rule
/// A general mentor and a student teacher read their own; others as far as their role reaches.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such placement, or the store fails.
pub async fn one(
    platform: &Platform,
    actor: &Actor,
    id: PlacementId,
) -> Result<Detail, ActionError> {
    let mut tx = platform.store.read().await?;
    let placement = store::placement::placement(&mut tx, id)
        .await?
        .ok_or_else(nothing)?;
    let gathered = platform
        .every_placement(&mut tx, placement.provider)
        .await?;
    let row = gathered.one(id).ok_or_else(nothing)?.clone();
    let day = platform.today();
    let own = row.is_of(actor.person, day).then_some(actor.person);
    actor.may(Deed::ReadPlacement, object(&placement, own))?;
    let mut held = actor.memberships.iter();
    let there = held.any(|held| held.schools().any(|school| school == placement.school));
    if own.is_none() && !there {
        drop(tx);
        let record = (Kind::Placement, id.0);
        platform
            .opened(actor, placement.provider, record, placement.student)
            .await?;
        tx = platform.store.read().await?;
    }
    let allowed = |deed| actor.may(deed, object(&placement, None)).is_ok();
    let may = May {
        assign: allowed(Deed::AssignMentor),
        change: allowed(Deed::ChangePlacement),
        confirm: allowed(Deed::ConfirmGate),
    };
    let providers = store::partnership::providers(&mut tx).await?;
    let provider = providers
        .into_iter()
        .find(|known| known.id == placement.provider)
        .ok_or_else(nothing)?;
    let (mentors, lead_mentors) = if may.assign || may.change {
        who_could(&mut tx, provider.id, placement.school, day).await?
    } else {
        (Vec::new(), Vec::new())
    };
    let not_yet_here = not_yet_here(platform, &mut tx, actor, &placement).await?;
    let year = AcademicYear::containing(nearest(&row, day));
    let rules = platform.rules(&mut tx, &provider).await?;
    let mut versions = rules.versions.all().iter().rev();
    let of_year = versions.find(|version| version.years.contains(&year));
    Ok(Detail {
        half_terms: of_year.map_or_else(Vec::new, |version| version.half_terms.clone()),
        school: store::partnership::school(&mut tx, placement.school).await?,
        seen: seen(&row.placement, &row.mentorings()),
        provider,
        row,
        may,
        mentors,
        lead_mentors,
        not_yet_here,
        day,
    })
}

/// What a deed on a placement is done on.
pub(super) fn object(placement: &Placement, person: Option<PersonId>) -> Object {
    Object {
        provider: Some(placement.provider),
        school: Some(placement.school),
        person,
        placement: Some(placement.id),
    }
}

pub(super) fn nothing() -> ActionError {
    ActionError::NotFound("There is no such placement.".to_owned())
}

/// Lists the general mentors at a school and the lead mentors of a provider, on a day or later.
pub(super) async fn who_could(
    tx: &mut Tx,
    provider: ProviderId,
    school: Urn,
    day: Date,
) -> Result<(Vec<Person>, Vec<Person>), ActionError> {
    let mut mentors = HashSet::new();
    let mut leads = HashSet::new();
    for held in store::person::memberships_with(tx, provider).await? {
        let held = held.membership;
        if held.until.is_some_and(|until| until < day) {
            continue;
        }
        match held.role {
            Role::GeneralMentor if held.school == Some(school) => mentors.insert(held.person),
            Role::LeadMentor => leads.insert(held.person),
            _ => continue,
        };
    }
    let mut everyone = store::person::with_provider(tx, provider).await?;
    everyone.sort_by_cached_key(|person| person.listed_name());
    let of = |known: &HashSet<PersonId>| {
        let those = everyone.iter().filter(|person| known.contains(&person.id));
        those.cloned().collect()
    };
    Ok((of(&mentors), of(&leads)))
}
