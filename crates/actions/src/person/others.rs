//! Lists the student teachers of a partnership, and everybody else who works in it.
//!
//! Owns the words `Somebody` and `Group`. It never counts whom it leaves out.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::{Provider, Urn},
    person::{Person, PersonId, Role, fold},
    placement::Stage,
};
use formats::spreadsheet::{Cell, List};
use store::Tx;

use super::Emails;
use crate::{ActionError, Platform, partnership::holder};

/// Which people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Who learn to teach.
    StudentTeachers,
    /// Who work in schools or at the university, general mentors left out.
    Others,
}

/// In which order; equals by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum By {
    /// Family name, then given name.
    #[default]
    Name,
    /// The school of the day; those without one last.
    School,
    /// What they are, or for a student teacher the course.
    Role,
    /// The last day; those without one last.
    Until,
}

/// What is asked of a list of people.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The provider's code.
    pub provider: String,
    /// Which people.
    pub group: Group,
    /// Words of the name in any order, how the number begins, or part of an address.
    pub text: String,
    /// Only those at this school today.
    pub school: Option<Urn>,
    /// Only those with this role.
    pub role: Option<Role>,
    /// Only those here today, or only those who are not.
    pub now: Option<bool>,
    /// In which order.
    pub by: By,
    /// The other way round.
    pub turned: bool,
}

/// Somebody in a list.
#[derive(Debug, Clone)]
pub struct Somebody {
    /// Who.
    pub person: Person,
    /// What they are, as the provider calls it; those of today, else those of all time.
    pub labels: Vec<String>,
    /// Where, today or else last.
    pub schools: Vec<Urn>,
    /// Whether anything of it holds today.
    pub here: bool,
    /// The first day.
    pub from: Option<Date>,
    /// The last day; nothing until further notice.
    pub until: Option<Date>,
    /// For a student teacher, the course.
    pub course: Option<String>,
    /// For a student teacher, the stage of the day.
    pub stage: Option<Stage>,
    folded: String,
}

/// People in order, with the names of their schools.
#[derive(Debug, Clone)]
pub struct People {
    /// The provider.
    pub provider: Provider,
    /// Those whom the question leaves, in order.
    pub rows: Vec<Somebody>,
    /// The names of schools, for every school of the list.
    pub schools: HashMap<Urn, String>,
    /// What the provider calls each role that somebody of the group has.
    pub roles: Vec<(Role, String)>,
}

/// Lists people as a question asks.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn people(
    platform: &Platform,
    actor: &Actor,
    asked: &Asked,
) -> Result<People, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, &asked.provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadPeople, object)?;
    let today = platform.today();
    let (mut rows, roles) = everybody(&mut tx, &provider, asked.group, today).await?;
    let schools: HashMap<Urn, String> = store::partnership::briefs(&mut tx, provider.id)
        .await?
        .into_iter()
        .map(|brief| {
            (
                brief.urn,
                brief.name.unwrap_or_else(|| brief.urn.to_string()),
            )
        })
        .collect();
    let text = asked.text.trim().to_lowercase();
    let among: Option<HashSet<PersonId>> = if text.contains('@') {
        let emails = store::person::emails(&mut tx).await?.into_iter();
        let found = emails.filter(|(address, _)| address.contains(&text));
        Some(found.map(|(_, person)| person).collect())
    } else {
        None
    };
    drop(tx);
    let called = fold(&text);
    let role = asked
        .role
        .and_then(|role| roles.iter().find(|(known, _)| *known == role));
    rows.retain(|row| {
        let named = match &among {
            Some(among) => among.contains(&row.person.id),
            None => is_called(row, &called),
        };
        named
            && asked.school.is_none_or(|urn| row.schools.contains(&urn))
            && (asked.role.is_none() || role.is_some_and(|(_, label)| row.labels.contains(label)))
            && asked.now.is_none_or(|now| row.here == now)
    });
    rows.sort_by(|one, other| {
        let order = in_order(asked.by, one, other, &schools);
        let order = if asked.turned { order.reverse() } else { order };
        order.then_with(|| one.folded.cmp(&other.folded))
    });
    Ok(People {
        provider,
        rows,
        schools,
        roles,
    })
}

fn is_called(row: &Somebody, called: &str) -> bool {
    let trn = || row.person.trn.map(|trn| trn.to_string());
    called.split(' ').all(|word| row.folded.contains(word))
        || trn().is_some_and(|trn| trn.starts_with(called))
}

fn in_order(by: By, one: &Somebody, other: &Somebody, schools: &HashMap<Urn, String>) -> Ordering {
    match by {
        By::Name => one.folded.cmp(&other.folded),
        By::School => {
            let name = |row: &Somebody| {
                let name = row
                    .schools
                    .first()
                    .and_then(|urn| schools.get(urn))
                    .cloned();
                (name.is_none(), name)
            };
            name(one).cmp(&name(other))
        }
        By::Role => {
            let what = |row: &Somebody| (row.course.clone(), row.labels.clone());
            what(one).cmp(&what(other))
        }
        By::Until => {
            let until = |row: &Somebody| row.until.unwrap_or(Date::MAX);
            until(one).cmp(&until(other))
        }
    }
}

