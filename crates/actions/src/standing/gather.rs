//! Gathers every mentor of a provider with everything that a standing rests on.
//!
//! Owns the words `Mentor`. It never reckons.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    AcademicYear, Date, Timestamp,
    ledger::{History, Line},
    partnership::{Provider, SchoolPhase, Urn},
    person::{Membership, Person, PersonId, Role, Trn, fold},
    placement::Hosting,
    programme::Adjustment,
    standing::{self, Facts, Rules, Standing},
};
use store::{Tx, ledger::Answered, partnership::Brief, person::NewMembership, placement::Hosted};

use super::Rulebook;
use crate::ActionError;

/// One mentor of a provider.
#[derive(Debug, Clone)]
pub struct Mentor {
    /// Who.
    pub person: Person,
    /// Family name and given name, folded.
    pub(super) folded: Box<str>,
    /// The school of the day; of several, the one begun last.
    pub school: Option<Urn>,
    /// Every school of the day.
    pub schools: Vec<Urn>,
    pub(crate) subject: Option<String>,
    pub(crate) school_phase: Option<SchoolPhase>,
    pub(super) lines: Vec<Line>,
    pub(crate) hostings: Vec<Hosting>,
    pub(super) history: History,
    pub(super) adjustments: Vec<Adjustment>,
}

/// By what mentors stand in a list of names.
pub(super) type ByName<'a> = (&'a str, Option<Trn>, PersonId);

impl Mentor {
    pub(super) fn by_name(&self) -> ByName<'_> {
        (&self.folded, self.person.trn, self.person.id)
    }

    /// The same mentor, as if they hosted one student teacher more.
    #[must_use]
    pub(crate) fn hosting(mut self, hosting: Hosting) -> Mentor {
        self.hostings.push(hosting);
        self.hostings.sort_by_key(|hosting| hosting.from);
        self
    }

    /// Reckons this mentor's standing on a day.
    #[must_use]
    pub fn reckon(&self, provider: &Provider, rules: &Rulebook, day: Date) -> Standing {
        let facts = Facts {
            subject: self.subject.as_deref(),
            school_phase: self.school_phase,
            lines: &self.lines,
            hostings: &self.hostings,
            history: self.history,
            adjustments: &self.adjustments,
        };
        let rules = Rules {
            provider: &provider.code,
            policies: &rules.policies,
            versions: &rules.versions,
        };
        standing::of(&facts, &rules, day)
    }
}

/// Everybody of a provider, with the schools where they work.
pub(crate) struct Gathered {
    /// The general mentors.
    pub mentors: Vec<Mentor>,
    /// The schools of everybody's memberships, by number.
    pub schools: HashMap<Urn, Brief>,
}

/// Gathers the general mentors who have a membership with the provider, or an entry, in the year of a day,
/// by name.
pub(crate) async fn gather(
    tx: &mut Tx,
    provider: &Provider,
    known_before: Timestamp,
    day: Date,
) -> Result<Gathered, ActionError> {
    let mut lines = store::ledger::lines(tx, provider.id, known_before).await?;
    let mut hostings = store::placement::hostings(tx, provider.id).await?;
    let mut answers = store::ledger::history_answers(tx, provider.id, known_before).await?;
    let mut adjusted = store::prior_learning::adjustments(tx, provider.id).await?;
    let mut people = store::person::with_provider(tx, provider.id).await?;
    let mut held = store::person::memberships_with(tx, provider.id).await?;
    let briefs = store::partnership::briefs(tx, provider.id).await?;
    let mut schools: HashMap<Urn, Brief> = by_urn(briefs).collect();
    let members: HashSet<PersonId> = people.iter().map(|person| person.id).collect();
    if !lines.keys().all(|person| members.contains(person)) {
        let (visitors, theirs) = store::person::visitors(tx, provider.id).await?;
        complete(tx, &theirs, &mut schools).await?;
        people.extend(visitors);
        held.extend(theirs);
    }
    let held = by_person(held);
    let one = |person: Person| {
        let lines = lines.remove(&person.id).unwrap_or_default();
        let hosted = hostings.remove(&person.id).unwrap_or_default();
        let answer = answers.remove(&person.id);
        let adjusted = adjusted.remove(&person.id).unwrap_or_default();
        let held = held.get(&person.id).map_or(&[][..], Vec::as_slice);
        one(
            person,
            held,
            (lines, hosted, answer, adjusted),
            &schools,
            provider,
            day,
        )
    };
    let mut mentors: Vec<Mentor> = people.into_iter().filter_map(one).collect();
    mentors.sort_by(|one, other| one.by_name().cmp(&other.by_name()));
    Ok(Gathered { mentors, schools })
}

