//! Keeps what a register holds of each person, and what closing it grants.
//!
//! Owns the words `Mark`, `Source`, `Attendance`, `Register` and `Grant`. It never grants a minute twice.

use jiff::Timestamp;

use super::{Booking, Session, SessionId};
use crate::{
    Minutes,
    ledger::How,
    partnership::{ProviderId, Urn},
    person::PersonId,
};

/// What a register says of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// There from beginning to end.
    Attended,
    /// There for a part, of so many minutes.
    Part,
    /// Not there, and said so.
    Apologies,
    /// Not there.
    Absent,
}

impl Mark {
    /// Every mark, in the order in which a grid shows them.
    pub const ALL: [(Mark, &'static str); 4] = [
        (Mark::Attended, "attended"),
        (Mark::Part, "part"),
        (Mark::Apologies, "apologies"),
        (Mark::Absent, "absent"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = Mark::ALL.iter().find(|(mark, _)| *mark == self);
        found.map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Mark> {
        let found = Mark::ALL.into_iter().find(|(_, known)| *known == code);
        found.map(|(mark, _)| mark)
    }

    /// Whether they were there for any of it.
    #[must_use]
    pub fn was_there(self) -> bool {
        matches!(self, Mark::Attended | Mark::Part)
    }
}

/// From where a mark came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The host's grid, also from a printed register.
    Grid,
    /// The code on the host's screen.
    Code,
    /// The log of an online meeting.
    JoinLog,
    /// The host's grid, for somebody without a booking.
    WalkIn,
}

impl Source {
    const ALL: [(Source, &'static str); 4] = [
        (Source::Grid, "grid"),
        (Source::Code, "code"),
        (Source::JoinLog, "join_log"),
        (Source::WalkIn, "walk_in"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = Source::ALL.iter().find(|(source, _)| *source == self);
        found.map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Source> {
        let found = Source::ALL.into_iter().find(|(_, known)| *known == code);
        found.map(|(source, _)| source)
    }

    /// How the ledger says that the minutes are known.
    #[must_use]
    pub fn how(self) -> How {
        match self {
            Source::Code => How::Code,
            Source::JoinLog => How::JoinLog,
            Source::Grid | Source::WalkIn => How::Register,
        }
    }
}

/// What a register holds of one person: the latest mark wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attendance {
    /// Of which session.
    pub session: SessionId,
    /// Of whom.
    pub person: PersonId,
    /// What it says.
    pub mark: Mark,
    /// For how long they were there, where it was a part.
    pub minutes: Option<Minutes>,
    /// From where it came.
    pub source: Source,
    /// When it was noted, by the clock of whoever noted it.
    pub noted_at: Timestamp,
    /// Who noted it.
    pub noted_by: PersonId,
}

/// One closing of a register, and its reopening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Of which session.
    pub session: SessionId,
    /// Which closing it is, from 1.
    pub number: i64,
    /// For how long the session was held.
    pub held: Minutes,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// Who closed it, and so vouches for it.
    pub closed_by: PersonId,
    /// When it was opened again, and by whom.
    pub reopened: Option<(Timestamp, PersonId)>,
    /// Why it was opened again.
    pub reason: String,
}

/// What closing a register gives one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// To whom.
    pub person: PersonId,
    /// How many minutes.
    pub minutes: Minutes,
    /// In whose book.
    pub provider: ProviderId,
    /// The school that released them, where it is known.
    pub school: Option<Urn>,
    /// How it is known.
    pub how: How,
}

/// Why a register was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the sentences say it")]
pub enum Refusal {
    #[error("This session was called off. There is nobody to register.")]
    CalledOff,
    #[error("This session has not begun yet. Its register opens shortly before it does.")]
    NotBegun,
    #[error("This register is closed. Open it again first, with a reason.")]
    Closed,
    #[error("This register is open already.")]
    Open,
    #[error("Give how long the session was held: between 1 minute and 24 hours.")]
    HeldNoTime,
    #[error("Give how many minutes they were there: at least 1.")]
    NoPart,
    #[error(
        "You are on this register yourself, and nobody vouches for their own minutes. Have another host or the office close it."
    )]
    OwnMinutes,
    #[error("Say why the register is opened again.")]
    NoReason,
    #[error("This code is not the one on the screen now. Look again: it changes every 30 seconds.")]
    WrongCode,
    #[error("You can check in from shortly before the session until it ends.")]
    OutsideHours,
    #[error("Too many wrong codes. Ask the host to tick your name.")]
    TooManyCodes,
    #[error(
        "Nobody with this number, address or name takes part with the providers of this session. Check it, or have the office add them."
    )]
    UnknownWalkIn,
    #[error("Several people bear this name. Give their e-mail address or TRN.")]
    SeveralWalkIns,
}

