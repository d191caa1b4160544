//! Gathers what somebody weighs before they book: what stands against a session, and what else there is.
//!
//! Owns the word `Choice`. It never decides for the person.

use domain::{
    AcademicYear,
    access::Actor,
    booking::{Seeker, Session, catch_up::Missed, clash::Clash},
    person::PersonId,
};
use store::Tx;

use super::{
    book,
    catch_up::{self, Equivalent},
    release,
};
use crate::{ActionError, Platform};

/// What somebody weighs before they book.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What stands against it in their diary.
    pub against: Vec<Clash>,
    /// For whom it is meant, where they are left out.
    pub left_out: Option<String>,
    /// Why they may attend another instead, if they may.
    pub missed: Option<Missed>,
    /// The others of the same training.
    pub instead: Vec<Equivalent>,
}

/// The other days of a session's series that are still to come, in order of time; none for somebody who
/// has nothing to do with the provider that offers them.
pub(super) async fn series(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    session: &Session,
) -> Result<Vec<Session>, ActionError> {
    let mut held = actor.memberships.iter();
    let is_with = held.any(|held| held.provider == session.provider && held.holds_on(actor.today));
    if session.series.is_empty() || !(is_with || actor.is_operator()) {
        return Ok(Vec::new());
    }
    let today = platform.today();
    let until = AcademicYear::containing(session.held_on.max(today)).last_day();
    let mut all = store::booking::offered_by(tx, session.provider, today, until).await?;
    all.retain(|one| one.series == session.series && one.id != session.id && !one.cancelled);
    Ok(all)
}

/// Gathers it for somebody who could book: nothing for anybody else.
pub(super) async fn choice(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    person: PersonId,
    seeker: Option<&Seeker>,
) -> Result<Choice, ActionError> {
    let Some(who) = seeker else {
        return Ok(Choice::default());
    };
    let missed = catch_up::missed(tx, session, person).await?;
    let with = (who.provider, who.school);
    let instead = catch_up::equivalents(platform, tx, session, person, with).await?;
    let over = session.cancelled || session.starts_at <= platform.now();
    if over {
        return Ok(Choice {
            missed,
            instead,
            ..Choice::default()
        });
    }
    let left_out = match session.audience.told() {
        None => None,
        Some(told) => {
            let mentor = book::known(platform, tx, session, person, who).await?;
            session.audience.leaves_out(&mentor).then_some(told)
        }
    };
    Ok(Choice {
        against: release::against(platform, tx, session, person, who.school).await?,
        left_out,
        missed,
        instead,
    })
}
