//! Lists the schools of a partnership with what happens in each.
//!
//! Owns the deed `ReadSchools` and the word `Place`. It never counts what it leaves out.

use std::{
    cmp::{Ordering, Reverse},
    collections::{HashMap, HashSet},
};

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    partnership::{Provider, SchoolPhase, Urn},
    person::{PersonId, Role, fold},
};
use formats::spreadsheet::{Cell, List};
use store::partnership::Facts;

use super::holder;
use crate::{ActionError, Platform, standing};

/// What is asked of the list of schools.
#[derive(Debug, Clone, Default)]
pub struct SchoolQuestion {
    /// The provider's code.
    pub provider: String,
    /// Words of the name, the town or the trust in any order; or how the number or postcode begins.
    pub text: String,
    /// Only those of this phase.
    pub school_phase: Option<SchoolPhase>,
    /// Only those in this district.
    pub district: Option<String>,
    /// Only those of this trust.
    pub trust: Option<String>,
    /// Only those open, or only those closed.
    pub open: Option<bool>,
    /// In which order.
    pub sort: SchoolSort,
    /// The other way round.
    pub turned: bool,
}

/// In which order schools are listed; equals by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the column of its name")]
pub enum SchoolSort {
    #[default]
    Name,
    Town,
    Mentors,
    Hosts,
    Overdue,
    StudentTeachers,
}

impl SchoolSort {
    /// Every order with the word used in addresses.
    pub const ALL: [(SchoolSort, &'static str); 6] = [
        (SchoolSort::Name, "name"),
        (SchoolSort::Town, "town"),
        (SchoolSort::Mentors, "mentors"),
        (SchoolSort::Hosts, "hosts"),
        (SchoolSort::Overdue, "overdue"),
        (SchoolSort::StudentTeachers, "students"),
    ];

    /// Reads the word.
    #[must_use]
    pub fn read(word: &str) -> Option<SchoolSort> {
        let found = SchoolSort::ALL
            .into_iter()
            .find(|(_, known)| *known == word);
        found.map(|(sort, _)| sort)
    }
}

/// A school with what happens in it today.
#[derive(Debug, Clone)]
pub struct Place {
    /// What a register says of it.
    pub facts: Facts,
    /// Mentors who work there.
    pub mentors: usize,
    /// Those of them who host a student teacher.
    pub hosts: usize,
    /// Those of them of whom something is overdue.
    pub overdue: usize,
    /// What is overdue of them all.
    pub overdue_minutes: Minutes,
    /// Student teachers placed there.
    pub student_teachers: usize,
    /// Who looks after the mentors there, by name.
    pub looked_after_by: Vec<(PersonId, String)>,
}

impl Place {
    /// The name, or the number where the register gives none.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(&self.facts)
    }
}

/// The name of a school, or its number where the register gives none.
#[must_use]
pub fn name_of(facts: &Facts) -> String {
    facts.name.clone().unwrap_or_else(|| facts.urn.to_string())
}

/// The schools of a partnership in order.
#[derive(Debug, Clone)]
pub struct Schools {
    /// The provider.
    pub provider: Provider,
    /// Those that the question leaves, in order.
    pub rows: Vec<Place>,
    /// How many there are in all.
    pub all: usize,
    /// The districts of all of them, by name.
    pub districts: Vec<String>,
    /// The trusts of all of them, by name.
    pub trusts: Vec<String>,
}

/// Lists the schools that a question asks for.
///
/// # Rule
/// A school belongs to a partnership where somebody has a membership there, or a placement runs or ran.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn schools(
    platform: &Platform,
    actor: &Actor,
    question: &SchoolQuestion,
) -> Result<Schools, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, &question.provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadSchools, object)?;
    let today = platform.today();
    let facts = store::partnership::schools_with(&mut tx, provider.id).await?;
    let held = store::person::memberships_with(&mut tx, provider.id).await?;
    let placements = store::placement::placements(&mut tx, provider.id).await?;
    let looking: Vec<(PersonId, Urn)> = held
        .iter()
        .map(|held| &held.membership)
        .filter(|held| held.role == Role::ProfessionalMentor && held.holds_on(today))
        .filter_map(|held| Some((held.person, held.school?)))
        .collect();
    let whom: Vec<PersonId> = looking.iter().map(|(person, _)| *person).collect();
    let names: HashMap<PersonId, String> = store::person::named(&mut tx, &whom)
        .await?
        .into_iter()
        .map(|person| (person.id, person.name()))
        .collect();
    drop(tx);
    let standings = standing::everybody_of(platform, &provider).await?;

    let mut places: HashMap<Urn, Place> = facts
        .into_iter()
        .map(|facts| (facts.urn, empty(facts)))
        .collect();
    for row in &standings.rows {
        for urn in &row.schools {
            let Some(place) = places.get_mut(urn) else {
                continue;
            };
            place.mentors += 1;
            place.hosts += usize::from(row.hosts_today);
            place.overdue += usize::from(row.urgency.overdue > Minutes::ZERO);
            place.overdue_minutes += row.urgency.overdue;
        }
    }
    let mut placed: HashSet<(Urn, PersonId)> = HashSet::new();
    for placement in placements
        .iter()
        .filter(|placement| placement.holds_on(today))
    {
        if placed.insert((placement.school, placement.student))
            && let Some(place) = places.get_mut(&placement.school)
        {
            place.student_teachers += 1;
        }
    }
    for (person, urn) in looking {
        if let (Some(place), Some(name)) = (places.get_mut(&urn), names.get(&person)) {
            place.looked_after_by.push((person, name.clone()));
        }
    }
    let mut rows: Vec<Place> = places.into_values().collect();
    let gathered = |what: fn(&Facts) -> Option<&String>| {
        let mut all: Vec<String> = rows
            .iter()
            .filter_map(|row| what(&row.facts).cloned())
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let districts = gathered(|facts| facts.lies_in());
    let trusts = gathered(|facts| facts.trust.as_ref());
    let all = rows.len();
    rows.retain(|row| is_wanted(&row.facts, question));
    rows.sort_by(|one, other| {
        let order = in_order(question.sort, one, other);
        let order = if question.turned {
            order.reverse()
        } else {
            order
        };
        let name = |row: &Place| (row.facts.folded.clone(), row.facts.urn);
        order.then_with(|| name(one).cmp(&name(other)))
    });
    Ok(Schools {
        provider,
        rows,
        all,
        districts,
        trusts,
    })
}