type Roles = Vec<(Role, String)>;

async fn everybody(
    tx: &mut Tx,
    provider: &Provider,
    group: Group,
    today: Date,
) -> Result<(Vec<Somebody>, Roles), ActionError> {
    let labels = store::partnership::labels(tx, provider.id).await?;
    let label = |role: Role| {
        let own = labels.iter().find(|label| label.role == role);
        own.map_or_else(|| role.usual_label().to_owned(), |label| label.text.clone())
    };
    let wanted = |role: Role| match group {
        Group::StudentTeachers => role == Role::StudentTeacher,
        Group::Others => ![Role::StudentTeacher, Role::GeneralMentor].contains(&role),
    };
    let mut people: HashMap<PersonId, Person> = store::person::with_provider(tx, provider.id)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let mut found: HashMap<PersonId, Somebody> = HashMap::new();
    let mut roles: Roles = Vec::new();
    for held in store::person::memberships_with(tx, provider.id).await? {
        let held = held.membership;
        if !wanted(held.role) {
            continue;
        }
        let told = label(held.role);
        if !roles.iter().any(|(known, _)| *known == held.role) {
            roles.push((held.role, told.clone()));
        }
        let Some(row) = row(&mut found, &mut people, held.person) else {
            continue;
        };
        let here = held.holds_on(today);
        if here && !row.here {
            row.labels.clear();
            row.schools.clear();
            (row.here, row.from, row.until) = (true, held.from, held.until);
        } else if here == row.here {
            row.from = if row.labels.is_empty() {
                held.from
            } else {
                row.from.min(held.from)
            };
            row.until = held.until;
        } else {
            continue;
        }
        if !row.labels.contains(&told) {
            row.labels.push(told);
        }
        if let Some(urn) = held.school
            && !row.schools.contains(&urn)
        {
            row.schools.push(urn);
        }
    }
    if group == Group::StudentTeachers {
        placed(tx, provider, today, &mut found, &mut people).await?;
    }
    roles.sort_unstable();
    Ok((found.into_values().collect(), roles))
}

/// Adds what the placement record knows of student teachers: course, school and stage of the day.
async fn placed(
    tx: &mut Tx,
    provider: &Provider,
    today: Date,
    found: &mut HashMap<PersonId, Somebody>,
    people: &mut HashMap<PersonId, Person>,
) -> Result<(), ActionError> {
    for person in store::placement::people(tx, provider.id).await? {
        people.entry(person.id).or_insert(person);
    }
    for student in store::placement::students(tx, provider.id).await? {
        let Some(row) = row(found, people, student.person) else {
            continue;
        };
        row.here |= student.left_on().is_none_or(|left| left > today)
            && student.expected_end_on.is_none_or(|end| end >= today);
        row.from = row.from.or(student.started_on);
        row.until = row.until.or(student.left_on()).or(student.expected_end_on);
        row.course = student.course;
    }
    for placement in store::placement::placements(tx, provider.id).await? {
        let Some(row) = row(found, people, placement.student) else {
            continue;
        };
        if placement.holds_on(today) {
            row.schools = vec![placement.school];
            row.stage = placement.stage;
            row.here = true;
        }
    }
    Ok(())
}

fn row<'f>(
    found: &'f mut HashMap<PersonId, Somebody>,
    people: &mut HashMap<PersonId, Person>,
    id: PersonId,
) -> Option<&'f mut Somebody> {
    if let Some(person) = people.remove(&id) {
        found.insert(
            id,
            Somebody {
                folded: person.listed_name(),
                person,
                labels: Vec::new(),
                schools: Vec::new(),
                here: false,
                from: None,
                until: None,
                course: None,
                stage: None,
            },
        );
    }
    found.get_mut(&id)
}

impl People {
    /// What the schools of somebody are called.
    #[must_use]
    pub fn at(&self, row: &Somebody) -> Vec<(Urn, &str)> {
        row.schools
            .iter()
            .filter_map(|urn| Some((*urn, self.schools.get(urn)?.as_str())))
            .collect()
    }

    /// The whole list for a file.
    #[must_use]
    pub fn list(&self, title: &str, emails: &Emails) -> List {
        let names = [
            "name",
            "trn",
            "email",
            "role",
            "course",
            "stage",
            "school_urn",
            "school",
            "from",
            "to",
        ];
        let cells = |row: &Somebody| {
            let (urns, schools): (Vec<String>, Vec<&str>) = self
                .at(row)
                .into_iter()
                .map(|(urn, name)| (urn.to_string(), name))
                .unzip();
            vec![
                Cell::text(row.person.name()),
                row.person.trn.map(|trn| trn.to_string()).into(),
                emails.cell(row.person.id),
                Cell::text(row.labels.join(", ")),
                row.course.clone().into(),
                row.stage.map(i64::from).into(),
                Cell::text(urns.join(", ")),
                Cell::text(schools.join(", ")),
                row.from.into(),
                row.until.into(),
            ]
        };
        List {
            title: title.to_owned(),
            columns: names.map(str::to_owned).into(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}
