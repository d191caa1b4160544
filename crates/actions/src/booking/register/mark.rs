//! Marks in a register who was there, many at once, with or without the time of a device.
//!
//! Owns the deed `KeepRegister` and the words `Ticked` and `Marked`. It never puts an earlier mark over
//! a later one.

use std::collections::HashMap;

use domain::{
    Minutes, Timestamp,
    access::{Actor, Deed},
    booking::{
        SessionId,
        register::{Attendance, Mark, Refusal, Source, settled},
    },
    person::PersonId,
};
use store::booking::register as kept;

use super::grid::key;
use crate::{ActionError, Platform, platform::deed};

/// Marks that are taken at once, at most.
const MOST: usize = 5_000;

/// One mark as it came from a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticked {
    /// The end of the person's number.
    pub key: String,
    /// What it says.
    pub mark: Mark,
    /// For how long, where it was a part.
    pub minutes: Option<Minutes>,
    /// When it was made and when it was sent, by the clock of the device; none where a whole page came.
    pub times: Option<(Timestamp, Timestamp)>,
}

/// What became of marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marked {
    /// How many are kept.
    pub kept: usize,
    /// How many changed nothing.
    pub same: usize,
    /// How many were not kept, because somebody had marked the same person later.
    pub late: usize,
    /// How many were of nobody in this register.
    pub unknown: usize,
}

/// Keeps marks. The same again changes nothing.
///
/// # Rule
/// The latest mark of a person stands. A mark with a device's own times bears the time at which it was
/// made; a mark of a whole page counts as made now, and is not kept where somebody marked the same
/// person after the page was shown.
///
/// # Refuses
/// When this is not the actor's to do, when the register is closed or the session called off, for a
/// part without minutes, and where the actor marks themself as there.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn mark(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
    ticked: &[Ticked],
    shown_at: Timestamp,
) -> Result<Marked, ActionError> {
    if ticked.len() > MOST {
        return Err(ActionError::Unreadable(format!(
            "These are more than {MOST} marks at once."
        )));
    }
    deed!(platform, |tx| {
        let session = super::held(tx, actor, Deed::KeepRegister, session).await?;
        if session.cancelled {
            return Err(Refusal::CalledOff.into());
        }
        super::refuse_closed(tx, session.id).await?;
        let bookings = store::booking::bookings(tx, session.id).await?;
        let noted = kept::noted(tx, session.id).await?;
        let there: HashMap<PersonId, Attendance> = noted
            .into_iter()
            .map(|noted| (noted.person, noted))
            .collect();
        let known: HashMap<String, PersonId> = bookings
            .iter()
            .filter(|booking| booking.state.takes_a_place())
            .map(|booking| booking.person)
            .chain(there.keys().copied())
            .map(|person| (key(person), person))
            .collect();
        let now = platform.now();
        let mut done = Marked::default();
        for one in ticked {
            let Some(person) = known.get(&one.key).copied() else {
                done.unknown += 1;
                continue;
            };
            let minutes = match one.mark {
                Mark::Part => Some(
                    one.minutes
                        .filter(|part| part.0 > 0)
                        .ok_or(Refusal::NoPart)?,
                ),
                _ => None,
            };
            let before = there.get(&person);
            if before.is_some_and(|old| old.mark == one.mark && old.minutes == minutes) {
                done.same += 1;
                continue;
            }
            if person == actor.person && one.mark.was_there() {
                return Err(Refusal::OwnMinutes.into());
            }
            let noted_at = match one.times {
                Some((made, sent)) => settled(now, made, sent),
                None if before.is_some_and(|old| old.noted_at > shown_at) => {
                    done.late += 1;
                    continue;
                }
                None => now,
            };
            let walked_in = before.is_some_and(|old| old.source == Source::WalkIn);
            let new = Attendance {
                session: session.id,
                person,
                mark: one.mark,
                minutes,
                source: if walked_in {
                    Source::WalkIn
                } else {
                    Source::Grid
                },
                noted_at,
                noted_by: actor.person,
            };
            match kept::note(tx, &new).await? {
                true => done.kept += 1,
                false => done.late += 1,
            }
        }
        if done.kept > 0 {
            let (deed, of) = (Deed::KeepRegister, Some(session.provider));
            let told = format!("{} marks", done.kept);
            let subject = session.id.0.to_string();
            platform.note(tx, actor, deed, of, subject, told).await?;
        }
        done
    })
}
