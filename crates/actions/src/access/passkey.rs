//! Adds, names and takes away passkeys, and lets somebody in or takes a proof by one.
//!
//! Owns the deeds `AddPasskey`, `NamePasskey` and `RemovePasskey`, and the word `Begun`. It never says
//! whose an unknown passkey might be.

mod answer;

use domain::{
    Minutes,
    access::{
        Actor, Deed, Object, Refusal,
        letter::Letter,
        passkey::{self, Passkey, Purpose, Question},
        session::minutes,
    },
    calendar::moment,
    person::PersonId,
    policy::{Policies, names},
};
use exchange::passkey::{Asked, Holder, Site};
use store::{Tx, access::passkey as kept};
use uuid::Uuid;

pub use answer::{begin_proof, begin_sign_in, prove, sign_in};

use super::{post, session::hash, ticket::most};
use crate::{
    ActionError, Platform,
    platform::{deed, deed_once},
};

/// What holds where somebody set expressly that a question waits for nothing.
const SHORTEST: Minutes = Minutes(1);

/// A question that is on its way to a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What the browser is told, as JSON.
    pub options: String,
    /// What comes back with the answer.
    pub key: String,
}

/// A passkey that is to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The key of the question.
    pub key: &'a str,
    /// What the browser answered.
    pub answer: &'a str,
    /// What its person calls it.
    pub name: &'a str,
}

/// The place for which passkeys are made here.
///
/// # Refuses
/// Where browsers make none.
fn site(platform: &Platform) -> Result<Site, ActionError> {
    let site = Site::at(&platform.doors.public_url, "Alongside");
    site.ok_or_else(|| Refusal::PasskeysNotHere.into())
}

/// Whether browsers make passkeys for this installation: not in the demo, nor at a bare network address.
#[must_use]
pub fn is_possible(platform: &Platform) -> bool {
    !platform.doors.demo && site(platform).is_ok()
}

