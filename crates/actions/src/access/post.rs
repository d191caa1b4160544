//! Writes the messages that let somebody in, and puts them into the outbox of the same deed.
//!
//! Owns their wording. It never sends one itself.

use domain::{
    access::{
        letter::Letter,
        ticket::{Purpose, Ticket},
    },
    calendar::moment,
    notice::{Message, MessageKind},
    person::{Person, PersonId},
    policy::Policies,
};
use store::Tx;

use super::{
    attempt::may_write,
    session::hash,
    ticket::{Minted, Wanted, mint},
};
use crate::{ActionError, Platform, notice};

/// The whole address of a link.
pub(crate) fn link(platform: &Platform, secret: &str) -> String {
    platform.doors.address(&format!("/sign-in/{secret}"))
}

/// Puts a letter to the address of a ticket into the outbox.
pub(super) async fn send(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    ticket: &Ticket,
    letter: Letter,
) -> Result<(), ActionError> {
    let Some(to) = ticket.address.clone() else {
        return Ok(());
    };
    let kind = match ticket.purpose {
        Purpose::SignIn | Purpose::Proof | Purpose::Printed => MessageKind::SignIn,
        Purpose::Invitation => MessageKind::Invitation,
        Purpose::Task => MessageKind::TaskLink,
        Purpose::Address => MessageKind::NewAddress,
    };
    let message = Message {
        id: platform.number(),
        to,
        person: Some(person),
        provider: None,
        kind,
        text: letter.text(),
        html: letter.html(),
        calendar: None,
        subject: letter.subject,
        useless_after: Some(ticket.ends_at),
    };
    notice::queue(tx, platform.now(), &message).await
}

/// Sends a fresh ticket in the place of an old one.
pub(super) async fn fresh(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    old: Ticket,
    person: PersonId,
) -> Result<(), ActionError> {
    let Some(address) = old.address else {
        return Ok(());
    };
    let still_theirs = store::person::with_email(tx, &address).await? == Some(person);
    if !still_theirs || !may_write(platform, tx, policies, &address).await? {
        return Ok(());
    }
    let wanted = Wanted {
        purpose: old.purpose,
        person: Some(person),
        subject: Some(hash(&address)),
        address: Some(address),
        object: old.object,
        made_by: old.made_by,
    };
    let minted = mint(platform, tx, wanted).await?;
    let letter = fresh_letter(platform, &minted);
    send(platform, tx, person, &minted.ticket, letter).await
}

fn fresh_letter(platform: &Platform, minted: &Minted) -> Letter {
    let words = match minted.ticket.purpose {
        Purpose::Task => "Open the task",
        _ => "Sign in",
    };
    Letter::about("Your fresh link to Alongside")
        .words("Here is a fresh link in the place of the one that no longer works. Open it and press the button there:")
        .link(words, link(platform, &minted.secret))
        .words(format!(
            "It works once, until {}. If you did not ask for it, there is nothing to do.",
            moment(minted.ticket.ends_at)
        ))
}

/// Tells somebody that a code was printed for them, and by whom.
pub(super) async fn tell_printed(
    platform: &Platform,
    tx: &mut Tx,
    by: PersonId,
    whom: &Person,
) -> Result<(), ActionError> {
    let by = store::person::person(tx, by).await?;
    let by = by.map_or_else(|| "Somebody with rights".to_owned(), |by| by.name());
    let letter = Letter::about("A sign-in code was printed for you").words(format!(
        "{by} printed a code with which you can sign in to Alongside once. If you did not ask for it, tell the partnership office."
    ));
    tell(platform, tx, whom.id, letter).await
}

/// Tells somebody something, at every address of theirs.
pub(crate) async fn tell(
    platform: &Platform,
    tx: &mut Tx,
    whom: PersonId,
    letter: Letter,
) -> Result<(), ActionError> {
    for to in store::person::emails_of(tx, whom).await? {
        tell_at(platform, tx, whom, &to, &letter).await?;
    }
    Ok(())
}

/// Tells somebody something, at one address of theirs.
pub(crate) async fn tell_at(
    platform: &Platform,
    tx: &mut Tx,
    whom: PersonId,
    to: &str,
    letter: &Letter,
) -> Result<(), ActionError> {
    let message = Message {
        id: platform.number(),
        to: to.to_owned(),
        person: Some(whom),
        provider: None,
        kind: MessageKind::Told,
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html(),
        calendar: None,
        useless_after: None,
    };
    notice::queue(tx, platform.now(), &message).await
}
