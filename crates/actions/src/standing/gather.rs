//! Gathers every mentor of a provider with everything that a standing rests on.
//!
//! Owns the words `Mentor`. It never reckons.

use std::collections::{HashMap, HashSet};

use domain::{
    AcademicYear, Date, Timestamp,
    ledger::Line,
    partnership::{Provider, SchoolPhase, Urn},
    person::{Membership, Person, PersonId, Role},
    placement::Hosting,
    standing::{self, Facts, Rules, Standing},
};
use store::{Tx, person::NewMembership, placement::Hosted};

use super::Rulebook;
use crate::ActionError;

/// One mentor of a provider.
#[derive(Debug, Clone)]
pub struct Mentor {
    /// Who.
    pub person: Person,
    /// The school of the day; of several, the one begun last.
    pub school: Option<Urn>,
    /// Every school of the day.
    pub schools: Vec<Urn>,
    pub(super) subject: Option<String>,
    pub(super) school_phase: Option<SchoolPhase>,
    pub(super) lines: Vec<Line>,
    pub(super) hostings: Vec<Hosting>,
}

impl Mentor {
    /// Reckons this mentor's standing on a day.
    #[must_use]
    pub fn reckon(&self, provider: &Provider, rules: &Rulebook, day: Date) -> Standing {
        let facts = Facts {
            subject: self.subject.as_deref(),
            school_phase: self.school_phase,
            lines: &self.lines,
            hostings: &self.hostings,
        };
        let rules = Rules {
            provider: &provider.code,
            policies: &rules.policies,
            versions: &rules.versions,
        };
        standing::of(&facts, &rules, day)
    }
}

/// Gathers the general mentors who have a membership with the provider, or an entry, in the year of a day.
pub(crate) async fn gather(
    tx: &mut Tx,
    provider: &Provider,
    known_before: Timestamp,
    day: Date,
) -> Result<Vec<Mentor>, ActionError> {
    let mut lines = store::ledger::lines(tx, provider.id, known_before).await?;
    let mut hostings = store::placement::hostings(tx, provider.id).await?;
    let mut held: HashMap<PersonId, Vec<NewMembership>> = HashMap::new();
    for membership in store::person::memberships_with(tx, provider.id).await? {
        held.entry(membership.membership.person)
            .or_default()
            .push(membership);
    }
    let mut people: HashMap<PersonId, Person> = store::person::with_provider(tx, provider.id)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let mut phases: HashMap<Urn, SchoolPhase> = store::partnership::phases(tx, provider.id)
        .await?
        .into_iter()
        .collect();
    let without: HashSet<PersonId> = lines
        .keys()
        .filter(|person| !held.contains_key(*person))
        .copied()
        .collect();
    for person in without {
        held.insert(person, store::person::memberships_of(tx, person).await?);
        people.extend(
            store::person::person(tx, person)
                .await?
                .map(|found| (person, found)),
        );
        complete_phases(tx, &held[&person], &mut phases).await?;
    }
    let mut mentors: Vec<Mentor> = people
        .into_values()
        .filter_map(|person| {
            let lines = lines.remove(&person.id).unwrap_or_default();
            let held = held.get(&person.id).map_or(&[][..], Vec::as_slice);
            let hosted = hostings.remove(&person.id).unwrap_or_default();
            one(person, held, lines, hosted, &phases, provider, day)
        })
        .collect();
    mentors.sort_by_cached_key(|mentor| {
        let name = |text: &str| domain::person::fold(text);
        (
            name(&mentor.person.last_name),
            name(&mentor.person.first_name),
            mentor.person.trn,
            mentor.person.id,
        )
    });
    Ok(mentors)
}

/// Gathers one person, whether or not the year asks for a row.
pub(super) async fn gather_one(
    tx: &mut Tx,
    provider: &Provider,
    person: Person,
    known_before: Timestamp,
    day: Date,
) -> Result<Mentor, ActionError> {
    let held = store::person::memberships_of(tx, person.id).await?;
    let mut phases = HashMap::new();
    complete_phases(tx, &held, &mut phases).await?;
    let lines = store::ledger::lines_of(tx, provider.id, person.id, known_before).await?;
    let hosted = store::placement::hostings_of(tx, provider.id, person.id).await?;
    Ok(described(
        person, &held, lines, hosted, &phases, provider, day,
    ))
}

async fn complete_phases(
    tx: &mut Tx,
    held: &[NewMembership],
    phases: &mut HashMap<Urn, SchoolPhase>,
) -> Result<(), ActionError> {
    for urn in held.iter().filter_map(|held| held.membership.school) {
        if phases.contains_key(&urn) {
            continue;
        }
        let school = store::partnership::school(tx, urn).await?;
        phases.extend(
            school
                .and_then(|school| school.school_phase)
                .map(|phase| (urn, phase)),
        );
    }
    Ok(())
}

fn one(
    person: Person,
    held: &[NewMembership],
    lines: Vec<Line>,
    hosted: Vec<Hosted>,
    phases: &HashMap<Urn, SchoolPhase>,
    provider: &Provider,
    day: Date,
) -> Option<Mentor> {
    let year = AcademicYear::containing(day);
    let mentoring = || {
        held.iter()
            .map(|held| &held.membership)
            .filter(|held| held.role == Role::GeneralMentor)
    };
    let member = mentoring().any(|held| {
        held.provider == provider.id && held.overlaps(year.first_day(), year.last_day())
    });
    let entered =
        || mentoring().next().is_some() && lines.iter().any(|line| year.contains(line.held_on));
    (member || entered()).then(|| described(person, held, lines, hosted, phases, provider, day))
}

fn described(
    person: Person,
    held: &[NewMembership],
    mut lines: Vec<Line>,
    hosted: Vec<Hosted>,
    phases: &HashMap<Urn, SchoolPhase>,
    provider: &Provider,
    day: Date,
) -> Mentor {
    lines.sort_by_key(|line| line.held_on);
    let mentoring: Vec<&Membership> = held
        .iter()
        .map(|held| &held.membership)
        .filter(|held| held.role == Role::GeneralMentor && held.holds_on(day))
        .collect();
    let with_provider: Vec<&Membership> = mentoring
        .iter()
        .filter(|held| held.provider == provider.id)
        .copied()
        .collect();
    let mut of_day = if with_provider.is_empty() {
        mentoring
    } else {
        with_provider
    };
    of_day.sort_by_key(|held| (std::cmp::Reverse(held.from), held.school));
    let mut schools: Vec<Urn> = of_day.iter().filter_map(|held| held.school).collect();
    let school = schools.first().copied();
    schools.sort_unstable();
    schools.dedup();
    let latest = held
        .iter()
        .map(|held| &held.membership)
        .rfind(|held| held.provider == provider.id && held.role == Role::GeneralMentor);
    let main = of_day.first().copied().or(latest);
    let school_phase = main.and_then(|held| {
        held.school_phase
            .or_else(|| phases.get(&held.school?).copied())
    });
    Mentor {
        subject: main.and_then(|held| held.subject.clone()),
        school_phase,
        school,
        schools,
        lines,
        hostings: hosted.into_iter().map(|hosted| hosted.hosting).collect(),
        person,
    }
}