fn own(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

/// Lists somebody's passkeys, the oldest first.
///
/// # Refuses
/// When they are not the actor's own.
/// # Errors
/// When the store fails.
pub async fn passkeys(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<Passkey>, ActionError> {
    actor.may(Deed::AddPasskey, own(person))?;
    let mut tx = platform.store.glance().await?;
    Ok(kept::of(&mut tx, person).await?)
}

/// Whether a passkey is worth offering to somebody: browsers make them here, and they have none.
///
/// # Errors
/// When the store fails.
pub async fn is_worth_offering(platform: &Platform, person: PersonId) -> Result<bool, ActionError> {
    if !is_possible(platform) {
        return Ok(false);
    }
    let mut tx = platform.store.glance().await?;
    Ok(kept::of(&mut tx, person).await?.is_empty())
}

/// Whether somebody has a passkey by which they can prove who they are.
///
/// # Errors
/// When the store fails.
pub async fn has_any(platform: &Platform, person: PersonId) -> Result<bool, ActionError> {
    let mut tx = platform.store.glance().await?;
    Ok(is_possible(platform) && !kept::of(&mut tx, person).await?.is_empty())
}

/// Asks somebody's browser to make a passkey.
///
/// # Refuses
/// When it would not be the actor's own, the last proof of who they are is stale, they have as many as
/// somebody may have, or browsers make none here.
/// # Errors
/// When there is no such person, or the store fails.
pub async fn begin(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Begun, ActionError> {
    actor.may(Deed::AddPasskey, own(person))?;
    actor.proves()?;
    let site = site(platform)?;
    deed!(platform, |tx| {
        let found = store::person::person(tx, person).await?;
        let found = found
            .ok_or_else(|| ActionError::NotFound("There is no such person here.".to_owned()))?;
        let policies = platform.policies(tx).await?;
        let known = has_room(platform, tx, &policies, person).await?;
        let address = store::person::emails_of(tx, person).await?.into_iter();
        let name = found.name();
        let holder = Holder {
            handle: person.0,
            address: &address.clone().next().unwrap_or_else(|| name.clone()),
            name: &name,
        };
        let asked = site.ask_to_make(holder, &known);
        let asked = asked.map_err(|_| Refusal::PasskeyNotMade)?;
        let about = About {
            purpose: Purpose::Add,
            person: Some(person),
            session: None,
            to: None,
        };
        ask(platform, tx, &policies, asked, about).await?
    })
}

/// The numbers of somebody's passkeys, where they may have one more.
async fn has_room(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    person: PersonId,
) -> Result<Vec<Vec<u8>>, ActionError> {
    let known = kept::of(tx, person).await?;
    let held = i64::try_from(known.len()).unwrap_or(i64::MAX);
    if held >= most(platform, policies, names::PASSKEY_MOST) {
        return Err(Refusal::PasskeysMany(held).into());
    }
    Ok(known.into_iter().map(|one| one.credential_id).collect())
}

/// What a question is about.
struct About<'a> {
    purpose: Purpose,
    person: Option<PersonId>,
    session: Option<Uuid>,
    to: Option<&'a str>,
}

/// Keeps a question until its answer comes, and forgets those to which none is taken any more.
async fn ask(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    asked: Asked,
    about: About<'_>,
) -> Result<Begun, ActionError> {
    let now = platform.now();
    let term = policies.on(names::PASSKEY_QUESTION, None, platform.today());
    let waits = term.and_then(|term| term.row.value.minutes());
    let waits = minutes(waits.unwrap_or(SHORTEST));
    let question = Question {
        id: platform.number(),
        purpose: about.purpose,
        person: about.person,
        session: about.session,
        state: asked.state,
        to: about.to.map(str::to_owned),
        ends_at: now.saturating_add(waits).unwrap_or(now),
    };
    let key = platform.secret();
    kept::forget(tx, now).await?;
    kept::ask(tx, &question, &hash(&key)).await?;
    Ok(Begun {
        options: asked.options,
        key,
    })
}

/// Keeps a passkey that somebody's browser made: sent twice, it is done once. Its person is told.
///
/// # Refuses
/// When it is not the actor's own, the last proof is stale, the answer is not to be believed or comes
/// too late, the passkey is known already, and a name that is too long.
/// # Errors
/// When the store fails.
pub async fn add(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    once: Uuid,
    wanted: Wanted<'_>,
) -> Result<(), ActionError> {
    actor.may(Deed::AddPasskey, own(person))?;
    actor.proves()?;
    let site = site(platform)?;
    let name = passkey::name(wanted.name)?;
    let done = deed_once!(platform, actor, once, |tx| {
        let now = platform.now();
        let question = kept::take(tx, &hash(wanted.key)).await?;
        let question = question
            .filter(|asked| asked.is_open(now, Purpose::Add, Some(person), None))
            .ok_or(Refusal::PasskeyVoid)?;
        let made = site.made(&question.state, wanted.answer);
        let made = made.map_err(|_| Refusal::PasskeyNotMade)?;
        store::person::lock(tx, person).await?;
        let policies = platform.policies(tx).await?;
        has_room(platform, tx, &policies, person).await?;
        let passkey = Passkey {
            id: platform.number(),
            person,
            credential_id: made.credential_id,
            handle: person.0,
            credential: made.credential,
            name: name.clone(),
            made_at: now,
            used_at: None,
        };
        if !kept::add(tx, &passkey).await? {
            return Err(Refusal::PasskeyKnown.into());
        }
        let letter = Letter::about("A passkey was added to your account").words(format!(
            "A passkey called “{name}” was added to your account on Alongside, on {}. Whoever holds it and can unlock it signs in as you. If that was not you, open Alongside, your account, your passkeys, and take it away; then end every other sign-in.",
            moment(now)
        ));
        tell(platform, tx, person, letter).await?;
        note(
            platform,
            tx,
            actor,
            Deed::AddPasskey,
            person,
            "a passkey was added",
        )
        .await?;
        String::new()
    });
    if let Err(ActionError::Refused(_)) = &done {
        burn(platform, wanted.key).await?;
    }
    done.map(|_| ())
}

/// Takes a question away to which a wrong answer came.
async fn burn(platform: &Platform, key: &str) -> Result<(), ActionError> {
    deed!(platform, |tx| {
        kept::take(tx, &hash(key)).await?;
    })
}

async fn tell(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    letter: Letter,
) -> Result<(), ActionError> {
    let letter = letter.link("Your passkeys", platform.doors.address("/access/passkeys"));
    post::tell(platform, tx, person, letter).await
}

async fn note(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    person: PersonId,
    told: &str,
) -> Result<(), ActionError> {
    let subject = person.0.to_string();
    platform.note(tx, actor, deed, None, subject, told).await
}

/// Calls a passkey otherwise.
///
/// # Refuses
/// When it is not the actor's own, and a name that is too long.
/// # Errors
/// When there is no such passkey, or the store fails.
pub async fn name(
    platform: &Platform,
    actor: &Actor,
    (person, passkey): (PersonId, Uuid),
    once: Uuid,
    typed: &str,
) -> Result<(), ActionError> {
    actor.may(Deed::NamePasskey, own(person))?;
    let name = passkey::name(typed)?;
    let done = deed_once!(platform, actor, once, |tx| {
        if !kept::name(tx, passkey, person, &name).await? {
            return Err(nothing());
        }
        let told = "a passkey was given another name";
        note(platform, tx, actor, Deed::NamePasskey, person, told).await?;
        String::new()
    });
    done.map(|_| ())
}

fn nothing() -> ActionError {
    ActionError::NotFound("There is no such passkey.".to_owned())
}

/// Takes a passkey away: it opens nothing any more. Its person is told.
///
/// # Refuses
/// When it is not the actor's own, and when the last proof of who they are is stale.
/// # Errors
/// When there is no such passkey, or the store fails.
pub async fn remove(
    platform: &Platform,
    actor: &Actor,
    (person, passkey): (PersonId, Uuid),
    once: Uuid,
) -> Result<(), ActionError> {
    actor.may(Deed::RemovePasskey, own(person))?;
    actor.proves()?;
    let done = deed_once!(platform, actor, once, |tx| {
        if !kept::remove(tx, passkey, person).await? {
            return Err(nothing());
        }
        let letter = Letter::about("A passkey was taken away from your account").words(format!(
            "A passkey was taken away from your account on Alongside, on {}. It opens nothing any more. If that was not you, sign in by e-mail and end every other sign-in.",
            moment(platform.now())
        ));
        tell(platform, tx, person, letter).await?;
        let told = "a passkey was taken away";
        note(platform, tx, actor, Deed::RemovePasskey, person, told).await?;
        String::new()
    });
    done.map(|_| ())
}
