//! Lets somebody in whom their school or university vouches for, and links the two.
//!
//! Owns the deeds `LinkIdentity` and `UnlinkIdentity`, and the words `Issuer` and `Came`. It never
//! finds anybody by an e-mail address unless its domain is trusted for that very issuer.

use std::sync::Arc;

use domain::{
    Minutes,
    access::{
        Actor, Deed, Object, Refusal,
        identity::{Link, Question, may_vouch},
        session::{Device, How, minutes},
    },
    person::PersonId,
};
use exchange::identity::{Answer, Identities, Provider, Refusal as Unsaid, Secrets, Told};
use store::{Tx, access::identity as kept};
use uuid::Uuid;

use super::{
    attempt::count_network,
    session::{Opened, hash, open},
    sign_in::local,
};
use crate::{
    ActionError, Platform,
    platform::{deed, deed_once},
};

/// For so long an answer is taken.
const ANSWERED_WITHIN: Minutes = Minutes(10);

/// Somebody who vouches for their own people.
#[derive(Debug, Clone)]
pub struct Issuer {
    /// The name in addresses.
    pub name: String,
    /// The name on the button.
    pub label: String,
    /// How they are asked.
    pub provider: Provider,
    /// The domains whose e-mail addresses they may vouch for.
    pub trusted_domains: Vec<String>,
}

/// Everybody who vouches for their own people, with what is known of them.
#[derive(Debug, Clone, Default)]
pub struct Issuers {
    all: Arc<[Issuer]>,
    known: Arc<Identities>,
}

impl Issuers {
    /// Those that the settings name.
    #[must_use]
    pub fn new(all: Vec<Issuer>) -> Issuers {
        Issuers {
            all: all.into(),
            known: Arc::default(),
        }
    }

    /// Each, in the order of the settings.
    #[must_use]
    pub fn all(&self) -> &[Issuer] {
        &self.all
    }

    fn named(&self, name: &str) -> Result<&Issuer, ActionError> {
        let found = self.all.iter().find(|issuer| issuer.name == name);
        found.ok_or_else(|| ActionError::NotFound("There is no such sign-in.".to_owned()))
    }
}

/// A question that is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where the reader is sent.
    pub address: String,
    /// What the asking browser keeps, and what comes back with the answer.
    pub state: String,
}

/// What came back by the reader's browser.
#[derive(Debug, Clone, Copy, Default)]
pub struct Came<'a> {
    /// The code for which the issuer tells who it was.
    pub code: &'a str,
    /// The state that came back.
    pub state: &'a str,
    /// What the asking browser kept.
    pub kept: &'a str,
    /// Who says that they answered.
    pub issuer: Option<&'a str>,
}

/// What became of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Landed {
    /// Somebody is signed in.
    In {
        /// By this session.
        opened: Opened,
        /// Where they wanted to go.
        to: Option<String>,
    },
    /// The sign-in is linked to whoever asked.
    Linked,
    /// Nobody here is known to be whom the issuer vouches for.
    Unknown,
}

/// Asks an issuer who somebody is: to sign in, or to link the two.
///
/// # Refuses
/// When the issuer gives no answer, a link without a fresh proof, and a network from which too much
/// was tried.
/// # Errors
/// When there is no such issuer, or the store fails.
pub async fn begin(
    platform: &Platform,
    issuers: &Issuers,
    name: &str,
    linking: Option<&Actor>,
    to: Option<&str>,
    device: &Device,
) -> Result<Begun, ActionError> {
    let issuer = issuers.named(name)?;
    if let Some(actor) = linking {
        actor.proves()?;
    }
    let within = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        count_network(platform, tx, &policies, device).await?
    })?;
    within?;
    let secrets = Secrets {
        state: platform.secret(),
        nonce: platform.secret(),
        verifier: platform.secret(),
    };
    let begun = issuers.known.begin(&issuer.provider, &secrets).await;
    let address = begun.map_err(refusal)?;
    let now = platform.now();
    let question = Question {
        id: platform.number(),
        provider: issuer.name.clone(),
        nonce: secrets.nonce,
        verifier: secrets.verifier,
        person: linking.map(|actor| actor.person),
        to: to.and_then(local).map(str::to_owned),
        made_at: now,
        ends_at: now.saturating_add(minutes(ANSWERED_WITHIN)).unwrap_or(now),
    };
    deed!(platform, |tx| {
        kept::forget(tx, now).await?;
        kept::ask(tx, &question, &hash(&secrets.state)).await?;
    })?;
    Ok(Begun {
        address,
        state: secrets.state,
    })
}

