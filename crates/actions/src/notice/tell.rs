//! Tells somebody something, in the transaction of the deed that owes it.
//!
//! Owns the words `tell` and `withdraw`. It never tells anybody the same twice.

use domain::{
    booking::SessionId,
    notice::inbox::{NewNotice, Weight},
    person::PersonId,
};
use store::Tx;
use uuid::Uuid;

use super::mail;
use crate::{ActionError, Platform};

/// Tells somebody something: it stands in their inbox at once. What cannot wait goes by mail in the
/// same deed; all else is decided by their choices and the budget of attention. Says whether they are
/// told for the first time.
///
/// # Rule
/// Under one key nobody is told twice.
/// # Errors
/// When the store fails.
pub async fn tell(platform: &Platform, tx: &mut Tx, new: &NewNotice) -> Result<bool, ActionError> {
    let id = platform.number();
    let now = platform.now();
    if !store::notice::inbox::tell(tx, id, now, new).await? {
        return Ok(false);
    }
    let is_of_use = new.useless_after.is_none_or(|useless| now < useless);
    if new.kind.weight() == Weight::Essential && is_of_use {
        mail::post(platform, tx, new.person, Weight::Essential, &[id]).await?;
    }
    Ok(true)
}

/// Takes back everything that somebody was told about a session: no mail goes about it any more.
///
/// # Errors
/// When the store fails.
pub async fn withdraw(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    about: SessionId,
) -> Result<u64, ActionError> {
    let now = platform.now();
    let gone = store::notice::inbox::withdraw(tx, about.0, person, now).await?;
    unsend(platform, tx, about.0).await?;
    Ok(gone)
}

/// Takes back everything that anybody was told about a record, such as a booking that waits no more.
///
/// # Errors
/// When the store fails.
pub async fn withdraw_all(
    platform: &Platform,
    tx: &mut Tx,
    about: Uuid,
) -> Result<u64, ActionError> {
    let now = platform.now();
    let gone = store::notice::inbox::withdraw_all(tx, about, now).await?;
    unsend(platform, tx, about).await?;
    Ok(gone)
}

/// Takes back every mail not sent yet that tells of a record what no longer holds. What else it told waits
/// for another mail.
///
/// # Errors
/// When the store fails.
pub(crate) async fn unsend(
    platform: &Platform,
    tx: &mut Tx,
    about: Uuid,
) -> Result<(), ActionError> {
    for mail in store::notice::outbox::outdated_by(tx, about).await? {
        undo(platform, tx, mail).await?;
    }
    Ok(())
}

/// Takes one mail back, unless it is being sent at this moment.
pub(super) async fn undo(platform: &Platform, tx: &mut Tx, mail: Uuid) -> Result<(), ActionError> {
    let now = platform.now();
    if store::notice::outbox::take_back(tx, mail, now).await? {
        store::notice::inbox::decide_again(tx, mail, now).await?;
    }
    Ok(())
}
