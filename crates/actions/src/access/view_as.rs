//! Lets an administrator look at pages as somebody sees them, and change nothing.
//!
//! Owns the deed `ViewAs`. It never does so without the person being told.

use domain::{
    access::{
        Actor, Deed, Object, Refusal,
        letter::Letter,
        session::{Session, Strictness},
    },
    calendar::moment,
    person::PersonId,
};
use store::access::session as kept;
use uuid::Uuid;

use super::post;
use crate::{ActionError, Platform, person::address, platform::deed};

/// Finds whose an address is.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When it is nobody's, or the store fails.
pub async fn whose(
    platform: &Platform,
    actor: &Actor,
    typed: &str,
) -> Result<PersonId, ActionError> {
    actor.may(Deed::ViewAs, Object::default())?;
    let nobody = || ActionError::NotFound("Nobody here has this address.".to_owned());
    let address = address(typed).ok_or_else(nobody)?;
    let mut tx = platform.store.glance().await?;
    let found = store::person::with_email(&mut tx, &address).await?;
    found.ok_or_else(nobody)
}

/// Begins to look at pages as somebody sees them, in one session.
///
/// # Rule
/// Only after a fresh proof, and never as somebody who reads a whole partnership or looks after the
/// installation. The person is told by a message, and it is noted.
///
/// # Refuses
/// When this is not the actor's to do, and for somebody who may do more.
/// # Errors
/// When there is no such person, or the store fails.
pub async fn begin(
    platform: &Platform,
    actor: &Actor,
    session: Option<Uuid>,
    whom: PersonId,
    reason: &str,
) -> Result<(), ActionError> {
    let object = Object {
        person: Some(whom),
        ..Object::default()
    };
    actor.may(Deed::ViewAs, object)?;
    actor.proves()?;
    deed!(platform, |tx| {
        let found = store::person::person(tx, whom).await?;
        let found = found
            .ok_or_else(|| ActionError::NotFound("There is no such person here.".to_owned()))?;
        let today = platform.today();
        let held = store::person::memberships_of(tx, whom).await?;
        let roles = held
            .iter()
            .filter(|held| held.membership.holds_on(today))
            .map(|held| held.membership.role);
        if Strictness::strictest(roles) != Strictness::Usual || whom == actor.person {
            return Err(Refusal::NotToBeSeen(found.name()).into());
        }
        if let Some(session) = session {
            kept::view(tx, session, Some(whom)).await?;
        }
        let by = store::person::person(tx, actor.person).await?;
        let by = by.map_or_else(|| "An administrator".to_owned(), |by| by.name());
        let letter = Letter::about("Somebody looked at your pages to help you")
            .words(format!(
                "{by}, who looks after this installation of Alongside, looked at your pages as you see them, from {}. Nothing can be changed that way.",
                moment(platform.now())
            ))
            .words(format!("The reason that was given: {reason}"))
            .words("If you did not ask for help, tell the partnership office.");
        post::tell(platform, tx, whom, letter).await?;
        let (deed, subject) = (Deed::ViewAs, whom.0.to_string());
        let told = "looks at pages as this person sees them, read-only";
        platform.note(tx, actor, deed, None, subject, told).await?;
    })
}

/// Goes back to one's own pages.
///
/// # Errors
/// When the store fails.
pub async fn stop(platform: &Platform, session: &Session) -> Result<(), ActionError> {
    deed!(platform, |tx| {
        kept::view(tx, session.id, None).await?;
    })
}
