//! Gathers what is amiss in a partnership's records.
//!
//! Owns the words `Quality` and `Twins`. It never joins two records.

mod twins;

use std::collections::{HashMap, HashSet};

use domain::{
    Date,
    access::{Actor, Deed, Object},
    ledger::{Answer, Entry},
    partnership::{Provider, Urn},
    person::{Membership, Person, PersonId, Role, Trn, fold},
    placement::{Gate, Placement, PlacementId},
};
use store::{Tx, person::NewMembership};
use uuid::Uuid;

use crate::{ActionError, Platform, import::Refused, ledger::listed, partnership::holder};

/// Somebody by name, with the number where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their number.
    pub trn: Option<Trn>,
    /// Their school, by its number.
    pub school: Option<Urn>,
}

/// Two records that may be of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twins {
    /// One.
    pub one: Named,
    /// The other.
    pub other: Named,
    /// Why they may be.
    pub why: &'static str,
}

/// A school at which people are listed though it is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Its number.
    pub urn: Urn,
    /// Its name.
    pub name: String,
    /// The school that took its place, where the register says.
    pub successor: Option<(Urn, String)>,
    /// Roles that are still held there.
    pub roles: usize,
    /// Placements that still run there, or begin there later.
    pub placements: usize,
}

/// An entry that nobody vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unverified {
    /// The entry.
    pub entry: Entry,
    /// The component's title.
    pub title: Option<String>,
    /// Whose minutes they are.
    pub name: String,
}

/// A placement that lacks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// Which.
    pub placement: PlacementId,
    /// Who learns to teach.
    pub student: String,
    /// From which day nobody mentors, if so.
    pub mentor_from: Option<Date>,
    /// Whether the start gate is open.
    pub gate: bool,
}

/// A row of a file that waits to be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The import in which it came.
    pub import: Uuid,
    /// The name of the file.
    pub file_name: String,
    /// The row.
    pub row: Refused,
}

/// What is amiss in a partnership's records.
#[derive(Debug, Clone)]
pub struct Quality {
    /// The provider.
    pub provider: Provider,
    /// Mentors without a TRN.
    pub without_trn: Vec<Named>,
    /// Records that may be of one person.
    pub twins: Vec<Twins>,
    /// Records of which one is with other providers alone, and why both may be of one person.
    pub twins_elsewhere: Vec<(Named, &'static str)>,
    /// People of the provider who ask to be erased, and whose office has not answered.
    pub erasures: usize,
    /// Entries that nobody vouches for, the oldest first.
    pub unverified: Vec<Unverified>,
    /// Schools whose funding area is not known.
    pub area_unknown: Vec<(Urn, String)>,
    /// Schools that are closed.
    pub closed: Vec<Closed>,
    /// Rows of imports that wait to be put right.
    pub rows: Vec<Open>,
    /// Mentors who question what was brought in for them, with their words.
    pub questioned: Vec<(Named, String)>,
    /// Placements without a mentor or a confirmed start gate.
    pub lacking: Vec<Lacking>,
}

/// Gathers what is amiss, in a fixed number of questions.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn quality(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
) -> Result<Quality, ActionError> {
    let today = platform.today();
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    actor.may(Deed::ChangePerson, of(&provider))?;
    let people = Everybody::read(&mut tx, &provider, today).await?;
    let placements = store::placement::placements(&mut tx, provider.id).await?;
    let schools = schools(&mut tx, &provider, &people, &placements, today).await?;
    let waiting = store::ledger::waiting(&mut tx, provider.id, platform.known_before()).await?;
    let waiting = listed(platform, &mut tx, &provider, waiting).await?;
    let known_before = platform.known_before();
    let rows = store::audit::import::open_rows(&mut tx, provider.id, known_before).await?;
    let questioned = store::ledger::questioned(&mut tx, provider.id, known_before).await?;
    let emails = store::person::emails(&mut tx).await?;
    let distinct = store::person::distinct(&mut tx).await?;
    let shown = store::person::twins(&mut tx, provider.id).await?;
    let erasures = store::person::erasures_unanswered(&mut tx, provider.id).await?;
    let lacking = lacking(platform, &mut tx, &provider, today).await?;
    Ok(Quality {
        without_trn: people.mentors_without_trn(today),
        twins: people.twins(&shown, &emails, &distinct),
        twins_elsewhere: people.twins_elsewhere(&shown, &distinct),
        erasures: usize::try_from(erasures).unwrap_or_default(),
        unverified: waiting
            .into_iter()
            .map(|waits| Unverified {
                name: people.name(waits.entry.person),
                title: waits.title,
                entry: waits.entry,
            })
            .collect(),
        area_unknown: schools.0,
        closed: schools.1,
        rows: rows
            .into_iter()
            .map(|(row, file_name)| Open {
                import: row.import,
                file_name,
                row: crate::import::refused(row),
            })
            .collect(),
        questioned: questioned
            .into_iter()
            .filter_map(|answered| match answered.answer {
                Answer::Questioned(words) => Some((people.named(answered.person)?, words)),
                Answer::Confirmed => None,
            })
            .collect(),
        lacking,
        provider,
    })
}

