//! Lists the mentors of a school, or of a lead mentor's placements, with whoever needs a word first.
//!
//! Owns the words `OurMentors` and `Ours`. It never tells a school more than hours.

mod file;

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    sync::Arc,
};

use domain::{
    Date, Timestamp,
    access::{Actor, Deed, Object},
    calendar::uk_day,
    partnership::Provider,
    person::{PersonId, Role},
    standing::{Shown, Urgency},
};

use jiff::ToSpan;

pub use file::list;

use crate::{
    ActionError, Platform,
    standing::{self, Row, Standings},
};

/// Which mentors are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of the actor's schools.
    School,
    /// Those of the placements that name the actor as lead mentor.
    Caseload,
}

/// The mentors of a seat, the most urgent first.
#[derive(Debug, Clone)]
pub struct OurMentors {
    /// Today.
    pub day: Date,
    /// One row for a mentor and provider.
    pub rows: Vec<Ours>,
}

impl OurMentors {
    /// How many people these rows are about.
    #[must_use]
    pub fn people<'a>(rows: impl Iterator<Item = &'a Ours>) -> usize {
        let people: HashSet<PersonId> = rows.map(|ours| ours.row.person.id).collect();
        people.len()
    }

    /// Those who are overdue, and to whom nobody wrote this week.
    pub fn to_nudge(&self) -> impl Iterator<Item = &Ours> {
        let week = monday(self.day);
        let fresh = move |ours: &&Ours| ours.nudged_on.is_none_or(|day| day < week);
        self.overdue().filter(|ours| ours.may_nudge).filter(fresh)
    }

    /// Those who are overdue.
    pub fn overdue(&self) -> impl Iterator<Item = &Ours> {
        self.rows.iter().filter(|ours| ours.is_overdue())
    }
}

/// One mentor with one provider.
#[derive(Debug, Clone)]
pub struct Ours {
    /// The provider.
    pub provider: Arc<Provider>,
    /// Where they stand.
    pub row: Arc<Row>,
    /// The school's name.
    pub school: Option<String>,
    /// The day on which they were last nudged.
    pub nudged_on: Option<Date>,
    /// Where they can be written to.
    pub addresses: Vec<String>,
    /// Whether the actor may write to them here.
    pub may_nudge: bool,
}

impl Ours {
    /// Says whether anything is overdue, as far as pages say so.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.overdue().next().is_some()
    }

    /// The titles of what is overdue, in the order of the programme.
    pub fn overdue(&self) -> impl Iterator<Item = &str> {
        let standing = &self.row.standing;
        let programme = standing.programme.as_deref();
        standing
            .owed()
            .filter(|row| standing.shown(row) == Shown::Overdue)
            .filter_map(move |row| Some(row.title(programme?)))
    }

    /// How urgent it is.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        self.row.urgency
    }
}

/// The Monday of the week of a day.
pub(crate) fn monday(day: Date) -> Date {
    let since = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(since.days())
}

/// Lists the mentors of the actor's schools or caseload, the most urgent first.
///
/// # Rule
/// For a school: the mentors who work there today, with each provider with whom the actor has a
/// seat at that school. For a lead mentor: those who mentor on a placement that names the actor,
/// and runs today or is to come. Overdue minutes, then the earliest due day, then the name.
///
/// # Refuses
/// When the actor has no such seat.
/// # Errors
/// When the store fails.
pub async fn our_mentors(
    platform: &Platform,
    actor: &Actor,
    whose: Whose,
) -> Result<OurMentors, ActionError> {
    let day = platform.today();
    let providers = providers_of(platform, actor, whose).await?;
    let mut rows = Vec::new();
    for provider in providers {
        let all = standing::whole(platform, &provider, day, None).await?;
        let caseload = match whose {
            Whose::School => None,
            Whose::Caseload => Some(caseload(platform, actor, &provider, day).await?),
        };
        let provider = Arc::new(provider);
        let wanted = |row: &&Arc<Row>| match &caseload {
            Some(mentors) => mentors.contains(&row.person.id),
            None => reaches(actor, Deed::ReadStandings, &provider, row),
        };
        let ours = all.rows.iter().filter(wanted);
        rows.extend(ours.map(|row| one(actor, &all, provider.clone(), row.clone())));
    }
    rows.sort_by(|one, other| {
        let name = |ours: &Ours| (ours.row.folded.clone(), ours.provider.name.clone());
        one.urgency()
            .cmp(&other.urgency())
            .then_with(|| name(one).cmp(&name(other)))
    });
    complete(platform, &mut rows).await?;
    Ok(OurMentors { day, rows })
}

