//! Adds an address to somebody: by a code that went there, or by the word of two people who know them.
//!
//! Owns the deeds `ChangeOwnAddress` and `VouchForAddress`. It never takes an address from another record.

mod returned;

use domain::{
    Minutes,
    access::{
        Actor, Deed, Object, Refusal,
        address::is_role_mailbox,
        letter::Letter,
        session::{Why, minutes},
        ticket::Purpose,
    },
    calendar::moment,
    partnership::Provider,
    person::{Person, PersonId, Sameness},
    policy::{Value, names},
};
use store::{
    Conflict, StoreError, Tx,
    access::{session, ticket, vouch},
};
use uuid::Uuid;

use super::{
    attempt::{check, may_write},
    post,
    session::hash,
    ticket::{Wanted, mint},
};
use crate::{
    ActionError, Platform,
    partnership::holder,
    person::address,
    platform::{deed, deed_once},
};

pub use returned::{came_back, say_right};

fn own(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

fn sound(typed: &str) -> Result<String, Refusal> {
    address(typed).ok_or_else(|| Refusal::NotAnEmail(typed.trim().to_owned()))
}

/// Lists somebody's own addresses.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn own_addresses(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<String>, ActionError> {
    actor.may(Deed::ChangeOwnAddress, own(person))?;
    let mut tx = platform.store.glance().await?;
    Ok(store::person::emails_of(&mut tx, person).await?)
}

fn not_theirs() -> ActionError {
    ActionError::NotFound("There is no such address here.".to_owned())
}

/// Sends a code to an address that somebody wants to add. Says what the asking page keeps.
///
/// # Refuses
/// What is no address or one that several people read, and one that was written to often.
/// # Errors
/// When the store fails.
pub async fn ask_for(
    platform: &Platform,
    actor: &Actor,
    typed: &str,
) -> Result<String, ActionError> {
    let person = actor.person;
    actor.may(Deed::ChangeOwnAddress, own(person))?;
    actor.proves()?;
    let to = sound(typed)?;
    if is_role_mailbox(&to) {
        return Err(Refusal::SeveralRead(to).into());
    }
    let done = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        if may_write(platform, tx, &policies, &to).await? {
            let wanted = Wanted {
                purpose: Purpose::Address,
                person: Some(person),
                subject: Some(hash(&to)),
                address: Some(to.clone()),
                object: None,
                made_by: person,
            };
            let minted = mint(platform, tx, wanted).await?;
            let letter = Letter::about("Confirm this address for Alongside")
                .words("Somebody wants to sign in to Alongside with this address too. If it was you, type this code on the page that asked for it:")
                .code(&minted.code)
                .words(format!(
                    "It works once, until {}. If it was not you, there is nothing to do.",
                    moment(minted.ticket.ends_at)
                ));
            post::send(platform, tx, person, &minted.ticket, letter).await?;
            Ok(minted.handle)
        } else {
            Err(Refusal::WrittenOften(to.clone()))
        }
    })?;
    Ok(done?)
}

/// Adds the address to which a code went.
///
/// # Refuses
/// A wrong code, one that opens nothing any more, and an address that another record has: then both
/// are one person's, which is proposed to those who join records.
/// # Errors
/// When the store fails.
pub async fn confirm(
    platform: &Platform,
    actor: &Actor,
    handle: &str,
    typed: &str,
) -> Result<(), ActionError> {
    let person = actor.person;
    actor.may(Deed::ChangeOwnAddress, own(person))?;
    let code: String = typed.chars().filter(char::is_ascii_digit).collect();
    let done = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        match check(platform, tx, &policies, (handle, &code), "").await? {
            Err(refusal) => Err(refusal),
            Ok((found, whose)) => {
                let to = found.address.clone().unwrap_or_default();
                let ours = found.purpose == Purpose::Address && whose == person;
                if ours && ticket::use_up(tx, found.id, platform.now()).await? {
                    added(platform, tx, actor, &to).await?
                } else {
                    Err(Refusal::CodeVoid)
                }
            }
        }
    })?;
    Ok(done?)
}

async fn added(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    to: &str,
) -> Result<Result<(), Refusal>, ActionError> {
    let person = actor.person;
    let subject = person.0.to_string();
    let deed = Deed::ChangeOwnAddress;
    match store::person::with_email(tx, to).await? {
        Some(other) if other != person => {
            let told = format!(
                "confirmed an address of the record {}: both are one person's",
                other.0
            );
            let (two, why) = ((person, other), Sameness::Address);
            store::person::propose_twins(tx, two, why, platform.now()).await?;
            platform.note(tx, actor, deed, None, subject, told).await?;
            Ok(Err(Refusal::AddressOfAnother))
        }
        Some(_) => Ok(Ok(())),
        None => {
            store::person::add_email(tx, person, to).await?;
            store::audit::touch(tx, None, &[person]).await?;
            let told = "an address was added and confirmed";
            platform.note(tx, actor, deed, None, subject, told).await?;
            Ok(Ok(()))
        }
    }
}

