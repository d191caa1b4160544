//! Says from which of one's addresses mail came back, and takes one's word that an address is right.
//!
//! Owns no deed of its own. It never takes an address away.

use domain::{
    Timestamp,
    access::{Actor, Deed, Refusal, letter::Letter},
    person::PersonId,
};
use uuid::Uuid;

use super::{not_theirs, own};
use crate::{
    ActionError, Platform,
    access::{attempt::may_write, post},
    platform::deed_once,
};

/// Lists from which of somebody's own addresses mail came back, and when.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn came_back(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<(String, Timestamp)>, ActionError> {
    actor.may(Deed::ChangeOwnAddress, own(person))?;
    let mut tx = platform.store.glance().await?;
    Ok(store::person::came_back(&mut tx, person).await?)
}

/// Takes somebody's word that an address of theirs is right, and sends a message there to see whether
/// mail arrives: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, and an address that was written to often.
/// # Errors
/// When it is not theirs, or the store fails.
pub async fn say_right(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    address: &str,
) -> Result<(), ActionError> {
    let person = actor.person;
    actor.may(Deed::ChangeOwnAddress, own(person))?;
    let done = deed_once!(platform, actor, once, |tx| {
        if store::person::with_email(tx, address).await? != Some(person) {
            return Err(not_theirs());
        }
        let policies = platform.policies(tx).await?;
        if !may_write(platform, tx, &policies, address).await? {
            return Err(Refusal::WrittenOften(address.to_owned()).into());
        }
        store::person::mail_arrives(tx, address).await?;
        let letter = Letter::about("Mail from Alongside arrives")
            .words("Mail to this address had come back, and you said that it is right. This message shows that it is: there is nothing to do.");
        post::tell_at(platform, tx, person, address, &letter).await?;
        let subject = person.0.to_string();
        let (deed, told) = (Deed::ChangeOwnAddress, "said that an address is right");
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}
