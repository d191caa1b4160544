//! Tells how outgoing messages fare, has one sent again, and tries whether mail arrives.
//!
//! Owns the deeds `ReadOutbox`, `ResendMessage` and `TryMail`. It never tells what a message says.

use domain::{
    access::{Actor, Deed, Object, letter::Letter as Words},
    notice::{Message, MessageKind, MessageState, address},
};
use store::notice::outbox::Letter;
use uuid::Uuid;

use super::returned::again;
use crate::{ActionError, Platform, platform::deed_once};

/// How many messages of each state are listed.
const LISTED: i64 = 50;

/// Messages that the demo shows: more than a day of it makes.
const SHOWN_IN_THE_DEMO: i64 = 1_000;

/// How outgoing messages fare.
#[derive(Debug, Clone)]
pub struct Outbox {
    /// How many there are of each state.
    pub counts: Vec<(MessageState, i64)>,
    /// Those that wait, the newest first.
    pub waiting: Vec<Letter>,
    /// Those that were given up, the newest first.
    pub given_up: Vec<Letter>,
    /// Those that were sent, the newest first.
    pub sent: Vec<Letter>,
}

/// Tells how outgoing messages fare, at most so many of each state.
///
/// # Refuses
/// Everybody but a support administrator.
/// # Errors
/// When the store fails.
pub async fn outbox(
    platform: &Platform,
    actor: &Actor,
    most: Option<i64>,
) -> Result<Outbox, ActionError> {
    actor.may(Deed::ReadOutbox, Object::default())?;
    let most = most.unwrap_or(LISTED);
    let mut tx = platform.store.read().await?;
    let listed = async |tx: &mut store::Tx, state| {
        store::notice::outbox::letters(tx, Some(state), most).await
    };
    Ok(Outbox {
        counts: store::notice::outbox::counts(&mut tx).await?,
        waiting: listed(&mut tx, MessageState::Waiting).await?,
        given_up: listed(&mut tx, MessageState::GivenUp).await?,
        sent: listed(&mut tx, MessageState::Sent).await?,
    })
}

/// Has a message sent again that waits or was given up, at once.
///
/// # Refuses
/// Everybody but a support administrator.
/// # Errors
/// When there is no such message any more, or the store fails.
pub async fn resend(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    message: Uuid,
) -> Result<(), ActionError> {
    actor.may(Deed::ResendMessage, Object::default())?;
    let done = deed_once!(platform, actor, once, |tx| {
        if !again(platform, tx, message).await? {
            return Err(ActionError::NotFound(
                "This message no longer waits.".to_owned(),
            ));
        }
        let (deed, subject) = (Deed::ResendMessage, message.to_string());
        let told = "a message is sent again";
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Sends a message that tries whether mail arrives.
///
/// # Refuses
/// Everybody but a support administrator; what is no address.
/// # Errors
/// When the store fails.
pub async fn try_mail(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    to: &str,
) -> Result<(), ActionError> {
    actor.may(Deed::TryMail, Object::default())?;
    let to = address(to)?;
    let words = Words::about("Mail from Alongside arrives")
        .words("Somebody who looks after this installation of Alongside asked for this message, to see whether mail arrives. It does.")
        .words("Look where it arrived: if that was among unwanted mail, the records of the sending domain need mending.")
        .link("Open Alongside", platform.doors.address("/"));
    let done = deed_once!(platform, actor, once, |tx| {
        let message = Message {
            id: platform.number(),
            to: to.clone(),
            person: None,
            provider: None,
            kind: MessageKind::Checked,
            text: words.text(),
            html: words.html(),
            calendar: None,
            subject: words.subject.clone(),
            useless_after: None,
        };
        super::queue(tx, platform.now(), &message).await?;
        let (deed, subject) = (Deed::TryMail, message.id.to_string());
        let told = "a message tries whether mail arrives";
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Lists the messages that would have been sent, with their words: where everyone is invented.
///
/// # Errors
/// When this is not the demo, or the store fails.
pub async fn would_be_sent(platform: &Platform) -> Result<Vec<Message>, ActionError> {
    if !platform.doors.demo {
        return Err(ActionError::NotFound("There is no such page.".to_owned()));
    }
    let mut tx = platform.store.read().await?;
    Ok(store::notice::outbox::waiting(&mut tx, SHOWN_IN_THE_DEMO).await?)
}