fn empty(facts: Facts) -> Place {
    Place {
        facts,
        mentors: 0,
        hosts: 0,
        overdue: 0,
        overdue_minutes: Minutes::ZERO,
        student_teachers: 0,
        looked_after_by: Vec::new(),
    }
}

fn is_wanted(facts: &Facts, question: &SchoolQuestion) -> bool {
    is_called(facts, &fold(&question.text))
        && question
            .school_phase
            .is_none_or(|phase| facts.school_phase == Some(phase))
        && question
            .district
            .as_ref()
            .is_none_or(|wanted| facts.lies_in() == Some(wanted))
        && question
            .trust
            .as_ref()
            .is_none_or(|wanted| facts.trust.as_ref() == Some(wanted))
        && question.open.is_none_or(|open| facts.open == open)
}

fn is_called(facts: &Facts, text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    let words = [&facts.town, &facts.trust, &facts.postcode]
        .into_iter()
        .flatten()
        .map(|words| fold(words));
    let whole = words.fold(facts.folded.clone(), |whole, words| {
        format!("{whole} {words}")
    });
    text.split(' ').all(|word| whole.contains(word)) || facts.urn.to_string().starts_with(text)
}

fn in_order(sort: SchoolSort, one: &Place, other: &Place) -> Ordering {
    let most = |what: fn(&Place) -> usize| Reverse(what(one)).cmp(&Reverse(what(other)));
    match sort {
        SchoolSort::Name => Ordering::Equal,
        SchoolSort::Town => {
            let town = |row: &Place| (row.facts.town.is_none(), row.facts.town.clone());
            town(one).cmp(&town(other))
        }
        SchoolSort::Mentors => most(|row| row.mentors),
        SchoolSort::Hosts => most(|row| row.hosts),
        SchoolSort::Overdue => {
            let urgent = |row: &Place| Reverse((row.overdue, row.overdue_minutes));
            urgent(one).cmp(&urgent(other))
        }
        SchoolSort::StudentTeachers => most(|row| row.student_teachers),
    }
}

impl Schools {
    /// The whole list for a file.
    #[must_use]
    pub fn list(&self) -> List {
        let names = [
            "urn",
            "school",
            "town",
            "postcode",
            "district",
            "phase",
            "trust",
            "open",
            "closed_on",
            "funding_area",
            "mentors",
            "hosts_now",
            "overdue_mentors",
            "overdue_minutes",
            "student_teachers",
            "professional_mentor",
        ];
        let count = |count: usize| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
        let cells = |row: &Place| {
            let facts = &row.facts;
            let names: Vec<&str> = row
                .looked_after_by
                .iter()
                .map(|(_, name)| name.as_str())
                .collect();
            let district = facts
                .district
                .clone()
                .or_else(|| facts.local_authority.clone());
            vec![
                Cell::text(facts.urn.to_string()),
                facts.name.clone().into(),
                facts.town.clone().into(),
                facts.postcode.clone().into(),
                district.into(),
                facts
                    .school_phase
                    .map(|phase| phase.code().to_owned())
                    .into(),
                facts.trust.clone().into(),
                Cell::text(if facts.open { "yes" } else { "no" }),
                facts.closed_on.into(),
                facts.funding_area.map(|area| area.code().to_owned()).into(),
                count(row.mentors),
                count(row.hosts),
                count(row.overdue),
                Cell::Number(i64::from(row.overdue_minutes.0)),
                count(row.student_teachers),
                Cell::text(names.join(", ")),
            ]
        };
        List {
            title: "Schools".to_owned(),
            columns: names.map(str::to_owned).into(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}
