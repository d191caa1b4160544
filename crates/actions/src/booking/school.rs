//! Keeps what a school says once and for all: standing permission, what cover costs, when it is closed.
//!
//! Owns the deed `SetRelease`. It never releases anybody by itself: bookings ask what is said here.

use domain::{
    Date, Pence,
    access::{Actor, Deed},
    booking::release::{Holiday, Permission, Refusal, in_order},
    partnership::Urn,
    programme::Mode,
};
use store::booking::school as kept;
use uuid::Uuid;

use super::release::{leave_at, school_name};
use crate::{ActionError, Platform, platform::deed_once};

/// What a school says once and for all.
#[derive(Debug, Clone)]
pub struct Said {
    /// The school's name.
    pub school: String,
    /// Its standing permissions, of today and to come.
    pub permissions: Vec<Permission>,
    /// What half a day of cover costs it, where it said so.
    pub half_day: Option<Pence>,
    /// When it is closed, from today on.
    pub closed: Vec<Holiday>,
    /// Whether the actor may change it.
    pub may_set: bool,
}

/// What is said anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// Its teachers may go to sessions of a kind, or of every kind, from a day to a day.
    Permit {
        /// Of which kind; every kind if none is named.
        mode: Option<Mode>,
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// They may not go unasked any more.
    TakeBack(Uuid),
    /// What half a day of cover costs from a day on.
    Cover(Date, Pence),
    /// It is closed from a day to a day.
    Close {
        /// What that is called.
        title: String,
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// It is not closed then after all.
    Open(Uuid),
}

/// Shows what a school says once and for all.
///
/// # Refuses
/// When it is not the actor's school.
/// # Errors
/// When the store fails.
pub async fn said(platform: &Platform, actor: &Actor, school: Urn) -> Result<Said, ActionError> {
    leave_at(actor, Deed::ReadReleases, school)?;
    let mut tx = platform.store.read().await?;
    let today = platform.today();
    Ok(Said {
        school: school_name(&mut tx, school).await?,
        permissions: kept::permissions(&mut tx, school, today).await?,
        half_day: kept::cover(&mut tx, school, today).await?,
        closed: kept::closed(&mut tx, school, today).await?,
        may_set: leave_at(actor, Deed::SetRelease, school).is_ok(),
    })
}

/// Keeps what a school says.
///
/// # Refuses
/// When it is not the actor's school, days in the wrong order, and a cost that cannot be.
/// # Errors
/// When the store fails.
pub async fn say(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    school: Urn,
    word: &Word,
) -> Result<(), ActionError> {
    let provider = leave_at(actor, Deed::SetRelease, school)?;
    check(word)?;
    deed_once!(platform, actor, once, |tx| {
        let (now, by) = (platform.now(), actor.person);
        let told = match word {
            Word::Permit { mode, from, until } => {
                let new = Permission {
                    id: platform.number(),
                    school,
                    mode: *mode,
                    from: *from,
                    until: *until,
                };
                kept::give(tx, &new, now, by).await?;
                "standing permission was given"
            }
            Word::TakeBack(id) => {
                kept::take_back(tx, school, *id, now, by).await?;
                "standing permission was taken back"
            }
            Word::Cover(from, pence) => {
                kept::set_cover(tx, school, *from, *pence, now, by).await?;
                "what cover costs was set"
            }
            Word::Close { title, from, until } => {
                let new = Holiday {
                    id: platform.number(),
                    title: title.clone(),
                    from: *from,
                    until: *until,
                };
                kept::close(tx, school, &new, now, by).await?;
                "a holiday was added"
            }
            Word::Open(id) => {
                kept::open(tx, school, *id).await?;
                "a holiday was taken away"
            }
        };
        let (deed, subject) = (Deed::SetRelease, school.to_string());
        platform
            .note(tx, actor, deed, provider, subject, told)
            .await?;
        String::new()
    })?;
    Ok(())
}

/// The most that half a day of cover can cost; beyond it somebody typed pence for pounds.
const DEAREST: Pence = Pence(100_000);

fn check(word: &Word) -> Result<(), Refusal> {
    match word {
        Word::Permit { from, until, .. } | Word::Close { from, until, .. } => {
            in_order(*from, *until)
        }
        Word::Cover(_, pence) if pence.0 < 0 || *pence > DEAREST => Err(Refusal::Cost),
        Word::Cover(..) | Word::TakeBack(_) | Word::Open(_) => Ok(()),
    }
}
