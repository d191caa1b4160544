//! Shows whom of a school, or of rows that the office pasted, could have a place, before anybody is booked.
//!
//! Owns the words `Several` and `Candidate`. It never books: `book` does.

use std::collections::HashSet;

use domain::{
    access::{Actor, Deed, Object},
    booking::{Booking, Session, SessionId, State, clash::Clash},
    partnership::{Provider, ProviderId, Urn},
    person::{Person, PersonId, Role, fold},
};
use store::Tx;

use super::{
    book,
    cover::{Cover, thought_of},
    list::{about, booking_of, nothing},
    place::seeker,
    release,
};
use crate::{ActionError, Platform, person::address};

/// Those for whom somebody may book a session.
#[derive(Debug, Clone)]
pub struct Several {
    /// The session, without its link.
    pub session: Session,
    /// Who offers it.
    pub provider: Provider,
    /// How many places are free.
    pub free: i64,
    /// The people, by name.
    pub people: Vec<Candidate>,
}

/// Somebody who could have a place.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The school that they would come from.
    pub school: Option<Urn>,
    /// How far a booking of theirs has come.
    pub state: Option<State>,
    /// What stands against it in their diary.
    pub against: Vec<Clash>,
    /// For whom it is meant, where they are left out.
    pub left_out: Option<String>,
    /// What it would mean for their school, where the actor reads that.
    pub cover: Option<Cover>,
}

impl Candidate {
    /// Whether a press would book them.
    #[must_use]
    pub fn can_be_booked(&self) -> bool {
        let clash = self.against.iter().any(Clash::is_refused);
        self.state.is_none() && !clash && self.left_out.is_none()
    }
}

/// Whether somebody may book for others of a school of theirs.
pub(super) fn reaches(actor: &Actor, session: &Session, with: &[ProviderId]) -> bool {
    !schools(actor, session, with).is_empty()
}