/// Gathers those of these people whom [`gather`] would gather, with the schools that are new.
pub(crate) async fn gather_some(
    tx: &mut Tx,
    provider: &Provider,
    people: &[PersonId],
    known_before: Timestamp,
    day: Date,
    schools: &mut Arc<HashMap<Urn, Brief>>,
) -> Result<Vec<Mentor>, ActionError> {
    let mut lines = store::ledger::lines_among(tx, provider.id, people, known_before).await?;
    let mut hostings = match people {
        [person] => {
            let hosted = store::placement::hostings_of(tx, provider.id, *person).await?;
            HashMap::from([(*person, hosted)])
        }
        _ => store::placement::hostings(tx, provider.id).await?,
    };
    let mut answers = store::ledger::history_answers(tx, provider.id, known_before).await?;
    let mut adjusted = store::prior_learning::adjustments(tx, provider.id).await?;
    let held = store::person::memberships_among(tx, people).await?;
    let known = |held: &NewMembership| {
        let school = held.membership.school;
        school.is_none_or(|urn| schools.contains_key(&urn))
    };
    if !held.iter().all(known) {
        complete(tx, &held, Arc::make_mut(schools)).await?;
    }
    let mut held = by_person(held);
    let found = store::person::named(tx, people).await?;
    let one = |person: Person| {
        let lines = lines.remove(&person.id).unwrap_or_default();
        let hosted = hostings.remove(&person.id).unwrap_or_default();
        let mut held = held.remove(&person.id).unwrap_or_default();
        with_provider_alone(&mut held, provider);
        let answer = answers.remove(&person.id);
        let adjusted = adjusted.remove(&person.id).unwrap_or_default();
        one(
            person,
            &held,
            (lines, hosted, answer, adjusted),
            schools,
            provider,
            day,
        )
    };
    Ok(found.into_iter().filter_map(one).collect())
}

/// Gathers one person, whether or not the year asks for a row.
pub(crate) async fn gather_one(
    tx: &mut Tx,
    provider: &Provider,
    person: Person,
    known_before: Timestamp,
    day: Date,
) -> Result<Mentor, ActionError> {
    let mut held = store::person::memberships_of(tx, person.id).await?;
    with_provider_alone(&mut held, provider);
    let mut schools = HashMap::new();
    complete(tx, &held, &mut schools).await?;
    let lines = store::ledger::lines_of(tx, provider.id, person.id, known_before).await?;
    let hosted = store::placement::hostings_of(tx, provider.id, person.id).await?;
    let answers =
        store::ledger::history_answers_of(tx, provider.id, person.id, known_before).await?;
    let adjusted = store::prior_learning::adjustments_of(tx, provider.id, person.id).await?;
    let known = (lines, hosted, answers.into_iter().last(), adjusted);
    Ok(described(person, &held, known, &schools, provider, day))
}

fn by_urn(briefs: Vec<Brief>) -> impl Iterator<Item = (Urn, Brief)> {
    briefs.into_iter().map(|brief| (brief.urn, brief))
}

fn by_person(all: Vec<NewMembership>) -> HashMap<PersonId, Vec<NewMembership>> {
    let mut held: HashMap<PersonId, Vec<NewMembership>> = HashMap::new();
    for one in all {
        held.entry(one.membership.person).or_default().push(one);
    }
    held
}

/// Leaves the memberships with a provider, unless there is none: then those with others stand in.
fn with_provider_alone(held: &mut Vec<NewMembership>, provider: &Provider) {
    let with_provider = |held: &NewMembership| held.membership.provider == provider.id;
    if held.iter().any(with_provider) {
        held.retain(with_provider);
    }
}

/// Finds the schools of memberships that are not known yet.
async fn complete(
    tx: &mut Tx,
    held: &[NewMembership],
    schools: &mut HashMap<Urn, Brief>,
) -> Result<(), ActionError> {
    let mut unknown: Vec<Urn> = held
        .iter()
        .filter_map(|held| held.membership.school)
        .filter(|urn| !schools.contains_key(urn))
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    let found = store::partnership::briefs_of(tx, &unknown).await?;
    schools.extend(by_urn(found));
    Ok(())
}

/// The lines of somebody, whom they host, what they answered about their earlier record, and what they
/// are asked otherwise.
type Known = (Vec<Line>, Vec<Hosted>, Option<Answered>, Vec<Adjustment>);

fn one(
    person: Person,
    held: &[NewMembership],
    (lines, hosted, answer, adjusted): Known,
    schools: &HashMap<Urn, Brief>,
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
    (member || entered()).then(|| {
        let known = (lines, hosted, answer, adjusted);
        described(person, held, known, schools, provider, day)
    })
}

fn described(
    person: Person,
    held: &[NewMembership],
    (mut lines, hosted, answer, adjustments): Known,
    briefs: &HashMap<Urn, Brief>,
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
            .or_else(|| briefs.get(&held.school?)?.school_phase)
    });
    let year = AcademicYear::containing(day);
    let answer = answer
        .as_ref()
        .map(|given| (&given.answer, given.answered_at));
    let memberships = held.iter().map(|held| &held.membership);
    Mentor {
        history: History::of(&lines, memberships, provider.id, year, answer),
        subject: main.and_then(|held| held.subject.clone()),
        school_phase,
        school,
        schools,
        lines,
        hostings: hosted.into_iter().map(|hosted| hosted.hosting).collect(),
        adjustments,
        folded: folded(&person),
        person,
    }
}

/// A letter that stands before all others parts the names, so that a shorter family name comes first.
fn folded(person: &Person) -> Box<str> {
    let (last_name, first_name) = (fold(&person.last_name), fold(&person.first_name));
    format!("{last_name}\u{1}{first_name}").into()
}
