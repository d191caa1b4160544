//! Brings the log of an online meeting into a register, and asks who the names are that are nobody
//! certain.
//!
//! Owns the words `Brought`, `Queue` and `Asked`; it is part of the deed `KeepRegister`. It never puts a
//! log over what a person marked.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    Minutes, Timestamp,
    access::{Actor, Deed},
    booking::{
        Session, SessionId,
        join::{Found, Joined, Known, Whose, find, there},
        register::{Attendance, Mark, Source},
    },
    calendar::uk_instant,
    partnership::Provider,
    person::{Person, PersonId},
};
use formats::join_log;
use jiff::ToSpan;
use store::{
    Tx,
    booking::{join, join::Name, register as kept},
};
use uuid::Uuid;

use super::register::{asked, provider, refuse_closed, sharing};
use crate::{
    ActionError, Platform,
    platform::{deed, deed_once},
};

/// What became of a log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    /// How many names are in it.
    pub names: usize,
    /// How many of them are somebody certain.
    pub certain: usize,
    /// How many people were marked by it.
    pub marked: usize,
}

/// The names that are nobody certain.
#[derive(Debug, Clone)]
pub struct Queue {
    /// The session.
    pub session: Session,
    /// The provider that offers it.
    pub provider: Provider,
    /// The names, each with whom it may be.
    pub asked: Vec<Asked>,
}

/// One name that is nobody certain.
#[derive(Debug, Clone)]
pub struct Asked {
    /// As they called themselves.
    pub name: String,
    /// The address that the meeting knew; may be empty.
    pub email: String,
    /// For how long they were there.
    pub minutes: Minutes,
    /// Who it may be, the likeliest first.
    pub likely: Vec<Person>,
}

/// Everyone whom a name may be.
async fn around(
    tx: &mut Tx,
    session: &Session,
) -> Result<(Vec<Known>, HashMap<PersonId, Person>), ActionError> {
    let bookings = store::booking::bookings(tx, session.id).await?;
    let mut people: HashMap<PersonId, Person> = HashMap::new();
    let mut emails: HashMap<PersonId, Vec<String>> = HashMap::new();
    for provider in sharing(tx, session).await? {
        for person in store::person::with_provider(tx, provider).await? {
            people.insert(person.id, person);
        }
        for (email, person) in store::person::emails_with(tx, provider).await? {
            emails.entry(person).or_default().push(email);
        }
    }
    let booked = |person| {
        bookings
            .iter()
            .any(|booking| booking.person == person && booking.state.takes_a_place())
    };
    let mut known: Vec<Known> = people
        .values()
        .map(|person| Known {
            person: person.id,
            name: person.name(),
            emails: emails.remove(&person.id).unwrap_or_default(),
            booked: booked(person.id),
        })
        .collect();
    known.sort_by_key(|one| one.person);
    Ok((known, people))
}

/// The names of a log, each once, with every stay.
fn joined(lines: Vec<join_log::Line>) -> Vec<Joined> {
    let mut names: BTreeMap<(String, String), Joined> = BTreeMap::new();
    for line in lines {
        let email = line.email.to_lowercase();
        let key = (line.name.clone(), email.clone());
        let one = names.entry(key).or_insert_with(|| Joined {
            name: line.name,
            email,
            stays: Vec::new(),
            stated: None,
        });
        let stay = line
            .stay
            .and_then(|(from, until)| uk_instant(from).zip(uk_instant(until)));
        match (stay, line.minutes) {
            (Some(stay), _) => one.stays.push(stay),
            (None, Some(minutes)) => {
                let before = one.stated.map_or(0, |stated| stated.0);
                one.stated = Some(Minutes(before.saturating_add(minutes)));
            }
            (None, None) => {}
        }
    }
    let mut names: Vec<Joined> = names.into_values().collect();
    for one in &mut names {
        one.stays.sort_unstable();
        one.stays.dedup();
    }
    names
}

fn hours(session: &Session) -> (Timestamp, Timestamp) {
    (session.starts_at, session.ends_at)
}

