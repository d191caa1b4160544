//! Asks somebody who is signed in to prove afresh that it is they, by a code to an address of theirs.
//!
//! Owns the words `proof` and `Proving`. It never says a whole address.

use domain::{
    access::{Proof, Refusal, address::masked, letter::Letter, session::Session, ticket::Purpose},
    calendar::moment,
    person::PersonId,
};
use store::{Tx, access::ticket};
use uuid::Uuid;

use super::{
    attempt::{check, may_write},
    post,
    session::{fresh_until, hash},
    ticket::{Wanted, mint},
};
use crate::{ActionError, Platform, platform::deed};

/// How fresh the proof of a session is. In the demo nobody is asked.
#[must_use]
pub fn proof(platform: &Platform, session: &Session) -> Proof {
    if platform.doors.demo {
        Proof::Waived
    } else if session.is_proved(platform.now()) {
        Proof::Fresh
    } else {
        Proof::Stale
    }
}

/// Keeps that the person of a session has just proved who they are, as a part of a deed that made sure.
///
/// # Errors
/// When the store fails.
pub async fn proved(platform: &Platform, tx: &mut Tx, session: Uuid) -> Result<(), ActionError> {
    let policies = platform.policies(tx).await?;
    let until = fresh_until(platform, &policies);
    Ok(store::access::session::proved(tx, session, until).await?)
}

/// The addresses to which a code could go, told in part.
///
/// # Errors
/// When the store fails.
pub async fn addresses(platform: &Platform, person: PersonId) -> Result<Vec<String>, ActionError> {
    let mut tx = platform.store.glance().await?;
    let all = store::person::emails_of(&mut tx, person).await?;
    Ok(all.iter().map(|address| masked(address)).collect())
}

/// Sends a code to one of somebody's addresses. Says what the asking page keeps.
///
/// # Refuses
/// When there is no such address, or it was written to often in the hour.
/// # Errors
/// When the store fails.
pub async fn send(
    platform: &Platform,
    session: &Session,
    chosen: usize,
) -> Result<String, ActionError> {
    let done = deed!(platform, |tx| {
        let all = store::person::emails_of(tx, session.person).await?;
        let Some(address) = all.into_iter().nth(chosen) else {
            return Err(Refusal::NoAddress.into());
        };
        let policies = platform.policies(tx).await?;
        if may_write(platform, tx, &policies, &address).await? {
            let wanted = Wanted {
                purpose: Purpose::Proof,
                person: Some(session.person),
                subject: Some(hash(&address)),
                address: Some(address),
                object: Some(session.id.to_string()),
                made_by: session.person,
            };
            let minted = mint(platform, tx, wanted).await?;
            let letter = Letter::about("Your code for Alongside")
                .words("Somebody who is signed in as you is about to do something that asks for a proof. If it is you, type this code on that page:")
                .code(&minted.code)
                .words(format!(
                    "It works once, until {}. If it is not you, sign out everywhere: open Alongside, your account, where you are signed in.",
                    moment(minted.ticket.ends_at)
                ));
            post::send(platform, tx, session.person, &minted.ticket, letter).await?;
            Ok(minted.handle)
        } else {
            Err(Refusal::WrittenOften(masked(&address)))
        }
    })?;
    Ok(done?)
}

/// Takes a code as proof for a session.
///
/// # Refuses
/// A wrong code, one that was used, has lapsed or was guessed at too often, and one of another session.
/// # Errors
/// When the store fails.
pub async fn prove(
    platform: &Platform,
    session: &Session,
    handle: &str,
    typed: &str,
) -> Result<(), ActionError> {
    let code: String = typed.chars().filter(char::is_ascii_digit).collect();
    let done = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        match check(
            platform,
            tx,
            &policies,
            (handle, &code),
            &session.device.address,
        )
        .await?
        {
            Err(refusal) => Err(refusal),
            Ok((found, _)) => {
                let now = platform.now();
                let ours = found.purpose == Purpose::Proof
                    && found.object.as_deref() == Some(session.id.to_string().as_str());
                if ours && ticket::use_up(tx, found.id, now).await? {
                    proved(platform, tx, session.id).await?;
                    Ok(())
                } else {
                    Err(Refusal::CodeVoid)
                }
            }
        }
    })?;
    Ok(done?)
}
