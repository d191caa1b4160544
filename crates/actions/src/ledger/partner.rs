//! Lets a partner who delivers training find one mentor by what names them exactly, and shows what they recorded.
//!
//! Owns the deed `ReadRecorded`. It never lets anybody browse people, and says of an unknown one what it says of all.

use domain::{
    Minutes,
    access::{Actor, Deed, Object, Refusal, ticket::window},
    partnership::Provider,
    person::{PersonId, Role},
    policy::names,
};
use store::Tx;

use super::list::{Listed, listed};
use crate::{
    ActionError, Platform,
    access::{most, session::hash},
    partnership::holder,
    person::address,
    platform::deed,
};

/// Lines that are shown.
const MOST: i64 = 50;

/// What somebody recorded with a provider.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The provider.
    pub provider: Provider,
    /// The entries, the newest first.
    pub list: Vec<Listed>,
}

/// Lists what somebody recorded by hand with a provider, the newest first.
///
/// # Refuses
/// When it is somebody else's.
/// # Errors
/// When there is no such provider, or the store fails.
pub async fn recorded(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    by: PersonId,
) -> Result<Recorded, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    let object = Object {
        person: Some(by),
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadRecorded, object)?;
    actor.may(Deed::RecordEntry, object)?;
    let entries = store::ledger::recorded_by(&mut tx, provider.id, by, MOST).await?;
    let list = listed(platform, &mut tx, &provider, entries).await?;
    Ok(Recorded { provider, list })
}

/// Finds one mentor of a provider by a whole TRN or a whole address.
///
/// # Rule
/// Each question counts, answered or not: so many in an hour as the dated value allows. Whoever is not
/// known, is no mentor or is with another provider is refused in the same words.
///
/// # Refuses
/// When this is not the actor's to do, too many questions, and whoever is not found.
/// # Errors
/// When there is no such provider, or the store fails.
pub async fn look_up(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    typed: &str,
) -> Result<PersonId, ActionError> {
    let typed = typed.trim();
    let done = deed!(platform, |tx| {
        let provider = holder(tx, provider).await?;
        let object = Object {
            provider: Some(provider.id),
            ..Object::default()
        };
        actor.may(Deed::RecordEntry, object)?;
        let policies = platform.policies(tx).await?;
        let began = window(platform.now(), Minutes::hours(1));
        let who = hash(&actor.person.0.to_string());
        let asked = store::access::count_attempt(tx, "look_up", &who, began).await?;
        if asked > most(platform, &policies, names::LOOK_UP_TRIES) {
            Err(Refusal::LookedUpOften)
        } else {
            let by_address = match address(typed) {
                Some(address) => store::person::with_email(tx, &address).await?,
                None => None,
            };
            let by_number = match typed.parse() {
                Ok(trn) => store::person::with_trn(tx, trn).await?,
                Err(_) => None,
            };
            match by_address.or(by_number) {
                Some(person) if is_mentor(tx, &provider, person).await? => Ok(person),
                _ => Err(Refusal::UnknownMentor),
            }
        }
    })?;
    Ok(done?)
}

/// Whether somebody is or was a mentor with a provider.
async fn is_mentor(
    tx: &mut Tx,
    provider: &Provider,
    person: PersonId,
) -> Result<bool, ActionError> {
    let held = store::person::memberships_of(tx, person).await?;
    Ok(held.iter().any(|held| {
        held.membership.provider == provider.id && held.membership.role == Role::GeneralMentor
    }))
}

/// Whether somebody may know a provider's people: whoever may not names one exactly.
pub(super) fn knows_people(actor: &Actor, provider: &Provider) -> bool {
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadPeople, object).is_ok()
}

/// Sees that whoever may not know a provider's people records for its mentors alone, and that nobody
/// but they themselves vouches.
pub(super) async fn keep_within(
    tx: &mut Tx,
    actor: &Actor,
    provider: &Provider,
    person: PersonId,
    verifier: Option<PersonId>,
) -> Result<(), ActionError> {
    if knows_people(actor, provider) {
        return Ok(());
    }
    let own_word = verifier.is_none_or(|verifier| verifier == actor.person);
    match own_word && is_mentor(tx, provider, person).await? {
        true => Ok(()),
        false => Err(ActionError::NotFound(
            "There is no such person here.".to_owned(),
        )),
    }
}
