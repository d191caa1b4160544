//! Lets a school release its teachers, or say why not; and asks it to.
//!
//! Owns the deeds `ReadReleases` and `ReleaseMentor`. It never covers a lesson.

mod diary;

use std::collections::{BTreeSet, HashMap};

use domain::{
    Minutes,
    access::{Actor, Deed, Forbidden, Object, letter::Letter},
    booking::{
        Booking, BookingId, Session,
        release::{self, SchoolDay},
    },
    calendar::{named, uk_hour},
    notice::inbox::{NewNotice, NoticeKind},
    partnership::{ProviderId, Urn},
    person::{PersonId, Role},
    policy::{Policies, names},
};
use store::{Tx, person::NewMembership};
use uuid::Uuid;

pub(super) use diary::weigh;
pub use diary::{against, first_state};

use super::told;
use crate::{ActionError, Platform, audit::names as people_named, notice, platform::deed_once};

/// What waits for a school.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The school's name.
    pub school: String,
    /// The bookings that wait, in order of time.
    pub rows: Vec<Row>,
    /// Whether the actor may release them.
    pub may_release: bool,
    /// Whether the actor may say what holds for the whole school.
    pub may_set: bool,
}

/// One booking that waits for the school.
#[derive(Debug, Clone)]
pub struct Row {
    /// The booking.
    pub booking: Booking,
    /// The session.
    pub session: Session,
    /// Whose it is, by name.
    pub name: String,
    /// How many half days they are away.
    pub half_days: i64,
    /// Who else of the school is away on that day, by name.
    pub also_away: Vec<String>,
}

/// What the school answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// They may go.
    Release,
    /// They may not, for a reason.
    Decline(String),
}

/// From when to when a school day runs today.
pub(crate) fn school_day(platform: &Platform, policies: &Policies) -> SchoolDay {
    let at = |name| {
        let term = policies.on(name, None, platform.today());
        term.and_then(|term| term.row.value.minutes())
            .unwrap_or(Minutes::ZERO)
    };
    SchoolDay {
        begins: at(names::SCHOOL_DAY_BEGINS),
        ends: at(names::SCHOOL_DAY_ENDS),
    }
}

/// Asks leave for a deed at a school, by any seat of the actor's there. Says with which provider.
///
/// # Refuses
/// When no seat of theirs reaches it.
pub(crate) fn leave_at(
    actor: &Actor,
    deed: Deed,
    school: Urn,
) -> Result<Option<ProviderId>, Forbidden> {
    let own = actor.memberships.iter();
    let lent = actor.stands_in.iter().map(|one| &one.held);
    let mut seats = own
        .chain(lent)
        .filter(|held| held.school == Some(school))
        .map(|held| Some(held.provider))
        .chain([None]);
    let at = |provider| Object {
        provider,
        school: Some(school),
        ..Object::default()
    };
    let found = seats.find(|provider| actor.may(deed, at(*provider)).is_ok());
    found.ok_or(Forbidden)
}

fn nothing() -> ActionError {
    ActionError::NotFound("There is no such booking here.".to_owned())
}

/// Lists what waits for a school.
///
/// # Rule
/// Of bookings those whose hour is held by a provider with whom the actor has a seat at the school.
/// # Refuses
/// When it is not the actor's school.
/// # Errors
/// When the store fails.
pub async fn waiting(
    platform: &Platform,
    actor: &Actor,
    school: Urn,
) -> Result<Waiting, ActionError> {
    leave_at(actor, Deed::ReadReleases, school)?;
    let mut tx = platform.store.read().await?;
    let today = platform.today();
    let policies = platform.policies(&mut tx).await?;
    let day = school_day(platform, &policies);
    let bookings = store::booking::waiting::held_at(&mut tx, school, today).await?;
    let with = |booking: &Booking| Object {
        provider: Some(booking.provider),
        school: Some(school),
        ..Object::default()
    };
    let last = bookings.iter().map(|(_, session)| session.held_on).max();
    let away = match last {
        None => Vec::new(),
        Some(last) => store::booking::waiting::away_at(&mut tx, school, today, last).await?,
    };
    let whom = away.iter().map(|(booking, _)| booking.person);
    let names = people_named(&mut tx, whom).await?;
    let rows = bookings
        .into_iter()
        .filter(|(booking, _)| actor.may(Deed::ReadReleases, with(booking)).is_ok())
        .map(|(booking, session)| Row {
            name: names.get(&booking.person).cloned().unwrap_or_default(),
            half_days: release::half_days(&session, day),
            also_away: also_away(&away, &names, booking.person, &session),
            booking,
            session,
        })
        .collect();
    Ok(Waiting {
        school: school_name(&mut tx, school).await?,
        rows,
        may_release: leave_at(actor, Deed::ReleaseMentor, school).is_ok(),
        may_set: leave_at(actor, Deed::SetRelease, school).is_ok(),
    })
}

