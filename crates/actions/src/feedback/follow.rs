//! Shows a host what was said, collects it under themes, and tells what was done about it.
//!
//! Owns the deeds `ReadFeedback` and `FollowFeedback`, and the word `Heard`. It never shows a name, nor
//! anything below the least number of answers.

use domain::{
    access::{Actor, Deed, Object},
    booking::{Session, SessionId},
    feedback::{self, Followed, Refusal, Summary},
    notice::inbox::{NewNotice, NoticeKind},
    partnership::Provider,
};
use jiff::ToSpan;
use store::Tx;
use uuid::Uuid;

use super::{address, found, leave};
use crate::{ActionError, Platform, notice::tell, partnership::holder, platform::deed_once};

/// What was said of a session.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The session.
    pub session: Session,
    /// Its provider.
    pub provider: Option<Provider>,
    /// How many were asked.
    pub asked: usize,
    /// What may be shown.
    pub summary: Summary,
    /// What was done about it.
    pub followed: Vec<Followed>,
    /// Whether the reader may collect themes and tell what was done.
    pub may_follow: bool,
}

/// Shows what was said of a session.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn heard(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
) -> Result<Heard, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = found(&mut tx, session).await?;
    leave(&mut tx, actor, Deed::ReadFeedback, &session).await?;
    let may_follow = leave(&mut tx, actor, Deed::FollowFeedback, &session);
    let may_follow = may_follow.await.is_ok();
    let providers = store::partnership::providers(&mut tx).await?;
    Ok(Heard {
        provider: providers.into_iter().find(|one| one.id == session.provider),
        asked: store::feedback::asked(&mut tx, session.id).await?.len(),
        summary: summary(platform, &mut tx, session.id).await?,
        followed: store::feedback::followed(&mut tx, session.id).await?,
        may_follow,
        session,
    })
}

async fn summary(
    platform: &Platform,
    tx: &mut Tx,
    session: SessionId,
) -> Result<Summary, ActionError> {
    let least = super::least(platform, tx).await?;
    let answers = store::feedback::answers(tx, session).await?;
    let tags = store::feedback::themes(tx, session).await?;
    Ok(feedback::summary(&answers, &tags, least))
}

/// Lists the sessions of a provider's last year about which somebody was asked, the latest first, with
/// what may be shown of each.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn sessions(
    platform: &Platform,
    actor: &Actor,
    code: &str,
) -> Result<(Provider, Vec<(Session, usize, Summary)>), ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadFeedback, object)?;
    let today = platform.today();
    let from = today.saturating_sub(1.year());
    let mut all = Vec::new();
    for session in store::booking::offered_by(&mut tx, provider.id, from, today).await? {
        let asked = store::feedback::asked(&mut tx, session.id).await?.len();
        if asked > 0 && session.provider == provider.id {
            let summary = summary(platform, &mut tx, session.id).await?;
            all.push((session, asked, summary));
        }
    }
    all.reverse();
    Ok((provider, all))
}

/// Collects a free answer under themes, in the place of those that it had.
///
/// # Refuses
/// When this is not the actor's to do, and below the least number of answers.
/// # Errors
/// When there is no such session or answer, or the store fails.
pub async fn collect(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (session, answer): (SessionId, Uuid),
    typed: &str,
) -> Result<(), ActionError> {
    let themes = feedback::themes(typed);
    let provider = {
        let mut tx = platform.store.read().await?;
        let session = found(&mut tx, session).await?;
        leave(&mut tx, actor, Deed::FollowFeedback, &session).await?;
        session.provider
    };
    let done = deed_once!(platform, actor, once, |tx| {
        match summary(platform, tx, session).await? {
            Summary::TooFew { least } => return Err(Refusal::TooFew(least).into()),
            Summary::Shown { said, .. } if said.iter().all(|said| said.answer != answer) => {
                return Err(ActionError::NotFound("There is no such answer.".to_owned()));
            }
            Summary::Shown { .. } => {}
        }
        store::feedback::set_themes(tx, answer, &themes).await?;
        let told = "collected an answer under themes";
        let (deed, subject) = (Deed::FollowFeedback, session.0.to_string());
        platform
            .note(tx, actor, deed, Some(provider), subject, told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}

/// Tells those who answered what was done about what they said. Says to how many.
///
/// # Refuses
/// When this is not the actor's to do, below the least number of answers, and without words.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn follow(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    session: SessionId,
    (said, did): (&str, &str),
) -> Result<usize, ActionError> {
    let session = {
        let mut tx = platform.store.read().await?;
        let session = found(&mut tx, session).await?;
        leave(&mut tx, actor, Deed::FollowFeedback, &session).await?;
        session
    };
    let (said, did) = (said.trim(), did.trim());
    if said.is_empty() || did.is_empty() {
        return Err(Refusal::NothingSaid.into());
    }
    let longest = said.chars().count().max(did.chars().count());
    if longest > feedback::LONGEST {
        return Err(Refusal::TooLong(longest).into());
    }
    let done = deed_once!(platform, actor, once, |tx| {
        if let Summary::TooFew { least } = summary(platform, tx, session.id).await? {
            return Err(Refusal::TooFew(least).into());
        }
        let followed = Followed {
            id: platform.number(),
            session: session.id,
            said: said.to_owned(),
            did: did.to_owned(),
            told_at: platform.now(),
            told_by: actor.person,
        };
        store::feedback::follow(tx, &followed).await?;
        let host = store::person::person(tx, actor.person).await?;
        let host = host.map(|host| host.name()).unwrap_or_default();
        let answers = store::feedback::answers(tx, session.id).await?;
        for answer in &answers {
            let new = NewNotice {
                provider: Some(session.provider),
                about: Some(session.id.0),
                subject: format!("You said, we did: “{}”", session.title),
                words: format!("You said: {said}\n\nWe did: {did}"),
                why: "You get this because you answered two questions about this session."
                    .to_owned(),
                ask: host.clone(),
                path: address(session.id),
                action: "See what came of it".to_owned(),
                by: actor.person,
                ..NewNotice::to(
                    answer.person,
                    NoticeKind::Followed,
                    format!("followed {}", followed.id),
                )
            };
            tell(platform, tx, &new).await?;
        }
        let told = format!("told {} people what was done", answers.len());
        let (deed, subject) = (Deed::FollowFeedback, session.id.0.to_string());
        platform
            .note(tx, actor, deed, Some(session.provider), subject, told)
            .await?;
        answers.len().to_string()
    })?;
    Ok(done.parse().unwrap_or_default())
}
