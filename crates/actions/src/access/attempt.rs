//! Counts attempts to get in, compares codes, and tells the log which were refused.
//!
//! Owns the limits by network and by address. It never tells the log an address that was typed, a
//! code or a secret.

use domain::{
    Minutes, Timestamp,
    access::{
        Refusal,
        session::Device,
        ticket::{Ticket, window},
    },
    person::PersonId,
    policy::{Policies, names},
};
use store::{
    Tx,
    access::{self as kept, Hash, ticket},
};

use super::{
    session::hash,
    ticket::{code_hash, handle, most},
};
use crate::{ActionError, Platform};

/// An hour, in which messages and attempts are counted.
const HOUR: Minutes = Minutes::hours(1);
/// A day, in which wrong codes are counted.
const DAY: Minutes = Minutes::hours(24);

/// For so long after its end a ticket is remembered, so that one press can send a fresh one.
const REMEMBERED: Minutes = Minutes::hours(24 * 30);

/// Tells the log of an attempt that was refused: why, whose it would have been, and from where.
pub(super) fn refused(why: &'static str, whose: Option<PersonId>, from: &str) {
    let whose = whose.map_or_else(|| "nobody".to_owned(), |person| person.0.to_string());
    tracing::warn!(why, whose, from, "an attempt to get in was refused");
}

/// Counts an attempt from a network address.
///
/// # Refuses
/// When there were too many in the hour.
pub(super) async fn count_network(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    device: &Device,
) -> Result<Result<(), Refusal>, ActionError> {
    let now = platform.now();
    let (began, from) = (window(now, HOUR), hash(&device.address));
    let attempts = kept::count_attempt(tx, "network", &from, began).await?;
    if attempts == 1 {
        tidy(tx, now).await?;
    }
    if device.address.is_empty() || attempts <= most(platform, policies, names::NETWORK_TRIES) {
        Ok(Ok(()))
    } else {
        refused("too many attempts from one network", None, &device.address);
        Ok(Err(Refusal::NetworkBusy))
    }
}

/// Forgets what nobody can use or count any more.
async fn tidy(tx: &mut Tx, now: Timestamp) -> Result<(), ActionError> {
    let before = |length: Minutes| now - domain::access::session::minutes(length);
    kept::forget_attempts(tx, before(Minutes(2 * DAY.0))).await?;
    ticket::forget(tx, before(REMEMBERED)).await?;
    kept::passkey::forget(tx, now).await?;
    Ok(())
}

/// Counts a message to an address, and says whether it may still be sent.
pub(super) async fn within_asks(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    subject: &Hash,
) -> Result<bool, ActionError> {
    let began = window(platform.now(), HOUR);
    let asks = kept::count_attempt(tx, "ask", subject, began).await?;
    let is_within = asks <= most(platform, policies, names::SIGN_IN_ASKS);
    if !is_within {
        tracing::warn!("an address was asked to be written to too often in the hour");
    }
    Ok(is_within)
}

/// Compares a code with what was sent, and counts a wrong one.
pub(super) async fn check(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    (text, code): (&str, &str),
    from: &str,
) -> Result<Result<(Ticket, PersonId), Refusal>, ActionError> {
    let Some((id, held)) = handle(text) else {
        refused("a code for nothing that was asked", None, from);
        return Ok(Err(Refusal::CodeVoid));
    };
    let Some(sent) = ticket::one(tx, id).await? else {
        refused("a code for nothing that was asked", None, from);
        return Ok(Err(Refusal::CodeVoid));
    };
    let now = platform.now();
    let tries = most(platform, policies, names::CODE_TRIES);
    let of_the_day = most(platform, policies, names::CODE_TRIES_A_DAY);
    let subject = sent.subject.unwrap_or_default();
    let began = window(now, DAY);
    let wrong = kept::attempts(tx, "code", &subject, began).await?;
    if sent.code_opens(now, tries).is_err() || wrong >= of_the_day {
        refused("a code that opens nothing any more", sent.person, from);
        return Ok(Err(Refusal::CodeVoid));
    }
    let right = ticket::by_code(tx, id, &code_hash(held, code)).await?;
    match right.and_then(|ticket| Some((ticket.person?, ticket))) {
        Some((person, ticket)) => Ok(Ok((ticket, person))),
        None => {
            refused("a wrong code", sent.person, from);
            ticket::guessed(tx, id).await?;
            kept::count_attempt(tx, "code", &subject, began).await?;
            Ok(Err(Refusal::WrongCode))
        }
    }
}

/// Says whether another message may go to an address in this hour, and counts it.
pub(super) async fn may_write(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    address: &str,
) -> Result<bool, ActionError> {
    within_asks(platform, tx, policies, &hash(address)).await
}
