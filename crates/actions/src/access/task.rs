//! Sends somebody the link of one task: it opens that page and nothing else.
//!
//! Owns the words task link. It never gives a right that the person has not.

use domain::{
    access::{letter::Letter, ticket::Purpose},
    calendar::moment,
    person::PersonId,
};
use store::Tx;

use super::{
    post,
    session::hash,
    sign_in::local,
    ticket::{Wanted, mint},
};
use crate::{ActionError, Platform};

/// A task that somebody is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task<'a> {
    /// The page on which it is done; the link opens it and what lies beneath.
    pub path: &'a str,
    /// What the list of messages shows.
    pub subject: &'a str,
    /// What is asked, in a sentence or two.
    pub words: &'a str,
    /// What the button says: the whole action.
    pub action: &'a str,
}

/// Writes to somebody with the link of a task, as a part of the deed that asks for it.
///
/// # Rule
/// The link signs in for that page alone, with the person's own rights and for as long as
/// `access.session.absolute.task` says. Whether a path is not of this house or nobody's address is
/// known, nothing is sent: the answer says which.
/// # Errors
/// When the store fails.
pub async fn write(
    platform: &Platform,
    tx: &mut Tx,
    by: PersonId,
    whom: PersonId,
    task: Task<'_>,
) -> Result<bool, ActionError> {
    let addresses = store::person::emails_of(tx, whom).await?;
    let (Some(path), Some(to)) = (local(task.path), addresses.into_iter().next()) else {
        return Ok(false);
    };
    let wanted = Wanted {
        purpose: Purpose::Task,
        person: Some(whom),
        subject: Some(hash(&to)),
        address: Some(to),
        object: Some(path.to_owned()),
        made_by: by,
    };
    let minted = mint(platform, tx, wanted).await?;
    let letter = Letter::about(task.subject)
        .words(task.words)
        .link(task.action, post::link(platform, &minted.secret))
        .words(format!(
            "The link opens this one page, once, until {}; after that, one press there sends a fresh one.",
            moment(minted.ticket.ends_at)
        ));
    post::send(platform, tx, whom, &minted.ticket, letter).await?;
    Ok(true)
}
