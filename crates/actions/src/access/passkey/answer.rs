//! Takes the answers of passkeys: to sign in, and as a fresh proof.
//!
//! Owns no deed of its own but that a passkey which may have been copied is taken away. It never says
//! why an answer was not believed: nobody learns whether a passkey is known.

use domain::{
    access::{
        Actor, Deed, Refusal,
        letter::Letter,
        passkey::{Passkey, Purpose, Question},
        session::{Device, How, Session},
        ticket,
    },
    calendar::moment,
};
use exchange::passkey::{Refusal as Unbelieved, Site, named};
use store::{Tx, access::passkey as kept};

use super::{About, Begun, ask, note, site, tell};
use crate::{
    ActionError, Platform,
    access::{
        attempt::count_network,
        proof::proved,
        session::{hash, open},
        sign_in::{Landed, local},
    },
    platform::deed,
};

/// Asks a browser for any passkey of this place, to sign in: nobody says who they are.
///
/// # Refuses
/// A network from which too much was tried, and where browsers make no passkeys.
/// # Errors
/// When the store fails.
pub async fn begin_sign_in(
    platform: &Platform,
    to: Option<&str>,
    device: &Device,
) -> Result<Begun, ActionError> {
    let site = site(platform)?;
    let asked = site.ask_to_use(&[]);
    let asked = asked.map_err(|_| Refusal::PasskeyUnbelieved)?;
    let done = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        match count_network(platform, tx, &policies, device).await? {
            Err(refusal) => Err(refusal),
            Ok(()) => {
                let about = About {
                    purpose: Purpose::SignIn,
                    person: None,
                    session: None,
                    to: to.and_then(local),
                };
                Ok(ask(platform, tx, &policies, asked.clone(), about).await?)
            }
        }
    })?;
    Ok(done?)
}

/// Signs in whose passkey answered, once for each question.
///
/// # Refuses
/// An answer that comes too late or a second time, one that is not to be believed, one of a passkey
/// that nobody has, in the same words, and a network from which too much was tried.
/// # Errors
/// When the store fails.
pub async fn sign_in(
    platform: &Platform,
    key: &str,
    answer: &str,
    device: &Device,
) -> Result<Landed, ActionError> {
    let site = site(platform)?;
    let done = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        match count_network(platform, tx, &policies, device).await? {
            Err(refusal) => Err(refusal),
            Ok(()) => {
                let question = kept::take(tx, &hash(key)).await?;
                let question = question
                    .filter(|asked| asked.is_open(platform.now(), Purpose::SignIn, None, None));
                match believed(platform, tx, &site, question, answer).await? {
                    Err(refusal) => Err(refusal),
                    Ok((passkey, to)) => Ok(Landed::In {
                        opened: open(platform, tx, passkey.person, How::Passkey, device).await?,
                        purpose: ticket::Purpose::SignIn,
                        to,
                    }),
                }
            }
        }
    })?;
    Ok(done?)
}

/// Asks the browser of somebody who is signed in for one of their own passkeys.
///
/// # Refuses
/// When they have none, and where browsers make none.
/// # Errors
/// When the store fails.
pub async fn begin_proof(platform: &Platform, session: &Session) -> Result<Begun, ActionError> {
    let site = site(platform)?;
    deed!(platform, |tx| {
        let known = kept::of(tx, session.person).await?.into_iter();
        let known: Vec<Vec<u8>> = known.map(|one| one.credential_id).collect();
        if known.is_empty() {
            return Err(Refusal::PasskeyUnbelieved.into());
        }
        let asked = site.ask_to_use(&known);
        let asked = asked.map_err(|_| Refusal::PasskeyUnbelieved)?;
        let about = About {
            purpose: Purpose::Proof,
            person: Some(session.person),
            session: Some(session.id),
            to: None,
        };
        let policies = platform.policies(tx).await?;
        ask(platform, tx, &policies, asked, about).await?
    })
}

/// Takes the answer of a passkey as proof for a session, once for each question.
///
/// # Refuses
/// An answer that comes too late or a second time, one to the question of another session, one of
/// somebody else's passkey, and one that is not to be believed.
/// # Errors
/// When the store fails.
pub async fn prove(
    platform: &Platform,
    session: &Session,
    key: &str,
    answer: &str,
) -> Result<(), ActionError> {
    let site = site(platform)?;
    let done = deed!(platform, |tx| {
        let (person, now) = (session.person, platform.now());
        let question = kept::take(tx, &hash(key))
            .await?
            .filter(|asked| asked.is_open(now, Purpose::Proof, Some(person), Some(session.id)));
        match believed(platform, tx, &site, question, answer).await? {
            Err(refusal) => Err(refusal),
            Ok(_) => {
                proved(platform, tx, session.id).await?;
                Ok(())
            }
        }
    })?;
    Ok(done?)
}

/// Finds the passkey that answered a question, and where its person wanted to go.
///
/// # Refuses
/// What is not to be believed; a passkey that may have been copied opens nothing any more.
async fn believed(
    platform: &Platform,
    tx: &mut Tx,
    site: &Site,
    question: Option<Question>,
    answer: &str,
) -> Result<Result<(Passkey, Option<String>), Refusal>, ActionError> {
    let Some(question) = question else {
        return Ok(Err(Refusal::PasskeyVoid));
    };
    let Ok(said) = named(answer) else {
        return Ok(Err(Refusal::PasskeyUnbelieved));
    };
    let found = kept::lock(tx, &said.credential_id).await?;
    let found = found.filter(|known| {
        said.handle == Some(known.handle)
            && question.person.is_none_or(|person| person == known.person)
    });
    let Some(passkey) = found else {
        return Ok(Err(Refusal::PasskeyUnbelieved));
    };
    match site.used(&question.state, answer, &passkey.credential) {
        Ok(credential) => {
            kept::used(tx, passkey.id, &credential, platform.now()).await?;
            Ok(Ok((passkey, question.to)))
        }
        Err(why) => {
            tracing::warn!(%why, "the answer of a passkey was not taken");
            if why == Unbelieved::Copied {
                take_away(platform, tx, &passkey).await?;
            }
            Ok(Err(Refusal::PasskeyUnbelieved))
        }
    }
}

/// Takes away a passkey that counted backwards, for there may be two of it, and tells its person.
async fn take_away(platform: &Platform, tx: &mut Tx, passkey: &Passkey) -> Result<(), ActionError> {
    kept::remove(tx, passkey.id, passkey.person).await?;
    let letter = Letter::about("One of your passkeys was taken away").words(format!(
        "On {}, the passkey called “{}” answered in a way that it only can when there is a copy of it. It opens nothing any more. If you used it yourself just then, sign in by e-mail and add a new one; if not, end every other sign-in too.",
        moment(platform.now()),
        passkey.name
    ));
    tell(platform, tx, passkey.person, letter).await?;
    let actor = Actor::operator(platform.today());
    let told = "a passkey that counted backwards was taken away";
    note(
        platform,
        tx,
        &actor,
        Deed::RemovePasskey,
        passkey.person,
        told,
    )
    .await
}
