//! Looks into somebody's diary: what stands against a session, and whether it takes them out of school.
//!
//! Owns the word `Diary`. It never says that somebody may not go.

use domain::{
    booking::{
        Session, State,
        clash::{Clash, clashes},
        release::{self, Holiday, SchoolDay, WorkingDays, in_school_time},
    },
    partnership::Urn,
    person::PersonId,
    programme::lies_between,
};
use store::Tx;

use super::school_day;
use crate::{ActionError, Platform};

/// Says in which state a place begins, and whether the session takes somebody out of school.
///
/// # Errors
/// When the store fails.
pub async fn first_state(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
    school: Option<Urn>,
) -> Result<(State, bool), ActionError> {
    let policies = platform.policies(tx).await?;
    let day = school_day(platform, &policies);
    let diary = diary(tx, session, person, school).await?;
    begins(tx, session, day, &diary, school).await
}

/// Finds what stands against a session in somebody's diary, over every provider.
///
/// # Errors
/// When the store fails.
pub async fn against(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
    school: Option<Urn>,
) -> Result<Vec<Clash>, ActionError> {
    let diary = diary(tx, session, person, school).await?;
    let mut found = stands_against(tx, session, person, &diary).await?;
    let (_, closed) = &diary;
    if school.is_some() && closed.is_empty() {
        found.extend(between_half_terms(platform, tx, session).await?);
    }
    Ok(found)
}

/// Says whether a session falls between two half terms of the provider that offers it.
async fn between_half_terms(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
) -> Result<Option<Clash>, ActionError> {
    let all = store::partnership::providers(tx).await?;
    let Some(provider) = all.into_iter().find(|one| one.id == session.provider) else {
        return Ok(None);
    };
    let rules = platform.rules(tx, &provider).await?;
    let versions = rules.versions.all().iter();
    let half_terms = versions.flat_map(|version| &version.half_terms);
    Ok(lies_between(half_terms, session.held_on)
        .then(|| Clash::BetweenHalfTerms(provider.name.clone())))
}

/// Says at once what [`against`] finds and what [`first_state`] says.
pub(in crate::booking) async fn weigh(
    tx: &mut Tx,
    session: &Session,
    day: SchoolDay,
    person: PersonId,
    school: Option<Urn>,
) -> Result<(Vec<Clash>, State, bool), ActionError> {
    let diary = diary(tx, session, person, school).await?;
    let against = stands_against(tx, session, person, &diary).await?;
    let (first, in_school_time) = begins(tx, session, day, &diary, school).await?;
    Ok((against, first, in_school_time))
}

/// On which days somebody works, and when their school is closed.
type Diary = (WorkingDays, Vec<Holiday>);

async fn diary(
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
    school: Option<Urn>,
) -> Result<Diary, ActionError> {
    let works = store::booking::school::working(tx, person).await?;
    let closed = match school {
        None => Vec::new(),
        Some(school) => store::booking::school::closed(tx, school, session.held_on).await?,
    };
    Ok((works, closed))
}

async fn stands_against(
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
    (works, closed): &Diary,
) -> Result<Vec<Clash>, ActionError> {
    let taken = store::booking::waiting::taken_by(tx, person, session.starts_at).await?;
    Ok(clashes(session, &taken, *works, closed))
}

async fn begins(
    tx: &mut Tx,
    session: &Session,
    day: SchoolDay,
    (works, closed): &Diary,
    school: Option<Urn>,
) -> Result<(State, bool), ActionError> {
    let Some(school) = school else {
        return Ok((State::Confirmed, false));
    };
    let standing = store::booking::school::permissions(tx, school, session.held_on).await?;
    let in_school_time = in_school_time(session, day, *works, closed);
    let state = release::first_state(session, in_school_time, &standing);
    Ok((state, in_school_time))
}