pub(super) fn of(provider: &Provider) -> Object {
    Object {
        provider: Some(provider.id),
        ..Object::default()
    }
}

/// Everybody of a provider with what they are.
struct Everybody {
    people: HashMap<PersonId, Person>,
    held: Vec<NewMembership>,
    schools: HashMap<PersonId, Urn>,
}

impl Everybody {
    async fn read(tx: &mut Tx, provider: &Provider, today: Date) -> Result<Everybody, ActionError> {
        let people = store::person::with_provider(tx, provider.id).await?;
        let held = store::person::memberships_with(tx, provider.id).await?;
        let now = held.iter().map(|held| &held.membership);
        let schools = now
            .filter(|held| held.holds_on(today))
            .filter_map(|held| Some((held.person, held.school?)))
            .collect();
        Ok(Everybody {
            people: people.into_iter().map(|one| (one.id, one)).collect(),
            held,
            schools,
        })
    }

    fn name(&self, person: PersonId) -> String {
        self.people
            .get(&person)
            .map(Person::name)
            .unwrap_or_default()
    }

    fn named(&self, person: PersonId) -> Option<Named> {
        let known = self.people.get(&person)?;
        Some(Named {
            person,
            name: known.name(),
            trn: known.trn,
            school: self.schools.get(&person).copied(),
        })
    }

    fn mentors_without_trn(&self, today: Date) -> Vec<Named> {
        let mentors: HashSet<PersonId> = self
            .held
            .iter()
            .map(|held| &held.membership)
            .filter(|held| held.role == Role::GeneralMentor && held.holds_on(today))
            .map(|held| held.person)
            .collect();
        let mut found: Vec<Named> = mentors
            .into_iter()
            .filter_map(|person| self.named(person))
            .filter(|named| named.trn.is_none())
            .collect();
        found.sort_by_key(|named| (fold(&named.name), named.person));
        found
    }
}

type Schools = (Vec<(Urn, String)>, Vec<Closed>);

async fn schools(
    tx: &mut Tx,
    provider: &Provider,
    people: &Everybody,
    placements: &[Placement],
    today: Date,
) -> Result<Schools, ActionError> {
    let troubled = store::partnership::troubled(tx, provider.id, today).await?;
    let successors: Vec<Urn> = troubled.iter().filter_map(|one| one.successor).collect();
    let names: HashMap<Urn, Option<String>> = store::partnership::briefs_of(tx, &successors)
        .await?
        .into_iter()
        .map(|brief| (brief.urn, brief.name))
        .collect();
    let called = |urn: Urn, name: Option<String>| name.unwrap_or_else(|| urn.to_string());
    let roles = |urn: Urn| {
        let held = people.held.iter().map(|held| &held.membership);
        held.filter(|held| held.school == Some(urn) && ends_after(held, today))
            .count()
    };
    let placed = |urn: Urn| {
        let here = placements.iter().filter(|one| one.school == urn);
        here.filter(|one| one.last_day() >= today).count()
    };
    let (closed, unknown) = troubled.into_iter().partition::<Vec<_>, _>(|one| !one.open);
    let closed = closed
        .into_iter()
        .map(|one| Closed {
            roles: roles(one.urn),
            placements: placed(one.urn),
            successor: one.successor.map(|urn| {
                let name = names.get(&urn).cloned().flatten();
                (urn, called(urn, name))
            }),
            name: called(one.urn, one.name),
            urn: one.urn,
        })
        .collect();
    let unknown = unknown
        .into_iter()
        .map(|one| (one.urn, called(one.urn, one.name)))
        .collect();
    Ok((unknown, closed))
}

pub(super) fn ends_after(held: &Membership, day: Date) -> bool {
    held.until.is_none_or(|until| until >= day)
}

async fn lacking(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    today: Date,
) -> Result<Vec<Lacking>, ActionError> {
    let gathered = platform.every_placement(tx, provider.id).await?;
    let mut found: Vec<(Date, Lacking)> = Vec::new();
    for row in &gathered.rows {
        // Of somebody who left, nothing is asked any more.
        if row.until().is_some_and(|until| until < today) {
            continue;
        }
        let mentor_from = row.alarm(today).map(|alarm| alarm.from);
        let gate = row.placement.gate == Gate::Open;
        if mentor_from.is_some() || gate {
            let lacking = Lacking {
                placement: row.placement.id,
                student: row.student.name(),
                mentor_from,
                gate,
            };
            found.push((row.placement.from, lacking));
        }
    }
    found.sort_by_key(|(from, _)| *from);
    Ok(found.into_iter().map(|(_, lacking)| lacking).collect())
}