/// Adds a log to the names that are known: where each of its names then stands, and which of them are new or
/// told otherwise.
fn added(known: &mut Vec<Name>, log: Vec<Joined>) -> (Vec<usize>, BTreeSet<usize>) {
    let key = |joined: &Joined| (joined.name.clone(), joined.email.clone());
    let places: HashMap<(String, String), usize> = known
        .iter()
        .enumerate()
        .map(|(at, one)| (key(&one.joined), at))
        .collect();
    let (mut stand, mut changed) = (Vec::new(), BTreeSet::new());
    for joined in log {
        let at = places.get(&key(&joined)).copied().unwrap_or(known.len());
        stand.push(at);
        let Some(before) = known.get_mut(at) else {
            changed.insert(at);
            known.push(Name {
                joined,
                whose: Whose::Open,
            });
            continue;
        };
        let mut new = before.joined.clone();
        new.add(&joined);
        if new != before.joined {
            changed.insert(at);
            before.joined = new;
        }
    }
    (stand, changed)
}

fn of(name: &Name) -> Option<PersonId> {
    match name.whose {
        Whose::Of(person) => Some(person),
        Whose::Open | Whose::Nobody => None,
    }
}

/// Marks these people by everything that the logs tell of them. Says how many were marked.
async fn mark_by(
    tx: &mut Tx,
    actor: &Actor,
    (session, names): (&Session, &[Name]),
    people: &BTreeSet<PersonId>,
    now: Timestamp,
) -> Result<u64, ActionError> {
    let noted = kept::noted(tx, session.id).await?;
    let noted: HashMap<PersonId, Attendance> =
        noted.iter().map(|noted| (noted.person, *noted)).collect();
    let mut under: BTreeMap<PersonId, Vec<&Joined>> = BTreeMap::new();
    for name in names {
        if let Some(person) = of(name).filter(|person| people.contains(person)) {
            under.entry(person).or_default().push(&name.joined);
        }
    }
    let marks: Vec<Attendance> = under
        .into_iter()
        .filter_map(|(person, names)| {
            let minutes = there(names, hours(session));
            let before = noted.get(&person);
            mark(actor, session, before, (person, minutes), now)
        })
        .collect();
    Ok(kept::note_all(tx, &marks).await?)
}

/// Brings a log. The same again changes nothing.
///
/// # Rule
/// Whoever was there for as long as the session was offered attended; whoever was there for less
/// attended a part. What a person marked, and who checked in by code, stays as it is.
///
/// # Refuses
/// When this is not the actor's to do, the register is closed, or the file is no such log.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn bring(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
    bytes: &[u8],
) -> Result<Brought, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = asked(&mut tx, actor, Deed::KeepRegister, session).await?;
    drop(tx);
    let lines = join_log::read(bytes, session.held_on)
        .map_err(|refusal| ActionError::Unreadable(refusal.to_string()))?;
    let log = joined(lines);
    deed!(platform, |tx| {
        let session = asked(tx, actor, Deed::KeepRegister, session.id).await?;
        let locked = store::booking::lock(tx, session.id).await?;
        let session = locked.unwrap_or(session);
        refuse_closed(tx, session.id).await?;
        let (known, _) = around(tx, &session).await?;
        let now = platform.now();
        let mut done = Brought {
            names: log.len(),
            ..Brought::default()
        };
        let mut names = join::names(tx, session.id).await?;
        let (stand, mut changed) = added(&mut names, log.clone());
        let open: Vec<usize> = stand
            .iter()
            .copied()
            .filter(|at| names[*at].whose == Whose::Open)
            .collect();
        let asked: Vec<Joined> = open.iter().map(|at| names[*at].joined.clone()).collect();
        // How alike two names are matters where somebody is asked, not here.
        for (at, found) in open.into_iter().zip(find(&asked, &known, |_, _| 0.0)) {
            if let Found::One(person) = found {
                names[at].whose = Whose::Of(person);
                changed.insert(at);
            }
        }
        let changed: Vec<Name> = changed
            .into_iter()
            .map(|at| names[at].clone())
            .filter(|name| there([&name.joined], hours(&session)) > Minutes::ZERO)
            .collect();
        join::keep(tx, session.id, &changed, now).await?;
        let certain = stand.iter().filter_map(|at| of(&names[*at]));
        let people: BTreeSet<PersonId> = certain.clone().collect();
        done.certain = certain.count();
        let marked = mark_by(tx, actor, (&session, &names), &people, now).await?;
        done.marked = usize::try_from(marked).unwrap_or(usize::MAX);
        if done.marked > 0 {
            let (deed, of) = (Deed::KeepRegister, Some(session.provider));
            let told = format!("{} people by a join log", done.marked);
            let subject = session.id.0.to_string();
            platform.note(tx, actor, deed, of, subject, told).await?;
        }
        done
    })
}