/// The schools of the actor whose mentors they may book, each with its provider.
fn schools(actor: &Actor, session: &Session, with: &[ProviderId]) -> Vec<(ProviderId, Urn)> {
    let own = actor.memberships.iter();
    let lent = actor.stands_in.iter().map(|one| &one.held);
    let mut all: Vec<(ProviderId, Urn)> = own
        .chain(lent)
        .filter(|held| held.provider == session.provider || with.contains(&held.provider))
        .filter_map(|held| Some((held.provider, held.school?)))
        .filter(|(provider, school)| {
            let somebody = Object {
                provider: Some(*provider),
                school: Some(*school),
                ..Object::default()
            };
            actor.may(Deed::BookSession, somebody).is_ok()
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Lists the mentors of the actor's schools, each with what stands in the way of a place.
///
/// # Refuses
/// When no school is theirs to book for.
/// # Errors
/// When there is no such session for them, or the store fails.
pub async fn several(
    platform: &Platform,
    actor: &Actor,
    id: SessionId,
) -> Result<Several, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = store::booking::session(&mut tx, id).await?;
    let session = session.ok_or_else(nothing)?;
    let with = sharing(&mut tx, &session).await?;
    let schools = schools(actor, &session, &with);
    if schools.is_empty() {
        return Err(nothing());
    }
    let today = platform.today();
    let mut people: HashSet<PersonId> = HashSet::new();
    for provider in with.iter().chain([&session.provider]) {
        for held in store::person::memberships_with(&mut tx, *provider).await? {
            let held = held.membership;
            let here = held
                .school
                .is_some_and(|school| schools.contains(&(*provider, school)));
            let trains = held.role == Role::GeneralMentor;
            if here && trains && (held.holds_on(today) || held.holds_on(session.held_on)) {
                people.insert(held.person);
            }
        }
    }
    let people: Vec<PersonId> = people.into_iter().collect();
    let found = store::person::named(&mut tx, &people).await?;
    let mut several = listed(platform, &mut tx, actor, session, &with, found).await?;
    drop(tx);
    weigh(platform, actor, &mut several).await?;
    Ok(several)
}

/// Sets beside everybody who can be booked what it would cost and bring their school.
async fn weigh(
    platform: &Platform,
    actor: &Actor,
    several: &mut Several,
) -> Result<(), ActionError> {
    let session = &several.session;
    let free = several.people.iter_mut().filter(|one| one.can_be_booked());
    for one in free {
        let Some(school) = one.school else { continue };
        one.cover = thought_of(platform, actor, session, (school, one.person)).await?;
    }
    Ok(())
}

async fn sharing(tx: &mut Tx, session: &Session) -> Result<Vec<ProviderId>, ActionError> {
    let shares = store::booking::shares(tx, session.id).await?;
    Ok(shares.into_iter().map(|(provider, _)| provider).collect())
}

async fn listed(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    mut session: Session,
    with: &[ProviderId],
    found: Vec<Person>,
) -> Result<Several, ActionError> {
    let bookings = store::booking::bookings(tx, session.id).await?;
    let is_office = actor
        .may(Deed::OfferSession, about(session.provider))
        .is_ok();
    let mut people = Vec::with_capacity(found.len());
    let mut seen = HashSet::new();
    for one in found {
        if !seen.insert(one.id) {
            continue;
        }
        let candidate = candidate(platform, tx, actor, (&session, with), &one, is_office).await?;
        let Some(mut candidate) = candidate else {
            continue;
        };
        candidate.state = standing(&bookings, one.id);
        people.push(candidate);
    }
    people.sort_by_cached_key(|one| (fold(&one.name), one.person));
    let taken = bookings.iter().filter(|one| one.state.takes_a_place());
    let taken = i64::try_from(taken.count()).unwrap_or(i64::MAX);
    session.link.clear();
    Ok(Several {
        provider: super::register::provider(tx, session.provider).await?,
        free: (session.capacity - taken).max(0),
        people,
        session,
    })
}

fn standing(bookings: &[Booking], person: PersonId) -> Option<State> {
    let mut own = bookings.iter().rev();
    own.find(|one| one.person == person && one.state.stands())
        .map(|one| one.state)
}

/// One of them; nothing for somebody whom the actor may not book.
async fn candidate(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    (session, with): (&Session, &[ProviderId]),
    one: &Person,
    is_office: bool,
) -> Result<Option<Candidate>, ActionError> {
    let who = seeker(tx, session, with, one.id, platform.today()).await?;
    let Some(who) = who else { return Ok(None) };
    let object = booking_of(one.id, Some(&who));
    if actor.may(Deed::BookSession, object).is_err() {
        return Ok(None);
    }
    let left_out = match session.audience.told() {
        Some(told) if !is_office => {
            let mentor = book::known(platform, tx, session, one.id, &who).await?;
            session.audience.leaves_out(&mentor).then_some(told)
        }
        _ => None,
    };
    Ok(Some(Candidate {
        person: one.id,
        name: one.name(),
        school: who.school,
        state: None,
        against: release::against(platform, tx, session, one.id, who.school).await?,
        cover: None,
        left_out,
    }))
}

/// A row that leads to nobody who can be booked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// Its number, from 1.
    pub row: usize,
    /// What it says.
    pub words: String,
    /// Why nobody is found.
    pub because: String,
}

/// The most rows that are read at once.
const MOST_ROWS: usize = 500;

/// Reads rows that were pasted or sent.
///
/// # Refuses
/// A workbook that cannot be read, with what to do instead.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, &'static str> {
    formats::pasted::rows(bytes)
}