/// Takes one of one's own addresses away, but never the last.
///
/// # Refuses
/// The last one: nothing could be sent any more.
/// # Errors
/// When it is not theirs, or the store fails.
pub async fn drop(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    gone: &str,
) -> Result<(), ActionError> {
    let person = actor.person;
    actor.may(Deed::ChangeOwnAddress, own(person))?;
    actor.proves()?;
    let done = deed_once!(platform, actor, once, |tx| {
        store::person::lock(tx, person).await?;
        let all = store::person::emails_of(tx, person).await?;
        if !all.iter().any(|one| one == gone) {
            return Err(not_theirs());
        }
        if all.len() == 1 {
            return Err(Refusal::LastAddress.into());
        }
        store::person::remove_email(tx, person, gone).await?;
        store::audit::touch(tx, None, &[person]).await?;
        let subject = person.0.to_string();
        let (deed, told) = (Deed::ChangeOwnAddress, "an address was taken away");
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// What became of somebody's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vouched {
    /// It waits for the word of a second person.
    Waits,
    /// Two people gave their word: the address is added, and a link is on its way there.
    Added,
}

/// Finds somebody for whose new address the actor may give their word.
///
/// # Refuses
/// When this is not the actor's to do, and for oneself.
/// # Errors
/// When the provider does not know the person, or the store fails.
pub async fn known(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    person: PersonId,
) -> Result<(Provider, Person), ActionError> {
    let mut tx = platform.store.glance().await?;
    who(platform, &mut tx, actor, provider, person).await
}

async fn who(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    provider: &str,
    person: PersonId,
) -> Result<(Provider, Person), ActionError> {
    let provider = holder(tx, provider).await?;
    let today = platform.today();
    let mut held = store::person::memberships_of(tx, person).await?;
    held.retain(|held| held.membership.provider == provider.id && held.membership.holds_on(today));
    let schools = held.iter().map(|held| held.membership.school);
    let may = |school| {
        let object = Object {
            person: Some(person),
            provider: Some(provider.id),
            school,
            ..Object::default()
        };
        actor.may(Deed::VouchForAddress, object)
    };
    if !schools.clone().any(|school| may(school).is_ok()) {
        may(None)?;
    }
    let found = store::person::person(tx, person).await?;
    let found = found.filter(|_| !held.is_empty() && person != actor.person);
    let nobody = || ActionError::NotFound("There is no such person here.".to_owned());
    Ok((provider, found.ok_or_else(nobody)?))
}

/// Gives one's word that an address is somebody's: with the word of a second person it is added.
///
/// # Rule
/// Two different people with rights, neither of them the person, give their word within the days of
/// `access.vouch.lasts`. Both are noted. Then the person is signed out everywhere, their other
/// addresses are told, and a link goes to the new one.
///
/// # Refuses
/// When this is not the actor's to do, without a fresh proof, and an address that another record has.
/// # Errors
/// When the provider does not know the person, or the store fails.
pub async fn give_word(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, person): (&str, PersonId),
    typed: &str,
) -> Result<Vouched, ActionError> {
    let to = sound(typed)?;
    let done = deed_once!(platform, actor, once, |tx| {
        let (provider, whom) = who(platform, tx, actor, provider, person).await?;
        actor.proves()?;
        store::person::lock(tx, person).await?;
        if store::person::with_email(tx, &to).await?.is_some() {
            return Err(Refusal::AddressTaken(to.clone()).into());
        }
        let now = platform.now();
        let word = vouch::Vouch {
            address: to.clone(),
            by: actor.person,
            at: now,
        };
        vouch::keep(tx, person, &word).await?;
        let after = now - minutes(lasting(platform, tx).await?);
        let given = vouch::vouches(tx, person, after).await?;
        let others = given
            .iter()
            .filter(|word| word.address == to && word.by != actor.person);
        let (answer, told) = match others.count() {
            0 => ("waits", "gave their word for a new address"),
            _ => {
                add_vouched(platform, tx, actor, &whom, &to).await?;
                (
                    "added",
                    "gave their word as the second: a new address was added",
                )
            }
        };
        let (deed, subject) = (Deed::VouchForAddress, person.0.to_string());
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
        answer.to_owned()
    });
    match done {
        Ok(answer) if answer == "added" => Ok(Vouched::Added),
        Ok(_) => Ok(Vouched::Waits),
        Err(ActionError::Store {
            cause: StoreError::Conflict(Conflict::EmailTaken),
            ..
        }) => Err(Refusal::AddressTaken(to).into()),
        Err(error) => Err(error),
    }
}

/// For how long somebody's word waits for a second.
async fn lasting(platform: &Platform, tx: &mut Tx) -> Result<Minutes, ActionError> {
    let policies = platform.policies(tx).await?;
    let term = policies.on(names::VOUCH_LASTS, None, platform.today());
    Ok(match term.map(|term| &term.row.value) {
        Some(Value::Days(days)) => Minutes(days.saturating_mul(24 * 60)),
        _ => Minutes(0),
    })
}

async fn add_vouched(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    whom: &Person,
    to: &str,
) -> Result<(), ActionError> {
    let person = whom.id;
    let told = Letter::about("Another address can now sign in as you").words(
        "Two people of your partnership gave their word that another address is yours, because this one was said to be dead. If that is wrong, tell the partnership office at once.",
    );
    post::tell(platform, tx, person, told).await?;
    store::person::add_email(tx, person, to).await?;
    vouch::forget(tx, person).await?;
    session::end_all(tx, person, None, platform.now(), Why::Ended).await?;
    store::audit::touch(tx, None, &[person]).await?;
    let wanted = Wanted {
        purpose: Purpose::Invitation,
        person: Some(person),
        subject: Some(hash(to)),
        address: Some(to.to_owned()),
        object: None,
        made_by: actor.person,
    };
    let minted = mint(platform, tx, wanted).await?;
    let letter = Letter::about("Your new address for Alongside")
        .words("Two people of your partnership gave their word that this address is yours. Everything that is kept of you stays: your hours, your record, your passport.")
        .link("Sign in", post::link(platform, &minted.secret))
        .words(format!(
            "It works once, until {}. If this is not you, there is nothing to do.",
            moment(minted.ticket.ends_at)
        ));
    post::send(platform, tx, person, &minted.ticket, letter).await
}
