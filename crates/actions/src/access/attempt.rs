//! Counts attempts to get in, compares codes, and tells the log which were refused.
//!
//! Owns the limits by network and by address. It never tells the log an address that was typed, a
//! code or a secret.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::{
    Minutes, Timestamp,
    access::{
        Actor, Refusal,
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
use crate::{ActionError, Platform, platform::deed};

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
pub(crate) async fn count_network(
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
pub(crate) async fn may_write(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    address: &str,
) -> Result<bool, ActionError> {
    within_asks(platform, tx, policies, &hash(address)).await
}

/// What one person does often at a price, with the dated value that says how often they may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Costly {
    /// Bringing a file.
    Upload,
    /// Saying a number to be one's own, which tells whether it is another's.
    Number,
}

/// Counts what costs or tells much for the person who asks, whatever becomes of it.
///
/// # Refuses
/// More than the dated value allows. The operator is not counted.
pub(crate) async fn count_costly(
    platform: &Platform,
    actor: &Actor,
    what: Costly,
) -> Result<(), ActionError> {
    if actor.is_operator() {
        return Ok(());
    }
    let (kind, name, length, refusal) = match what {
        Costly::Upload => ("upload", names::UPLOAD_TRIES, HOUR, Refusal::TooOften),
        Costly::Number => ("number", names::TRN_TRIES, DAY, Refusal::TooManyNumbers),
    };
    let subject = hash(&actor.person.0.to_string());
    let began = window(platform.now(), length);
    let is_within = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        let times = kept::count_attempt(tx, kind, &subject, began).await?;
        times <= most(platform, &policies, name)
    })?;
    if is_within {
        Ok(())
    } else {
        refused("more than one person needs", Some(actor.person), "");
        Err(refusal.into())
    }
}

/// How often each person searched in the hour: in memory, since a search writes nothing.
#[derive(Debug, Default)]
pub(crate) struct Searches(Mutex<(Timestamp, HashMap<PersonId, i64>)>);

/// Below so many in an hour nobody is asked what the dated value says.
const NEVER_MANY: i64 = 100;

impl Searches {
    fn count(&self, hour: Timestamp, person: PersonId) -> i64 {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 != hour {
            *counted = (hour, HashMap::new());
        }
        let times = counted.1.entry(person).or_default();
        *times += 1;
        *times
    }
}

/// Counts a search of somebody.
///
/// # Refuses
/// More than the dated value allows in an hour. The operator is not counted.
pub(crate) async fn count_search(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
) -> Result<(), ActionError> {
    let hour = window(platform.now(), HOUR);
    let times = platform.searches.count(hour, actor.person);
    if actor.is_operator() || times <= NEVER_MANY {
        return Ok(());
    }
    let policies = platform.policies(tx).await?;
    if times <= most(platform, &policies, names::SEARCH_TRIES) {
        return Ok(());
    }
    refused(
        "more searches than one person needs",
        Some(actor.person),
        "",
    );
    Err(Refusal::TooOften.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_counted_for_each_person_and_anew_with_each_hour() {
        let (searches, now) = (Searches::default(), Timestamp::UNIX_EPOCH);
        let later = Timestamp::from_second(3600).expect("an instant");
        let (one, other) = (PersonId::OPERATOR, PersonId(uuid::Uuid::from_u128(7)));
        let counts = [(now, one), (now, one), (now, other), (later, one)];
        let counts = counts.map(|(hour, person)| searches.count(hour, person));
        assert_eq!(counts, [1, 2, 1, 1]);
    }
}