/// Says who the rows of a spreadsheet are, and what stands in the way of a place for each: keeps nothing.
///
/// # Rule
/// A row is somebody by an e-mail address or a TRN in any of its cells, else by a whole name that one person
/// bears who takes part with a provider of the session. A name that several bear is nobody's.
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn rows(
    platform: &Platform,
    actor: &Actor,
    id: SessionId,
    rows: &[Vec<String>],
) -> Result<(Several, Vec<Unmatched>), ActionError> {
    let mut tx = platform.store.read().await?;
    let session = store::booking::session(&mut tx, id).await?;
    let session = session.ok_or_else(nothing)?;
    actor
        .may(Deed::OfferSession, about(session.provider))
        .map_err(|_| nothing())?;
    let with = sharing(&mut tx, &session).await?;
    let mut around: Vec<Person> = Vec::new();
    let mut known = HashSet::new();
    for provider in with.iter().chain([&session.provider]) {
        let all = store::person::with_provider(&mut tx, *provider).await?;
        around.extend(all.into_iter().filter(|one| known.insert(one.id)));
    }
    let mut found: Vec<Person> = Vec::new();
    let mut unmatched = Vec::new();
    for (at, cells) in rows.iter().take(MOST_ROWS).enumerate() {
        match whose(&mut tx, &around, cells).await? {
            Ok(person) => found.push(person),
            Err("") => {}
            Err(because) => unmatched.push(Unmatched {
                row: at + 1,
                words: cells.join(", "),
                because: because.to_owned(),
            }),
        }
    }
    let matched: Vec<(PersonId, String)> = found.iter().map(|one| (one.id, one.name())).collect();
    let several = listed(platform, &mut tx, actor, session, &with, found).await?;
    for (person, name) in matched {
        if several.people.iter().all(|one| one.person != person)
            && unmatched.iter().all(|one| one.words != name)
        {
            unmatched.push(Unmatched {
                row: 0,
                words: name,
                because: "They are known here, but not as somebody who is trained with a provider of this session on that day.".to_owned(),
            });
        }
    }
    if rows.len() > MOST_ROWS {
        unmatched.push(Unmatched {
            row: MOST_ROWS + 1,
            words: String::new(),
            because: "Only the first 500 rows are read. Send the rest as a second list.".to_owned(),
        });
    }
    Ok((several, unmatched))
}

/// Who a row is; else why nobody is found, blank for a row that says nothing.
async fn whose(
    tx: &mut Tx,
    around: &[Person],
    cells: &[String],
) -> Result<Result<Person, &'static str>, ActionError> {
    let cells: Vec<&str> = cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    if cells.is_empty() || is_heading(&cells) {
        return Ok(Err(""));
    }
    let within = |id: Option<PersonId>| {
        let found = around.iter().find(|one| Some(one.id) == id);
        found.cloned()
    };
    for cell in &cells {
        if let Some(address) = address(cell) {
            let found = within(store::person::with_email(tx, &address).await?);
            return Ok(
                found.ok_or("Nobody of the providers of this session has this e-mail address.")
            );
        }
    }
    for cell in &cells {
        if let Ok(trn) = cell.parse() {
            let found = within(store::person::with_trn(tx, trn).await?);
            return Ok(found.ok_or("Nobody of the providers of this session has this TRN."));
        }
    }
    Ok(by_name(around, &cells))
}

/// Whether a row names columns rather than a person.
fn is_heading(cells: &[&str]) -> bool {
    const NAMES: [&str; 9] = [
        "email",
        "e mail",
        "trn",
        "name",
        "first name",
        "last name",
        "family name",
        "address",
        "school",
    ];
    cells
        .iter()
        .all(|cell| NAMES.iter().any(|name| fold(cell).starts_with(name)))
}

/// Who bears a whole name, in one cell or two, in either order.
fn by_name(around: &[Person], cells: &[&str]) -> Result<Person, &'static str> {
    let mut tried: Vec<String> = cells.iter().map(|cell| fold(cell)).collect();
    if let [first, last, ..] = cells {
        tried.push(fold(&format!("{first} {last}")));
        tried.push(fold(&format!("{last} {first}")));
    }
    let turned = |cell: &&str| {
        let (last, first) = cell.split_once(',')?;
        Some(fold(&format!("{first} {last}")))
    };
    tried.extend(cells.iter().filter_map(turned));
    let bears = |one: &&Person| tried.contains(&fold(&one.name()));
    let mut found = around.iter().filter(bears);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.clone()),
        (Some(_), Some(_)) => {
            Err("Several people bear this name. Give the e-mail address or the TRN.")
        }
        (None, _) => Err(
            "Nobody of the providers of this session bears this name. Give the e-mail address or the TRN, or add them to the people.",
        ),
    }
}