/// What the log says of somebody, unless it says nothing new, or a person or a code said something before.
fn mark(
    actor: &Actor,
    session: &Session,
    before: Option<&Attendance>,
    (person, minutes): (PersonId, Minutes),
    now: Timestamp,
) -> Option<Attendance> {
    let whole = minutes >= session.minutes;
    let new = Attendance {
        session: session.id,
        person,
        mark: if whole { Mark::Attended } else { Mark::Part },
        minutes: (!whole).then_some(minutes),
        source: Source::JoinLog,
        noted_at: before.map_or(now, |old| now.max(old.noted_at + 1.microseconds())),
        noted_by: actor.person,
    };
    let stays = before.is_some_and(|old| {
        old.source != Source::JoinLog || (old.mark == new.mark && old.minutes == new.minutes)
    });
    (!stays && minutes > Minutes::ZERO && person != actor.person).then_some(new)
}

/// Lists the names that are nobody certain, each with whom it may be.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn queue(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
) -> Result<Queue, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = asked(&mut tx, actor, Deed::KeepRegister, session).await?;
    let within = hours(&session);
    let open: Vec<Joined> = join::names(&mut tx, session.id)
        .await?
        .into_iter()
        .filter(|name| name.whose == Whose::Open)
        .map(|name| name.joined)
        .collect();
    let (known, people) = around(&mut tx, &session).await?;
    let provider = provider(&mut tx, session.provider).await?;
    let found = find(&open, &known, strsim::jaro_winkler);
    let asked = open
        .into_iter()
        .zip(found)
        .map(|(joined, found)| {
            let ids: Vec<PersonId> = match found {
                Found::One(person) => vec![person],
                Found::Ask(likely) => likely.into_iter().map(|one| one.person).collect(),
            };
            let likely = ids.iter().filter_map(|id| people.get(id).cloned());
            Asked {
                likely: likely.collect(),
                minutes: there([&joined], within),
                name: joined.name,
                email: joined.email,
            }
        })
        .collect();
    Ok(Queue {
        session,
        provider,
        asked,
    })
}

/// Says who a name is, or that it is nobody of ours: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, when the register is closed, or for somebody who takes part with
/// none of the session's providers.
/// # Errors
/// When there is no such name, or the store fails.
pub async fn answer(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    session: SessionId,
    (name, email): (&str, &str),
    person: Option<PersonId>,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let session = asked(tx, actor, Deed::KeepRegister, session).await?;
        store::booking::lock(tx, session.id).await?;
        refuse_closed(tx, session.id).await?;
        let now = platform.now();
        if !join::answer(tx, session.id, (name, email), person, now).await? {
            let sentence = "There is no such name to answer.";
            return Err(ActionError::NotFound(sentence.to_owned()));
        }
        if let Some(person) = person {
            let (known, _) = around(tx, &session).await?;
            if !known.iter().any(|one| one.person == person) {
                return Err(domain::booking::register::Refusal::UnknownWalkIn.into());
            }
            let names = join::names(tx, session.id).await?;
            let people = BTreeSet::from([person]);
            mark_by(tx, actor, (&session, &names), &people, now).await?;
        }
        let (deed, of) = (Deed::KeepRegister, Some(session.provider));
        let subject = session.id.0.to_string();
        let told = match person {
            Some(person) => format!("a name of the join log is {}", person.0),
            None => "a name of the join log is nobody of ours".to_owned(),
        };
        platform.note(tx, actor, deed, of, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}