/// Who else of a school is away on the day of a session, each once.
pub(super) fn also_away(
    away: &[(Booking, Session)],
    names: &HashMap<PersonId, String>,
    but: PersonId,
    session: &Session,
) -> Vec<String> {
    let mut others: Vec<String> = away
        .iter()
        .filter(|(booking, other)| booking.person != but && other.held_on == session.held_on)
        .filter_map(|(booking, _)| names.get(&booking.person).cloned())
        .collect();
    others.sort_unstable();
    others.dedup();
    others
}

/// The name of a school, or its number where the register does not say.
pub(super) async fn school_name(tx: &mut Tx, school: Urn) -> Result<String, ActionError> {
    let found = store::partnership::school(tx, school).await?;
    let name = found.and_then(|school| school.name);
    Ok(name.unwrap_or_else(|| school.to_string()))
}

/// Answers for a school whether somebody may go, and tells them.
///
/// # Refuses
/// When it is not the actor's school, when the booking does not wait any more, and a no without a reason.
/// # Errors
/// When the school has no such booking, or the store fails.
pub async fn answer(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (school, booking): (Urn, BookingId),
    answer: &Answer,
) -> Result<(), ActionError> {
    leave_at(actor, Deed::ReleaseMentor, school)?;
    deed_once!(platform, actor, once, |tx| {
        let found = store::booking::one(tx, booking).await?;
        let found = found.filter(|found| found.school == Some(school));
        let found = found.ok_or_else(nothing)?;
        let object = Object {
            provider: Some(found.provider),
            school: Some(school),
            ..Object::default()
        };
        actor.may(Deed::ReleaseMentor, object)?;
        if found.person == actor.person {
            return Err(release::Refusal::OwnTime.into());
        }
        let session = store::booking::lock(tx, found.session)
            .await?
            .ok_or_else(nothing)?;
        let before = store::booking::one(tx, booking)
            .await?
            .ok_or_else(nothing)?;
        let after = answered(platform, actor, &before, &session, answer)?;
        if !store::booking::change(tx, &after, before.version, platform.now()).await? {
            return Err(release::Refusal::NotHeld.into());
        }
        notice::withdraw_all(platform, tx, booking.0).await?;
        notice::withdraw(platform, tx, after.person, session.id).await?;
        told::answered(platform, tx, &session, &after).await?;
        if !after.state.takes_a_place() {
            super::place::freed(platform, tx, session.id).await?;
        }
        let (deed, subject) = (Deed::ReleaseMentor, booking.0.to_string());
        let told = match answer {
            Answer::Release => "released",
            Answer::Decline(_) => "declined",
        };
        platform
            .note(tx, actor, deed, Some(after.provider), subject, told)
            .await?;
        String::new()
    })?;
    Ok(())
}

fn answered(
    platform: &Platform,
    actor: &Actor,
    before: &Booking,
    session: &Session,
    answer: &Answer,
) -> Result<Booking, release::Refusal> {
    let (state, reason, released) = match answer {
        Answer::Release => (
            release::release(before, session)?,
            before.reason.clone(),
            Some((platform.now(), actor.person)),
        ),
        Answer::Decline(reason) => (
            release::decline(before, session, reason)?,
            reason.trim().to_owned(),
            None,
        ),
    };
    Ok(Booking {
        state,
        reason,
        released,
        version: before.version + 1,
        ..before.clone()
    })
}