/// What the minutes of one person's attendance rest on: the same for every closing of one register.
#[must_use]
pub fn reference(session: SessionId) -> String {
    format!("session {}", session.0)
}

/// Says how many minutes a mark is worth.
///
/// # Units
/// Whole minutes, as held rather than as advertised; a part is never longer than the whole.
#[must_use]
pub fn earned(noted: &Attendance, held: Minutes) -> Minutes {
    match noted.mark {
        Mark::Attended => held,
        Mark::Part => noted.minutes.unwrap_or(Minutes::ZERO).min(held),
        Mark::Apologies | Mark::Absent => Minutes::ZERO,
    }
}

/// Decides what closing a register grants to whom, one line a person.
///
/// # Units
/// Whole minutes, as held rather than as advertised.
/// # Rule
/// Only whoever was there earns anything; whoever has no mark was not there. The minutes go to the
/// book of the booking's provider, or of `otherwise` for whoever had none.
/// # Refuses
/// For a session called off or not begun, held for no time, and when whoever closes it was there.
pub fn grants(
    session: &Session,
    held: Minutes,
    bookings: &[Booking],
    noted: &[Attendance],
    otherwise: impl Fn(PersonId) -> ProviderId,
    closing: (Timestamp, PersonId),
) -> Result<Vec<Grant>, Refusal> {
    let (now, by) = closing;
    if session.cancelled {
        return Err(Refusal::CalledOff);
    }
    if now < session.starts_at {
        return Err(Refusal::NotBegun);
    }
    if held.0 < 1 || held.0 > 1440 {
        return Err(Refusal::HeldNoTime);
    }
    let mut grants: Vec<Grant> = Vec::new();
    for one in noted {
        let minutes = earned(one, held);
        if minutes == Minutes::ZERO {
            continue;
        }
        let booked = bookings
            .iter()
            .rev()
            .find(|booking| booking.person == one.person && booking.state.stands());
        grants.push(Grant {
            person: one.person,
            minutes,
            provider: booked.map_or_else(|| otherwise(one.person), |booking| booking.provider),
            school: booked.and_then(|booking| booking.school),
            how: one.source.how(),
        });
    }
    if grants.iter().any(|grant| grant.person == by) {
        return Err(Refusal::OwnMinutes);
    }
    grants.sort_by_key(|grant| grant.person);
    grants.dedup_by_key(|grant| grant.person);
    Ok(grants)
}

/// Says when a mark was made by our clock, from what a device says by its own.
///
/// # Rule
/// A device that had no signal sends each mark with its own time, and its own time at sending. What
/// lies in the future, or more than two days back, was made now.
#[must_use]
pub fn settled(now: Timestamp, marked: Timestamp, sent: Timestamp) -> Timestamp {
    const LONGEST: i64 = 2 * 24 * 60 * 60 * 1_000_000;
    let ago = sent
        .as_microsecond()
        .saturating_sub(marked.as_microsecond());
    if !(0..=LONGEST).contains(&ago) {
        return now;
    }
    Timestamp::from_microsecond(now.as_microsecond() - ago).unwrap_or(now)
}

#[cfg(test)]
mod tests;
