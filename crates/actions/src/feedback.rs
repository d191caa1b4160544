//! Asks two questions after a session, keeps the answers, and tells what was done about them.
//!
//! Owns the deeds `AnswerQuestions`, `ReadFeedback` and `FollowFeedback`. It never tells a host who
//! answered what.

mod answer;
mod follow;

use domain::{
    access::{Actor, Deed, Object},
    booking::{Session, SessionId},
    calendar::told,
    notice::inbox::{NewNotice, NoticeKind},
    person::PersonId,
    policy::names,
};
use store::Tx;

pub use answer::{Asked, answer, asked, named_by, press};
pub use follow::{Heard, collect, follow, heard, sessions};

use crate::{
    ActionError, Platform,
    access::ticket::most,
    notice::{tell, unsend},
};

/// Asks those who attended about a session, in the transaction that closes its register for a certain
/// time. Says how many are asked.
///
/// # Rule
/// Nobody is asked twice; whoever had not answered when the register was opened again is asked anew.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn ask(
    platform: &Platform,
    tx: &mut Tx,
    (session, closing): (SessionId, i64),
    attended: &[PersonId],
) -> Result<usize, ActionError> {
    let session = found(tx, session).await?;
    let host = store::person::person(tx, session.host).await?;
    let host = host.map(|host| host.name()).unwrap_or_default();
    let least = least(platform, tx).await?;
    let now = platform.now();
    let mut many = 0;
    for person in attended {
        if !store::feedback::ask(tx, session.id, *person, now).await? {
            continue;
        }
        let new = NewNotice {
            provider: Some(session.provider),
            about: Some(session.id.0),
            subject: format!("How useful was “{}”?", session.title),
            words: format!(
                "You attended “{}” on {}. How useful was it? Choose one of the five; there is room \
                 for a sentence if you want. Your host reads what was said, never who said it, and \
                 nothing at all before {least} have answered.",
                session.title,
                told(session.held_on)
            ),
            why: "You get this because you attended.".to_owned(),
            ask: host.clone(),
            path: address(session.id),
            action: "Answer two questions".to_owned(),
            ..NewNotice::to(
                *person,
                NoticeKind::Question,
                format!("question {} {closing}", session.id.0),
            )
        };
        tell(platform, tx, &new).await?;
        many += 1;
    }
    Ok(many)
}

/// Takes the question back from whoever has not answered, as a part of opening the register again. Says
/// from how many.
///
/// # Errors
/// When the store fails.
pub async fn unask(
    platform: &Platform,
    tx: &mut Tx,
    session: SessionId,
) -> Result<usize, ActionError> {
    let unanswered = store::feedback::unask(tx, session).await?;
    let (kind, now) = (NoticeKind::Question, platform.now());
    for person in &unanswered {
        store::notice::inbox::withdraw_from(tx, session.0, kind, *person, now).await?;
    }
    unsend(platform, tx, session.0).await?;
    Ok(unanswered.len())
}

/// The page on which somebody answers.
#[must_use]
pub fn address(session: SessionId) -> String {
    format!("/feedback/{}", session.0)
}

/// How many answers there must be before anything is shown.
async fn least(platform: &Platform, tx: &mut Tx) -> Result<usize, ActionError> {
    let policies = platform.policies(tx).await?;
    Ok(usize::try_from(most(platform, &policies, names::FEEDBACK_LEAST)).unwrap_or(1))
}

async fn found(tx: &mut Tx, session: SessionId) -> Result<Session, ActionError> {
    let found = store::booking::session(tx, session).await?;
    found.ok_or_else(|| ActionError::NotFound("There is no such session.".to_owned()))
}

/// Asks leave on a session: its host has it as their own, an office by its provider.
async fn leave(
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    session: &Session,
) -> Result<(), ActionError> {
    let hosts = store::booking::hosted_by(tx, actor.person, session.held_on, session.held_on);
    let is_host = hosts.await?.iter().any(|one| one.id == session.id);
    Ok(actor.may(
        deed,
        Object {
            person: is_host.then_some(actor.person),
            provider: Some(session.provider),
            ..Object::default()
        },
    )?)
}