fn one(actor: &Actor, all: &Standings, provider: Arc<Provider>, row: Arc<Row>) -> Ours {
    Ours {
        school: all.school_name(row.school).map(str::to_owned),
        nudged_on: None,
        addresses: Vec::new(),
        may_nudge: reaches(actor, Deed::NudgeMentors, &provider, &row),
        provider,
        row,
    }
}

/// Says whether a deed reaches a mentor at any school of theirs.
fn reaches(actor: &Actor, deed: Deed, provider: &Provider, row: &Row) -> bool {
    let at = |school| Object {
        provider: Some(provider.id),
        school,
        person: None,
        ..Object::default()
    };
    row.schools
        .iter()
        .any(|school| actor.may(deed, at(Some(*school))).is_ok())
        || (row.schools.is_empty() && actor.may(deed, at(None)).is_ok())
}

/// The providers with whom the actor has such a seat today.
async fn providers_of(
    platform: &Platform,
    actor: &Actor,
    whose: Whose,
) -> Result<Vec<Provider>, ActionError> {
    let seated = |role| match whose {
        Whose::School => matches!(
            role,
            Role::ProfessionalMentor | Role::Headteacher | Role::BusinessManager | Role::Trust
        ),
        Whose::Caseload => role == Role::LeadMentor,
    };
    let held = actor.memberships.iter();
    let with: HashSet<_> = held
        .filter(|held| seated(held.role) && held.holds_on(actor.today))
        .map(|held| held.provider)
        .collect();
    if with.is_empty() {
        return Err(domain::access::Forbidden.into());
    }
    let mut tx = platform.store.read().await?;
    let mut providers = store::partnership::providers(&mut tx).await?;
    providers.retain(|provider| provider.accredited && with.contains(&provider.id));
    Ok(providers)
}

/// Who mentors on a placement that names the actor as lead mentor, today or to come.
async fn caseload(
    platform: &Platform,
    actor: &Actor,
    provider: &Provider,
    day: Date,
) -> Result<HashSet<PersonId>, ActionError> {
    let mut tx = platform.store.read().await?;
    let placements = store::placement::placements(&mut tx, provider.id).await?;
    let theirs: HashSet<_> = placements
        .into_iter()
        .filter(|placement| placement.lead_mentor == Some(actor.person))
        .filter(|placement| placement.last_day() >= day)
        .map(|placement| placement.id)
        .collect();
    let mentorings = store::placement::mentorings(&mut tx, provider.id).await?;
    Ok(mentorings
        .into_iter()
        .filter(|(placement, _)| theirs.contains(placement))
        .filter(|(_, mentoring)| mentoring.until.is_none_or(|until| until >= day))
        .map(|(_, mentoring)| mentoring.mentor)
        .collect())
}

/// Adds when each was nudged and where each can be written to: a fixed number of questions for a provider.
async fn complete(platform: &Platform, rows: &mut [Ours]) -> Result<(), ActionError> {
    let mut tx = platform.store.read().await?;
    let people: Vec<PersonId> = rows.iter().map(|ours| ours.row.person.id).collect();
    let addresses = store::person::addresses(&mut tx, &people).await?;
    let mut nudged: HashMap<_, HashMap<PersonId, Timestamp>> = HashMap::new();
    for ours in rows.iter_mut() {
        let provider = ours.provider.id;
        let theirs = match nudged.entry(provider) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store::notice::nudged(&mut tx, provider).await?),
        };
        let at = theirs.get(&ours.row.person.id);
        ours.nudged_on = at.map(|at| uk_day(*at));
        ours.addresses = addresses
            .get(&ours.row.person.id)
            .cloned()
            .unwrap_or_default();
    }
    Ok(())
}
