//! Keeps that mail came back after it was taken, and has it go again.
//!
//! Owns the word `Returned`. It never sends what no longer holds, and never writes twice to an address that
//! will not take mail unless somebody asks for it.

use store::Tx;
use uuid::Uuid;

use crate::{ActionError, Platform, platform::deed};

/// That a message came back, as its notification says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The numbers that the notification names; one of them may be a message of ours.
    pub numbers: Vec<Uuid>,
    /// Why, in our own words, without anybody's address.
    pub why: String,
    /// Whether the address itself will not take mail.
    pub for_good: bool,
}

/// Keeps that a message came back: it has not arrived, and its address is marked where it will take no
/// mail. What it told of an inbox goes at once to another address of the same person, if they have one from
/// which nothing came back. Says whether it was a message of ours.
///
/// # Rule
/// A notification is believed where it bears the number of a message that was sent, which only whoever got
/// it can know. Read twice it changes nothing.
/// # Errors
/// When the store fails.
pub async fn came_back(platform: &Platform, returned: &Returned) -> Result<bool, ActionError> {
    deed!(platform, |tx| {
        let mut found = false;
        for number in &returned.numbers {
            let sent = store::notice::outbox::came_back(tx, *number, &returned.why).await?;
            let Some((address, person)) = sent else {
                continue;
            };
            found = true;
            if !returned.for_good {
                continue;
            }
            store::person::mail_came_back(tx, &address, platform.now()).await?;
            let Some(person) = person else { continue };
            let marked = store::person::came_back(tx, person).await?;
            let known = store::person::emails_of(tx, person).await?;
            let is_marked = |one: &String| marked.iter().any(|(known, _)| known == one);
            if known.iter().any(|one| !is_marked(one)) {
                again(platform, tx, *number).await?;
            }
        }
        found
    })
}

/// Has a message that did not arrive go again: with its own words, or, where these are gone because it came
/// back, with what of it still holds. Says whether it can.
///
/// # Errors
/// When the store fails.
pub(super) async fn again(
    platform: &Platform,
    tx: &mut Tx,
    message: Uuid,
) -> Result<bool, ActionError> {
    let now = platform.now();
    if store::notice::outbox::again(tx, message, now).await? {
        return Ok(true);
    }
    let is_told_anew = store::notice::outbox::write_anew(tx, message).await?;
    if is_told_anew {
        store::notice::inbox::decide_again(tx, message, now).await?;
    }
    Ok(is_told_anew)
}
