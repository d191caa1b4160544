//! Gathers what somebody weighs before they book: what stands against a session, and what else there is.
//!
//! Owns the word `Choice`. It never decides for the person.

use domain::{
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
