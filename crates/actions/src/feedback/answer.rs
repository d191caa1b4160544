//! Keeps what somebody answers about a session that they attended.
//!
//! Owns the deed `AnswerQuestions` and the word `Asked`. It never shows anybody else's answer.

use domain::{
    access::{Actor, Deed, Object},
    booking::{Session, SessionId},
    feedback::{self, Answer, Followed, SCALE},
    person::PersonId,
};
use uuid::Uuid;

use super::found;
use crate::{ActionError, Platform, access, platform::deed_once};

/// What somebody is asked about a session.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The session.
    pub session: Session,
    /// What they answered before.
    pub answer: Option<Answer>,
    /// How many answers there must be before anything is shown.
    pub least: usize,
    /// What was done about what was said: for those who said something.
    pub followed: Vec<Followed>,
}

/// Shows somebody what they are asked about a session.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When they were not asked, or the store fails.
pub async fn asked(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    session: SessionId,
) -> Result<Asked, ActionError> {
    ask_leave(actor, person)?;
    let mut tx = platform.store.read().await?;
    was_asked(&mut tx, person, session).await?;
    let session = found(&mut tx, session).await?;
    let answers = store::feedback::answers_of(&mut tx, person).await?;
    let answer = answers.into_iter().find(|one| one.session == session.id);
    let followed = match &answer {
        Some(_) => store::feedback::followed(&mut tx, session.id).await?,
        None => Vec::new(),
    };
    Ok(Asked {
        least: super::least(platform, &mut tx).await?,
        session,
        answer,
        followed,
    })
}

fn ask_leave(actor: &Actor, person: PersonId) -> Result<(), ActionError> {
    let object = Object {
        person: Some(person),
        ..Object::default()
    };
    Ok(actor.may(Deed::AnswerQuestions, object)?)
}

async fn was_asked(
    tx: &mut store::Tx,
    person: PersonId,
    session: SessionId,
) -> Result<(), ActionError> {
    let asked = store::feedback::asked_of(tx, person).await?;
    if asked.contains(&session) {
        return Ok(());
    }
    Err(ActionError::NotFound(
        "There is no such question.".to_owned(),
    ))
}

/// Keeps an answer, in the place of an earlier one.
///
/// # Refuses
/// When it is not the actor's own, without a point on the scale, and more words than anybody reads.
/// # Errors
/// When they were not asked, or the store fails.
pub async fn answer(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (person, session): (PersonId, SessionId),
    (scale, words): (Option<i64>, &str),
) -> Result<(), ActionError> {
    ask_leave(actor, person)?;
    let (scale, words) = feedback::answer(scale, words)?;
    let done = deed_once!(platform, actor, once, |tx| {
        was_asked(tx, person, session).await?;
        let now = platform.now();
        let new = Answer {
            id: platform.number(),
            session,
            person,
            scale,
            words: words.clone(),
            answered_at: now,
        };
        store::feedback::answer(tx, &new).await?;
        for notice in store::notice::inbox::inbox(tx, person, 500).await? {
            let is_it = notice.kind == domain::notice::inbox::NoticeKind::Question;
            if is_it && notice.about == Some(session.0) {
                store::notice::inbox::acted(tx, notice.id, now).await?;
            }
        }
        let (deed, subject) = (Deed::AnswerQuestions, session.0.to_string());
        let told = "answered about a session";
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// The session and the point that the link of a message names; none where it leads elsewhere.
#[must_use]
pub fn named_by(path: &str) -> Option<(SessionId, i64)> {
    let (session, point) = path.strip_prefix("/feedback/")?.split_once('/')?;
    let session = SessionId(session.parse().ok()?);
    let point = point.parse().ok().filter(|point| SCALE.contains(point))?;
    Some((session, point))
}

/// Keeps the point whose link in a message somebody pressed, with the words that they wrote before. Says
/// whether there was one to keep.
///
/// # Errors
/// When the store fails.
pub async fn press(platform: &Platform, person: PersonId, path: &str) -> Result<bool, ActionError> {
    let Some((session, point)) = named_by(path) else {
        return Ok(false);
    };
    let actor = access::actor(platform, person).await?;
    let before = match asked(platform, &actor, person, session).await {
        Ok(found) => found.answer,
        Err(ActionError::NotFound(_)) => return Ok(false),
        Err(error) => return Err(error),
    };
    let words = before.map(|one| one.words).unwrap_or_default();
    let (once, of) = (platform.number(), (person, session));
    answer(platform, &actor, once, of, (Some(point), &words)).await?;
    Ok(true)
}
