//! Keeps the messages that deeds owe, gives them out to be sent, and says how each fares.
//!
//! Owns the words `queue`, `Batch` and `Fared`. It never sends anything: whoever runs the program
//! does.

use domain::{
    Timestamp,
    notice::{Message, inbox::Weight, next_try},
};
use jiff::SignedDuration;
use store::{Tx, notice::outbox::Leased};
use uuid::Uuid;

use super::{hours::Hours, tell::undo};
use crate::{ActionError, Platform, platform::deed};

/// How long a batch is one copy's alone: longer than the mail server may take over all of it.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// How many messages are given out at once.
const BATCH: i64 = 8;

/// Keeps a message that a deed owes, in the deed's own transaction.
///
/// # Errors
/// When the store fails.
pub async fn queue(tx: &mut Tx, now: Timestamp, message: &Message) -> Result<(), ActionError> {
    Ok(store::notice::outbox::queue(tx, now, message).await?)
}

/// Messages that are one copy's to send.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    lease: Uuid,
    /// The messages, with how often each was tried before.
    pub messages: Vec<Leased>,
}

/// How a message fared when it was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fared {
    /// The mail server has taken it.
    Sent,
    /// It may be sent later; why not now, without anybody's address.
    Later(String),
    /// It never will be; why, without anybody's address.
    Never(String),
}

/// Takes the messages that are due to be sent, unless another copy of the program has them, and
/// lets lapse what is of no more use.
///
/// # Rule
/// What tells something that no longer holds is taken back, and the rest of it is decided about again. What
/// is not essential goes in its reader's hours alone, however late it is tried.
/// # Errors
/// When the store fails.
pub async fn batch(platform: &Platform) -> Result<Batch, ActionError> {
    let due = {
        let mut tx = platform.store.glance().await?;
        store::notice::outbox::due(&mut tx, platform.now()).await?
    };
    if due == 0 {
        return Ok(Batch::default());
    }
    let lease = platform.number();
    deed!(platform, |tx| {
        let now = platform.now();
        let ends = now.checked_add(LEASE).unwrap_or(now);
        store::notice::outbox::let_lapse(tx, now).await?;
        for mail in store::notice::outbox::outdated(tx, now).await? {
            undo(platform, tx, mail).await?;
        }
        let leased = store::notice::outbox::lease(tx, lease, now, ends, BATCH).await?;
        let messages = in_hours(platform, tx, lease, leased).await?;
        Batch { lease, messages }
    })
}

/// Puts off what may not go now: what is not essential, outside its reader's hours.
async fn in_hours(
    platform: &Platform,
    tx: &mut Tx,
    lease: Uuid,
    leased: Vec<Leased>,
) -> Result<Vec<Leased>, ActionError> {
    let now = platform.now();
    let mut hours = None;
    let mut goes = Vec::with_capacity(leased.len());
    for one in leased {
        let weight = store::notice::inbox::weight(tx, one.message.id).await?;
        let can_wait = weight.is_some_and(|weight| weight != Weight::Essential);
        if let Some(person) = one.message.person.filter(|_| can_wait) {
            let hours = match &mut hours {
                Some(hours) => hours,
                none => none.insert(Hours::gather(platform, tx).await?),
            };
            let opens = hours.of(platform, tx, person).await?.open_from(now);
            if opens > now {
                store::notice::outbox::put_off(tx, one.message.id, lease, opens).await?;
                continue;
            }
        }
        goes.push(one);
    }
    Ok(goes)
}

/// Keeps how a message of a batch fared. It is tried again after a wait that grows, or given up: then mail
/// to its address came back, which its owner sees until mail arrives there again.
///
/// # Errors
/// When the store fails.
pub async fn settle(
    platform: &Platform,
    batch: &Batch,
    sent: &Leased,
    fared: &Fared,
) -> Result<(), ActionError> {
    let (message, lease) = (sent.message.id, batch.lease);
    deed!(platform, |tx| {
        let now = platform.now();
        match fared {
            Fared::Sent => {
                store::person::mail_arrives(tx, &sent.message.to).await?;
                store::notice::inbox::left(tx, message, now).await?;
                store::notice::outbox::sent(tx, message, lease, now).await?
            }
            Fared::Later(why) => {
                let next = next_try(sent.tries + 1, now, sent.message.useless_after);
                store::notice::outbox::failed(tx, message, lease, next, why).await?
            }
            Fared::Never(why) => {
                store::person::mail_came_back(tx, &sent.message.to, now).await?;
                store::notice::outbox::failed(tx, message, lease, None, why).await?
            }
        };
    })
}

/// Says since when the message that has been due the longest is due: a sign that nobody sends.
///
/// # Errors
/// When the store fails.
pub async fn longest_due(platform: &Platform) -> Result<Option<Timestamp>, ActionError> {
    let mut tx = platform.store.glance().await?;
    Ok(store::notice::outbox::longest_due(&mut tx, platform.now()).await?)
}