/// Takes an answer, once, and signs in or links whom it is about.
///
/// # Rule
/// An answer is taken by the browser that asked, within ten minutes, once. Whom an issuer vouches for
/// is found by its own name for them; by an e-mail address only where the issuer has seen it to be
/// theirs and its domain is trusted for this issuer, and the two are linked then.
///
/// # Refuses
/// An answer that was not asked for, is too old, was taken before, or is not to be believed.
/// # Errors
/// When there is no such issuer, or the store fails.
pub async fn finish(
    platform: &Platform,
    issuers: &Issuers,
    name: &str,
    came: Came<'_>,
    device: &Device,
    reader: Option<&Actor>,
) -> Result<Landed, ActionError> {
    let issuer = issuers.named(name)?;
    if came.state.is_empty() || came.state != came.kept {
        return Err(Refusal::IdentityVoid.into());
    }
    let question = deed!(platform, |tx| { kept::take(tx, &hash(came.state)).await? })?;
    let question = question
        .filter(|question| question.provider == issuer.name && platform.now() < question.ends_at)
        .filter(|question| {
            question
                .person
                .is_none_or(|person| reader.is_some_and(|reader| reader.person == person))
        })
        .ok_or(Refusal::IdentityVoid)?;
    let secrets = Secrets {
        state: came.state.to_owned(),
        nonce: question.nonce,
        verifier: question.verifier,
    };
    let answer = Answer {
        code: came.code,
        state: came.state,
        issuer: came.issuer,
    };
    let told = issuers.known.finish(&issuer.provider, &secrets, answer);
    let told = told.await.map_err(refusal)?;
    if let (Some(person), Some(reader)) = (question.person, reader) {
        link(platform, reader, person, &told.issuer, &told.subject).await?;
        return Ok(Landed::Linked);
    }
    deed!(platform, |tx| {
        match whose(platform, tx, issuer, &told).await? {
            Some(person) => Landed::In {
                opened: open(platform, tx, person, How::Identity, device).await?,
                to: question.to.clone(),
            },
            None => Landed::Unknown,
        }
    })
}

/// Finds whom an issuer vouches for.
async fn whose(
    platform: &Platform,
    tx: &mut Tx,
    issuer: &Issuer,
    told: &Told,
) -> Result<Option<PersonId>, ActionError> {
    if let Some(person) = kept::linked(tx, &told.issuer, &told.subject).await? {
        return Ok(Some(person));
    }
    let email = told.verified_email.as_deref();
    let Some(email) = email.filter(|email| may_vouch(&issuer.trusted_domains, email)) else {
        return Ok(None);
    };
    let Some(person) = store::person::with_email(tx, email).await? else {
        return Ok(None);
    };
    let actor = Actor::operator(platform.today());
    keep(platform, tx, &actor, person, &told.issuer, &told.subject).await?;
    Ok(Some(person))
}

/// Why an issuer did not say who somebody is, as it is told to them; the log is told more.
fn refusal(unsaid: Unsaid) -> ActionError {
    tracing::warn!(why = %unsaid, "an identity provider did not say who somebody is");
    let refusal = match unsaid {
        Unsaid::Unreachable | Unsaid::Misconfigured => Refusal::IdentitySilent,
        Unsaid::OtherQuestion => Refusal::IdentityVoid,
        Unsaid::Code | Unsaid::Untrusted => Refusal::IdentityUnbelieved,
    };
    refusal.into()
}

/// Links a sign-in elsewhere to somebody.
///
/// # Refuses
/// When it is not the actor's own, or the sign-in is linked to somebody else.
/// # Errors
/// When the store fails.
pub async fn link(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    issuer: &str,
    subject: &str,
) -> Result<(), ActionError> {
    actor.may(Deed::LinkIdentity, own(person))?;
    let done = deed!(platform, |tx| {
        keep(platform, tx, actor, person, issuer, subject).await?
    })?;
    if done {
        Ok(())
    } else {
        Err(Refusal::IdentityOfAnother.into())
    }
}

async fn keep(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    issuer: &str,
    subject: &str,
) -> Result<bool, ActionError> {
    let link = Link {
        id: platform.number(),
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
        person,
        linked_at: platform.now(),
    };
    if !kept::link(tx, &link).await? {
        return Ok(kept::linked(tx, issuer, subject).await? == Some(person));
    }
    let (deed, about) = (Deed::LinkIdentity, person.0.to_string());
    let told = format!("a sign-in of {issuer} was linked");
    platform.note(tx, actor, deed, None, about, told).await?;
    Ok(true)
}

fn own(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

/// Lists the sign-ins elsewhere that are somebody's.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn links(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<Link>, ActionError> {
    actor.may(Deed::LinkIdentity, own(person))?;
    let mut tx = platform.store.glance().await?;
    Ok(kept::links(&mut tx, person).await?)
}

/// Takes the link to a sign-in elsewhere away.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When there is no such link, or the store fails.
pub async fn unlink(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    once: Uuid,
    link: Uuid,
) -> Result<(), ActionError> {
    actor.may(Deed::UnlinkIdentity, own(person))?;
    actor.proves()?;
    let done = deed_once!(platform, actor, once, |tx| {
        if !kept::unlink(tx, link, person).await? {
            return Err(ActionError::NotFound("There is no such link.".to_owned()));
        }
        let (deed, about) = (Deed::UnlinkIdentity, person.0.to_string());
        let told = "a sign-in elsewhere was taken away";
        platform.note(tx, actor, deed, None, about, told).await?;
        String::new()
    });
    done.map(|_| ())
}