/// When a session is, in words.
pub(crate) fn when(session: &Session) -> String {
    let (from, until) = (uk_hour(session.starts_at), uk_hour(session.ends_at));
    format!("{} ({from} to {until})", named(session.held_on))
}

/// Asks a school to release somebody, as a part of the deed that took the place. Says how many were asked.
///
/// # Rule
/// Its professional mentors are asked; where it has none, its headteacher. Where nobody of the school can be
/// asked, the office of the provider that holds the hour is told so, and who is asked is none.
/// # Errors
/// When the store fails.
pub async fn ask(
    platform: &Platform,
    tx: &mut Tx,
    by: PersonId,
    booking: &Booking,
    session: &Session,
) -> Result<usize, ActionError> {
    let Some(school) = booking.school else {
        return Ok(0);
    };
    let held = store::person::memberships_with(tx, booking.provider).await?;
    let today = platform.today();
    let seated = |role: Role| -> Vec<PersonId> {
        let here = held.iter().map(|held| &held.membership);
        here.filter(|held| held.school == Some(school) && held.role == role)
            .filter(|held| held.holds_on(today) && held.person != booking.person)
            .map(|held| held.person)
            .collect()
    };
    let mut whom = seated(Role::ProfessionalMentor);
    if whom.is_empty() {
        whom = seated(Role::Headteacher);
    }
    let names = people_named(tx, [booking.person].into_iter()).await?;
    let name = names.get(&booking.person).cloned().unwrap_or_default();
    let letter = Letter::about(format!("Can {name} go to {}?", session.title))
        .words(format!(
            "{name} has a place in “{}” on {}, in school time. It is held until the school releases them. The page shows what cover costs and what the grant brings.",
            session.title,
            when(session)
        ))
        .link(
            "Release, or say why not",
            platform.doors.address(&format!("/booking/release/{}", school.0)),
        );
    if whom.is_empty() {
        tell_the_office(platform, tx, (booking, session), (&name, &held)).await?;
    }
    let mut asked = 0;
    for person in whom {
        let key = format!("release {} {}", booking.id.0, booking.version);
        let new = NewNotice {
            provider: Some(booking.provider),
            about: Some(booking.id.0),
            why: "You get this because your school answers for the time of its teachers."
                .to_owned(),
            ask: told::asked(tx, session, person).await?,
            useless_after: Some(session.starts_at),
            by,
            ..NewNotice::to(person, NoticeKind::Decision, key)
        };
        let new = new.saying(&letter, &platform.doors.address(""));
        asked += usize::from(notice::tell(platform, tx, &new).await?);
    }
    Ok(asked)
}

/// Tells the office that nobody of a school can release somebody, so that a place is not held for nothing.
async fn tell_the_office(
    platform: &Platform,
    tx: &mut Tx,
    (booking, session): (&Booking, &Session),
    (name, held): (&str, &[NewMembership]),
) -> Result<(), ActionError> {
    let Some(school) = booking.school else {
        return Ok(());
    };
    let school = school_name(tx, school).await?;
    let today = platform.today();
    let office = held.iter().map(|held| &held.membership);
    let office = office.filter(|held| {
        held.role == Role::PartnershipOfficer
            && held.provider == booking.provider
            && held.holds_on(today)
            && held.person != booking.person
    });
    for person in office
        .map(|held| held.person)
        .collect::<BTreeSet<PersonId>>()
    {
        let new = NewNotice {
            provider: Some(booking.provider),
            about: Some(booking.id.0),
            subject: format!("Nobody at {school} can release {name}"),
            words: format!(
                "{name} has a place in “{}” on {}, in school time. No professional mentor or headteacher of {school} is known here, so nobody was asked and the place stays held. Invite one of them, or speak with the school.",
                session.title,
                when(session)
            ),
            why: "You get this because you answer for the partnership with the school.".to_owned(),
            path: format!("/booking/{}", session.id.0),
            action: "See the session".to_owned(),
            useless_after: Some(session.starts_at),
            ..NewNotice::to(
                person,
                NoticeKind::Decision,
                format!("nobody releases {} {}", booking.id.0, booking.version),
            )
        };
        notice::tell(platform, tx, &new).await?;
    }
    Ok(())
}
